/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * layer - a thin layer between two solids, or the boundary itself: foil, varnish, epoxy, grease on both sides of a
 * foil.
 *
 *   1/G = thickness/(area k) + 1/(area h_first) + 1/(area h_second)
 *
 * in series, with a massless node wherever two of them meet: each has its own potential. The faces are presets of
 * joint_presets.c that go with an area; a boundary of two solids alone is a layer without material.
 */
#include "joint_law.h"
#include "kind.h"

#include <math.h>

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    double area_m2, thickness_m;
    const cd_material *material;
    const cd_curve *conductivity;
    cd_value faces;
    /* filled by check: in series from the first node, NULL: none */
    const cd_joint *part[3];
} layer;

enum { FIRST_FACE, BULK, SECOND_FACE, N_PARTS };

static const cd_joint_preset *find_face(const cd_reading *rd, const cd_value *name)
{
    const char *names[CD_N_PRESETS + 1];
    size_t n = 0;
    for (int i = 0; i < CD_N_PRESETS; i++) {
        if (cd_joint_presets[i].needs != CD_NEEDS_AREA)
            continue;
        if (cd_value_is(name, cd_joint_presets[i].name))
            return &cd_joint_presets[i];
        names[n++] = cd_joint_presets[i].name;
    }
    names[n++] = "none";
    const char *text = cd_value_string(rd->arena, name), *near = cd_nearest(text, names, n);
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(name),
                near ? cd_arena_printf(rd->arena, "did you mean \"%s\"?", near)
                     : cd_arena_printf(rd->arena, "faces are: %s", cd_join(rd->arena, names, n)),
                "\"%s\" is no face of a layer", text);
    return NULL;
}

/* The joint of one face; NULL for "none". False after an error. */
static bool read_face(const cd_reading *rd, const layer *l, const cd_value *name, const cd_joint **part)
{
    *part = NULL;
    if (cd_value_is(name, "none"))
        return true;
    const cd_joint_preset *preset = find_face(rd, name);
    if (!preset)
        return false;
    cd_joint *joint = cd_arena_alloc(rd->arena, 1, sizeof *joint);
    cd_joint_by_curve(joint, cd_joint_area_curve(rd->arena, preset->area), l->area_m2);
    joint->number = 1;
    if (preset->status) {
        joint->doubt = cd_arena_printf(rd->arena, "joint preset %s", preset->name);
        joint->why = preset->source;
    }
    *part = joint;
    return true;
}

/* One name stands for both faces of a layer, and for the whole of a boundary without one. */
static bool read_faces(const cd_reading *rd, const cd_ini_section *section, layer *l)
{
    cd_value *name;
    if (!cd_link_given(section, "faces"))
        return true;
    size_t n = cd_value_split(rd->arena, &l->faces, ',', &name);
    if (n > 2) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&l->faces), "write NAME for both, or FIRST, SECOND",
                    "%zu faces of %s", n, cd_link_what(rd->arena, section));
        return false;
    }
    bool good = read_face(rd, l, &name[0], &l->part[FIRST_FACE]);
    if (n == 2 || l->part[BULK])
        good &= read_face(rd, l, &name[n - 1], &l->part[SECOND_FACE]);
    return good;
}

static bool check_bulk(const cd_reading *rd, const cd_ini_section *section, layer *l)
{
    const cd_curve *k = l->conductivity;
    if (!l->material && !k)
        return cd_link_refuse(rd, section, "thickness", "no material", "add \"material = kapton\", or remove it");
    if (!cd_link_need(rd, section, "thickness", NULL, "thickness = 50 um"))
        return false;
    if (l->material && !cd_link_refuse(rd, section, "conductivity", "material", "keep one of them"))
        return false;
    if (l->material && !l->material->conductivity) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "material"),
                    "give \"conductivity = 0.2 W/(m K)\" instead", "material \"%s\" has no thermal conductivity",
                    l->material->name);
        return false;
    }
    if (l->material && !cd_property_need(rd, l->material->conductivity))
        return false;
    cd_joint *bulk = cd_arena_alloc(rd->arena, 1, sizeof *bulk);
    cd_joint_by_curve(bulk, l->material ? l->material->conductivity->curve : k, l->area_m2 / l->thickness_m);
    bulk->number = 1;
    l->part[BULK] = bulk;
    return cd_link_usable(rd, section, "conductance", bulk->a);
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    layer *l = params;
    if (!check_bulk(rd, section, l) || !read_faces(rd, section, l))
        return false;
    if (l->part[FIRST_FACE] || l->part[BULK] || l->part[SECOND_FACE])
        return true;
    cd_diag_add(rd->diags, CD_ERROR, section->header,
                "give \"material = kapton\" and \"thickness = 50 um\", or \"faces = kapitza_cu_sapphire\", or both",
                "nothing between the ends of %s", cd_link_what(rd->arena, section));
    return false;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    static const char *const names[] = {"a", "b"};
    const layer *l = params;
    int last = SECOND_FACE, before = nodes[0];
    while (!l->part[last])
        last--;
    double T_first_K = cd_expand_T_start(ex, nodes[0]), T_second_K = cd_expand_T_start(ex, nodes[1]);
    for (int i = 0, met = 0; i <= last; i++) {
        if (!l->part[i])
            continue;
        int next = nodes[1];
        if (i < last) {
            next = cd_expand_massless(ex, names[met], T_first_K + (1 + met) / 3.0 * (T_second_K - T_first_K));
            met++;
        }
        cd_joint_expand(ex, l->part[i], before, next);
        before = next;
    }
    cd_joint_audit(ex, l->part[FIRST_FACE], l->part[SECOND_FACE]);
    if (l->material)
        cd_expand_audit_property(ex, cd_arena_printf(cd_expand_arena(ex), "k of %s", l->material->name),
                                 l->material->conductivity, nodes[0], nodes[1]);
}

static double conductance(const void *params, double T_K)
{
    const layer *l = params;
    double resistance = 0;
    for (int i = 0; i < N_PARTS; i++)
        resistance += l->part[i] ? 1 / cd_joint_conductance(l->part[i], T_K) : 0;
    return 1 / resistance;
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The two nodes."),
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(layer, area_m2),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Area of the layer."},
    {.key = "material",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(layer, material),
     .help = "What it is made of; without it (and conductivity) there is only the boundary of two solids."},
    {.key = "conductivity",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTIVITY,
     .offset = offsetof(layer, conductivity),
     .help = "Instead of material."},
    {.key = "thickness",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(layer, thickness_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Thickness of the layer."},
    {.key = "faces",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(layer, faces),
     .help =
         "What resists at its faces: a preset of joints that goes with an area (kapitza_cu_epoxy, grease) for both, "
         "or first, second, or none."},
};

const cd_link_kind cd_kind_layer = {
    .name = "layer",
    .help = "A thin layer between two solids with the resistance of its faces, or a boundary alone (Kapitza).",
    .formula =
        "1/G = thickness/(area k) + 1/(area h_first) + 1/(area h_second) in series; Kapitza: h = B T^3/(1 + (T/40 "
        "K)^3)",
    .reference =
        "series of potentials; B of the diffuse mismatch model of two Debye solids, good to 2 or 3; other faces: "
        "see the presets of contact",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(layer),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between,
    .check = check,
    .expand = expand,
    .conductance = conductance,
};
