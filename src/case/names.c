/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * names - section types, the one name space of a case, and values put in from the command line.
 */
#include "case_impl.h"

#include <string.h>

/* Types without a name of their own, types with one; link kinds come from their list. */
static const char *const plain_types[] = {"case", "param", "output", "solver"};
static const char *const named_types[] = {"material", "piece",    "node",       "measure", "plot",
                                          "event",    "schedule", "thermostat", "sweep"};
enum { N_PLAIN = sizeof plain_types / sizeof *plain_types, N_NAMED = sizeof named_types / sizeof *named_types };

static bool is_plain(const char *type)
{
    for (size_t i = 0; i < N_PLAIN; i++)
        if (strcmp(type, plain_types[i]) == 0)
            return true;
    return false;
}

static bool is_named(const char *type)
{
    for (size_t i = 0; i < N_NAMED; i++)
        if (strcmp(type, named_types[i]) == 0)
            return true;
    return cd_find_kind(type) != NULL;
}

const cd_link_kind *cd_find_kind(const char *type)
{
    for (size_t i = 0; cd_link_kinds[i]; i++)
        if (strcmp(cd_link_kinds[i]->name, type) == 0)
            return cd_link_kinds[i];
    return NULL;
}

const cd_field *cd_section_fields(const char *type, size_t *n)
{
    const struct {
        const char *type;
        const cd_field *fields;
        size_t n;
    } tables[] = {{"case", cd_case_fields, cd_n_case_fields},
                  {"node", cd_node_fields, cd_n_node_fields},
                  {"measure", cd_measure_fields, cd_n_measure_fields},
                  {"plot", cd_plot_fields, cd_n_plot_fields},
                  {"output", cd_output_fields, cd_n_output_fields},
                  {"solver", cd_solver_fields, cd_n_solver_fields},
                  {"event", cd_event_fields, cd_n_event_fields},
                  {"schedule", cd_schedule_fields, cd_n_schedule_fields},
                  {"thermostat", cd_thermostat_fields, cd_n_thermostat_fields},
                  {"sweep", cd_sweep_fields, cd_n_sweep_fields}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i].type, type) == 0) {
            *n = tables[i].n;
            return tables[i].fields;
        }
    const cd_link_kind *kind = cd_find_kind(type);
    *n = kind ? kind->n_fields : 0;
    return kind ? kind->fields : NULL;
}

const char *cd_section_what(cd_arena *arena, const cd_ini_section *section)
{
    if (!section->name)
        return cd_arena_printf(arena, "[%s]", section->type);
    char *text = cd_arena_alloc(arena, strlen(section->type) + strlen(section->name) + sizeof " \"\"", 1);
    stpcpy(stpcpy(stpcpy(stpcpy(text, section->type), " \""), section->name), "\"");
    return text;
}

static void unknown_type(cd_case_reader *r, const cd_ini_section *section)
{
    const char *types[64];
    size_t n = 0;
    for (size_t i = 0; i < N_PLAIN; i++)
        types[n++] = plain_types[i];
    for (size_t i = 0; i < N_NAMED; i++)
        types[n++] = named_types[i];
    for (size_t i = 0; cd_link_kinds[i] && n < 64; i++)
        types[n++] = cd_link_kinds[i]->name;
    const char *near = cd_nearest(section->type, types, n), *all = cd_join(r->rd.arena, types, n);
    const char *hint = near ? cd_arena_printf(r->rd.arena, "did you mean [%s]? sections are: %s", near, all)
                            : cd_arena_printf(r->rd.arena, "sections are: %s", all);
    cd_diag_add(r->rd.diags, CD_ERROR, section->type_span, hint, "unrecognized section [%s]", section->type);
}

static cd_space space_of(const char *what)
{
    static const char *const types[CD_N_SPACES] = {
        [CD_SPACE_MATERIAL] = "material",
        [CD_SPACE_PIECE] = "piece",
        [CD_SPACE_PLOT] = "plot",
        [CD_SPACE_SWEEP] = "sweep",
    };
    for (int s = CD_SPACE_CASE + 1; s < CD_N_SPACES; s++)
        if (strcmp(what, types[s]) == 0)
            return (cd_space)s;
    return CD_SPACE_CASE;
}

static void add_name(cd_case_reader *r, const char *name, const char *what, cd_span span)
{
    cd_index *space = r->spaces[space_of(what)];
    size_t found;
    if (cd_index_find(space, name, strlen(name), &found)) {
        const cd_case_name *old = &r->names[found];
        size_t line, column;
        cd_source_place(old->span.source, old->span.begin, &line, &column);
        const char *hint = cd_arena_printf(r->rd.arena, "give one of them another name; the first is the %s at %s:%zu",
                                           old->what, old->span.source->path, line);
        cd_diag_add(r->rd.diags, CD_ERROR, span, hint, "the name \"%s\" is used twice", name);
        return;
    }
    cd_case_name entry = {name, what, span};
    cd_index_add(space, name, r->n_names);
    CD_PUSH(r->rd.arena, r->names, r->n_names, r->cap_names, entry);
}

static void register_params(cd_case_reader *r, const cd_ini_section *section)
{
    for (size_t k = 0; k < section->n_keys; k++) {
        if (strcmp(section->keys[k].key, "t") == 0 || strcmp(section->keys[k].key, "T") == 0)
            cd_diag_add(r->rd.diags, CD_ERROR, section->keys[k].key_span,
                        "t is the time and T a temperature: choose another name", "a parameter cannot be called \"%s\"",
                        section->keys[k].key);
        add_name(r, section->keys[k].key, "parameter", section->keys[k].key_span);
    }
}

static void make_indexes(cd_case_reader *r)
{
    for (int s = 0; s < CD_N_SPACES; s++)
        r->spaces[s] = cd_index_new(r->rd.arena);
    r->node_of = cd_index_new(r->rd.arena);
    r->link_of = cd_index_new(r->rd.arena);
    r->joint_of = cd_index_new(r->rd.arena);
    r->param_of = cd_index_new(r->rd.arena);
}

void cd_case_register(cd_case_reader *r)
{
    cd_ini *ini = &r->cs->ini;
    make_indexes(r);
    for (size_t i = 0; i < ini->n_sections; i++) {
        const cd_ini_section *section = &ini->sections[i];
        bool plain = is_plain(section->type), named = is_named(section->type);
        if (!plain && !named)
            unknown_type(r, section);
        else if (plain && section->name)
            cd_diag_add(r->rd.diags, CD_ERROR, section->name_span,
                        cd_arena_printf(r->rd.arena, "write [%s]", section->type), "section [%s] takes no name",
                        section->type);
        else if (named && !section->name)
            cd_diag_add(r->rd.diags, CD_ERROR, section->header,
                        cd_arena_printf(r->rd.arena, "write [%s my_%s]", section->type, section->type),
                        "a %s needs a name", section->type);
        else if (named)
            add_name(r, section->name, section->type, section->name_span);
        else if (strcmp(section->type, "param") == 0)
            register_params(r, section);
    }
}

/* Plain sections may be split over files and repeated: their keys are read as one; a key given twice is found by the
 * field reader. */
void cd_case_merge(cd_case_reader *r)
{
    cd_ini *ini = &r->cs->ini;
    cd_index *first_of = cd_index_new(r->rd.arena);
    for (size_t i = 0; i < ini->n_sections; i++) {
        cd_ini_section *other = &ini->sections[i];
        size_t found;
        if (other->name || !is_plain(other->type) || cd_index_add(first_of, other->type, i) ||
            !cd_index_find(first_of, other->type, strlen(other->type), &found))
            continue;
        cd_ini_section *first = &ini->sections[found];
        for (size_t k = 0; k < other->n_keys; k++)
            CD_PUSH(r->rd.arena, first->keys, first->n_keys, first->cap_keys, other->keys[k]);
        first->damaged = first->damaged || other->damaged;
        other->n_keys = 0;
    }
}

/* ---- --set ---- */

/* A section by its name, one of a node or link before one of a material or plot; else a plain one by its type, which is
 * added when the file has none. */
static cd_ini_section *find_section(cd_case_reader *r, const char *name, cd_span place)
{
    cd_ini *ini = &r->cs->ini;
    cd_ini_section *found = NULL;
    for (size_t i = 0; i < ini->n_sections; i++) {
        cd_ini_section *s = &ini->sections[i];
        bool by_name = s->name && strcmp(s->name, name) == 0 && (!found || space_of(found->type) != CD_SPACE_CASE);
        bool by_type = !s->name && strcmp(s->type, name) == 0 && !found;
        if (by_name || by_type)
            found = s;
    }
    if (found || !is_plain(name) || strcmp(name, "param") == 0)
        return found;
    cd_ini_section added = {
        .type = cd_arena_strn(r->rd.arena, name, strlen(name)), .type_span = place, .header = place};
    CD_PUSH(r->rd.arena, ini->sections, ini->n_sections, ini->cap_sections, added);
    return &ini->sections[ini->n_sections - 1];
}

static cd_ini_section *find_param(cd_ini *ini, const char *name)
{
    for (size_t i = 0; i < ini->n_sections; i++)
        if (strcmp(ini->sections[i].type, "param") == 0 && cd_ini_find(&ini->sections[i], name))
            return &ini->sections[i];
    return NULL;
}

/* Gives the key its new value, in the place of all it had (keys that add up are replaced as a whole). */
static void put_value(cd_arena *arena, cd_ini_section *section, const char *key, cd_span key_span, cd_value value)
{
    size_t kept = 0;
    bool placed = false;
    for (size_t i = 0; i < section->n_keys; i++) {
        cd_ini_key *k = &section->keys[i];
        if (strcmp(k->key, key) == 0) {
            if (placed)
                continue;
            k->value = value;
            k->key_span = key_span;
            placed = true;
        }
        section->keys[kept++] = *k;
    }
    section->n_keys = kept;
    cd_ini_key added = {.key = key, .key_span = key_span, .value = value};
    if (!placed)
        CD_PUSH(arena, section->keys, section->n_keys, section->cap_keys, added);
}

static void no_such_place(cd_case_reader *r, const cd_value *what, const char *name, bool is_section)
{
    const char *names[256];
    size_t n = 0;
    cd_ini *ini = &r->cs->ini;
    for (size_t i = 0; i < ini->n_sections; i++) {
        cd_ini_section *s = &ini->sections[i];
        if (is_section && n < 256)
            names[n++] = s->name ? s->name : s->type;
        for (size_t k = 0; !is_section && strcmp(s->type, "param") == 0 && k < s->n_keys && n < 256; k++)
            names[n++] = s->keys[k].key;
    }
    const char *near = cd_nearest(name, names, n);
    const char *hint =
        near ? cd_arena_printf(r->rd.arena, "did you mean \"%s\"?", near)
             : "write --set PARAMETER=VALUE or --set SECTION.KEY=VALUE, as in --set strap.length=\"12 cm\"";
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(what), hint, "the case has no %s \"%s\"",
                is_section ? "section" : "parameter", name);
}

/* Control characters could write lines of their own into the resolved case. */
static bool is_one_line(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 && *text != '\t')
            return false;
    return true;
}

/* A parameter keeps the range that the file gives it: "n=20" for `n = 4 [1 .. 12]` is read as "n=20 [1 .. 12]". */
static const cd_source *keep_range(cd_case_reader *r, const cd_source *source, const cd_ini_key *old)
{
    const char *text = source->text;
    if (source->length == 0 || text[source->length - 1] == ']' || old->value.length == 0 ||
        old->value.text[old->value.length - 1] != ']')
        return source;
    size_t from = old->value.length;
    while (from > 0 && old->value.text[from - 1] != '[')
        from--;
    const char *with =
        cd_arena_printf(r->rd.arena, "%s [%.*s", text, (int)(old->value.length - from), old->value.text + from);
    return cd_source_from_text(r->rd.arena, source->path, with, strlen(with));
}

static void override_one(cd_case_reader *r, const cd_source *source)
{
    cd_value all = cd_value_of_source(source);
    if (!is_one_line(source->text)) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&all), "write NAME=VALUE in one line",
                    "a control character in an override");
        return;
    }
    const char *equals = memchr(all.text, '=', all.length);
    if (!equals) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&all), "write NAME=VALUE", "an override without '='");
        return;
    }
    size_t at = (size_t)(equals - all.text);
    cd_value left = cd_value_cut(&all, 0, at), value = cd_value_cut(&all, at + 1, all.length);
    char *name = cd_value_string(r->rd.arena, &left), *dot = strchr(name, '.');
    if (dot)
        *dot = 0;
    cd_ini_section *section = dot ? find_section(r, name, cd_value_whole(&left)) : find_param(&r->cs->ini, name);
    if (!section) {
        no_such_place(r, &left, name, dot != NULL);
        return;
    }
    if (!dot) {
        const cd_source *with_range = keep_range(r, source, cd_ini_find(section, name));
        all = cd_value_of_source(with_range);
        value = cd_value_cut(&all, at + 1, all.length);
    }
    put_value(r->rd.arena, section, dot ? dot + 1 : name, cd_value_whole(&left), value);
}

void cd_case_override(cd_case_reader *r, const char *option, const char *const *overrides, size_t n)
{
    r->cs->overrides = cd_arena_alloc(r->rd.arena, n, sizeof *r->cs->overrides);
    r->cs->n_overrides = n;
    for (size_t i = 0; i < n; i++) {
        r->cs->overrides[i] = cd_source_from_text(r->rd.arena, option, overrides[i], strlen(overrides[i]));
        override_one(r, r->cs->overrides[i]);
    }
}
