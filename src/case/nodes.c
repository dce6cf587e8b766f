/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nodes - [node NAME]: a body with heat capacity (parts, capacity), a fixed temperature, or a massless point between
 * links.
 */
#include "case_impl.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define OFFSET(member) offsetof(cd_node_reading, member)
const cd_field cd_node_fields[] = {
    {.key = "parts",
     .type = CD_FIELD_VALUES,
     .offset = OFFSET(parts_text),
     .help = "materials and masses, \"copper(RRR=50) 4 kg, nbti 3 kg\"; several lines add up"},
    {.key = "capacity",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_HEAT_CAPACITY,
     .offset = OFFSET(capacity),
     .help = "heat capacity: a constant, a formula in T, or a table; adds to the parts"},
    {.key = "fixed",
     .type = CD_FIELD_RESOLVED,
     .resolver = "course",
     .quantity = CD_TEMPERATURE,
     .offset = OFFSET(fixed),
     .help =
         "a boundary that keeps this temperature, or is driven in time: a table \"0 h: 300 K, 1 h: 80 K\", a formula "
         "in t, or a log \"bench.csv column T_K\""},
    {.key = "interpolation",
     .type = CD_FIELD_CHOICE,
     .choices = cd_interpolation_names,
     .offset = OFFSET(interpolation),
     .help = "of the table of fixed: smooth (a monotone cubic, without it), linear or steps"},
    {.key = "massless",
     .type = CD_FIELD_YES_NO,
     .offset = OFFSET(massless),
     .default_text = "no",
     .help = "a point without heat capacity between links"},
    {.key = "field",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_MAGNETIC_FIELD,
     .offset = OFFSET(field_T),
     .default_text = "0 T",
     .max = 50,
     .help = "magnetic field at the node, for the parts whose material depends on it"},
    {.key = "start",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = OFFSET(start_K),
     .min = 0.1,
     .max = 2000,
     .help = "temperature at t = 0; without it that of [case]"},
    {.key = "rtol",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = OFFSET(rtol),
     .min = 1e-13,
     .max = 0.1,
     .help = "relative tolerance of its temperature per step, 0.01 %; without it that of [solver] or --rtol"},
    {.key = "atol",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = OFFSET(atol_K),
     .min = 0,
     .above_min = true,
     .max = 10,
     .help = "absolute tolerance of its temperature per step, 1 mK; without it that of [solver]"},
};
const size_t cd_n_node_fields = sizeof cd_node_fields / sizeof *cd_node_fields;

/* Where the material's name with its arguments ends: "copper(RRR=50) 4 kg" -> 14. */
static size_t end_of_material(const cd_value *part)
{
    size_t i = 0, depth = 0;
    while (i < part->length && (isalnum((unsigned char)part->text[i]) || part->text[i] == '_'))
        i++;
    size_t j = i;
    while (j < part->length && isspace((unsigned char)part->text[j]))
        j++;
    if (j == part->length || part->text[j] != '(')
        return i;
    for (; j < part->length; j++) {
        if (part->text[j] == '(')
            depth++;
        else if (part->text[j] == ')' && --depth == 0)
            return j + 1;
    }
    return part->length;
}

static bool read_part(cd_case_reader *r, cd_node_reading *node, const cd_value *part)
{
    size_t end = end_of_material(part);
    cd_value spec = cd_value_cut(part, 0, end), mass = cd_value_cut(part, end, part->length);
    if (spec.length == 0 || mass.length == 0 || isdigit((unsigned char)spec.text[0])) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(part),
                    "write the material, then its mass: copper(RRR=50) 4 kg",
                    "a part of node \"%s\" is not a material and a mass", node->name);
        return false;
    }
    size_t i = node->n_parts;
    node->parts[i].material = cd_material_get_for_c(r->cs->materials, &r->rd, &spec, node->field_T);
    bool good = cd_read_quantity(&r->rd, &mass, CD_MASS, &node->parts[i].mass_kg);
    if (good && !(node->parts[i].mass_kg > 0)) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&mass), "write a mass above zero, or leave the part out",
                    "the mass of a part must be positive");
        good = false;
    }
    if (!node->parts[i].material || !good)
        return false;
    if (!node->parts[i].material->specific_heat) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&spec),
                    "give it in a section [material NAME], or use another material",
                    "material \"%s\" has no specific heat", node->parts[i].material->name);
        return false;
    }
    node->n_parts++;
    return true;
}

static void read_parts(cd_case_reader *r, cd_node_reading *node)
{
    size_t room = 0;
    for (size_t i = 0; i < node->parts_text.n; i++) {
        cd_value *part;
        size_t n = cd_value_split(r->rd.arena, &node->parts_text.v[i], ',', &part);
        node->parts = cd_arena_grow(r->rd.arena, node->parts, room, room + n, sizeof *node->parts);
        room += n;
        for (size_t k = 0; k < n; k++)
            read_part(r, node, &part[k]);
    }
}

/* Exactly one of: heat capacity, fixed, massless. */
static void check_kind(cd_case_reader *r, cd_node_reading *node)
{
    const cd_ini_section *section = node->section;
    bool heavy = node->parts_text.n > 0 || cd_ini_find(section, "capacity"),
         fixed = cd_ini_find(section, "fixed") != NULL;
    bool massless = node->massless == 1;
    node->kind = fixed ? CD_NODE_FIXED : massless ? CD_NODE_MASSLESS : CD_NODE_DYNAMIC;
    if (heavy + fixed + massless == 1)
        return;
    if (heavy + fixed + massless == 0)
        cd_diag_add(
            r->rd.diags, CD_ERROR, section->header,
            "give it `parts = al6061_t6 12 kg` or `capacity = 4000 J/K`, or `fixed = 300 K`, or `massless = yes`",
            "node \"%s\" has no heat capacity", node->name);
    else
        cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(section, fixed ? "fixed" : "massless"),
                    "a node has heat capacity, or is fixed, or is massless: keep one",
                    "node \"%s\" is given as two things at once", node->name);
}

/* Interpolation belongs to a table. */
static void check_course(cd_case_reader *r, cd_node_reading *node)
{
    bool table = node->fixed && cd_profile_is_table(node->fixed);
    if (node->interpolation >= 0 && !table && (node->fixed || !cd_ini_find(node->section, "fixed")))
        cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(node->section, "interpolation"), "leave it out",
                    "\"interpolation\" is for a table of \"fixed\", and node \"%s\" has none", node->name);
}

static void check_capacity(cd_case_reader *r, const cd_node_reading *node)
{
    if (node->capacity && !(cd_curve_value(node->capacity, 4) > 0))
        cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(node->section, "capacity"),
                    "write a capacity above zero, or `massless = yes`", "node \"%s\" has no heat capacity", node->name);
}

static void check_tolerances(cd_case_reader *r, const cd_node_reading *node)
{
    for (int k = 0; k < 2 && node->kind != CD_NODE_DYNAMIC; k++)
        if (!isnan(k == 0 ? node->rtol : node->atol_K))
            cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(node->section, k == 0 ? "rtol" : "atol"), "leave it out",
                        "node \"%s\" has no heat capacity, so nothing of it is integrated", node->name);
}

static void check_start(cd_case_reader *r, const cd_node_reading *node)
{
    if (node->kind == CD_NODE_FIXED && !isnan(node->start_K))
        cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(node->section, "start"), "leave one of the two out",
                    "node \"%s\" is fixed and has a start temperature", node->name);
    else if (r->cs->start != CD_START_TEMPERATURES && !isnan(node->start_K))
        cd_diag_add(r->rd.diags, CD_WARNING, cd_field_span(node->section, "start"),
                    "leave it out, or give [case] start a temperature",
                    "the start temperature of node \"%s\" does not count: [case] start is `steady` or `from`",
                    node->name);
}

void cd_case_read_nodes(cd_case_reader *r)
{
    cd_ini *ini = &r->cs->ini;
    for (size_t i = 0; i < ini->n_sections; i++) {
        if (strcmp(ini->sections[i].type, "node") != 0 || !ini->sections[i].name)
            continue;
        cd_node_reading node = {.name = ini->sections[i].name, .section = &ini->sections[i]};
        cd_index_add(r->node_of, node.name, r->n_nodes);
        CD_PUSH(r->rd.arena, r->nodes, r->n_nodes, r->cap_nodes, node);
    }
    for (size_t i = 0; i < r->n_nodes; i++) {
        cd_node_reading *node = &r->nodes[i];
        cd_case_fill(r, cd_node_fields, cd_n_node_fields, node->section, node);
        read_parts(r, node);
        check_kind(r, node);
        check_start(r, node);
        check_tolerances(r, node);
        check_course(r, node);
        check_capacity(r, node);
    }
}
