/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_output - what is written of a run: numbers, csv, json, quoting for gnuplot, the result folder, the budget, the
 * lower bound, a measured log. The run is filled in by hand: a plate with a cooler, a coil on it by a strap, a heater.
 */
#include "../check.h"

#include "../../src/output/bound.h"
#include "../../src/output/budget.h"
#include "../../src/output/figures.h"
#include "../../src/output/folder.h"
#include "../../src/output/format.h"
#include "../../src/output/gnuplot.h"
#include "../../src/output/profile_csv.h"
#include "../../src/output/series.h"

#include <dirent.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a run by hand ---- */

enum { PLATE, COIL, VESSEL, N_NODES };
enum { GM, STRAP, HEATER, N_LINKS };
enum { N_CHANNELS = 3, N_COLUMNS = 1 + N_NODES + N_CHANNELS, N_ROWS = 4 };

static int lifts(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
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

static double constant_2385(const void *ctx, double T_K)
{
    (void)ctx;
    (void)T_K;
    return 2385;
}

static void fill_network(fixture *f)
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

static void fill_rows(fixture *f)
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

static void fill_results(fixture *f)
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

static int set_up(void **state)
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

/* Removes a folder of the test with its files and one level of folders. */
static void remove_folder(const char *path)
{
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char inner[512];
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (entry->d_type == DT_DIR)
            remove_folder(inner);
        else
            unlink(inner);
    }
    closedir(dir);
    rmdir(path);
}

static int tear_down(void **state)
{
    fixture *f = *state;
    remove_folder(f->dir);
    cd_arena_free(f->arena);
    free(f);
    return 0;
}

static char *in_dir(fixture *f, const char *name)
{
    return cd_arena_printf(f->arena, "%s/%s", f->dir, name);
}

/* A file's text, NULL when there is none. */
static char *slurp(fixture *f, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *text = cd_arena_alloc(f->arena, 1, 65536);
    size_t n = fread(text, 1, 65535, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

static int count_entries(const char *path)
{
    DIR *dir = opendir(path);
    int n = -2; /* . and .. */
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

/* ---- tests ---- */

static void numbers_are_readable(void **state)
{
    (void)state;
    assert_string_equal(cd_si(1234567, "J").s, "1.235 MJ");
    assert_string_equal(cd_si(-0.0123, "W").s, "-12.30 mW");
    assert_string_equal(cd_si(999.96, "W").s, "1.000 kW");
    assert_string_equal(cd_si(999.94, "W").s, "999.9 W");
    assert_string_equal(cd_si(2.5e-6, "W").s, "2.500 µW");
    assert_string_equal(cd_si(0, "W").s, "0 W");
    assert_string_equal(cd_si(3e-17, "W").s, "3e-17 W");
    assert_string_equal(cd_si(NAN, "W").s, "-");
    assert_string_equal(cd_number(4.2).s, "4.200");
    assert_string_equal(cd_number(12345.6).s, "12346");
    assert_string_equal(cd_number(2.1e7).s, "2.1e+07");
    assert_string_equal(cd_time(7200).s, "2.000 h");
    assert_string_equal(cd_time(7199).s, "120.0 min");
    assert_string_equal(cd_time(8.5).s, "8.500 s");
    assert_string_equal(cd_time(NAN).s, "never");
    assert_int_equal(cd_characters("2.5 µW"), 6);
}

static void texts_do_not_follow_the_locale(void **state)
{
    (void)state;
    cd_text text;
    cd_text_begin(&text);
    fprintf(text.out, "%.1f", 2.5);
    char *out = cd_text_end(&text);
    assert_string_equal(out, "2.5");
    cd_text_free(out);
}

static char *quoted(const char *text, size_t most)
{
    static char out[256];
    FILE *file = fmemopen(out, sizeof out, "w");
    cd_gnuplot_text(file, text, most);
    fputc('\0', file);
    fclose(file);
    return out;
}

static void gnuplot_gets_single_quotes_only(void **state)
{
    (void)state;
    assert_string_equal(quoted("it's `touch x` \"q\" @m {b}_c \\", 90), "'it’s `touch x` \"q\" @m {b}_c \\'");
    assert_string_equal(quoted("a\nb\tc\x7f\x1b", 90), "'a b c  '");
    assert_string_equal(quoted("''", 90), "'’’'");
    assert_string_equal(quoted("µΩ°abc", 3), "'µΩ°...'");
    assert_string_equal(quoted("", 90), "''");
}

/* gnuplot itself, when it is there, must not run what a title says: the file "x" must not appear anywhere. */
static void titles_are_not_run(void **state)
{
    fixture *f = *state;
    char *message;
    f->cs.title = "`touch x` it's\n!touch x\n\"`touch x`\" @x {/Symbol a} '.system('touch x').'";
    char cwd[512];
    assert_non_null(getcwd(cwd, sizeof cwd));
    assert_int_equal(chdir(f->dir), 0);
    cd_status status = cd_run_write(&f->run, "out", NULL, &message);
    assert_int_equal(chdir(cwd), 0);
    assert_int_equal(status, CD_OK);
    cd_text_free(message);
    assert_int_not_equal(access(in_dir(f, "x"), F_OK), 0);
    assert_int_not_equal(access(in_dir(f, "out/x"), F_OK), 0);
    assert_int_not_equal(access("x", F_OK), 0);
}

static void profile_keeps_twelve_digits(void **state)
{
    fixture *f = *state;
    char out[1024];
    FILE *file = fmemopen(out, sizeof out, "w");
    cd_profile_csv(file, &f->run);
    fclose(file);
    assert_string_equal(out, "time_s,T_plate_K,T_coil_K,T_vessel_K,Q_gm.1_W,Q_strap_W,Q_heater_W\n"
                             "0,300,290,300,40,-2,1.5\n"
                             "3600,250.125,270,300,35,3,1.5\n"
                             "7200,123.456789012,180,300,20,5,1.5\n"
                             "9000,4.2,5,300,2,0.45,1.5\n");
}

static double member(const json_t *json, const char *path)
{
    char copy[128], *rest = copy;
    snprintf(copy, sizeof copy, "%s", path);
    for (char *key; json && (key = strsep(&rest, "/"));)
        json = json_object_get(json, key);
    return json_is_number(json) ? json_number_value(json) : NAN;
}

static void json_says_what_the_run_says(void **state)
{
    fixture *f = *state;
    char *text = cd_run_summary_json(&f->run);
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    CHECK_NEAR(member(json, "measures/t_cold/value"), 8123.5 / 3600, 1e-14); /* one division, 15 digits printed */
    assert_true(json_is_null(json_object_get(json_object_get(json, "measures"), "never")));
    CHECK_NEAR(member(json, "levels/plate/250"), 3601.25, 0);
    assert_true(json_is_null(json_object_get(json_object_get(json_object_get(json, "levels"), "coil"), "77")));
    CHECK_NEAR(member(json, "end/coil"), 5, 0);
    CHECK_NEAR(member(json, "ledger/strap"), 600, 0);
    CHECK_NEAR(member(json, "stored/plate"), -300, 0);
    CHECK_NEAR(member(json, "budget/gm.1/links/strap/into_W"), 0.45, 0);
    CHECK_NEAR(member(json, "budget/gm.1/links/strap/share"), 0.6, 1e-15);
    CHECK_NEAR(member(json, "budget/gm.1/own_share"), 0.3, 1e-15);
    CHECK_NEAR(member(json, "holding_back/goal_s"), 9000, 0);
    assert_int_equal(json_array_size(json_object_get(json_object_get(json, "holding_back"), "ranking")), 2);
    assert_string_equal(json_string_value(json_object_get(json, "status")), "finished");
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "case"), "title")), f->cs.title);
    json_decref(json);
    cd_text_free(text);
}

static void json_takes_a_path_that_is_not_utf8(void **state)
{
    fixture *f = *state;
    f->cs.path = "/tmp/\xff.ini";
    char *text = cd_run_summary_json(&f->run);
    json_t *json = json_loads(text, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "case"), "path")), "/tmp/?.ini");
    json_decref(json);
    cd_text_free(text);
}

static void without_ledger_there_are_no_heats(void **state)
{
    fixture *f = *state;
    f->run.has_ledger = false;
    f->run.E_J = f->run.stored_J = NULL;
    char *text = cd_run_summary_json(&f->run), *summary = cd_run_summary(&f->run);
    json_t *json = json_loads(text, 0, NULL);
    assert_true(json_is_null(json_object_get(json, "ledger")));
    assert_true(json_is_null(json_object_get(json, "closure")));
    assert_null(strstr(summary, "energy:"));
    json_decref(json);
    cd_text_free(text);
    cd_text_free(summary);
}

static void budget_adds_up(void **state)
{
    fixture *f = *state;
    cd_budget_stage *stage;
    assert_int_equal(cd_budget(f->arena, &f->run, &stage), 1);
    assert_string_equal(stage->name, "gm.1");
    assert_int_equal(stage->n_flows, 2);
    assert_string_equal(stage->flow[0].name, "heater"); /* 1.5 W before 0.45 W */
    CHECK_NEAR(stage->lift_W, 2, 0);
    CHECK_NEAR(stage->own_W, 2 - 1.5 - 0.45, 1e-15);
    CHECK_NEAR(stage->own_J, 300, 0);
    CHECK_NEAR(stage->flow[0].into_J + stage->flow[1].into_J + stage->own_J, stage->lifted_J, 1e-12);
}

/* Two coolers on one node: shares refer to what both lift. */
static void two_coolers_share_a_node(void **state)
{
    fixture *f = *state;
    f->links[HEATER].kind = &cooler_kind;
    f->channels[2] = (cd_heat_channel){.name = "heater.1", .link = HEATER, .sign = -1};
    cd_budget_stage *stage;
    assert_int_equal(cd_budget(f->arena, &f->run, &stage), 2);
    CHECK_NEAR(stage[0].all_J, 1100, 0);
    CHECK_NEAR(stage[1].all_J, 1100, 0);
    assert_string_equal(stage[0].flow[0].name, "heater.1");
    CHECK_NEAR(stage[0].flow[0].into_W, -1.5, 0);
    assert_true(stage[0].flow[0].is_cooler);
}

static void summary_holds_the_parts(void **state)
{
    fixture *f = *state;
    char *text = cd_run_summary(&f->run);
    static const char *const parts[] = {"an odd \"case\" `touch x`\n",
                                        "stopped at 2.500 h: T(coil) < 5 K",
                                        "250 K",
                                        "77 K",
                                        "1.000",
                                        "2.257",
                                        "2.25653 h",
                                        "0.5000 h sooner (20.0 %)",
                                        "the goal is not reached with it doubled",
                                        "not that the result is accurate",
                                        "- ! k of g10: below 4 K for 60.00 s, as far as 3.500 K",
                                        "0.25 kg of links is neglected"};
    static const char *const absent[] = {"5 K  ", "vessel"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!strstr(text, parts[i]))
            print_error("missing: %s\nin:\n%s", parts[i], text);
        assert_non_null(strstr(text, parts[i]));
    }
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_null(strstr(text, absent[i]));
    cd_text_free(text);
}

/* Constant C and a lift a + b T: t = C ln((a + b T0) / (a + b T)) / b. 1 % slices by the midpoint rule are good to
 * (0.01)^2 / 24 = 4e-6; the one slice in which the coil joins in has its heat off its middle, up to 0.5 % of the 3 %
 * that one slice is of the shortest time here: 1.5e-4. */
static void bound_meets_the_closed_form(void **state)
{
    fixture *f = *state;
    const double level_K[] = {250, 77, 5};
    double t_s[3];
    f->links[STRAP].n_elements = f->links[HEATER].n_elements = 0;
    for (int k = 0; k < 2; k++) {
        f->lift[0] = k ? 3.7 : 37.1;
        f->lift[1] = k ? 0.21 : 1e-12;
        cd_bound_ideal_times(f->arena, &f->cs, level_K, 3, t_s);
        for (int i = 0; i < 3; i++) {
            double first_s = log((f->lift[0] + f->lift[1] * 300) / (f->lift[0] + f->lift[1] * 290)) / f->lift[1];
            double rest_s = log((f->lift[0] + f->lift[1] * 290) / (f->lift[0] + f->lift[1] * level_K[i])) / f->lift[1];
            double want_s = k ? 2385 * first_s + 3 * 2385 * rest_s : (2385 * 10 + 3 * 2385 * (290 - level_K[i])) / 37.1;
            CHECK_REL(t_s[i], want_s, 1.5e-4);
        }
        CHECK_REL(cd_bound_largest_power(&f->net, NULL, 0, f->cs.duration_s), f->lift[0] + f->lift[1] * 300, 1e-12);
    }
    CHECK_REL(cd_bound_energy(&f->net, 77), 2385 * 223 + 2 * 2385 * 213, 1e-9);
    f->lift[0] = f->lift[1] = 0;
    cd_bound_ideal_times(f->arena, &f->cs, level_K, 3, t_s);
    assert_true(isinf(t_s[2]));
    assert_int_equal(cd_bound_spoiled_by(&f->net), -1);
    f->nodes[VESSEL].T_start_K = 77;
    assert_int_equal(cd_bound_spoiled_by(&f->net), VESSEL);
}

static const cd_write_options plain = {.no_plot = true};

static void the_folder_is_whole(void **state)
{
    fixture *f = *state;
    char *message, *dir = in_dir(f, "deep");
    assert_int_equal(cd_run_may_write(&f->cs, dir, &plain, &message), CD_OK);
    assert_null(message);
    assert_int_not_equal(access(dir, F_OK), 0); /* asking makes nothing */
    assert_int_equal(cd_run_write(&f->run, dir, &plain, &message), CD_OK);
    assert_null(message);
    assert_int_equal(count_entries(dir), 3);
    assert_non_null(slurp(f, in_dir(f, "deep/profile.csv")));
    assert_string_equal(slurp(f, in_dir(f, "deep/case.resolved.ini")), "[case]\n");
    char *json = cd_run_summary_json(&f->run);
    assert_string_equal(slurp(f, in_dir(f, "deep/summary.json")), json);
    cd_text_free(json);
    assert_int_equal(cd_run_write(&f->run, dir, &plain, &message), CD_OK); /* again, over itself */
    assert_int_equal(count_entries(dir), 3);
}

static void refuses(fixture *f, const char *words)
{
    char *message = NULL;
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &plain, &message), CD_FILE);
    assert_non_null(strstr(message, words));
    cd_text_free(message);
    assert_int_equal(cd_run_write(&f->run, f->dir, &plain, &message), CD_FILE);
    cd_text_free(message);
    cd_write_options force = {.no_plot = true, .force = true};
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &force, &message), CD_OK);
}

static void another_result_is_kept(void **state)
{
    fixture *f = *state;
    char *message, *other = in_dir(f, "other.ini");
    assert_int_equal(cd_run_write(&f->run, f->dir, &plain, &message), CD_OK);
    f->cs.stem = "even";
    refuses(f, "holds the result of another case");
    f->cs.stem = "odd";
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &plain, &message), CD_OK);
    fclose(fopen(other, "w"));
    f->cs.path = other; /* the same name in another folder: the first case is still there */
    refuses(f, "odd.ini");
    unlink(f->case_path); /* it was moved */
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &plain, &message), CD_OK);
}

static void a_strange_summary_is_kept(void **state)
{
    fixture *f = *state;
    FILE *file = fopen(in_dir(f, "summary.json"), "w");
    fputs("{\"budget\": 12, \"case\": \"quarterly\"}", file);
    fclose(file);
    refuses(f, "a summary.json that is not of this case");
}

static void obstacles_are_named(void **state)
{
    fixture *f = *state;
    char *message;
    const char *below = cd_arena_printf(f->arena, "%s/sub/dir", f->case_path);
    assert_int_equal(cd_run_may_write(&f->cs, below, &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "Not a directory"));
    cd_text_free(message);
    assert_int_equal(cd_run_write(&f->run, f->case_path, &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "is not a folder"));
    cd_text_free(message);
    assert_int_equal(cd_run_write(&f->run, "/proc/no/such", &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "/proc"));
    cd_text_free(message);
}

/* A disk that is full after 200 bytes leaves the earlier result as it was, and nothing else behind. */
static void a_full_disk_changes_nothing(void **state)
{
    fixture *f = *state;
    char *message, *dir = in_dir(f, "full");
    assert_int_equal(cd_run_write(&f->run, dir, &plain, &message), CD_OK);
    char *before = slurp(f, in_dir(f, "full/profile.csv"));
    f->rows[1] = 299;
    struct rlimit limit, small;
    getrlimit(RLIMIT_FSIZE, &limit);
    small = (struct rlimit){200, limit.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    cd_status status = cd_run_write(&f->run, dir, &plain, &message);
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, CD_FILE);
    assert_non_null(strstr(message, "File too large"));
    assert_non_null(strstr(message, "full/"));
    cd_text_free(message);
    assert_string_equal(slurp(f, in_dir(f, "full/profile.csv")), before);
    assert_int_equal(count_entries(dir), 3);
}

static void an_unfinished_run_is_not_written(void **state)
{
    fixture *f = *state;
    char *message;
    f->run.status = CD_GOING;
    assert_int_equal(cd_run_write(&f->run, in_dir(f, "none"), &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "has not finished"));
    cd_text_free(message);
    assert_int_not_equal(access(in_dir(f, "none"), F_OK), 0);
}

static void figures_are_drawn_or_missed(void **state)
{
    fixture *f = *state;
    char *message, *dir = in_dir(f, "fig");
    char *path = strdup(getenv("PATH") ? getenv("PATH") : "");
    assert_int_equal(cd_run_write(&f->run, dir, NULL, &message), CD_OK);
    bool drawn = message == NULL;
    cd_text_free(message);
    if (drawn) /* gnuplot is there: all figures but that of bands (its goal has no levels), two files each */
        assert_int_equal(count_entries(dir), 3 + 14);
    setenv("PATH", "/nowhere", 1);
    assert_int_equal(cd_run_write(&f->run, dir, NULL, &message), CD_OK);
    setenv("PATH", path, 1);
    free(path);
    if (!message || !strstr(message, "gnuplot was not found"))
        print_error("message: %s\n", message ? message : "none");
    assert_non_null(strstr(message, "gnuplot was not found"));
    cd_text_free(message);
    assert_int_equal(count_entries(dir), 3); /* the figures of the earlier run are gone */
}

static void a_single_row_has_no_figures(void **state)
{
    fixture *f = *state;
    char *message;
    f->run.n_rows = 1;
    f->run.t_end_s = 0;
    f->run.steady_only = true;
    assert_int_equal(cd_run_write(&f->run, in_dir(f, "one"), NULL, &message), CD_OK);
    assert_non_null(strstr(message, "no heat capacity"));
    cd_text_free(message);
}

static const char *read_measured(fixture *f, const char *text, cd_series *out, int *like)
{
    static const char *labels[] = {"coil", "T(coil) - T(plate)", "strap"},
                      *texts[] = {"T(coil)", "T(coil) - T(plate)", "Q(strap)"};
    char *path = in_dir(f, "log.csv");
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
    cd_plot plot = {.name = "p", .y_text = texts, .y_label = labels, .n_y = 3, .data_path = path};
    return cd_series_measured(f->arena, &plot, out, like);
}

static void a_measured_log_is_matched(void **state)
{
    fixture *f = *state;
    cd_series log;
    int like[3];
    assert_null(read_measured(
        f, "\xEF\xBB\xBF# logger 7\n\n\"time_h\";Q_strap_W; coil \r\n0;1;300\r\n1.5;;280.5\r\nx;1;2\r\n2;-;", &log,
        like));
    assert_int_equal(log.n, 2);
    assert_int_equal(like[0], 0);
    assert_int_equal(like[1], 2);
    assert_int_equal(log.n_rows, 3);
    CHECK_NEAR(log.t_s[1], 5400, 0);
    CHECK_NEAR(log.y[2], 280.5, 0);
    assert_true(isnan(log.y[3]));
    assert_true(isnan(log.y[5]));
    assert_null(read_measured(f, "time_s,T_coil_K\n12,4.2\n", &log, like));
    CHECK_NEAR(log.t_s[0], 12, 0);
    assert_non_null(strstr(read_measured(f, "time_s,T_vessel_K\n1,2\n", &log, like), "no column for a curve"));
    assert_non_null(strstr(read_measured(f, "", &log, like), "is empty"));
    assert_non_null(strstr(read_measured(f, "time_s,coil\n", &log, like), "no rows"));
    cd_plot missing = {.data_path = "/nowhere/log.csv"};
    assert_non_null(strstr(cd_series_measured(f->arena, &missing, &log, like), "No such file"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_readable),
        cmocka_unit_test(texts_do_not_follow_the_locale),
        cmocka_unit_test(gnuplot_gets_single_quotes_only),
        TEST(titles_are_not_run),
        TEST(profile_keeps_twelve_digits),
        TEST(json_says_what_the_run_says),
        TEST(json_takes_a_path_that_is_not_utf8),
        TEST(without_ledger_there_are_no_heats),
        TEST(budget_adds_up),
        TEST(two_coolers_share_a_node),
        TEST(summary_holds_the_parts),
        TEST(bound_meets_the_closed_form),
        TEST(the_folder_is_whole),
        TEST(another_result_is_kept),
        TEST(a_strange_summary_is_kept),
        TEST(obstacles_are_named),
        TEST(a_full_disk_changes_nothing),
        TEST(an_unfinished_run_is_not_written),
        TEST(figures_are_drawn_or_missed),
        TEST(a_single_row_has_no_figures),
        TEST(a_measured_log_is_matched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
