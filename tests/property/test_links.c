/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every kind of link must obey, whatever its law: a loop over the list of kinds. Sections with random numbers are
 * read by the real field reader; every element that the kind expands into is called at random temperatures.
 *
 *   all        the partials are those of the heats (central differences); a call without partials gives the same heats
 *   passive    equal temperatures: no heat; heat flows downhill; what leaves one end enters the other; warming an end
 *              takes more heat out of it
 *
 * A kind without a generator of sections below fails the test: a new kind is not forgotten.
 */
#include "../link_bench.h"

#define N_SECTIONS 40
#define N_POINTS   200

static bench b;
static cd_expander ex;
static const char *made; /* the section at work, for messages */

/* ---- random numbers (PCG of Melissa O'Neill): the same in every run ---- */

static uint64_t state = 0x853c49e6748fea9bU;

static double uniform(void)
{
    uint64_t old = state;
    state = old * 6364136223846793005U + 1442695040888963407U;
    uint32_t word = (uint32_t)(((old >> 18) ^ old) >> 27), turn = (uint32_t)(old >> 59);
    word = (word >> turn) | (word << ((32 - turn) & 31));
    return (word + 0.5) / 4294967296.0;
}

static double between(double low, double high)
{
    return low * pow(high / low, uniform());
}

static int pick(int n)
{
    return (int)(uniform() * n);
}

/* ---- sections ---- */

#define TEXT(...) cd_arena_printf(b.arena, __VA_ARGS__)

/* A conductance as a constant, a formula or a table. */
static const char *any_G(void)
{
    double G = between(1e-4, 10);
    switch (pick(3)) {
    case 0:
        return TEXT("%.6g W/K", G);
    case 1:
        return TEXT("$( %.6g W/K * (T / 20 K)^%.3f )", G, 3 * uniform());
    default:
        return TEXT("4 K: %.6g W/K, 20 K: %.6g W/K, 60 K: %.6g W/K, 250 K: %.6g W/K", G, G * between(1, 9),
                    G * between(1, 9), G * between(2, 30));
    }
}

/* A preset with what it needs. */
static const char *any_preset(void)
{
    const cd_joint_preset *p = &cd_joint_presets[pick(CD_N_PRESETS)];
    if (p->needs == CD_NEEDS_AREA)
        return TEXT("joint = %s\narea = %.6g cm^2\n", p->name, between(0.1, 1e3));
    if (p->needs == CD_NEEDS_NOTHING)
        return TEXT("joint = %s\nnumber = %d\n", p->name, 1 + pick(8));
    return pick(2)
               ? TEXT("joint = %s\nforce = %.6g N\n", p->name, between(20, 2e4))
               : TEXT("joint = %s\ntorque = %.6g N m\nbolt = M5\nbolts = %d\n", p->name, between(0.5, 10), 1 + pick(8));
}

static const char *any_law(void)
{
    switch (pick(6)) {
    case 0:
        return TEXT("G = %s\n", any_G());
    case 1:
        return any_preset();
    case 3:
        return TEXT("G_ref = %.6g W/K\nT_saturation = %.4g K\nexponent = %d\nknee = soft\n", between(1e-4, 10),
                    between(20, 70), 1 + pick(2));
    case 4:
        return TEXT("resistance = %.6g nohm\n", between(1, 1e5));
    case 2:
        return TEXT("G_ref = %.6g W/K\nT_saturation = %.4g K\n", between(1e-4, 10), between(20, 70));
    default:
        return TEXT("G_ref = %.6g W/K\nT_ref = %.4g K\nexponent = %.4g\nforce = %.6g N\nforce_exponent = %.3g\n",
                    between(1e-4, 10), between(1, 20), 4 * uniform(), between(20, 2e4), uniform());
    }
}

static const char *contact_keys(void)
{
    return TEXT("between = A, B\n%s", any_law());
}

static const char *conduction_keys(void)
{
    static const char *const materials[] = {"steel", "copper"};
    static const char *const joints[] = {"", "contact = j1\n", "contact = j1, none\n", "contact = none, j2\n",
                                         "contact = j2, j1\n"};
    const char *joint = joints[pick(5)], *material = materials[pick(2)];
    switch (pick(7)) {
    case 0:
        return TEXT("between = A, B\nmaterial = %s\nawg = %d\nlength = %.6g m\nstrands = %d\n%s", material,
                    pick(44) - 3, between(0.1, 2), 1 + pick(30), joint);
    case 1:
        return TEXT("between = A, B\nmaterial = %s\nouter_diameter = 2.2 mm\nwall = 0.25 mm\ncore = %s\ncore_diameter "
                    "= 0.5 mm\ndielectric = %s\nlength = %.6g m\nsegments = %d\n%s",
                    material, materials[pick(2)], materials[pick(2)], between(0.1, 2), pick(5) - 1 > 0 ? 3 : 1, joint);
    case 2:
        return TEXT(
            "between = A, B\nmaterial = %s\nwidth = 50 mm\nthickness = 5 mm\npacking = %.3g\nlay = %.3g\nlength "
            "= %.6g m\nsegments = %d\n%s",
            material, between(0.2, 1), between(1, 1.5), between(0.1, 2), 1 + pick(4), joint);
    case 3:
        return TEXT("between = A, B\nG = %s\n%s", any_G(), joint);
    case 4:
        return TEXT("between = A, B\nmaterial = %s\narea_over_length = %.6g mm\n%s", material, between(1e-3, 1e2),
                    joint);
    case 5:
        return TEXT("between = A, B\nmaterial = %s\ndiameter = %.6g mm\nlength = %.6g m\n%s", material, between(1, 50),
                    between(0.01, 2), joint);
    default:
        return TEXT("between = A, B\nmaterial = %s\narea = %.6g cm^2\nlength = %.6g m\nnumber = %d\nsegments = %d\n%s",
                    material, between(0.1, 50), between(0.01, 2), 1 + pick(8), 1 + pick(6), joint);
    }
}

static const char *radiation_keys(void)
{
    static const char *const surfaces[] = {"copper_polished", "stainless_asreceived", "gold_plated",
                                           "aluminium_polished", "0.05"};
    double area = between(0.01, 5);
    switch (pick(6)) {
    case 0:
        return TEXT("between = A, B\narea = %.6g m^2\nemissivity = %.4g, %.4g\n", area, between(0.01, 1),
                    between(0.01, 1));
    case 1:
        return TEXT("between = A, B\narea = %.6g m^2\nouter_area = %.6g m^2\nemissivity = %.4g\ngeometry = "
                    "concentric\nspecular = %s\n",
                    area, area * between(1, 3), between(0.01, 1), pick(2) ? "yes" : "no");
    case 2:
        return TEXT("between = A, B\narea = %.6g m^2\nemissivity = %.4g\ngeometry = small_in_large\n", area,
                    between(0.01, 1));
    case 3:
        return TEXT("between = A, B\narea = %.6g m^2\nemissivity = %s, %s\n", area, surfaces[pick(5)],
                    surfaces[pick(5)]);
    case 4:
        return TEXT("between = A, B\narea = %.6g m^2\nouter_area = %.6g m^2\nemissivity = %s, %s\ngeometry = "
                    "concentric\nspecular = %s\n",
                    area, area * between(1, 3), surfaces[pick(5)], surfaces[pick(5)], pick(2) ? "yes" : "no");
    default:
        return TEXT("between = A, B\narea = %.6g m^2\neffective_emissivity = %.4g\n", area, between(0.001, 1));
    }
}

static const char *any_current(void)
{
    if (pick(2))
        return TEXT("current = %.6g A\n", between(1, 1000));
    return TEXT("current = 100 s: 0 A, %d s: %.6g A, 900 s: %.6g A\n", 200 + pick(500), between(1, 1000),
                between(1, 1000));
}

static const char *lead_keys(void)
{
    static const char *const joints[] = {"", "contact = j1\n", "contact = none, j2\njoint_resistance = 1 uohm\n",
                                         "joint_resistance = 0.2 uohm, 3 uohm\n"};
    const char *common = TEXT("between = A, B\nlength = %.6g m\nnumber = %d\nsegments = %d\n%s%s", between(0.1, 2),
                              1 + pick(3), 2 + pick(4), joints[pick(4)], any_current());
    switch (pick(3)) {
    case 0:
        return TEXT("material = copper\nresistivity = wiedemann_franz\narea = %.6g mm^2\n%s", between(1, 500), common);
    case 1:
        return TEXT("material = copper\nshape = optimum\ndesign_current = %.6g A\nT_cold = %.6g K\n%s",
                    between(10, 1000), between(4, 100), common);
    default:
        return TEXT("material = steel\ndiameter = %.6g mm\nT_critical = %.6g K\ntransition = %.6g K\n%s",
                    between(1, 30), between(10, 110), between(0.5, 20), common);
    }
}

static const char *precool_keys(void)
{
    const char *stop = pick(2) ? TEXT("stop_below = %.6g K\n", between(60, 200)) : "";
    const char *flow = pick(2) ? TEXT("flow = %.6g g/s\n", between(0.01, 1))
                               : TEXT("flow = 100 s: 0 g/s, %d s: %.6g g/s\n", 300 + pick(500), between(0.01, 1));
    switch (pick(6)) {
    case 0:
        return TEXT("on = A\nmedium = helium\n%sinlet = %.6g K\nUA = %.6g W/K\n%s", flow, between(20, 300),
                    between(0.1, 10), stop);
    case 1:
        return TEXT("on = A\nmedium = nitrogen_gas\n%sinlet_node = B\nNTU = %.6g\nreturns = %s\n%s", flow,
                    between(0.1, 5), pick(2) ? "yes" : "no", stop);
    case 2:
        return TEXT("on = A\nmedium = helium\n%sinlet = 0 s: 300 K, 500 s: %.6g K\neffectiveness = %.4g\ncp = 5200 "
                    "J/(kg K)\n",
                    flow, between(20, 300), between(0.1, 1));
    case 3:
        return TEXT("on = A\nmedium = liquid_nitrogen\n%svapour_effectiveness = %.4g\ninventory = %.6g kg\n%s", flow,
                    uniform(), between(0.1, 100), stop);
    case 4:
        return TEXT("on = A\nmedium = liquid_nitrogen\narea = %.6g m^2\nvapour_effectiveness = %.4g\n%s%s",
                    between(0.01, 1), uniform(), pick(2) ? "inventory = 3 kg\n" : "", stop);
    default:
        return TEXT("on = A\nmedium = liquid_nitrogen\nUA = %.6g W/K\n%sstart = 100 s\nstop = 900 s\n%s",
                    between(0.1, 100), pick(2) ? "inventory = 3 kg\n" : "", stop);
    }
}

static const char *load_keys(void)
{
    const char *how[] = {"", "interpolation = linear\n", "interpolation = steps\n"};
    switch (pick(4)) {
    case 0:
        return TEXT("on = A\npower = %.6g W\nstart = %d s\nstop = %d s\n", uniform() - 0.5, pick(500), 500 + pick(500));
    case 1:
        return TEXT("on = A\npower = 0 s: %.6g W, %d s: 1 W, 900 s: %.6g W\n%s", uniform(), 1 + pick(800),
                    uniform() - 0.5, how[pick(3)]);
    case 2:
        return TEXT("on = A\npower = 4 K: %.6g W, %d K: 1 W, 200 K: %.6g W\nstart = 1 s, %d s\nstop = %d s\n",
                    uniform(), 10 + pick(90), uniform() - 0.5, 500 + pick(400), 2 + pick(400));
    default:
        return TEXT("on = A\npower = $( %.6g W * (1 + sin(t / (1 min))) * (T / (10 K))^%.4g * exp(-T / (100 K)) )\n",
                    uniform(), between(0.5, 3));
    }
}

static const char *ramp_loss_keys(void)
{
    static const char *const rates[] = {"rate = -3 mT/s\n",
                                        "rate = 0 s: 1 mT/s, 500 s: 0 T/s\ninterpolation = linear\n",
                                        "rate = $( -2 mT/s * exp(-T / (60 K)) )\n"};
    const char *rate = rates[pick(3)];
    const char *rho = TEXT("resistivity = $( %.4g ohm m * (1 + (T / (40 K))^2) )\n", between(1e-10, 1e-8));
    switch (pick(3)) {
    case 0:
        return TEXT("on = A\nlaw = slab\n%s%svolume = %.4g L\nthickness = 5 mm\n", rate, rho, between(0.1, 10));
    case 1:
        return TEXT("on = A\nlaw = cylinder\n%s%sradius = %.4g m\nheight = 0.3 m\nwall = 2 mm\n", rate, rho,
                    between(0.05, 1));
    default:
        return TEXT("on = A\nlaw = hysteresis\n%svolume = %.4g L\nJ_c = 3e9 A/m^2\nfilament = 50 um\n", rate,
                    between(0.1, 10));
    }
}

static const char *cooler_keys(void)
{
    const char *scales = TEXT("count = %d\nscale_stage1 = %.4g\n", 1 + pick(3), between(0.5, 2));
    switch (pick(7)) {
    case 0:
        return TEXT("lift = $( %.6g W * (1 - 3 K / (T + 3 K)) )\nstage1 = A\n%s", between(1, 50), scales);
    case 1:
        return TEXT("lift = 4 K: %.6g W, 10 K: %.6g W, 80 K: 60 W\nstage1 = A\n%s", uniform(), 2 + 5 * uniform(),
                    scales);
    case 2:
        return TEXT("model = CryoTelGT\nstage1 = A\n%s", scales);
    case 3:
        return TEXT(
            "model = RDK-415D\nstage1 = A\nstage2 = B\n%swarm_capacity_stage2 = %.4g W\nextra_mass = 2 kg, 1 kg\n",
            scales, between(40, 120));
    case 4: /* off where the properties look at it */
        return TEXT(
            "model = PT407\nstage1 = A\nstage2 = B\ncount = 2\nstop = 0 s\noff_conductance = %.4g W/K, 0.01 W/K\n",
            uniform());
    case 5:
        return TEXT("model = PT420-stage2\nstage2 = A\nscale_stage2 = %.4g\n", between(0.5, 2));
    default:
        return TEXT("model = PT415\nstage1 = A\nstage2 = B\n%sscale_stage2 = %.4g\n", scales, between(0.5, 2));
    }
}

/* Surfaces 2 to 6 in a ring, each of which sees its neighbours and itself: A F is symmetric by construction. */
static const char *enclosure_keys(void)
{
    static const char *const surfaces[] = {"copper_polished", "stainless_asreceived", "0.05", "0.7", "1"};
    static const char *const letters[] = {"A", "B", "C", "D", "E", "F"};
    int n = 2 + pick(5), kind = pick(2);
    double AF[6][6] = {{0}}, A[6] = {0};
    const char *nodes = "", *areas = "", *emissivities = "", *view = "";
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            AF[i][j] = AF[j][i] = between(0.01, 1);
    for (int i = 0; i < n; i++) {
        const char *comma = i ? ", " : "", *row = "";
        for (int j = 0; j < n; j++)
            A[i] += AF[i][j];
        for (int j = 0; j < n; j++)
            row = TEXT("%s%s%.12g", row, j ? ", " : "", AF[i][j] / A[i]);
        nodes = TEXT("%s%s%s", nodes, comma, letters[i]);
        areas = TEXT("%s%s%.12g m^2", areas, comma, A[i]);
        emissivities = TEXT("%s%s%s", emissivities, comma, surfaces[kind ? pick(5) : 2 + pick(3)]);
        view = TEXT("%sview = %s\n", view, row);
    }
    return TEXT("surfaces = %s\nareas = %s\nemissivity = %s\n%s", nodes, areas, emissivities, view);
}

static const char *layer_keys(void)
{
    static const char *const faces[] = {"kapitza_cu_epoxy", "grease", "kapitza_al_sapphire, none", "none, solder_pbsn"};
    const char *area = TEXT("between = A, B\narea = %.4g cm^2\n", between(0.1, 1e3));
    if (pick(3) == 0)
        return TEXT("%sfaces = kapitza_cu_in\n", area);
    return TEXT("%smaterial = steel\nthickness = %.4g um\nfaces = %s\n", area, between(1, 1e3), faces[pick(4)]);
}

/* A pressure as a number or a table in time. */
static const char *any_pressure(void)
{
    double P_Pa = between(1e-6, 1e5);
    return pick(2) ? TEXT("%.6g Pa", P_Pa) : TEXT("0 s: %.6g Pa, 300 s: %.6g Pa, 900 s: 1e-4 Pa", P_Pa, 0.1 * P_Pa);
}

static const char *mli_keys(void)
{
    const char *area = TEXT("between = A, B\narea = %.6g m^2\nlayers = %d\n", between(0.01, 5), 1 + pick(60));
    const char *density = TEXT("density = %.4g 1/cm\n", between(2, 50));
    switch (pick(6)) {
    case 0:
        return TEXT("%sdegradation = %.4g\n", area, between(1, 4));
    case 1:
        return TEXT("%s%smodel = keller\nblanket = %s\n", area, density, pick(2) ? "perforated" : "unperforated");
    case 2:
        return TEXT("%s%smodel = keller\nblanket = perforated\npressure = %s\ngas = helium\n", area, density,
                    any_pressure());
    case 3:
        return TEXT("%s%smodel = lockheed\nemissivity = %.4g\npressure = %s\n", area, density, between(0.01, 0.1),
                    any_pressure());
    case 4:
        return TEXT("%s%spressure = %s\ngas = helium\naccommodation = by_temperature\n", area, density, any_pressure());
    default:
        return TEXT("%s%smodel = layers\nspacer = %.4g W/(m^2 K)\nnodes = %d\npressure = %s\n", area, density,
                    between(1e-3, 1), 2 + pick(8), any_pressure());
    }
}

static const char *gas_keys(void)
{
    static const char *const gases[] = {"helium", "hydrogen", "nitrogen"};
    static const char *const accommodations[] = {"", "accommodation = 0.4\n", "accommodation = 0.3, 0.8\n",
                                                 "accommodation = by_temperature\n"};
    double area = between(0.01, 5);
    const char *keys = TEXT("between = A, B\narea = %.6g m^2\nouter_area = %.6g m^2\n%s", area, area * between(1, 3),
                            accommodations[pick(4)]);
    switch (pick(4)) {
    case 0:
        return TEXT("%sgas = %s\npressure = %s\n", keys, gases[pick(3)], any_pressure());
    case 1:
        return TEXT("%sgas = helium\npressure = %s\ngap = %.4g mm\n", keys, any_pressure(), between(0.05, 100));
    case 2:
        return TEXT("%sgas = %s\npressure = %.4g Pa\npump = %s\n", keys, gases[1 + pick(2)], between(1e-6, 1),
                    pick(2) ? "B" : "C");
    default:
        return TEXT("%sgas = helium\ngap = %.4g mm\npump = %s\npressure_at_pump = 8 K: 1e-3 Pa, 15 K: 100 Pa\n", keys,
                    between(0.05, 10), pick(2) ? "A" : "C");
    }
}

static const char *switch_keys(void)
{
    const char *low = TEXT("off = %.4g mW/K\n", between(0.01, 10));
    switch (pick(5)) {
    case 0:
        return TEXT("between = A, B\non = %s\n%sstate = %s\nopen_at = 400 s\n", any_G(), low, pick(2) ? "on" : "off");
    case 1:
        return TEXT("between = A, B\ncontact = j1\n%sclose_at = 300 s, 700 s\nopen_at = 500 s\n", low);
    case 2:
        return TEXT("between = A, B\ntype = gas_gap\ngas = helium\non = %s\n%ssensor = %s\n", any_G(), low,
                    pick(2) ? "B" : "C");
    case 3:
        return TEXT("between = A, B\ntype = mechanical\non = %s\n%ssensor = C\non_below = 20 K\noff_above = 90 K\n",
                    any_G(), low);
    default:
        return TEXT("between = A, B\ntype = superconducting\nnormal_resistance = %.4g uohm\nT_c = %.4g K\nstate = "
                    "%s\nexponent = %.3g\n",
                    between(0.01, 100), between(1, 90), pick(2) ? "on" : "off", between(2, 3));
    }
}

static const char *heat_pipe_keys(void)
{
    static const char *const fluids[] = {"nitrogen", "argon", "neon", "hydrogen", "oxygen", "krypton"};
    const char *keys = TEXT("between = A, B\nG = %.4g W/K\nwall = %.4g mW/K\nwidth = %.4g K\ndiode = %s\n",
                            between(0.1, 100), between(0.1, 100), between(1, 3), pick(2) ? "yes" : "no");
    return pick(2) ? TEXT("%sfluid = nitrogen\ndiameter = %.4g mm\n", keys, between(3, 50))
                   : TEXT("%sfluid = %s\nQ_max = %.4g W\n", keys, fluids[pick(6)], between(1, 200));
}

static const struct {
    const char *kind;
    const char *(*keys)(void);
} generators[] = {
    {"conduction", conduction_keys},
    {"contact", contact_keys},
    {"radiation", radiation_keys},
    {"lead", lead_keys},
    {"precool", precool_keys},
    {"load", load_keys},
    {"cooler", cooler_keys},
    {"conduction", conduction_keys},
    {"contact", contact_keys},
    {"radiation", radiation_keys},
    {"ramp_loss", ramp_loss_keys},
    {"mli", mli_keys},
    {"enclosure", enclosure_keys},
    {"layer", layer_keys},
    {"gas", gas_keys},
    {"switch", switch_keys},
    {"heat_pipe", heat_pipe_keys},
};

/* A random section of a kind, read and expanded: its params. NULL when nothing makes sections of that kind. */
static void *expand_random(const cd_link_kind *kind)
{
    for (size_t i = 0; i < sizeof generators / sizeof *generators; i++) {
        if (strcmp(generators[i].kind, kind->name) == 0)
            return bench_expand(&b, &ex, made = TEXT("[%s x]\n%s", kind->name, generators[i].keys()));
    }
    return NULL;
}

/* ---- the laws of all laws ---- */

static void heats(const bench_element *e, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    if (e->flow(e->params, T_K, when, Q_W, dQ_dT) != 0)
        fail_msg("the flow refuses %g K", T_K[0]);
}

/* The slope of heat i by temperature j from heats a relative step apart, against the partial: true when they agree to
 * 2e-6 and the rounding of the heats over the step. */
static bool slope_agrees(const bench_element *e, const double *T_K, cd_when when, int i, int j, double partial,
                         double step)
{
    double low[CD_MAX_TERMINALS], high[CD_MAX_TERMINALS], T[CD_MAX_TERMINALS];
    memcpy(T, T_K, (size_t)e->n * sizeof *T);
    double T_low = T[j] = T_K[j] * (1 - step);
    heats(e, T, when, low, NULL);
    double T_high = T[j] = T_K[j] * (1 + step);
    heats(e, T, when, high, NULL);
    double width = T_high - T_low, rounding = 4e-15 * (fabs(high[i]) + fabs(low[i])) / width;
    double scale = fmax(fabs(partial), 1e-3 * fabs(high[i]) / T_K[j]);
    return fabs((high[i] - low[i]) / width - partial) <= 2e-6 * scale + rounding;
}

/* A central difference over a step of 1e-5 T is enough for a smooth law. Curves are C1: where a knot lies within the
 * step, only a smaller step sees the slope, and a wrong partial is wrong at every step. */
static void check_partials(const bench_element *e, const double *T_K, cd_when when)
{
    double Q[CD_MAX_TERMINALS], again[CD_MAX_TERMINALS], dQ_dT[CD_MAX_TERMINALS * CD_MAX_TERMINALS];
    heats(e, T_K, when, Q, dQ_dT);
    heats(e, T_K, when, again, NULL);
    for (int i = 0; i < e->n; i++) {
        assert_true(Q[i] == again[i]);
        for (int j = 0; j < e->n; j++) {
            double partial = dQ_dT[i * e->n + j], step = 1e-5;
            while (step > 5e-8 && !slope_agrees(e, T_K, when, i, j, partial, step))
                step /= 10;
            if (step <= 5e-8)
                fail_msg("%sat T = %.9g K, %.9g K: %.9g is not the slope of heat %d by temperature %d", made, T_K[0],
                         T_K[e->n - 1], partial, i, j);
        }
    }
}

/* Laws without a potential: a surface whose emissivity rises as it warms takes up more heat then, and a heat pipe
 * begins to work when its cold end warms through the freezing point. */
static bool keeps_the_sign_rule(const cd_link_kind *kind)
{
    bool named = strstr(made, "polished") || strstr(made, "asreceived") || strstr(made, "plated");
    return !named && strcmp(kind->name, "heat_pipe") != 0;
}

/* Ends that exchange heat, and perhaps one terminal more that is only read: it gets no heat, and at equal ends it has
 * no say. */
static void check_passive(const cd_link_kind *kind, const bench_element *e, const double *T_K, cd_when when)
{
    double Q[CD_MAX_TERMINALS], J[CD_MAX_TERMINALS * CD_MAX_TERMINALS], equal[CD_MAX_TERMINALS], sum = 0, gross = 0,
                                                                                                 size = 0;
    int n = e->n, ends = e->observers ? n - 1 : n, hottest = 0, coldest = 0;
    assert_true(e->observers == 0 || e->observers == 1u << ends);
    heats(e, T_K, when, Q, J);
    for (int i = 0; i < n; i++) {
        sum += Q[i];
        gross += fabs(Q[i]);
        hottest = i < ends && T_K[i] > T_K[hottest] ? i : hottest;
        coldest = i < ends && T_K[i] < T_K[coldest] ? i : coldest;
        equal[i] = i < ends ? T_K[0] : T_K[i];
        assert_true(i < ends || Q[i] == 0);
    }
    assert_true(ends == 2 ? sum == 0 : fabs(sum) <= 1e-14 * gross);
    assert_true(hottest == coldest || (Q[hottest] < 0 && Q[coldest] > 0));
    for (int k = 0; k < n * n; k++)
        size += fabs(J[k]);
    for (int j = 0; j < n; j++) {
        double column = 0;
        for (int i = 0; i < n; i++) {
            column += J[i * n + j];
            assert_true(i < ends || J[i * n + j] == 0);
            assert_true(j >= ends || i >= ends || !keeps_the_sign_rule(kind) || (i == j) == (J[i * n + j] < 0) ||
                        J[i * n + j] == 0);
        }
        assert_true(ends == 2 ? column == 0 : fabs(column) <= 1e-14 * size);
    }
    heats(e, equal, when, Q, J);
    for (int i = 0; i < ends; i++)
        assert_true(Q[i] == 0 && (ends == n || J[i * n + ends] == 0));
}

/* A law that knows its far end: the temperature there gives back the heat, seen from either end, and its derivatives
 * are those of the heat solved for it. What a power of T loses at a much colder end is lost. */
static void check_far_end(const bench_element *e, const double *T_K, cd_when when)
{
    double Q[2], J[4];
    heats(e, T_K, when, Q, J);
    for (int i = 0; i < 2; i++) {
        double by_Q, by_T, want_by_T = -J[2 * i + 1 - i] / J[2 * i + i];
        double T = e->far_end(e->params, T_K[1 - i], Q[i], &by_Q, &by_T);
        double lost = 1e-14 * (1 + want_by_T * T_K[1 - i] / T_K[i]);
        if (fabs(T - T_K[i]) > lost * T_K[i] || fabs(by_Q * J[2 * i + i] - 1) > 10 * lost ||
            fabs(by_T - want_by_T) > 10 * lost * want_by_T)
            fail_msg("%sthe far end of %.9g K is %.17g K, not %.17g K; or its slopes %g, %g, not %g, %g", made,
                     T_K[1 - i], T, T_K[i], by_Q, by_T, 1 / J[2 * i + i], want_by_T);
    }
}

static void all_kinds(void **unused)
{
    (void)unused;
    int n_far_ends = 0;
    for (const cd_link_kind *const *kind = cd_link_kinds; *kind; kind++) {
        for (int s = 0; s < N_SECTIONS; s++) {
            if (!expand_random(*kind))
                fail_msg("no sections are made for the kind \"%s\": add a generator to this test", (*kind)->name);
            assert_true(ex.n_elements > 0);
            for (int p = 0; p < N_POINTS; p++) {
                const bench_element *e = &ex.elements[p % ex.n_elements];
                double T_K[CD_MAX_TERMINALS], t_s = 1000 * uniform();
                for (int i = 0; i < e->n; i++)
                    T_K[i] = between(2, 320);
                check_partials(e, T_K, (cd_when){t_s, t_s});
                if ((*kind)->passive)
                    check_passive(*kind, e, T_K, (cd_when){t_s, t_s});
                if (e->far_end)
                    check_far_end(e, T_K, (cd_when){t_s, t_s});
                n_far_ends += e->far_end != NULL;
            }
        }
    }
    assert_true(n_far_ends > 100);
}

/* The section as the resolved case writes it. */
static const char *resolved(const cd_link_kind *kind, const void *params)
{
    const char *text = TEXT("[%s x]\n", kind->name);
    for (size_t i = 0; i < kind->n_fields; i++) {
        const char *value = cd_field_text(b.arena, &kind->fields[i], b.section, params);
        if (value)
            text = TEXT("%s%s = %s\n", text, kind->fields[i].key, value);
    }
    return text;
}

/* A resolved section, with all its defaults, is read again without error and means the same. */
static void resolved_sections_are_read_again(void **unused)
{
    (void)unused;
    for (const cd_link_kind *const *kind = cd_link_kinds; *kind; kind++) {
        for (int s = 0; s < N_SECTIONS; s++) {
            const char *once = resolved(*kind, expand_random(*kind));
            const char *twice = resolved(*kind, bench_expand(&b, &ex, once));
            assert_string_equal(once, twice);
        }
    }
}

/* The table of a kind has what help and the readers need. */
static void tables_are_complete(void **unused)
{
    (void)unused;
    for (const cd_link_kind *const *kind = cd_link_kinds; *kind; kind++) {
        const cd_link_kind *k = *kind;
        assert_true(k->help && k->formula && k->reference && k->channels);
        assert_true(k->terminals && k->check && k->expand && k->n_fields > 0);
        for (size_t i = 0; i < k->n_fields; i++) {
            const cd_field *f = &k->fields[i];
            assert_true(f->key && f->help && f->help[strlen(f->help) - 1] == '.');
            assert_true(f->offset < k->params_size);
            assert_true((f->type == CD_FIELD_RESOLVED) == (f->resolver != NULL));
            assert_true((f->type == CD_FIELD_CHOICE) == (f->choices != NULL));
        }
    }
}

/* A key that may change is read by the law from the struct that a run copies: at least one element has it. (A factor
 * is the network's business.) */
static void what_changes_is_read_from_the_links_own_struct(void **unused)
{
    (void)unused;
    for (const cd_link_kind *const *kind = cd_link_kinds; *kind; kind++) {
        bool changes = false, inside = false;
        for (size_t i = 0; i < (*kind)->n_fields; i++) {
            const cd_field *f = &(*kind)->fields[i];
            assert_true(!f->scales || (f->changes && f->type == CD_FIELD_QUANTITY));
            if (f->changes && !f->scales)
                changes = cd_field_size(f) > 0;
        }
        if (!changes)
            continue;
        const char *params = expand_random(*kind);
        for (int e = 0; e < ex.n_elements; e++) {
            const char *at = ex.elements[e].params;
            inside = inside || (at >= params && at < params + (*kind)->params_size);
        }
        assert_true(inside);
    }
}

/* ---- materials of any shape ---- */

static double k_steel(const void *ctx, double T_K)
{
    (void)ctx;
    return 16 * pow(T_K / 300, 1.2) * (1 + 20 / (10 + T_K));
}

static double k_copper(const void *ctx, double T_K)
{
    (void)ctx;
    return 1 / (1 / (80 * T_K) + 1 / (400 + 2e6 / (T_K * T_K)));
}

static double c_any(const void *ctx, double T_K)
{
    double x = T_K / 30;
    (void)ctx;
    return 300 * x * x * x / (1 + x * x * x);
}

static double rho_copper(const void *ctx, double T_K)
{
    (void)ctx;
    return 1.7e-8 * (0.01 + T_K * T_K / (T_K * T_K + 1e4) * T_K / 300);
}

static int open_bench(void **unused)
{
    (void)unused;
    static const char *const folders[] = {CD_DATA_ROOT "/cases/coolers"};
    bench_open(&b);
    b.coolers = cd_coolers_new(&b.rd, folders, 1);
    bench_material(&b, "steel", 7900, k_steel, c_any);
    bench_material(&b, "copper", 8960, k_copper, c_any);
    bench_resistivity(&b, rho_copper);
    bench_add_joint(&b, "j1", "joint = cu_in_cu\nforce = 3 kN\n");
    bench_add_joint(&b, "j2", "G_ref = 0.1 W/K\nexponent = 1.7\n");
    return 0;
}

static int close_bench(void **unused)
{
    (void)unused;
    bench_close(&b);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_kinds),
        cmocka_unit_test(resolved_sections_are_read_again),
        cmocka_unit_test(tables_are_complete),
        cmocka_unit_test(what_changes_is_read_from_the_links_own_struct),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
