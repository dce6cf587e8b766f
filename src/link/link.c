/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * link - the one list of kinds, and the lines that several kinds share.
 */
#include "kind.h"

#include <math.h>
#include <string.h>

/* A new kind is added here, in the order of help. */
const cd_link_kind *const cd_link_kinds[] = {
    &cd_kind_conduction, &cd_kind_contact, &cd_kind_layer,     &cd_kind_radiation, &cd_kind_enclosure,
    &cd_kind_mli,        &cd_kind_gas,     &cd_kind_switch,    &cd_kind_heat_pipe, &cd_kind_lead,
    &cd_kind_precool,    &cd_kind_load,    &cd_kind_ramp_loss, &cd_kind_cooler,    NULL,
};

const char *const cd_off_on[] = {"off", "on", NULL};

const cd_channel cd_link_two_ended[2] = {{"", -1}, {"_out", +1}};

void cd_link_observed(const double pair[4], double by_observed_W_per_K, double *Q_W, double *dQ_dT)
{
    Q_W[2] = 0;
    if (!dQ_dT)
        return;
    const double block[9] = {pair[0], pair[1], -by_observed_W_per_K, pair[2], pair[3], by_observed_W_per_K, 0, 0, 0};
    memcpy(dQ_dT, block, sizeof block);
}

/* hot^p - cold^p = hot^p (1 - (1 - x)^p), x = (hot - cold) / hot; hot - cold is exact where it would matter. */
double cd_power_difference(double T_first_K, double T_second_K, double p)
{
    double hot_K = fmax(T_first_K, T_second_K);
    if (hot_K <= 0)
        return 0;
    double x = fabs(T_first_K - T_second_K) / hot_K, difference = pow(hot_K, p) * -expm1(p * log1p(-x));
    return T_first_K < T_second_K ? -difference : difference;
}

int cd_link_between(const void *params, int *nodes)
{
    const cd_node_list *between = params;
    memcpy(nodes, between->node, (size_t)between->n * sizeof *nodes);
    return between->n;
}

int cd_link_between_and_read(const void *params, int *nodes)
{
    const cd_link_ends *ends = params;
    int n = cd_link_between(&ends->between, nodes);
    if (ends->read >= 0)
        nodes[n++] = ends->read;
    return n;
}

int cd_link_n_read(const void *params)
{
    return ((const cd_link_ends *)params)->read >= 0;
}

/* The audit watches the range of each emissivity; one that is recalled or no better than an order of magnitude is said
 * when the link carries much. */
void cd_link_audit_surfaces(cd_expander *ex, const cd_surface *const *surface, const int *nodes, int n)
{
    cd_arena *arena = cd_expand_arena(ex);
    const char *doubts = NULL;
    for (int i = 0; i < n; i++) {
        const char *name = surface[i]->name;
        bool told = false;
        if (!surface[i]->property)
            continue;
        cd_expand_audit_property(ex, cd_arena_printf(arena, "emissivity of %s", name), surface[i]->property, nodes[i],
                                 -1);
        const char *doubt = cd_property_doubt(surface[i]->property);
        for (int k = 0; k < i; k++)
            told = told || surface[k]->property == surface[i]->property;
        if (doubt && !told)
            doubts = doubts ? cd_arena_printf(arena, "%s, that of %s %s", doubts, name, doubt)
                            : cd_arena_printf(arena, "that of %s %s", name, doubt);
    }
    if (doubts)
        cd_expand_audit_trust(ex, "emissivity", doubts);
}

const char *cd_link_what(cd_arena *arena, const cd_ini_section *section)
{
    return cd_arena_printf(arena, "%s \"%s\"", section->type, section->name ? section->name : "");
}

bool cd_link_given(const cd_ini_section *section, const char *key)
{
    return cd_ini_find(section, key) != NULL;
}

bool cd_link_need(const cd_reading *rd, const cd_ini_section *section, const char *key, const char *why,
                  const char *example)
{
    if (cd_link_given(section, key))
        return true;
    if (section->damaged)
        return false; /* a line that could not be read may be the key */
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key), cd_arena_printf(rd->arena, "add \"%s\"", example),
                "missing key \"%s\" in %s%s%s", key, cd_link_what(rd->arena, section), why ? ": " : "", why ? why : "");
    return false;
}

bool cd_link_refuse(const cd_reading *rd, const cd_ini_section *section, const char *key, const char *beside,
                    const char *hint)
{
    if (!cd_link_given(section, key))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key), hint, "\"%s\" has no meaning beside \"%s\" in %s",
                key, beside, cd_link_what(rd->arena, section));
    return false;
}

bool cd_link_usable(const cd_reading *rd, const cd_ini_section *section, const char *what, double x)
{
    if (isnan(x) || (x > 0 && isfinite(x)))
        return !isnan(x);
    cd_diag_add(rd->diags, CD_ERROR, section->header, "check the sizes and their units",
                "the %s of %s comes out as %g, which cannot be computed with", what, cd_link_what(rd->arena, section),
                x);
    return false;
}

bool cd_window_on(const cd_window *window, cd_when when)
{
    return !(when.phase_s < window->start_s) && !(when.phase_s >= window->stop_s); /* NAN compares false */
}

size_t cd_window_instants(const cd_window *window, double *t_s, size_t max)
{
    size_t n = 0;
    if (n < max && window->start_s > 0)
        t_s[n++] = window->start_s;
    if (n < max && window->stop_s > 0)
        t_s[n++] = window->stop_s;
    return n;
}

bool cd_window_check(const cd_reading *rd, const cd_ini_section *section, const cd_window *window)
{
    if (!(window->stop_s <= window->start_s)) /* without a start it has always been on, and may stop at t = 0 */
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "stop"), "give a time after the start",
                "%s stops at %g s, not after its start at %g s", cd_link_what(rd->arena, section), window->stop_s,
                window->start_s);
    return false;
}
