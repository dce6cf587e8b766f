/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mli - a blanket of multilayer insulation between two nodes: one of three fits for a whole blanket (mli_law.h), or
 * layer by layer (mli_layers.h); with the gas that is left in it.
 *
 * The fits of Keller and Lockheed come from laboratory blankets: as installed, with seams and corners, two to four
 * times that heat passes, which is what `degradation` says (2 without it). The LHC fit is of installed blankets. Gas
 * does not mind seams: `degradation` leaves it alone. Beside Keller and Lockheed it is their own term; beside the
 * others N + 1 gaps in series, from free molecules to the dense gas (gas_path.h).
 */
#include "kind.h"
#include "mli_law.h"
#include "mli_layers.h"

#include <math.h>

enum { LHC, KELLER, LOCKHEED, LAYERS };
static const char *const models[] = {"lhc", "keller", "lockheed", "layers", NULL};
static const char *const blankets[] = {"unperforated", "perforated", NULL};
enum { USUAL_NODES = 10, MOST_NODES = 60 };

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    double area_m2, layers, density_per_m, degradation, emissivity, spacer_W_per_m2_K;
    cd_numbers wall_emissivity;
    int model, blanket, gas, nodes;
    cd_value pressure, accommodation;
    /* filled by check: */
    cd_mli_law law;
    cd_mli_layers by_layer;
    bool has_gas;
    cd_mli_gas published; /* the gas term of Keller and Lockheed */
    cd_gas_path path;     /* of the others */
    const cd_property *k;
} mli;

static const char *model_text(const cd_reading *rd, const mli *m)
{
    return cd_arena_printf(rd->arena, "model = %s", models[m->model]);
}

/* What only the layers can use, and what only the laboratory fits. */
static bool check_foreign_keys(const cd_reading *rd, const cd_ini_section *section, mli *m)
{
    static const char *const of_layers[] = {"spacer", "wall_emissivity", "nodes"};
    const char *beside = model_text(rd, m);
    bool ok = true;
    for (size_t i = 0; m->model != LAYERS && i < sizeof of_layers / sizeof *of_layers; i++)
        ok &= cd_link_refuse(rd, section, of_layers[i], beside, "add \"model = layers\", or remove it");
    if (m->model == LHC)
        ok &= cd_link_refuse(rd, section, "emissivity", beside, "the fit holds it; remove it, or take another model");
    if (m->model != KELLER) {
        ok &= cd_link_refuse(rd, section, "blanket", beside, "add \"model = keller\", or remove it");
        m->blanket = -1;
    }
    return ok;
}

/* ---- gas in the blanket ---- */

static bool no_gas(const cd_reading *rd, const cd_ini_section *section, mli *m)
{
    const char *hint = "add \"pressure = 1e-3 Pa\", or remove it";
    m->gas = -1;
    bool ok = cd_link_refuse(rd, section, "gas", "no pressure", hint);
    return cd_link_refuse(rd, section, "accommodation", "no pressure", hint) && ok;
}

/* The published terms: nitrogen; helium in the perforated blanket and in Lockheed's, whose term has the same form. */
static bool published_gas(const cd_reading *rd, const cd_ini_section *section, mli *m)
{
    bool helium = m->gas == CD_GAS_HELIUM;
    if (!cd_link_refuse(rd, section, "accommodation", model_text(rd, m), "its gas term holds it; remove it"))
        return false;
    m->published = cd_mli_gas_term(helium, m->layers, m->area_m2);
    if (m->gas == CD_GAS_NITROGEN || (helium && m->blanket == 1))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "gas"),
                "take nitrogen, or helium with \"model = keller\" and \"blanket = perforated\", or \"model = lhc\"",
                "%s has no published gas term for %s in %s", model_text(rd, m), cd_gases[m->gas].name,
                cd_link_what(rd->arena, section));
    return false;
}

/* N + 1 gaps in series of a blanket N / density thick; its gas is dense enough for a continuum only where its
 * conductivity is known. */
static bool gaps_of_gas(const cd_reading *rd, const cd_ini_section *section, mli *m)
{
    const cd_gas *gas = &cd_gases[m->gas];
    double gaps = m->layers + 1;
    if (!cd_accommodation_read(rd, section, &m->accommodation, gas, 1, &m->path.accommodation))
        return false;
    m->path.free_W_per_K_Pa = cd_gas_free_molecules(gas, 300) * m->area_m2 / gaps;
    m->k = isnan(m->density_per_m) ? NULL : cd_gas_conductivity(rd->arena, gas);
    if (m->k) {
        m->path.k = m->k->curve;
        m->path.A_over_d_m = m->area_m2 * m->density_per_m / m->layers;
    }
    return true;
}

static bool check_gas(const cd_reading *rd, const cd_ini_section *section, mli *m)
{
    cd_pressure pressure;
    m->has_gas = cd_link_given(section, "pressure");
    if (!m->has_gas)
        return no_gas(rd, section, m);
    if (m->gas < 0 || !cd_pressure_read(rd, &m->pressure, &pressure))
        return false;
    bool published = m->model == KELLER || m->model == LOCKHEED;
    bool ok = published ? published_gas(rd, section, m) : gaps_of_gas(rd, section, m);
    m->published.pressure = m->path.pressure = pressure;
    return ok;
}

/* ---- the dry blanket ---- */

static bool check_fit(const cd_reading *rd, const cd_ini_section *section, mli *m)
{
    if (m->model != LHC &&
        !cd_link_need(rd, section, "density", "the layers of a laboratory fit stand so close", "density = 20 1/cm"))
        return false;
    bool perforated = m->model == KELLER && m->blanket == 1;
    double per_cm = m->density_per_m / 100, e = isnan(m->emissivity) ? (perforated ? 0.043 : 0.031) : m->emissivity;
    m->law = m->model == LHC      ? cd_mli_lhc(m->layers)
             : m->model == KELLER ? cd_mli_keller(perforated, m->layers, per_cm, e)
                                  : cd_mli_lockheed(m->layers, per_cm, e);
    if (isnan(m->degradation))
        m->degradation = m->model == LHC ? 1 : 2;
    m->law.times = m->area_m2 * m->degradation;
    return cd_link_usable(rd, section, "strength", m->law.times * (m->law.radiation + m->law.conduction + m->law.mean));
}

static bool check_whole(const cd_reading *rd, const cd_ini_section *section, const mli *m)
{
    if (m->layers == floor(m->layers) && m->layers < 1e6)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "layers"), "give a whole number",
                "%g layers of %s cannot be taken one by one", m->layers, cd_link_what(rd->arena, section));
    return false;
}

static bool check_layers(const cd_reading *rd, const cd_ini_section *section, mli *m)
{
    if (!cd_link_need(rd, section, "spacer",
                      "what spacers conduct from shield to shield differs by 600 times between blankets",
                      "spacer = 0.02 W/(m^2 K)") ||
        !check_whole(rd, section, m))
        return false;
    double e = isnan(m->emissivity) ? 0.05 : m->emissivity;
    int usual = (int)fmin(m->layers, USUAL_NODES);
    if (isnan(m->degradation))
        m->degradation = 1;
    m->by_layer = (cd_mli_layers){
        .shields = (int)m->layers,
        .nodes = cd_link_given(section, "nodes") ? (int)fmin(m->nodes, m->layers) : usual,
        .area_m2 = m->area_m2,
        .degradation = m->degradation,
        .emissivity = e,
        .wall_emissivity = {m->wall_emissivity.n > 0 ? m->wall_emissivity.x[0] : e,
                            m->wall_emissivity.n > 0 ? m->wall_emissivity.x[m->wall_emissivity.n - 1] : e},
        .spacer_W_per_m2_K = m->spacer_W_per_m2_K,
        .has_gas = m->has_gas,
        .gas = m->path,
    };
    m->by_layer.gas.free_W_per_K_Pa *= m->layers + 1;
    m->by_layer.gas.A_over_d_m *= m->layers + 1;
    return true;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    mli *m = params;
    if (m->model < 0)
        return false;
    bool ok = check_foreign_keys(rd, section, m);
    ok &= check_gas(rd, section, m);
    return (m->model == LAYERS ? check_layers(rd, section, m) : check_fit(rd, section, m)) && ok;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const mli *m = params;
    bool published = m->model == KELLER || m->model == LOCKHEED;
    if (m->model == LAYERS)
        cd_mli_layers_expand(ex, &m->by_layer, nodes);
    else
        cd_expand_element(ex, cd_mli_flow, &m->law, nodes, 2, 0);
    if (m->has_gas && published)
        cd_expand_element(ex, cd_mli_gas_flow, &m->published, nodes, 2, 0);
    else if (m->has_gas && m->model == LHC)
        cd_expand_element(ex, cd_gas_flow, &m->path, nodes, 2, 0);
    if (m->k)
        cd_expand_audit_property(ex, "conductivity of helium", m->k, nodes[0], nodes[1]);
    if (m->model == LOCKHEED)
        cd_expand_audit_trust(ex, "modified Lockheed equation",
                              "read second hand, its form recalled; within 3 of Keller");
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    const mli *m = params;
    return m->has_gas ? cd_pressure_instants(&m->path.pressure, t_s, max) : 0;
}

static double conductance(const void *params, double T_K)
{
    const mli *m = params;
    double T[2] = {T_K, T_K}, Q[2], dry[4] = {0}, gas[4] = {0};
    if (m->model == LAYERS)
        return cd_mli_layers_conductance(&m->by_layer, T_K);
    cd_mli_flow(&m->law, T, (cd_when){0, 0}, Q, dry);
    if (m->has_gas && m->model == LHC)
        gas[2] = cd_gas_conductance(&m->path, T_K);
    else if (m->has_gas)
        cd_mli_gas_flow(&m->published, T, (cd_when){0, 0}, Q, gas);
    return dry[2] + gas[2];
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The two nodes that the blanket parts."),
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(mli, area_m2),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Area of the blanket."},
    {.key = "layers",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(mli, layers),
     .required = true,
     .min = 1,
     .help = "Number of reflecting layers."},
    {.key = "model",
     .type = CD_FIELD_CHOICE,
     .choices = models,
     .offset = offsetof(mli, model),
     .default_text = "lhc",
     .help =
         "lhc: fit of installed blankets; keller, lockheed: fits of laboratory blankets; layers: shield by shield."},
    {.key = "density",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_PER_LENGTH,
     .offset = offsetof(mli, density_per_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Layers per length (20 1/cm); keller and lockheed need it, and a dense gas in the blanket."},
    {.key = "degradation",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(mli, degradation),
     .min = 1,
     .max = INFINITY,
     .help = "Heat of the dry blanket as installed over that of the model, 1.5 to 4 for laboratory fits; without it 2 "
             "for keller and lockheed, 1 for lhc and layers."},
    {.key = "blanket",
     .type = CD_FIELD_CHOICE,
     .choices = blankets,
     .offset = offsetof(mli, blanket),
     .default_text = "unperforated",
     .help = "Of keller: unperforated double-aluminised Mylar with silk net, or perforated with glass tissue."},
    {.key = "emissivity",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(mli, emissivity),
     .above_min = true,
     .max = 1,
     .help = "Of the layers; without it 0.031 (keller, lockheed), 0.043 (keller, perforated), 0.05 (layers)."},
    {.key = "spacer",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_HEAT_TRANSFER,
     .offset = offsetof(mli, spacer_W_per_m2_K),
     .max = INFINITY,
     .help = "Of layers: conductance of the spacer between two shields."},
    {.key = "wall_emissivity",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_NUMBER,
     .offset = offsetof(mli, wall_emissivity),
     .above_min = true,
     .max = 1,
     .n_min = 1,
     .n_max = 2,
     .help = "Of layers: emissivity of the surfaces on both sides of the blanket, or first, second; without it as the "
             "shields."},
    {.key = "nodes",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(mli, nodes),
     .min = 2,
     .max = MOST_NODES,
     .help = "Of layers: into how many nodes the shields are gathered, at most one for each; without it 10 at most."},
    {.key = "pressure",
     .type = CD_FIELD_VALUE,
     .quantity = CD_PRESSURE,
     .offset = offsetof(mli, pressure),
     .help = "Pressure in the blanket at 300 K: a number, or a table in time (0 s: 1 mbar, 1 h: 1e-5 mbar)."},
    {.key = "gas",
     .type = CD_FIELD_CHOICE,
     .choices = cd_gas_names,
     .offset = offsetof(mli, gas),
     .default_text = "nitrogen",
     .help = "What the pressure is of."},
    {.key = "accommodation",
     .type = CD_FIELD_VALUE,
     .quantity = CD_NUMBER,
     .offset = offsetof(mli, accommodation),
     .help = "Of the gas beside lhc and layers, as in [gas]."},
};

const cd_link_kind cd_kind_mli = {
    .name = "mli",
    .help = "Multilayer insulation between two nodes.",
    .formula = "lhc: q = (3.741e-9 (T1^4 - T2^4) + 1.401e-4 (T1^2 - T2^2)/2)/(N + 1); keller: q = Cr e (T1^4.67 - "
               "T2^4.67)/N + Cs n^b (T1^2 - T2^2)/(2 (N + 1)), n per cm, Cr 5.39e-10, Cs 8.95e-8, b 2.56 (perforated: "
               "7.07e-10, 7.30e-8, 2.63); lockheed: 2.4e-4 (0.017 + 7e-6 (800 - Tm) + 0.0228 ln Tm) n^2.63 (T1 - "
               "T2)/N for the second term, Cr 4.944e-10; layers: radiation, spacer and gas in each gap; q area "
               "degradation, and the gas",
    .reference =
        "Riddone and Parma, LHC (thesis at CERN, cds.cern.ch/record/2804052); Keller, NASA CR-134477, eq. 4-56; "
        "Hastings et al., NASA/TM-2004-213175 (second hand, form recalled); McIntosh (layers)",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(mli),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between,
    .check = check,
    .expand = expand,
    .instants = instants,
    .conductance = conductance,
};
