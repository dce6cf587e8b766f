/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * output_fixture - a run filled in by hand, for the tests of what is written of one: a plate with a cooler, a coil on
 * it by a strap, a heater. It is given a folder for its files, which goes with it.
 */
#ifndef CD_TESTS_OUTPUT_FIXTURE_H
#define CD_TESTS_OUTPUT_FIXTURE_H

#include "../../src/solve/run.h"
#include "../check.h"

#include <dirent.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLATE, COIL, VESSEL, N_NODES };
enum { GM, STRAP, HEATER, N_LINKS };
enum { N_CHANNELS = 3, N_COLUMNS = 1 + N_NODES + N_CHANNELS, N_ROWS = 4 };

static inline int lifts(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    (void)when;
    (void)dQ_dT;
    const double *a = params; /* lift = a[0] + a[1] T */
    Q_W[0] = -(a[0] + a[1] * T_K[0]);
    return 0;
}

static const cd_link_kind cooler_kind = {.name = "cooler", .is_cooler = true};
static const cd_link_kind strap_kind = {.name = "conduction", .passive = true, .two_ended = true};
static const cd_link_kind load_kind = {.name = "load"};

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_case cs;
    cd_network net;
    cd_node nodes[N_NODES];
    cd_link links[N_LINKS];
    cd_heat_channel channels[N_CHANNELS];
    cd_element elements[N_LINKS];
    int terminal_node[1]; /* of element 0: the plate */
    double lift[2];
    cd_measure measures[2];
    double measure[2];
    double level_s[N_NODES * CD_N_LEVELS];
    double T_end_K[N_NODES], Q_end_W[N_CHANNELS], E_J[N_CHANNELS], stored_J[N_NODES];
    double rows[N_ROWS * N_COLUMNS];
    cd_rank rank[2];
    cd_audit_entry audit[1];
    const char *warnings[1];
    struct cd_run run;
    char dir[64], case_path[96];
} fixture;

static inline double constant_2385(const void *ctx, double T_K)
{
    (void)ctx;
    (void)T_K;
    return 2385;
}

static inline void fill_network(fixture *f)
{
    double bad_K;
    const cd_curve *C = cd_curve_new(f->arena, constant_2385, NULL, true, NULL, &bad_K);
    f->nodes[PLATE] = (cd_node){.name = "plate",
                                .kind = CD_NODE_DYNAMIC,
                                .link = -1,
                                .state = 0,
                                .T_start_K = 300,
                                .mass_kg = 4.7,
                                .capacity = C,
                                .scale = 1};
    f->nodes[COIL] = (cd_node){.name = "coil",
                               .kind = CD_NODE_DYNAMIC,
                               .link = -1,
                               .state = 1,
                               .T_start_K = 290,
                               .mass_kg = 11.3,
                               .capacity = C,
                               .scale = 2};
    f->nodes[VESSEL] = (cd_node){.name = "vessel", .kind = CD_NODE_FIXED, .link = -1, .state = -1, .T_start_K = 300};
    f->links[GM] =
        (cd_link){.name = "gm", .kind = &cooler_kind, .nodes = {PLATE}, .n = 1, .n_elements = 1, .n_channels = 1};
    f->links[STRAP] = (cd_link){.name = "strap",
                                .kind = &strap_kind,
                                .nodes = {COIL, PLATE},
                                .n = 2,
                                .first_element = 1,
                                .first_channel = 1,
                                .n_channels = 1,
                                .conserves = true,
                                .neglected_kg = 0.25};
    f->links[HEATER] = (cd_link){.name = "heater",
                                 .kind = &load_kind,
                                 .nodes = {PLATE},
                                 .n = 1,
                                 .first_element = 1,
                                 .first_channel = 2,
                                 .n_channels = 1};
    f->channels[0] = (cd_heat_channel){.name = "gm.1", .link = GM, .sign = -1};
    f->channels[1] = (cd_heat_channel){.name = "strap", .link = STRAP, .sign = -1};
    f->channels[2] = (cd_heat_channel){.name = "heater", .link = HEATER, .sign = 1};
    f->terminal_node[0] = PLATE;
    f->elements[0] = (cd_element){.flow = lifts, .params = f->lift, .n = 1, .n_law = 1};
    f->net = (cd_network){.nodes = f->nodes,
                          .n_nodes = N_NODES,
                          .n_user_nodes = N_NODES,
                          .links = f->links,
                          .n_links = N_LINKS,
                          .channels = f->channels,
                          .n_channels = N_CHANNELS,
                          .elements = f->elements,
                          .n_elements = 1,
                          .terminal_node = f->terminal_node,
                          .n_states = 2};
}

static inline void fill_rows(fixture *f)
{
    const double rows[N_ROWS][N_COLUMNS] = {{0, 300, 290, 300, 40, -2, 1.5},
                                            {3600, 250.125, 270, 300, 35, 3, 1.5},
                                            {7200, 123.456789012345, 180, 300, 20, 5, 1.5},
                                            {9000, 4.2, 5, 300, 2, 0.45, 1.5}};
    memcpy(f->rows, rows, sizeof rows);
    memcpy(f->T_end_K, &rows[N_ROWS - 1][1], sizeof f->T_end_K);
    memcpy(f->Q_end_W, &rows[N_ROWS - 1][1 + N_NODES], sizeof f->Q_end_W);
    for (int i = 0; i < N_NODES * CD_N_LEVELS; i++)
        f->level_s[i] = NAN;
    f->level_s[PLATE * CD_N_LEVELS + 0] = 3601.25;
    f->level_s[PLATE * CD_N_LEVELS + 4] = 8123.5;
}

static inline void fill_results(fixture *f)
{
    f->measures[0] = (cd_measure){.name = "t_cold", .unit = "h", .unit_scale = 3600};
    f->measures[1] = (cd_measure){.name = "never", .unit = "", .unit_scale = 1};
    f->measure[0] = 8123.5;
    f->measure[1] = NAN;
    f->E_J[0] = 1000;
    f->E_J[1] = 600;
    f->E_J[2] = 100;
    f->stored_J[PLATE] = -300;
    f->stored_J[COIL] = -600;
    f->rank[0] = (cd_rank){"strap", 1800, NULL};
    f->rank[1] = (cd_rank){"gm.1", NAN, NULL};
    f->audit[0] = (cd_audit_entry){"k of g10", "below 4 K", 60, 3.5, NAN, true};
    f->warnings[0] = "k of g10 was used below 4 K";
}

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    if (setjmp(f->landing))
        return 1;
    f->arena = cd_arena_new(&f->landing);
    f->lift[0] = 37.1;
    fill_network(f);
    fill_rows(f);
    fill_results(f);
    strcpy(f->dir, "/tmp/cooldown-test-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    snprintf(f->case_path, sizeof f->case_path, "%s/odd.ini", f->dir);
    fclose(fopen(f->case_path, "w"));
    f->cs = (cd_case){.arena = f->arena,
                      .path = f->case_path,
                      .stem = "odd",
                      .title = "an odd \"case\" `touch x`",
                      .net = &f->net,
                      .duration_s = 36000,
                      .stop_text = "T(coil) < 5 K",
                      .measures = f->measures,
                      .n_measures = 2,
                      .rtol = 1e-5,
                      .resolved = cd_arena_printf(f->arena, "[case]\n")};
    f->run = (struct cd_run){.cs = &f->cs,
                             .status = CD_OK,
                             .stopped = true,
                             .t_end_s = 9000,
                             .T_end_K = f->T_end_K,
                             .Q_end_W = f->Q_end_W,
                             .n_columns = N_COLUMNS,
                             .rows = f->rows,
                             .n_rows = N_ROWS,
                             .level_s = f->level_s,
                             .measure = f->measure,
                             .has_ledger = true,
                             .E_J = f->E_J,
                             .stored_J = f->stored_J,
                             .lifted_J = 1000,
                             .closure = 1e-9,
                             .goal = "T(coil) < 5 K",
                             .goal_s = 9000,
                             .rank = f->rank,
                             .n_rank = 2,
                             .audit = f->audit,
                             .n_audit = 1,
                             .warnings = f->warnings,
                             .n_warnings = 1};
    *state = f;
    return 0;
}

static inline int remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status, (void)type, (void)place;
    return remove(path);
}

static inline int tear_down(void **state)
{
    fixture *f = *state;
    int left = nftw(f->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    cd_arena_free(f->arena);
    free(f);
    return left;
}

static inline char *in_dir(fixture *f, const char *name)
{
    return cd_arena_printf(f->arena, "%s/%s", f->dir, name);
}

static inline int count_entries(const char *path)
{
    DIR *dir = opendir(path);
    int n = -2; /* . and .. */
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
