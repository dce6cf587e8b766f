/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_check - the keys of a [cooler] against each other and against what is known of its model.
 */
#include "cooler_impl.h"

#include <math.h>

/* The cooler that the section gives, by name or by its lift; NULL after an error. */
static const cd_cooler *find_cooler(const cd_reading *rd, const cd_ini_section *section, cd_cooler_link *c)
{
    bool by_model = cd_link_given(section, "model"), by_lift = cd_link_given(section, "lift");
    if (by_model && by_lift) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "lift"), "keep one of them",
                    "\"model\" and \"lift\" both give the capacity of %s", cd_link_what(rd->arena, section));
        return NULL;
    }
    if (by_lift)
        return cd_cooler_from_text(rd, &c->lift, c->interpolation == CD_INTERPOLATION_LINEAR);
    if (!cd_link_need(rd, section, "model", NULL, "model = PT415\" or \"lift = 4 K: 0.5 W, 10 K: 6 W"))
        return NULL;
    bool ok = cd_link_refuse(rd, section, "interpolation", "model",
                             "remove \"interpolation\": it is for the table of \"lift\"");
    c->interpolation = -1;
    return ok ? c->model.cooler : NULL;
}

/* The model's name, or "lift". */
static const char *called(const cd_cooler_link *c)
{
    const char *model = cd_cooler_about(c->cooler)->model;
    return model ? model : "lift";
}

/* False after an error for each key of `refused` (ended by NULL) that is given. */
static bool refuse_all(const cd_reading *rd, const cd_ini_section *section, const char *const *refused,
                       const char *name, const char *why)
{
    bool ok = true;
    for (; *refused; refused++) {
        if (!cd_link_given(section, *refused))
            continue;
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, *refused),
                    cd_arena_printf(rd->arena, "remove \"%s\"", *refused), "\"%s\" in %s, but %s %s", *refused,
                    cd_link_what(rd->arena, section), name, why);
        ok = false;
    }
    return ok;
}

/* A curve of one stage goes to the node of that stage, and what is said of the other has no meaning. */
static bool check_one_stage(const cd_reading *rd, const cd_ini_section *section, cd_cooler_link *c)
{
    static const char *const of_second[] = {"stage2", "scale_stage2", "warm_capacity_stage2", NULL};
    static const char *const of_first[] = {"stage1", "scale_stage1", "warm_capacity_stage1", NULL};
    const bool is_second = cd_cooler_about(c->cooler)->stage == 2;
    if (!refuse_all(rd, section, is_second ? of_first : of_second, called(c),
                    is_second ? "is a second stage alone" : "has one stage"))
        return false;
    *(is_second ? &c->scale_stage1 : &c->scale_stage2) = NAN; /* its default means nothing here */
    c->node[0] = is_second ? c->stage2 : c->stage1;
    c->factor[0] = c->count * (is_second ? c->scale_stage2 : c->scale_stage1);
    return is_second ? cd_link_need(rd, section, "stage2",
                                    cd_arena_printf(rd->arena, "%s is a second stage alone", called(c)),
                                    "stage2 = cold_plate")
                     : cd_link_need(rd, section, "stage1", NULL, "stage1 = plate");
}

static bool check_two_stages(const cd_reading *rd, const cd_ini_section *section, cd_cooler_link *c)
{
    const char *why = cd_arena_printf(rd->arena, "%s has two stages", called(c));
    const bool first = cd_link_need(rd, section, "stage1", why, "stage1 = shield");
    if (!cd_link_need(rd, section, "stage2", why, "stage2 = cold_plate") || !first)
        return false;
    c->node[0] = c->stage1, c->node[1] = c->stage2;
    c->factor[0] = c->count * c->scale_stage1, c->factor[1] = c->count * c->scale_stage2;
    if (c->stage1 != c->stage2 || c->stage1 < 0)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "stage2"), "name two different nodes",
                "both stages of %s cool the same node", cd_link_what(rd->arena, section));
    return false;
}

/* The lift of one machine at 300 K that the case puts in the place of the file's assumption: what the map must have
 * there, before guarantee and scale. */
static bool take_warm_capacity(const cd_reading *rd, const cd_ini_section *section, cd_cooler_link *c)
{
    const bool is_second = cd_cooler_about(c->cooler)->n_stages == 1 && cd_cooler_about(c->cooler)->stage == 2;
    const double warm_W[2] = {(is_second ? c->warm_stage2_W : c->warm_stage1_W) * c->count / c->factor[0],
                              c->n_stages == 2 ? c->warm_stage2_W * c->count / c->factor[1] : NAN};
    const char *key = cd_link_given(section, "warm_capacity_stage1") ? "warm_capacity_stage1" : "warm_capacity_stage2",
               *why = "";
    if (!cd_link_given(section, key))
        return true;
    const cd_cooler *other = cd_cooler_with_warm_capacity(rd->arena, c->cooler, warm_W, &why);
    if (other) {
        c->cooler = other;
        return true;
    }
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key),
                "it is for data that end before 300 K; scale_stage1 and scale_stage2 change the whole map",
                "\"%s\" of %s cannot be used with %s: %s", key, cd_link_what(rd->arena, section), called(c), why);
    return false;
}

/* A certificate above the chart is no reason to count on more than was measured. */
static double guarantee_share(const cd_reading *rd, const cd_ini_section *section, const cd_cooler_link *c, int stage,
                              double guaranteed_W, double map_W)
{
    if (guaranteed_W <= map_W)
        return guaranteed_W / map_W;
    cd_diag_add(rd->diags, CD_WARNING, cd_field_span(section, "capacity"), NULL,
                "certified are %.3g W of stage %d of %s, more than the %.3g W of its map, which is kept", guaranteed_W,
                c->n_stages == 1 ? cd_cooler_about(c->cooler)->stage : stage + 1, called(c), map_W);
    return 1;
}

/* Scales the map so that it lifts at the point of the certificate what that promises. */
static bool take_guarantee(const cd_reading *rd, const cd_ini_section *section, cd_cooler_link *c)
{
    if (c->capacity != CD_CAPACITY_GUARANTEED)
        return true;
    const cd_cooler_info *info = cd_cooler_about(c->cooler);
    double map_W[2];
    cd_cooler_lift_at(c->cooler, &info->guaranteed, map_W);
    for (int m = 0; m < c->n_stages; m++) {
        if (!(map_W[m] > 0 && info->guaranteed.Q_W[m] > 0)) {
            cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "capacity"), "use scale_stage1 and scale_stage2",
                        "no guaranteed capacity of %s is known", called(c));
            return false;
        }
        c->factor[m] *= guarantee_share(rd, section, c, m, info->guaranteed.Q_W[m], map_W[m]);
    }
    return true;
}

/* One mass for each stage; without the key what the model's file has. */
static bool take_extra_mass(const cd_reading *rd, const cd_ini_section *section, cd_cooler_link *c)
{
    const cd_cooler_info *info = cd_cooler_about(c->cooler);
    if (!cd_link_given(section, "extra_mass")) {
        c->extra_mass = (cd_cold_mass){.copper = c->model.copper, .n = (size_t)c->n_stages};
        for (int m = 0; m < c->n_stages; m++)
            c->extra_mass.kg[m] = info->extra_mass_kg[m];
        return true;
    }
    if (c->extra_mass.n == (size_t)c->n_stages)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "extra_mass"),
                c->n_stages == 2 ? "write one for each stage: extra_mass = 5 kg, 3.5 kg"
                                 : "write one: extra_mass = 2 kg",
                "\"extra_mass\" of %s has %zu values for %d stages", cd_link_what(rd->arena, section), c->extra_mass.n,
                c->n_stages);
    return false;
}

/* A cooler that is off for a part of the run conducts; nobody publishes how well. */
static bool take_off_conductance(const cd_reading *rd, const cd_ini_section *section, cd_cooler_link *c)
{
    static const char *const beside[] = {"warm_end", NULL};
    if (c->off_W_per_K.n > (size_t)c->n_stages) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "off_conductance"),
                    "write one value: from its warm end to the stage",
                    "%s has one stage, \"off_conductance\" two values", cd_link_what(rd->arena, section));
        return false;
    }
    if (c->n_stages == 2 && c->off_W_per_K.n == 1 && c->off_W_per_K.x[0] > 0) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "off_conductance"),
                    "write two: warm end to stage 1, stage 1 to stage 2; 0 W/K alone is none at all",
                    "%s has two stages, \"off_conductance\" one value", cd_link_what(rd->arena, section));
        return false;
    }
    for (size_t i = 0; i < c->off_W_per_K.n; i++)
        c->off_factor_W_per_K[i] = c->count * c->off_W_per_K.x[i];
    if (c->off_W_per_K.n > 0)
        return true;
    if (!refuse_all(rd, section, beside, "\"off_conductance\"", "is not given"))
        return false;
    c->warm_end_K = NAN; /* its default means nothing here */
    const char *key = !isnan(c->window.stop_s) ? "stop" : "start";
    if (!isnan(c->window.stop_s) || c->window.start_s > 0) /* not with start = 0 s */
        cd_diag_add(
            rd->diags, CD_WARNING, cd_field_span(section, key),
            "add off_conductance = 0.1 W/K, 10 mW/K: warm end to stage 1, stage 1 to stage 2; 0 W/K if it shall be "
            "none",
            "%s carries no heat while it is off: how well it then conducts is not known",
            cd_link_what(rd->arena, section));
    return true;
}

bool cd_cooler_check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    cd_cooler_link *c = params;
    bool ok = cd_window_check(rd, section, &c->window);
    c->cooler = find_cooler(rd, section, c);
    if (!c->cooler)
        return false;
    c->n_stages = cd_cooler_about(c->cooler)->n_stages;
    ok &= c->n_stages == 2 ? check_two_stages(rd, section, c) : check_one_stage(rd, section, c);
    return ok && take_guarantee(rd, section, c) && take_warm_capacity(rd, section, c) &&
           take_extra_mass(rd, section, c) && take_off_conductance(rd, section, c);
}

bool cd_cold_mass_read(const cd_reading *rd, const cd_value *value, cd_cold_mass *out)
{
    cd_value *part;
    out->n = cd_value_split(rd->arena, value, ',', &part);
    if (out->n > 2) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "write one for each stage: 5 kg, 3.5 kg",
                    "%zu masses for the stages of a cooler", out->n);
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < out->n; i++) {
        if (!cd_read_quantity(rd, &part[i], CD_MASS, &out->kg[i])) {
            ok = false;
        } else if (!(out->kg[i] >= 0)) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&part[i]), NULL, "a mass below zero");
            ok = false;
        }
    }
    return ok;
}
