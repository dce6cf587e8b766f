/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_open - what a sweep is to do: from a [sweep] section, and from the options, which come before it.
 */
#include "sweep_impl.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- parameters in values ---- */

static bool look_up(void *ctx, const cd_value *name, double *value, cd_type *type)
{
    cd_sweep *sweep = ctx;
    for (size_t i = 0; i < sweep->base->n_params; i++)
        if (cd_value_is(name, sweep->base->params[i].name)) {
            *value = sweep->base->params[i].value;
            *type = sweep->base->params[i].type;
            return true;
        }
    cd_diag_add(sweep->diags, CD_ERROR, cd_value_whole(name), NULL, "undefined parameter \"%s\"",
                cd_value_string(sweep->arena, name));
    return false;
}

static cd_value option_text(cd_sweep *sweep, const char *option, const char *text)
{
    return cd_value_of_source(cd_source_from_text(sweep->arena, option, text, strlen(text)));
}

/* ---- which section ---- */

static bool choose_section(cd_sweep *sweep, const cd_sweep_section **out)
{
    const cd_case *cs = sweep->base;
    const char **names = cd_arena_alloc(sweep->arena, cs->n_sweeps, sizeof *names);
    *out = NULL;
    for (size_t i = 0; i < cs->n_sweeps; i++) {
        names[i] = cs->sweeps[i].name;
        if (sweep->options.name && strcmp(names[i], sweep->options.name) == 0)
            *out = &cs->sweeps[i];
    }
    bool asked = sweep->options.n_vary > 0 || sweep->options.points_file;
    const char *all = cs->n_sweeps > 0 ? cd_join(sweep->arena, names, cs->n_sweeps) : NULL;
    if (!sweep->options.name && !asked && cs->n_sweeps == 1)
        *out = &cs->sweeps[0];
    if (*out || (!sweep->options.name && asked))
        return true;
    if (sweep->options.name)
        cd_diag_add(sweep->diags, CD_ERROR, (cd_span){0},
                    all ? cd_arena_printf(sweep->arena, "there are: %s", all) : "the case has no [sweep] section",
                    "%s: there is no sweep \"%s\"", cs->path, sweep->options.name);
    else if (all)
        cd_diag_add(sweep->diags, CD_ERROR, (cd_span){0}, cd_arena_printf(sweep->arena, "name one of them: %s", all),
                    "%s: has several sweeps", cs->path);
    else
        cd_diag_add(sweep->diags, CD_ERROR, (cd_span){0},
                    "write --vary bus.area=\"1 cm^2 .. 10 cm^2 in 10\", or a section [sweep NAME]",
                    "%s: nothing to vary", cs->path);
    return false;
}

/* ---- axes ---- */

static const char *beside_case(cd_sweep *sweep, const char *path)
{
    const char *slash = strrchr(sweep->base->path, '/');
    if (path[0] == '/' || !slash)
        return path;
    return cd_arena_printf(sweep->arena, "%.*s/%s", (int)(slash - sweep->base->path), sweep->base->path, path);
}

/* Each name that is varied must stand for something; what its values are worth, the points tell. */
static bool check_axis_names(cd_sweep *sweep)
{
    const cd_case *cs = sweep->base;
    const char *names[256];
    size_t n = 0;
    for (size_t i = 0; i < cs->n_params && n < 256; i++)
        names[n++] = cs->params[i].name;
    bool good = true;
    for (size_t i = 0; i < sweep->plan.axes.n; i++) {
        const cd_axis *a = &sweep->plan.axes.a[i];
        bool found = strchr(a->name, '.') != NULL; /* sections and keys: the reading of the first point says */
        for (size_t k = 0; k < n && !found; k++)
            found = strcmp(names[k], a->name) == 0;
        if (found)
            continue;
        const char *near = cd_nearest(a->name, names, n);
        cd_diag_add(sweep->diags, CD_ERROR, a->place,
                    near    ? cd_arena_printf(sweep->arena, "did you mean \"%s\"?", near)
                    : n > 0 ? cd_arena_printf(sweep->arena, "parameters are: %s; a key is SECTION.KEY",
                                              cd_join(sweep->arena, names, n))
                            : "the case has no [param]; a key is SECTION.KEY, such as bus.area",
                    "the case has no parameter \"%s\"", a->name);
        good = false;
    }
    return good;
}

static bool read_axes(cd_sweep *sweep, const cd_reading *rd, const cd_sweep_section *section, const char **sha)
{
    const cd_sweep_options *o = &sweep->options;
    bool good = true;
    if (o->n_vary == 0 && !o->points_file && section) {
        for (size_t i = 0; i < section->vary.n; i++)
            good = cd_axes_read(rd, sweep->base, &section->vary.v[i], &sweep->plan.axes) && good;
        if (good && section->file)
            good = cd_axes_read_file(rd, sweep->base, beside_case(sweep, section->file),
                                     cd_field_span(section->section, "file"), &sweep->plan.axes, sha);
        return good;
    }
    for (size_t i = 0; i < o->n_vary; i++) {
        cd_value text = option_text(sweep, "--vary", o->vary[i]);
        good = cd_axes_read(rd, sweep->base, &text, &sweep->plan.axes) && good;
    }
    if (good && o->points_file) {
        cd_value text = option_text(sweep, "--points-file", o->points_file);
        good = cd_axes_read_file(rd, sweep->base, o->points_file, cd_value_whole(&text), &sweep->plan.axes, sha);
    }
    return good;
}

static bool choose_method(cd_sweep *sweep, const cd_sweep_section *section, bool from_file)
{
    const char *word = sweep->options.method;
    sweep->plan.method = section && section->method >= 0 ? (cd_sweep_method)section->method : CD_SWEEP_GRID;
    if (from_file)
        sweep->plan.method = CD_SWEEP_ZIP; /* the columns of a file belong together */
    if (!word)
        return true;
    for (int i = 0; cd_sweep_methods[i]; i++)
        if (strcmp(word, cd_sweep_methods[i]) == 0) {
            sweep->plan.method = (cd_sweep_method)i;
            return true;
        }
    cd_value text = option_text(sweep, "--method", word);
    cd_diag_add(sweep->diags, CD_ERROR, cd_value_whole(&text), "write grid, zip, lhs or sobol",
                "unrecognized method \"%s\"", word);
    return false;
}

/* ---- measures ---- */

static bool add_measure(cd_sweep *sweep, const cd_value *name, size_t *cap)
{
    const cd_case *cs = sweep->base;
    const char **names = cd_arena_alloc(sweep->arena, cs->n_measures, sizeof *names), *text;
    for (size_t i = 0; i < sweep->plan.n_measures; i++)
        if (cd_value_is(name, sweep->plan.measures[i]))
            return true;
    for (size_t i = 0; i < cs->n_measures; i++) {
        names[i] = cs->measures[i].name;
        if (cd_value_is(name, names[i])) {
            CD_PUSH(sweep->arena, sweep->plan.measures, sweep->plan.n_measures, *cap, names[i]);
            return true;
        }
    }
    text = cd_value_string(sweep->arena, name);
    const char *near = cd_nearest(text, names, cs->n_measures);
    bool formula = strpbrk(text, "()<>+*/ ") != NULL; /* a column needs a name, which an expression has not */
    cd_diag_add(sweep->diags, CD_ERROR, cd_value_whole(name),
                formula ? cd_arena_printf(sweep->arena,
                                          "put it into the case, as [measure NAME] with value = %s, and "
                                          "write --measure NAME",
                                          text)
                : near  ? cd_arena_printf(sweep->arena, "did you mean \"%s\"?", near)
                : cs->n_measures > 0
                    ? cd_arena_printf(sweep->arena, "measures are: %s", cd_join(sweep->arena, names, cs->n_measures))
                    : "write a section [measure NAME] with value = time(T(coil) < 5 K)",
                "there is no measure \"%s\"", text);
    return false;
}

static bool add_measures(cd_sweep *sweep, const cd_value *list, size_t *cap)
{
    cd_value *part;
    bool good = true;
    size_t n = cd_value_split(sweep->arena, list, ',', &part);
    for (size_t i = 0; i < n; i++)
        good = add_measure(sweep, &part[i], cap) && good;
    return good;
}

static bool read_measures(cd_sweep *sweep, const cd_sweep_section *section)
{
    size_t cap = 0;
    bool good = true, said = sweep->options.n_measures > 0 || (section && section->measure.n > 0);
    for (size_t i = 0; i < sweep->options.n_measures; i++) {
        cd_value text = option_text(sweep, "--measure", sweep->options.measures[i]);
        good = add_measures(sweep, &text, &cap) && good;
    }
    for (size_t i = 0; sweep->options.n_measures == 0 && section && i < section->measure.n; i++)
        good = add_measures(sweep, &section->measure.v[i], &cap) && good;
    for (size_t i = 0; !said && i < sweep->base->n_measures; i++)
        CD_PUSH(sweep->arena, sweep->plan.measures, sweep->plan.n_measures, cap, sweep->base->measures[i].name);
    if (good && sweep->plan.n_measures == 0)
        cd_diag_add(sweep->diags, CD_ERROR, (cd_span){0},
                    "write a section [measure t_cold] with value = time(T(coil) < 5 K)", "%s: nothing to measure",
                    sweep->base->path);
    return good && sweep->plan.n_measures > 0;
}

/* E() in a measure that is kept needs the ledger. */
static void see_energy(void *ctx, cd_ref_kind kind, int index)
{
    (void)index;
    *(bool *)ctx = *(bool *)ctx || kind == CD_REF_E;
}

static bool needs_ledger(const cd_sweep *sweep)
{
    bool found = sweep->options.ledger;
    for (size_t i = 0; i < sweep->plan.n_measures; i++)
        for (size_t m = 0; m < sweep->base->n_measures; m++)
            if (strcmp(sweep->base->measures[m].name, sweep->plan.measures[i]) == 0)
                cd_expr_visit_refs(sweep->base->measures[m].value, see_energy, &found);
    return found;
}

/* ---- shard, profiles ---- */

static bool read_shard(cd_sweep *sweep)
{
    int k = sweep->options.shard, n = sweep->options.n_shards;
    if (n <= 0)
        return true;
    sweep->shard = cd_arena_printf(sweep->arena, "%d/%d", k, n);
    if (k >= 1 && k <= n)
        return true;
    cd_value text = option_text(sweep, "--shard", sweep->shard);
    cd_diag_add(sweep->diags, CD_ERROR, cd_value_whole(&text), "shards are counted from 1: 1/100 to 100/100",
                "there is no shard %d of %d", k, n);
    return false;
}

/* "all", or "1, 5..9": numbers of points. */
static bool read_profiles(cd_sweep *sweep)
{
    const char *text = sweep->options.keep_profiles;
    if (!text)
        return true;
    size_t n = sweep->plan.n_points;
    sweep->profiles = cd_arena_alloc(sweep->arena, n, sizeof *sweep->profiles);
    cd_value all = option_text(sweep, "--keep-profiles", text), *part;
    bool every = strcmp(text, "all") == 0;
    for (size_t i = 0; every && i < n; i++)
        sweep->profiles[i] = true;
    size_t n_parts = every ? 0 : cd_value_split(sweep->arena, &all, ',', &part);
    for (size_t i = 0; i < n_parts; i++) {
        char *word = cd_value_string(sweep->arena, &part[i]), *end;
        unsigned long from = strtoul(word, &end, 10), to = from;
        bool good = end != word;
        if (good && strncmp(end, "..", 2) == 0) {
            char *second = end + 2;
            to = strtoul(second, &end, 10);
            good = end != second;
        }
        if (!good || *end || to < from || to >= n) {
            cd_diag_add(sweep->diags, CD_ERROR, cd_value_whole(&part[i]),
                        cd_arena_printf(sweep->arena, "write all, or numbers from 0 to %zu: 0, 5..9", n - 1),
                        "\"%s\" names no points", word);
            return false;
        }
        for (unsigned long k = from; k <= to; k++)
            sweep->profiles[k] = true;
    }
    return true;
}

bool cd_sweep_read(cd_sweep *sweep)
{
    cd_scope scope = {.ctx = sweep, .parameter = look_up};
    cd_reading rd = {sweep->arena, sweep->diags, sweep->units, &scope};
    const cd_sweep_section *section;
    const cd_sweep_options *o = &sweep->options;
    const char *sha = NULL;
    if (!choose_section(sweep, &section))
        return false;
    sweep->name = section ? section->name : "sweep";
    bool good = read_axes(sweep, &rd, section, &sha) && check_axis_names(sweep);
    good = choose_method(sweep, section, sha != NULL) && good;
    good = read_measures(sweep, section) && good;
    good = read_shard(sweep) && good;
    sweep->plan.seed = o->seed >= 0 ? o->seed : section ? section->seed : 1;
    long said = section && cd_plan_is_sampled(&sweep->plan) ? section->points : 0, samples = said > 0 ? said : 0;
    if (o->points > 0)
        samples = o->points;
    good = good && cd_plan_count(&rd, &sweep->plan, samples, section ? section->section->header : (cd_span){0});
    if (!good || !read_profiles(sweep))
        return false;
    sweep->task.ledger = needs_ledger(sweep);
    sweep->task.rtol = o->rtol;
    const char *settings = cd_arena_printf(sweep->arena, "ledger = %s\n", sweep->task.ledger ? "yes" : "no");
    if (o->rtol > 0)
        settings = cd_arena_printf(sweep->arena, "%srtol = %.17g\n", settings, o->rtol);
    sweep->plan.definition = cd_plan_define(sweep->arena, sweep->base, &sweep->plan, sha, settings);
    return true;
}
