/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fields - filling structs from the sections of a case: what the keys of any kind may name (nodes, materials, curves,
 * coolers, joints).
 */
#include "../link/contact.h"
#include "../link/profile.h"
#include "../material/curve_text.h"
#include "../material/surface.h"
#include "case_impl.h"

#include <math.h>
#include <string.h>

int cd_case_find_node(cd_case_reader *r, const cd_value *name)
{
    cd_arena *arena = r->rd.arena;
    size_t found;
    if (cd_index_find_value(r->node_of, name, &found))
        return (int)found;
    const char **names = cd_arena_alloc(arena, r->n_nodes, sizeof *names);
    for (size_t i = 0; i < r->n_nodes; i++)
        names[i] = r->nodes[i].name;
    const char *text = cd_value_string(arena, name), *near = cd_nearest(text, names, r->n_nodes);
    const char *hint = near ? cd_arena_printf(arena, "did you mean \"%s\"?", near)
                            : cd_arena_printf(arena, "nodes are: %s", cd_join(arena, names, r->n_nodes));
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name), hint, "there is no node \"%s\"", text);
    return -1;
}

static bool resolve_node(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    (void)field;
    int *node = into;
    *node = cd_case_find_node(r, value);
    return *node >= 0;
}

static bool resolve_nodes(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    cd_node_list *list = into;
    cd_value *part;
    size_t n = cd_value_split(r->rd.arena, value, ',', &part);
    size_t most = field->n_max ? field->n_max : CD_MAX_TERMINALS;
    if (n < field->n_min || n > most) {
        bool two = field->n_min == most;
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(value),
                    two ? "write the names of two nodes: hot, cold" : "write the names of nodes: lid, wall, floor",
                    "\"%s\" takes %s nodes, separated by a comma; here are %zu", field->key,
                    two ? "2" : cd_arena_printf(r->rd.arena, "%zu to %zu", field->n_min, most), n);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        list->node[i] = cd_case_find_node(r, &part[i]);
        good = good && list->node[i] >= 0;
    }
    for (size_t i = 1; good && i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (list->node[i] == list->node[j]) {
                cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&part[i]), "name another node",
                            "a link from node \"%s\" to itself", r->nodes[list->node[i]].name);
                good = false;
            }
    list->n = (int)n;
    return good;
}

static bool resolve_material(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    (void)field;
    const cd_material **material = into;
    *material = cd_material_find(r->cs->materials, &r->rd, value); /* the link tells which properties it needs */
    return *material != NULL;
}

static bool resolve_surfaces(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    return cd_surfaces_read(r->cs->materials, &r->rd, field->key, value, field->n_max, into);
}

static bool resolve_curve(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    const cd_curve **curve = into;
    double T_min_K, T_max_K;
    *curve = cd_curve_read(&r->rd, value, field->quantity, &T_min_K, &T_max_K);
    if (*curve && T_min_K > 0) { /* a table: the audit watches its range */
        cd_property *property = cd_arena_alloc(r->rd.arena, 1, sizeof *property);
        *property = (cd_property){.curve = *curve, .T_min_K = T_min_K, .T_max_K = T_max_K};
        CD_PUSH(r->rd.arena, r->tables, r->n_tables, r->cap_tables, property);
    }
    return *curve != NULL;
}

static bool resolve_profile(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    const cd_profile **profile = into;
    *profile = cd_profile_read(&r->rd, value, field->quantity, true);
    if (*profile && cd_profile_source(*profile))
        CD_PUSH(r->rd.arena, r->logs, r->n_logs, r->cap_logs, cd_profile_source(*profile));
    return *profile != NULL;
}

/* What cold ends weigh as. Its heat capacity does not depend on the residual resistance ratio. */
static const cd_material *find_copper(cd_case_reader *r)
{
    static const char spec[] = "copper(RRR=50)";
    const cd_value value = cd_value_of_source(cd_source_from_text(r->rd.arena, "copper", spec, strlen(spec)));
    return cd_material_get_for_c(r->cs->materials, &r->rd, &value, 0);
}

/* A model by name, or a map in a file of comma-separated values beside the case. */
static bool resolve_cooler(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    (void)field;
    cd_cooler_choice *choice = into;
    const char *name = cd_value_string(r->rd.arena, value);
    const size_t n = strlen(name);
    choice->cooler = n > 4 && strcmp(name + n - 4, ".csv") == 0
                         ? cd_cooler_get_csv(r->cs->coolers, &r->rd, value, cd_case_beside(r, name))
                         : cd_cooler_get(r->cs->coolers, &r->rd, value);
    if (!choice->cooler)
        return false;
    const cd_cooler_info *info = cd_cooler_about(choice->cooler);
    if (info->extra_mass_kg[0] + info->extra_mass_kg[1] > 0)
        choice->copper = find_copper(r);
    return choice->copper || info->extra_mass_kg[0] + info->extra_mass_kg[1] == 0;
}

static bool resolve_cold_mass(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    (void)field;
    cd_cold_mass *mass = into;
    mass->copper = find_copper(r);
    return cd_cold_mass_read(&r->rd, value, mass) && mass->copper;
}

/* The joint law that a name stands for; NULL for "none". False after an error (also when the law itself has one). */
static bool find_joint(cd_case_reader *r, const cd_value *name, const cd_joint **joint)
{
    *joint = NULL;
    if (cd_value_is(name, "none"))
        return true;
    size_t found;
    if (cd_index_find_value(r->joint_of, name, &found)) {
        cd_link_reading *l = &r->links[found];
        l->named = true;
        *joint = l->good ? cd_contact_joint(l->params) : NULL;
        return l->good;
    }
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < r->n_links && n < 64; i++)
        if (cd_case_is_joint(r->links[i].kind))
            names[n++] = r->links[i].name;
    cd_arena *arena = r->rd.arena;
    const char *text = cd_value_string(arena, name), *near = cd_nearest(text, names, n);
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name),
                near ? cd_arena_printf(arena, "did you mean \"%s\"?", near)
                     : "write the law in a section [contact NAME] without `between` and name it here, or `none`",
                "there is no contact \"%s\"", text);
    return false;
}

static bool resolve_joint(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    cd_joint_ends *ends = into;
    cd_value *part;
    size_t n = cd_value_split(r->rd.arena, value, ',', &part);
    if (n > 2) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(value),
                    "write NAME for both ends, or FIRST, SECOND, or none, NAME", "\"%s\" takes one or two names",
                    field->key);
        return false;
    }
    bool good = find_joint(r, &part[0], &ends->first);
    return find_joint(r, &part[n - 1], &ends->second) && good;
}

/* A temperature in time, for nodes: 0 K to 2000 K. */
static bool resolve_course(cd_case_reader *r, const cd_field *field, const cd_value *value, void *into)
{
    const cd_profile **profile = into;
    double least, most;
    *profile = cd_profile_read(&r->rd, value, field->quantity, false);
    if (!*profile)
        return false;
    if (cd_profile_source(*profile))
        CD_PUSH(r->rd.arena, r->logs, r->n_logs, r->cap_logs, cd_profile_source(*profile));
    cd_profile_limits(*profile, &least, &most);
    if (isinf(most)) /* a formula: at the start */
        least = most = cd_profile_value(*profile, CD_PROFILE_SMOOTH, (cd_when){0, -1}, NAN, NULL);
    if (least >= 0 && most <= CD_T_HIGHEST_K)
        return true;
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(value), NULL, "%s must lie between 0 K and %g K; here is %.9g K",
                field->key, CD_T_HIGHEST_K, least >= 0 ? most : least);
    return false;
}

static bool resolve(void *ctx, const cd_field *field, const cd_value *value, void *into)
{
    static const struct {
        const char *name;
        bool (*resolve)(cd_case_reader *, const cd_field *, const cd_value *, void *);
    } resolvers[] = {
        {"node", resolve_node},           {"nodes", resolve_nodes},       {"material", resolve_material},
        {"curve", resolve_curve},         {"surfaces", resolve_surfaces}, {"cooler", resolve_cooler},
        {"cold_mass", resolve_cold_mass}, {"joint", resolve_joint},       {"profile", resolve_profile},
        {"course", resolve_course},
    };
    for (size_t i = 0; i < sizeof resolvers / sizeof *resolvers; i++)
        if (strcmp(resolvers[i].name, field->resolver) == 0)
            return resolvers[i].resolve(ctx, field, value, into);
    return false;
}

/* Settings may add sections after the first ones are read. */
static void note_filled(cd_case_reader *r, const cd_ini_section *section, const void *into)
{
    const cd_ini *ini = &r->cs->ini;
    if (r->n_filled < ini->n_sections) {
        r->filled = cd_arena_grow(r->rd.arena, r->filled, r->n_filled, ini->n_sections, sizeof *r->filled);
        r->n_filled = ini->n_sections;
    }
    r->filled[section - ini->sections] = into;
}

bool cd_case_fill(cd_case_reader *r, const cd_field *fields, size_t n, cd_ini_section *section, void *into)
{
    cd_field_reader reader = {&r->rd, r, resolve};
    /* A node that is not given is -1, not node 0. */
    for (size_t i = 0; i < n; i++)
        if (fields[i].type == CD_FIELD_RESOLVED && strcmp(fields[i].resolver, "node") == 0)
            *(int *)((char *)into + fields[i].offset) = -1;
    note_filled(r, section, into);
    return cd_fields_read(&reader, fields, n, cd_section_what(r->rd.arena, section), section, into);
}

bool cd_case_read_value(cd_case_reader *r, const cd_field *field, const char *what, const cd_value *value, void *place)
{
    cd_field_reader reader = {&r->rd, r, resolve};
    return cd_field_read_one(&reader, field, what, value, place);
}
