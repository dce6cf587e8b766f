/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sweep in four threads, through the public face; meant to be run under ThreadSanitizer too (set-up script, test
 * mode). Points, samples and what a stopped sweep leaves.
 */
#include "../../src/cooldown.h"
#include "../../src/study/plan.h"
#include "../check.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] = "[case]\nduration = 10 h\n[param]\ng = 1 W/K [0.5 W/K .. 2 W/K]\n"
                           "[node bath]\nfixed = 20 K\n[node plate]\nparts = copper(RRR=50) 1 kg\n"
                           "[conduction strap]\nbetween = bath, plate\nG = $g\n"
                           "[measure t]\nvalue = time(T(plate) < 77 K)\n[measure T_end]\nvalue = end(T(plate))\n";

typedef struct {
    char folder[32], path[64], db[64];
} place;

static place make_place(void)
{
    place p = {.folder = "/tmp/cd_sweep_XXXXXX"};
    assert_non_null(mkdtemp(p.folder));
    snprintf(p.path, sizeof p.path, "%s/case.ini", p.folder);
    snprintf(p.db, sizeof p.db, "%s/a.db", p.folder);
    FILE *file = fopen(p.path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return p;
}

static void remove_place(const place *p)
{
    unlink(p->path);
    unlink(p->db);
    rmdir(p->folder);
}

/* Sweeps g; stops after `stop_after` finished points (0: never). Returns how many are done. */
static size_t sweep(const place *p, int threads, size_t stop_after, bool resume, size_t *before)
{
    static const char *const vary[] = {"g"};
    cd_sweep_options options = {
        .vary = vary, .n_vary = 1, .method = "sobol", .points = 200, .seed = -1, .threads = threads, .resume = resume};
    cd_sweep *s;
    assert_int_equal(cd_sweep_open(p->path, &options, &s), CD_OK);
    assert_int_equal(cd_sweep_begin(s, p->db), CD_OK);
    cd_status status;
    while ((status = cd_sweep_step(s, 0.05)) == CD_GOING)
        if (stop_after > 0 && !cd_sweep_state(s).checking && cd_sweep_state(s).n_done >= stop_after)
            break;
    if (status == CD_GOING)
        status = cd_sweep_stop(s);
    assert_int_equal(status, CD_OK);
    cd_sweep_progress state = cd_sweep_state(s);
    assert_int_equal(state.n_failed, 0);
    *before = state.n_before;
    cd_sweep_free(s);
    return state.n_done;
}

static char *table_of(const place *p)
{
    cd_results *r;
    char *csv = calloc(1, 1), *piece;
    cd_results_question question = {.csv = true};
    assert_int_equal(cd_results_open(p->db, &r), CD_OK);
    assert_int_equal(cd_results_ask(r, &question), CD_OK);
    while (cd_results_more(r, &piece) == CD_OK && piece) {
        size_t n = strlen(csv), more = strlen(piece);
        csv = realloc(csv, n + more + 1);
        assert_non_null(csv);
        memcpy(csv + n, piece, more + 1);
        cd_text_free(piece);
    }
    cd_results_free(r);
    return csv;
}

static void same_table_in_threads_and_after_a_stop(void **unused)
{
    (void)unused;
    place p = make_place();
    size_t before;
    assert_int_equal(sweep(&p, 1, 0, false, &before), 200);
    char *one = table_of(&p);
    unlink(p.db);
    assert_int_equal(sweep(&p, 4, 0, false, &before), 200);
    char *four = table_of(&p);
    assert_string_equal(one, four);
    unlink(p.db);
    size_t done = sweep(&p, 2, 20, false, &before);
    assert_true(done >= 20 && done <= 200);
    assert_int_equal(sweep(&p, 3, 0, true, &before), 200);
    assert_int_equal(before, done);
    char *resumed = table_of(&p);
    assert_string_equal(one, resumed);
    cd_text_free(one);
    cd_text_free(four);
    cd_text_free(resumed);
    remove_place(&p);
}

/* ---- samples ---- */

/* The mean of prod(2 u_k) over the unit cube is 1. Random points miss it by sqrt(((4/3)^4 - 1) / 1024) = 0.046 in the
 * root mean square; a randomly shifted Sobol sequence by much less. */
static void sobol_integrates(void **unused)
{
    (void)unused;
    enum { N = 1024, D = 4 };
    cd_sobol sobol;
    double squares = 0;
    for (unsigned long seed = 0; seed < 20; seed++) {
        assert_true(cd_sobol_begin(&sobol, N, D, seed));
        double sum = 0;
        for (size_t i = 0; i < N; i++) {
            double product = 1;
            for (size_t k = 0; k < D; k++) {
                double u = cd_sobol_at(&sobol, i, k);
                assert_true(u >= 0 && u < 1);
                product *= 2 * u;
            }
            sum += product / N;
        }
        squares += (sum - 1) * (sum - 1) / 20;
    }
    assert_true(squares < 0.02 * 0.02);
    assert_false(cd_sobol_begin(&sobol, 1, 41, 1));
}

/* A point computed from its number is the one that GSL comes to in turn, bit for bit but for the shift; in all 40
 * dimensions, and past a power of two. */
static void sobol_points_are_those_of_gsl(void **unused)
{
    (void)unused;
    enum { N = 5003 };
    static cd_sobol sobol;
    double x[CD_MOST_SOBOL];
    assert_true(cd_sobol_begin(&sobol, N, CD_MOST_SOBOL, 7));
    for (size_t k = 0; k < CD_MOST_SOBOL; k++)
        sobol.shift[k] = 0;
    gsl_qrng *q = gsl_qrng_alloc(gsl_qrng_sobol, CD_MOST_SOBOL);
    assert_non_null(q);
    for (size_t i = 0; i < N; i++) {
        gsl_qrng_get(q, x);
        for (size_t k = 0; k < CD_MOST_SOBOL; k++)
            assert_true(cd_sobol_at(&sobol, i, k) == x[k]);
    }
    gsl_qrng_free(q);
}

static void every_strip_of_a_hypercube_has_one(void **unused)
{
    (void)unused;
    enum { N = 97, D = 45 };
    static double u[N * D];
    assert_true(cd_sample_lhs(u, N, D, 3));
    for (size_t k = 0; k < D; k++) {
        int count[N] = {0};
        for (size_t i = 0; i < N; i++)
            count[(int)(u[i * D + k] * N)]++;
        for (size_t i = 0; i < N; i++)
            assert_int_equal(count[i], 1);
    }
}

/* A sample at the very end takes the last value of a list, not what follows it in memory: also where a number below 1
 * times the length rounds to the length. */
static void a_sample_at_the_end_takes_the_last_value(void **unused)
{
    (void)unused;
    double u[] = {1, nextafter(1, 0)}, number[] = {2.5, 3.5, 4.5, -99}, got;
    char room[CD_ROOM];
    cd_axis axis = {.name = "n", .si_unit = "", .unit = "", .scale = 1, .n = 3, .number = number};
    cd_plan plan = {.axes = {&axis, 1, 1}, .method = CD_SWEEP_LHS, .n_points = 2, .u = u};
    for (size_t point = 0; point < 2; point++) {
        cd_plan_value(&plan, point, 0, &got, room);
        assert_true(got == 4.5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_table_in_threads_and_after_a_stop), cmocka_unit_test(sobol_integrates),
        cmocka_unit_test(sobol_points_are_those_of_gsl), cmocka_unit_test(every_strip_of_a_hypercube_has_one),
        cmocka_unit_test(a_sample_at_the_end_takes_the_last_value)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
