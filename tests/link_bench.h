/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * link_bench - a bench for kinds of links: reads section texts with the real field reader, and stands in for the
 * builder of the network by recording what a kind asks of it. Tests then call the flow functions that a run would call.
 *
 * Nodes are the letters A to F, numbered 0 to 5; they start at 300, 290, 280 ... K; all but F have heat capacity.
 */
#ifndef CD_TESTS_LINK_BENCH_H
#define CD_TESTS_LINK_BENCH_H

#include "check.h"

#include "../src/link/contact.h"
#include "../src/link/kind.h"
#include "../src/link/profile.h"
#include "../src/material/curve_text.h"
#include "../src/material/surface.h"

#include <string.h>

#define BENCH_MAX     64
#define BENCH_LETTERS 6

typedef struct {
    cd_flow flow;
    const void *params;
    cd_far_end far_end;
    int nodes[CD_MAX_TERMINALS], n;
    unsigned observers;
    bool is_source;
} bench_element;

typedef struct {
    const char *name;
    const cd_curve *capacity; /* NULL: massless, or a node of the case */
    double scale, mass_kg, T_start_K;
} bench_node;

/* What a kind asked for. */
struct cd_expander {
    cd_arena *arena;
    bench_node nodes[BENCH_MAX];
    int n_nodes;
    bench_element elements[BENCH_MAX];
    int n_elements;
    double end_mass_kg[BENCH_LETTERS]; /* through cd_expand_mass */
    double neglected_kg;               /* through cd_expand_neglect */
    const char *audited[BENCH_MAX];
    int n_audited, n_audited_coolers, n_limits;
    const char *trust_what, *trust_why;
};

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_units *units;
    cd_reading rd;
    cd_field_reader reader;
    cd_ini_section *section; /* read last */
    const cd_material *materials[BENCH_MAX];
    size_t n_materials;
    struct {
        const char *name;
        const cd_joint *joint;
    } joints[BENCH_MAX];
    size_t n_joints;
    cd_coolers *coolers;   /* NULL until a test makes them */
    cd_materials *library; /* NULL until surfaces are read */
} bench;

/* ---- the stand-in of the builder ---- */

static int bench_add_node(cd_expander *ex, bench_node node)
{
    assert_true(ex->n_nodes < BENCH_MAX);
    ex->nodes[ex->n_nodes] = node;
    return ex->n_nodes++;
}

int cd_expand_massless(cd_expander *ex, const char *name, double T_start_K)
{
    return bench_add_node(ex, (bench_node){.name = name, .T_start_K = T_start_K});
}

int cd_expand_cell(cd_expander *ex, const char *name, const cd_material *material, double mass_kg, double T_start_K)
{
    return bench_add_node(ex, (bench_node){name, material->specific_heat->curve, mass_kg, mass_kg, T_start_K});
}

void cd_expand_mass(cd_expander *ex, int node, const cd_material *material, double mass_kg)
{
    assert_true(node < BENCH_LETTERS && material && material->specific_heat);
    ex->end_mass_kg[node] += mass_kg;
}

void cd_expand_neglect(cd_expander *ex, double mass_kg)
{
    ex->neglected_kg += mass_kg;
}

void cd_expand_element(cd_expander *ex, cd_flow flow, const void *params, const int *nodes, int n, unsigned observers)
{
    assert_true(ex->n_elements < BENCH_MAX && n <= CD_MAX_TERMINALS);
    bench_element *e = &ex->elements[ex->n_elements++];
    *e = (bench_element){.flow = flow, .params = params, .n = n, .observers = observers};
    memcpy(e->nodes, nodes, (size_t)n * sizeof *nodes);
}

void cd_expand_far_end(cd_expander *ex, cd_far_end far_end)
{
    ex->elements[ex->n_elements - 1].far_end = far_end;
}

void cd_expand_source(cd_expander *ex, cd_flow flow, const void *params, const int *nodes, int n, unsigned observers)
{
    cd_expand_element(ex, flow, params, nodes, n, observers);
    ex->elements[ex->n_elements - 1].is_source = true;
}

int cd_expand_store(cd_expander *ex, const char *name, const cd_curve *capacity_J_per_K, double mass_kg,
                    double T_start_K)
{
    return bench_add_node(ex, (bench_node){name, capacity_J_per_K, 1, mass_kg, T_start_K});
}

void cd_expand_audit_limit(cd_expander *ex, const char *how, int node, double T_max_K, cd_active active,
                           const void *params)
{
    assert_true(how && node < ex->n_nodes && T_max_K > 0 && active && params);
    ex->n_limits++;
}

double cd_expand_T_start(const cd_expander *ex, int node)
{
    return ex->nodes[node].T_start_K;
}

bool cd_expand_has_capacity(const cd_expander *ex, int node)
{
    return node < BENCH_LETTERS - 1 || ex->nodes[node].capacity;
}

cd_arena *cd_expand_arena(cd_expander *ex)
{
    return ex->arena;
}

void cd_expand_audit_property(cd_expander *ex, const char *what, const cd_property *property, int node_a, int node_b)
{
    assert_true(property && ex->n_audited < BENCH_MAX && node_a < ex->n_nodes && node_b < ex->n_nodes);
    ex->audited[ex->n_audited++] = what;
}

void cd_expand_audit_cooler(cd_expander *ex, const cd_cooler *cooler, const int *nodes, const double *factor)
{
    assert_true(cooler && nodes && factor);
    ex->n_audited_coolers++;
}

void cd_expand_audit_trust(cd_expander *ex, const char *what, const char *why)
{
    ex->trust_what = what;
    ex->trust_why = why;
}

/* ---- resolvers ---- */

static inline bool bench_node_named(bench *b, const cd_value *value, int *node)
{
    if (value->length == 1 && value->text[0] >= 'A' && value->text[0] < 'A' + BENCH_LETTERS) {
        *node = value->text[0] - 'A';
        return true;
    }
    cd_diag_add(b->rd.diags, CD_ERROR, cd_value_whole(value), NULL, "no such node");
    return false;
}

static inline bool bench_nodes(bench *b, const cd_field *field, const cd_value *value, cd_node_list *list)
{
    cd_value *parts;
    size_t n = cd_value_split(b->arena, value, ',', &parts);
    if (n < field->n_min || n > field->n_max) {
        cd_diag_add(b->rd.diags, CD_ERROR, cd_value_whole(value), NULL, "wrong number of nodes in %s", field->key);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!bench_node_named(b, &parts[i], &list->node[i]))
            return false;
        list->n = (int)i + 1;
    }
    return true;
}

static inline const cd_joint *bench_joint(bench *b, const cd_value *value)
{
    for (size_t i = 0; i < b->n_joints; i++) {
        if (cd_value_is(value, b->joints[i].name))
            return b->joints[i].joint;
    }
    return NULL; /* "none" */
}

static inline bool bench_resolve(void *ctx, const cd_field *field, const cd_value *value, void *into)
{
    bench *b = ctx;
    if (strcmp(field->resolver, "node") == 0)
        return bench_node_named(b, value, into);
    if (strcmp(field->resolver, "nodes") == 0)
        return bench_nodes(b, field, value, into);
    if (strcmp(field->resolver, "curve") == 0) {
        const cd_curve *curve = cd_curve_read(&b->rd, value, field->quantity, NULL, NULL);
        *(const cd_curve **)into = curve;
        return curve != NULL;
    }
    if (strcmp(field->resolver, "profile") == 0) {
        const cd_profile *profile = cd_profile_read(&b->rd, value, field->quantity, true);
        *(const cd_profile **)into = profile;
        return profile != NULL;
    }
    if (strcmp(field->resolver, "cooler") == 0) {
        const cd_cooler *cooler = cd_cooler_get(b->coolers, &b->rd, value);
        *(cd_cooler_choice *)into = (cd_cooler_choice){cooler, NULL};
        return cooler != NULL;
    }
    if (strcmp(field->resolver, "cold_mass") == 0) {
        ((cd_cold_mass *)into)->copper = b->materials[0];
        return cd_cold_mass_read(&b->rd, value, into);
    }
    if (strcmp(field->resolver, "joint") == 0) {
        cd_value *parts;
        size_t n = cd_value_split(b->arena, value, ',', &parts);
        *(cd_joint_ends *)into = (cd_joint_ends){bench_joint(b, &parts[0]), bench_joint(b, &parts[n - 1])};
        return true;
    }
    if (strcmp(field->resolver, "surfaces") == 0) {
        const char *folder = CD_DATA_ROOT "/materials";
        if (!b->library)
            b->library = cd_materials_new(&b->rd, &folder, 1);
        return cd_surfaces_read(b->library, &b->rd, field->key, value, field->n_max, into);
    }
    assert_string_equal(field->resolver, "material");
    for (size_t i = 0; i < b->n_materials; i++) {
        if (cd_value_is(value, b->materials[i]->name)) {
            *(const cd_material **)into = b->materials[i];
            return true;
        }
    }
    cd_diag_add(b->rd.diags, CD_ERROR, cd_value_whole(value), NULL, "no such material");
    return false;
}

/* ---- the bench ---- */

static inline void bench_open(bench *b)
{
    memset(b, 0, sizeof *b);
    assert_int_equal(setjmp(b->landing), 0);
    b->arena = cd_arena_new(&b->landing);
    b->units = cd_units_new();
    b->rd = (cd_reading){.arena = b->arena, .diags = cd_diags_new(b->arena), .units = b->units};
    b->reader = (cd_field_reader){.rd = &b->rd, .ctx = b, .resolve = bench_resolve};
}

static inline void bench_close(bench *b)
{
    cd_units_free(b->units);
    cd_arena_free(b->arena);
}

static inline const cd_property *bench_property(bench *b, cd_curve_source source)
{
    cd_property *p = cd_arena_alloc(b->arena, 1, sizeof *p);
    double T_bad_K = 0;
    p->curve = cd_curve_new(b->arena, source, NULL, true, NULL, &T_bad_K);
    assert_non_null(p->curve);
    p->T_min_K = 1;
    p->T_max_K = 300;
    return p;
}

/* Adds a material; `density` NAN, `k` or `c` NULL: it has none. */
static inline void bench_material(bench *b, const char *name, double density, cd_curve_source k, cd_curve_source c)
{
    cd_material *m = cd_arena_alloc(b->arena, 1, sizeof *m);
    *m = (cd_material){.name = name, .title = name, .density_kg_per_m3 = density};
    m->conductivity = k ? bench_property(b, k) : NULL;
    m->specific_heat = c ? bench_property(b, c) : NULL;
    b->materials[b->n_materials++] = m;
}

/* The material added last also carries current. */
static inline void bench_resistivity(bench *b, cd_curve_source rho)
{
    cd_material *m = cd_arena_alloc(b->arena, 1, sizeof *m);
    *m = *b->materials[b->n_materials - 1];
    m->resistivity = bench_property(b, rho);
    b->materials[b->n_materials - 1] = m;
}

static inline const cd_link_kind *bench_kind(const char *name)
{
    for (const cd_link_kind *const *kind = cd_link_kinds; *kind; kind++) {
        if (strcmp((*kind)->name, name) == 0)
            return *kind;
    }
    return NULL;
}

/* Reads one section text, "[conduction x]\nbetween = A, B\n...": its filled and checked params, or NULL when there were
 * errors. `b->section` is then that section. */
static inline void *bench_read(bench *b, const char *text, const cd_link_kind **kind)
{
    cd_ini ini = {0};
    b->rd.diags = cd_diags_new(b->arena);
    cd_ini_read_source(b->arena, cd_source_from_text(b->arena, "bench", text, strlen(text)), b->rd.diags, &ini);
    assert_int_equal(ini.n_sections, 1);
    cd_ini_section *section = b->section = &ini.sections[0];
    const cd_link_kind *found = bench_kind(section->type);
    assert_non_null(found);
    if (kind)
        *kind = found;
    void *params = cd_arena_alloc(b->arena, 1, found->params_size);
    for (size_t i = 0; i < found->n_fields; i++) /* a node that is not given is -1, as in a case */
        if (found->fields[i].resolver && strcmp(found->fields[i].resolver, "node") == 0)
            *(int *)((char *)params + found->fields[i].offset) = -1;
    const char *what = cd_link_what(b->arena, section);
    if (!cd_fields_read(&b->reader, found->fields, found->n_fields, what, section, params))
        return NULL;
    bool ok = found->check(&b->rd, section, params);
    assert_int_equal(ok, cd_diags_count(b->rd.diags, CD_ERROR) == 0);
    return ok ? params : NULL;
}

/* Adds a joint that [conduction] can name: a [contact] without `between`. */
static inline void bench_add_joint(bench *b, const char *name, const char *keys)
{
    void *params = bench_read(b, cd_arena_printf(b->arena, "[contact %s]\n%s", name, keys), NULL);
    assert_non_null(params);
    b->joints[b->n_joints].name = name;
    b->joints[b->n_joints++].joint = cd_contact_joint(params);
}

/* Reads and expands one section that must have no error; `ex` records. Returns its params. */
static inline void *bench_expand(bench *b, cd_expander *ex, const char *text)
{
    const cd_link_kind *kind;
    void *params = bench_read(b, text, &kind);
    for (size_t i = 0; !params && i < cd_diags_size(b->rd.diags); i++)
        print_error("%s", cd_diag_render(b->arena, cd_diags_at(b->rd.diags, i)));
    assert_non_null(params);
    memset(ex, 0, sizeof *ex);
    ex->arena = b->arena;
    for (int i = 0; i < BENCH_LETTERS; i++)
        bench_add_node(ex, (bench_node){.name = "", .T_start_K = 300 - 10 * i});
    int nodes[CD_MAX_TERMINALS];
    assert_true(kind->terminals(params, nodes) > 0);
    kind->expand(ex, params, nodes);
    return params;
}

/* Calls an element of two terminals: heat from the first to the second, and its partials. */
static inline double bench_flow(const bench_element *e, double T1_K, double T2_K, double *dQ_dT1, double *dQ_dT2)
{
    double Q_W[2], dQ_dT[4], T_K[2] = {T1_K, T2_K};
    assert_int_equal(e->n, 2);
    assert_int_equal(e->flow(e->params, T_K, (cd_when){0, 0}, Q_W, dQ_dT), 0);
    assert_true(Q_W[0] == -Q_W[1] && dQ_dT[0] == -dQ_dT[2] && dQ_dT[1] == -dQ_dT[3]);
    if (dQ_dT1)
        *dQ_dT1 = dQ_dT[2];
    if (dQ_dT2)
        *dQ_dT2 = dQ_dT[3];
    return Q_W[1];
}

/* The same of an element that reads a third temperature. */
static inline double bench_flow_observed(const bench_element *e, const double T_K[3], cd_when when, double J[3])
{
    double Q_W[3], dQ_dT[9];
    assert_int_equal(e->n, 3);
    assert_int_equal(e->observers, 1u << 2);
    assert_int_equal(e->flow(e->params, T_K, when, Q_W, dQ_dT), 0);
    assert_true(Q_W[0] == -Q_W[1] && Q_W[2] == 0);
    for (int j = 0; j < 3; j++) {
        assert_true(dQ_dT[j] == -dQ_dT[3 + j] && dQ_dT[6 + j] == 0);
        J[j] = dQ_dT[3 + j];
    }
    return Q_W[1];
}

/* One check of heat and partials. */
static inline void bench_check_flow(const bench_element *e, const double T_K[2], const double want[3], double tolerance)
{
    double J1, J2, Q = bench_flow(e, T_K[0], T_K[1], &J1, &J2);
    CHECK_REL(Q, want[0], tolerance);
    CHECK_REL(J1, want[1], tolerance);
    CHECK_REL(J2, want[2], tolerance);
}

/* The section must give exactly this first error, with this word in its hint (NULL: not looked at), pointing at this
 * text. */
static inline void bench_error(bench *b, const char *text, const char *message, const char *hint, const char *place)
{
    assert_null(bench_read(b, text, NULL));
    cd_diags_sort(b->rd.diags);
    assert_true(cd_diags_size(b->rd.diags) > 0);
    const cd_diag *d = cd_diags_at(b->rd.diags, 0);
    assert_int_equal(d->severity, CD_ERROR);
    if (!strstr(d->message, message) || (hint && !(d->hint && strstr(d->hint, hint)))) {
        print_error("got \"%s\" with the hint \"%s\"\n", d->message, d->hint ? d->hint : "");
        assert_non_null(strstr(d->message, message));
        fail();
    }
    const char *at = cd_arena_strn(b->arena, d->span.source->text + d->span.begin, d->span.end - d->span.begin);
    assert_string_equal(at, place);
}

#endif
