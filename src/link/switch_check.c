/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * switch_check - the keys of [switch] against each other, and the conductances of a superconducting one.
 */
#include "gas_data.h"
#include "switch_impl.h"

#include <math.h>

const char *const cd_switch_types[] = {"commanded", "gas_gap", "mechanical", "superconducting", NULL};

enum { MOST_INSTANTS = 64 }; /* as many are asked of a link */

/* ---- superconducting: the two conductances ---- */

typedef struct {
    double per_K, T_c_K, exponent; /* W/K^2; exponent 0: normal */
} wiedemann_franz;

/* (T/Tc)^n below Tc, 1 above; ln of it is rounded within 2 % of Tc, so that the curve is C1. */
static double wiedemann_franz_at(const void *ctx, double T_K)
{
    const wiedemann_franz *m = ctx;
    double width = 0.02, x = log(T_K / m->T_c_K);
    double below = x <= -width ? x : x >= width ? 0 : -(x - width) * (x - width) / (4 * width);
    return m->per_K * T_K * exp(m->exponent * below);
}

static bool check_superconducting(const cd_reading *rd, const cd_ini_section *section, cd_switch *s)
{
    bool ok = cd_link_need(rd, section, "normal_resistance", "on = L0 T / R", "normal_resistance = 2 uohm");
    if (!cd_link_need(rd, section, "T_c", "below it the metal superconducts", "T_c = 7.2 K") || !ok)
        return false;
    double T_bad_K;
    wiedemann_franz m = {CD_LORENZ_W_OHM_PER_K2 / s->normal_ohm, s->T_c_K, 0};
    if (!cd_link_usable(rd, section, "conductance", m.per_K))
        return false;
    cd_curve_detail detail = {.resolve_K = &s->T_c_K, .n_resolve = 1};
    s->on = cd_curve_new(rd->arena, wiedemann_franz_at, &m, true, NULL, &T_bad_K);
    m.exponent = s->exponent;
    s->off = cd_curve_new(rd->arena, wiedemann_franz_at, &m, true, &detail, &T_bad_K);
    return s->on && s->off;
}

/* ---- checks ---- */

/* The keys that only some cd_switch_types take. */
static const struct {
    const char *key;
    bool taken[CD_N_SWITCHES]; /* by type */
} some[] = {
    {"on", {true, true, true, false}},
    {"off", {true, true, true, false}},
    {"contact", {true, true, true, false}},
    {"state", {true, false, false, true}},
    {"close_at", {true, false, false, true}},
    {"open_at", {true, false, false, true}},
    {"sensor", {false, true, true, false}},
    {"gas", {false, true, false, false}},
    {"on_above", {false, true, true, false}},
    {"off_below", {false, true, true, false}},
    {"on_below", {false, false, true, false}},
    {"off_above", {false, false, true, false}},
    {"normal_resistance", {false, false, false, true}},
    {"T_c", {false, false, false, true}},
    {"exponent", {false, false, false, true}},
};

static bool check_foreign_keys(const cd_reading *rd, const cd_ini_section *section, cd_switch *s)
{
    const char *beside = cd_arena_printf(rd->arena, "type = %s", cd_switch_types[s->type]);
    bool ok = true;
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (!some[i].taken[s->type])
            ok &= cd_link_refuse(rd, section, some[i].key, beside, "remove it, or choose the type that it belongs to");
    if (s->type != CD_SWITCH_SUPERCONDUCTING)
        s->exponent = NAN;
    if (s->type == CD_SWITCH_GAS_GAP || s->type == CD_SWITCH_MECHANICAL)
        s->state = -1;
    return ok;
}

static bool check_on(const cd_reading *rd, const cd_ini_section *section, const cd_switch *s)
{
    if (s->contact.first != s->contact.second) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "contact"), "name one", "two laws for %s",
                    cd_link_what(rd->arena, section));
        return false;
    }
    if (s->contact.first)
        return cd_link_refuse(rd, section, "on", "contact", "keep one of them");
    return cd_link_need(rd, section, "on", NULL, "on = 2 W/K\", or name the law of a [contact]: \"contact = clamp");
}

/* An instant that both opens and closes says nothing; one instant too many would be missed. */
static bool check_instants(const cd_reading *rd, const cd_ini_section *section, const cd_switch *s)
{
    for (size_t i = 0; i < s->close_at_s.n; i++)
        for (size_t k = 0; k < s->open_at_s.n; k++)
            if (s->close_at_s.x[i] == s->open_at_s.x[k]) {
                cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "open_at"), "give two different times",
                            "%s opens and closes at %g s", cd_link_what(rd->arena, section), s->open_at_s.x[k]);
                return false;
            }
    if (s->close_at_s.n + s->open_at_s.n <= MOST_INSTANTS)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, section->header, "use a condition instead of times",
                "%s has %zu instants, at most %d can be given", cd_link_what(rd->arena, section),
                s->close_at_s.n + s->open_at_s.n, MOST_INSTANTS);
    return false;
}

/* The pair of temperatures that a sensor switches at: both of one kind. */
static bool check_thresholds(const cd_reading *rd, const cd_ini_section *section, cd_switch *s)
{
    const cd_gas *gas = s->gas >= 0 ? &cd_gases[s->gas] : NULL;
    bool cold = !isnan(s->on_below_K) || !isnan(s->off_above_K);
    if (gas && isnan(s->on_above_K) && isnan(s->off_below_K)) {
        s->on_above_K = gas->on_above_K;
        s->off_below_K = gas->off_below_K;
        s->known_gas_K = true;
    }
    s->T_on_K = cold ? s->on_below_K : s->on_above_K;
    s->T_off_K = cold ? s->off_above_K : s->off_below_K;
    const char *two = s->type == CD_SWITCH_GAS_GAP
                          ? "give \"gas = helium\" (or hydrogen, nitrogen, neon), or both "
                            "\"off_below = 8 K\" and \"on_above = 15 K\""
                          : "give \"off_below = 8 K\" and \"on_above = 15 K\", or \"on_below = 8 K\" and "
                            "\"off_above = 15 K\"";
    if (isnan(s->T_on_K) || isnan(s->T_off_K) || (cold && !(isnan(s->on_above_K) && isnan(s->off_below_K)))) {
        cd_diag_add(rd->diags, CD_ERROR, section->header, two, "%s does not say at which temperatures it switches",
                    cd_link_what(rd->arena, section));
        return false;
    }
    double low_K = fmin(s->T_on_K, s->T_off_K), width_K = cold ? s->T_off_K - s->T_on_K : s->T_on_K - s->T_off_K;
    if (width_K > 0.01 * low_K)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, cold ? "off_above" : "on_above"),
                "leave at least 1 % of the temperature between the two",
                "%s turns on at %g K and off at %g K: too near, or the wrong way round",
                cd_link_what(rd->arena, section), s->T_on_K, s->T_off_K);
    return false;
}

bool cd_switch_check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    cd_switch *s = params;
    if (s->type < 0 || (s->state < 0 && cd_link_given(section, "state")))
        return false;
    bool ok = check_foreign_keys(rd, section, s) && check_instants(rd, section, s);
    if (s->type == CD_SWITCH_SUPERCONDUCTING)
        return check_superconducting(rd, section, s) && ok;
    ok &= check_on(rd, section, s);
    if (s->type == CD_SWITCH_COMMANDED)
        return ok;
    const char *who =
        s->type == CD_SWITCH_GAS_GAP ? "the getter, whose temperature lets the gas go" : "the node that it follows";
    return cd_link_need(rd, section, "sensor", who, "sensor = cold_plate") && check_thresholds(rd, section, s) && ok;
}
