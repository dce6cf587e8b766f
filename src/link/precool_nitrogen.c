/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * precool_nitrogen - liquid nitrogen in a coil that is fed with it, or in a pot.
 *
 *   coil   Q = m' (h_fg + e cp (T_wall - T_b)) S((T_wall - T_b)/2 K)         (the most that the flow can take)
 *   pot    Q = q A or UA dT, times (1 + e cp dT / h_fg) S(dT/2 K), dT = T_wall - T_liquid
 *
 * q(dT) is the boiling curve: nucleate up to the critical flux, then the film, through points in (ln dT, ln q). S is
 * the smooth step, so that nothing boils on a wall that is not warmer than the liquid. Heat goes one way: a wall that
 * gets colder than the liquid is taken as emptied of it in time (left in, it would freeze at 63 K).
 *
 * The charge of a pot is a node whose heat capacity is its enthalpy of boiling, spread over 77.0 K to 77.75 K: its
 * temperature stays there while liquid is left and then follows the wall with what the vapour in the pot holds. So the
 * onset of dryness is smooth, and the charge is a state of the run like any other.
 */
#include "precool_impl.h"

#include "../material/pchip.h"

#include <math.h>

static const double onset_width_K = 2;

static int coil_flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_precool *p = params;
    double flow = cd_in_time_at(&p->flow, when), sensible = p->vapour_effectiveness * CD_N2_VAPOUR_CP;
    double dT_K = T_K[0] - CD_N2_BOILING_K, onset_slope, slope;
    double onset = cd_onset(dT_K / onset_width_K, &onset_slope), share = cd_precool_share(p, T_K[0], when, &slope);
    double heat = flow * (CD_N2_LATENT + sensible * dT_K);
    Q_W[0] = -share * onset * heat;
    if (dQ_dT)
        dQ_dT[0] =
            -(slope * onset * heat + share * onset_slope / onset_width_K * heat + share * onset * flow * sensible);
    return 0;
}

/* Boiling of nitrogen on a wall dT (K) above it, W/m^2: the critical flux of Zuber (0.131), Berenson's minimum, and
 * film boiling at 100 to 200 W/(m^2 K); the shape between is recalled. */
enum { N_BOILING = 6 };
static const double boiling_dT_K[N_BOILING] = {1, 3, 10, 27, 100, 220};
static const double boiling_q[N_BOILING] = {1e3, 1.5e4, 1.6e5, 8.4e3, 1.8e4, 4e4};

static double boiling(double dT_K, double *slope)
{
    double x[N_BOILING], y[N_BOILING], d[N_BOILING], power;
    if (!(dT_K > 0))
        return *slope = 0;
    for (int i = 0; i < N_BOILING; i++) {
        x[i] = log(boiling_dT_K[i]);
        y[i] = log(boiling_q[i]);
    }
    cd_pchip_slopes(x, y, N_BOILING, d);
    double q = exp(cd_pchip_value(x, y, d, N_BOILING, log(dT_K), &power));
    *slope = q * power / dT_K;
    return q;
}

/* Terminals: the wall, and the liquid unless the pot is kept full. What the vapour takes up goes to neither. */
static int pot_flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_precool *p = params;
    bool finite = p->charge != NULL;
    double dT_K = T_K[0] - (finite ? T_K[1] : CD_N2_BOILING_K), boil_slope = p->UA_W_per_K, onset_slope, slope;
    double boil = isnan(p->UA_W_per_K) ? p->area_m2 * boiling(dT_K, &boil_slope) : p->UA_W_per_K * dT_K;
    if (isnan(p->UA_W_per_K))
        boil_slope *= p->area_m2;
    double onset = cd_onset(dT_K / onset_width_K, &onset_slope), share = cd_precool_share(p, T_K[0], when, &slope);
    double vapour = p->vapour_effectiveness * CD_N2_VAPOUR_CP / CD_N2_LATENT, more = 1 + vapour * fmax(0, dT_K);
    double liquid_W = onset * boil, by_dT = onset * boil_slope + onset_slope / onset_width_K * boil;
    Q_W[0] = -share * liquid_W * more;
    if (finite)
        Q_W[1] = share * liquid_W;
    if (!dQ_dT)
        return 0;
    double wall_by_dT = share * (by_dT * more + liquid_W * vapour);
    dQ_dT[0] = -wall_by_dT - slope * liquid_W * more;
    if (finite) {
        dQ_dT[1] = wall_by_dT;
        dQ_dT[2] = share * by_dT + slope * liquid_W;
        dQ_dT[3] = -share * by_dT;
    }
    return 0;
}

/* ---- the charge ---- */

/* Specific heat of the liquid at 77 K, J/(kg K) (saturated liquid, equation of state of Span et al.). */
static const double liquid_cp = 2042;

/* Densities of saturated vapour and liquid at 77.355 K, kg/m^3 (the same): an emptied pot holds this share of its
 * charge as vapour, at constant pressure less and less of it as it warms. */
static const double vapour_share = 4.61 / 806.1;

static double sensible_capacity(const void *ctx, double T_K)
{
    double middle_K = 0.5 * (CD_N2_FULL_K + CD_N2_EMPTY_K), half_K = 0.5 * (CD_N2_EMPTY_K - CD_N2_FULL_K), unused;
    double empty = cd_onset(0.5 + 0.5 * (T_K - middle_K) / half_K, &unused);
    double vapour = vapour_share * CD_N2_VAPOUR_CP * CD_N2_BOILING_K / T_K;
    (void)ctx;
    return (1 - empty) * liquid_cp + empty * vapour;
}

/* 30 u^2 (1 - u)^2 over the boiling: zero with its slope at both ends. */
static double boiling_capacity(const void *ctx, double T_K)
{
    double slope;
    (void)ctx;
    cd_onset((T_K - CD_N2_FULL_K) / (CD_N2_EMPTY_K - CD_N2_FULL_K), &slope);
    return slope;
}

/* J/K of the charge. The boiling gets what makes the whole from full to empty its heat of vaporisation, by the very
 * curves that are summed. */
static const cd_curve *charge_capacity(cd_arena *arena, double inventory_kg)
{
    const double edges_K[] = {CD_N2_FULL_K, CD_N2_EMPTY_K};
    const cd_curve_detail detail = {.resolve_K = edges_K, .n_resolve = 2};
    double T_bad_K;
    const cd_curve *part[2] = {cd_curve_new(arena, sensible_capacity, NULL, true, &detail, &T_bad_K),
                               cd_curve_new(arena, boiling_capacity, NULL, false, &detail, &T_bad_K)};
    double sensible = cd_curve_between(part[0], CD_N2_FULL_K, CD_N2_EMPTY_K);
    double latent = cd_curve_between(part[1], CD_N2_FULL_K, CD_N2_EMPTY_K);
    double weight[2] = {inventory_kg, inventory_kg * (CD_N2_LATENT - sensible) / latent};
    return cd_curve_sum(arena, part, weight, 2);
}

/* ---- what a section gives ---- */

/* When a stream has carried `inventory_kg`, from its start; INFINITY: never. The flow is straight between its points.
 */
static double used_up_s(const cd_precool *p)
{
    const cd_in_time *f = &p->flow;
    double t_s = p->window.start_s > 0 ? p->window.start_s : 0, left_kg = p->inventory_kg;
    for (size_t i = 0; i <= f->n; i++) {
        double to_s = i < f->n && f->n > 1 ? f->t_s[i] : INFINITY;
        if (to_s <= t_s)
            continue;
        double probe_s = isinf(to_s) ? t_s + 1 : 0.5 * (t_s + to_s);
        double here = cd_in_time_at(f, (cd_when){t_s, probe_s}),
               there = isinf(to_s) ? here : cd_in_time_at(f, (cd_when){to_s, probe_s});
        double carried_kg = isinf(to_s) ? INFINITY : 0.5 * (here + there) * (to_s - t_s);
        if (carried_kg >= left_kg) {
            /* here x + a x^2 / 2 = left, in the form that takes a = 0 and here = 0. */
            double a = isinf(to_s) ? 0 : (there - here) / (to_s - t_s);
            return t_s + 2 * left_kg / (here + sqrt(fmax(0, here * here + 2 * a * left_kg)));
        }
        left_kg -= carried_kg;
        t_s = to_s;
    }
    return INFINITY;
}

static bool check_pot(const cd_reading *rd, const cd_ini_section *section, cd_precool *p)
{
    bool by_UA = cd_link_given(section, "UA"), by_area = cd_link_given(section, "area");
    if (by_UA && by_area)
        return cd_link_refuse(rd, section, "area", "UA", "keep one of them: area takes the boiling curve of nitrogen");
    if (!by_UA && !by_area) {
        if (!section->damaged)
            cd_diag_add(rd->diags, CD_ERROR, section->header,
                        "give \"area = 0.1 m^2\" of wetted wall, or \"UA = 20 W/K\"; or \"flow = 1 g/s\" for a coil",
                        "%s does not say how the liquid is reached", cd_link_what(rd->arena, section));
        return false;
    }
    if (!isnan(p->inventory_kg))
        p->charge = charge_capacity(rd->arena, p->inventory_kg);
    return true;
}

bool cd_precool_check_nitrogen(const cd_reading *rd, const cd_ini_section *section, cd_precool *p)
{
    static const char *const gas[] = {"inlet", "inlet_node", "returns", "cp", "NTU", "effectiveness"};
    bool ok = true, coil = cd_link_given(section, "flow");
    for (size_t i = 0; i < sizeof gas / sizeof *gas; i++)
        ok &= cd_link_refuse(rd, section, gas[i], "medium", "it belongs to a gas; remove it");
    p->returns = -1;
    if (!coil)
        return check_pot(rd, section, p) && ok;
    ok &= cd_link_refuse(rd, section, "UA", "flow", "a coil takes what its flow can; remove \"UA\"");
    ok &= cd_link_refuse(rd, section, "area", "flow", "a coil takes what its flow can; remove \"area\"");
    double used_s = isnan(p->inventory_kg) ? INFINITY : used_up_s(p);
    p->empty_s = isinf(used_s) ? NAN : used_s;
    return ok;
}

void cd_precool_expand_nitrogen(cd_expander *ex, const cd_precool *p, const int *nodes)
{
    if (p->flow.n > 0) {
        cd_expand_source(ex, coil_flow, p, nodes, 1, 0);
        return;
    }
    int both[2] = {nodes[0], -1};
    if (p->charge)
        both[1] = cd_expand_store(ex, "liquid", p->charge, p->inventory_kg, CD_N2_FULL_K);
    cd_expand_source(ex, pot_flow, p, both, p->charge ? 2 : 1, 0);
    if (isnan(p->UA_W_per_K))
        cd_expand_audit_trust(ex, "boiling curve of nitrogen", "its shape is recalled and 50 % off at any point");
}
