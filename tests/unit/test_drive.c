/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is driven in time, against closed forms: fixed nodes that follow tables, formulas and measured logs; loads that
 * follow tables and formulas; the energy of all of them.
 */
#include "../run_bench.h"

#include <math.h>

/* A lump of 4000 J/K on a boundary by 0.5 W/K: C dT/dt = G (T_b(t) - T), tau = 8000 s. */
static cd_run *run_boundary(const char *fixed, const char *more, double rtol, cd_case **cs)
{
    char text[3000];
    snprintf(text, sizeof text,
             "[case]\nduration = 40000 s\n[node wall]\n%s\n[node lump]\ncapacity = 4000 J/K\n[conduction g]\nbetween = "
             "wall, lump\nG = 0.5 W/K\n%s",
             fixed, more);
    return run_case(text, rtol, cs);
}

static double at(const cd_run *run, size_t row, size_t column)
{
    return run->rows[row * run->n_columns + column];
}

/* T_b = 300 K + A sin(w t): T - 300 K = A (sin wt - w tau cos wt + w tau exp(-t/tau)) / (1 + (w tau)^2). */
static void a_sinusoidal_boundary(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_boundary("fixed = $( 300 K + 20 K * sin(t / (1000 s)) )", "", 1e-9, &cs);
    double w = 1e-3, tau = 8000, A = 20, worst = 0;
    assert_true(run->n_rows > 400);
    for (size_t i = 0; i < run->n_rows; i++) {
        double t = at(run, i, 0);
        double want = 300 + A * (sin(w * t) - w * tau * cos(w * t) + w * tau * exp(-t / tau)) / (1 + w * tau * w * tau);
        worst = fmax(worst, fabs(at(run, i, 2) - want));
        CHECK_NEAR(at(run, i, 1), 300 + A * sin(w * t), 1e-12);
    }
    CHECK_NEAR(worst, 0, 1e-5);
    /* The heat of the boundary is the integral of G (T_b - T), and all that the lump has. */
    CHECK_NEAR(run->E_J[0], 4000 * (run->T_end_K[1] - 300), 1e-6 * 4000);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    done(run, cs);
}

/* A ramp from 300 K to 80 K in 10000 s as lines: the response of a first-order lag, then its decay. */
static void a_ramp(void **unused)
{
    (void)unused;
    static const char *const texts[] = {"fixed = 0 s: 300 K, 10000 s: 80 K\ninterpolation = linear",
                                        "fixed = 0 s: 300 K, 10000 s: 80 K",
                                        "fixed = 0 s: 300 K, 5000 s: 190 K, 10000 s: 80 K\ninterpolation = linear"};
    double tau = 8000, r = -0.022, T1 = 300 + r * (10000 - tau * (1 - exp(-10000 / tau)));
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        cd_case *cs;
        cd_run *run = run_boundary(texts[k], "[output]\ntimes = 10000 s\n", 1e-9, &cs);
        CHECK_NEAR(run->T_end_K[1], 80 + (T1 - 80) * exp(-30000 / tau), 1e-5);
        CHECK_NEAR(run->T_start_K[0], 300, 0);
        CHECK_NEAR(run->T_end_K[0], 80, 0);
        CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
        done(run, cs);
    }
}

/* Steps hold each value until the next time; a row before and one after each. */
static void steps(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_boundary("fixed = 0 s: 300 K, 8000 s: 100 K, 16000 s: 200 K\ninterpolation = steps", "", 1e-9, &cs);
    double T1 = 100 + 200 * exp(-1), T2 = 200 + (T1 - 200) * exp(-3);
    CHECK_NEAR(run->T_end_K[1], T2, 1e-5);
    assert_int_equal(run->statistics.restarts, 2);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    done(run, cs);
}

/* A smooth table goes through its points, does not overshoot, and costs no restart at its inner points. */
static void a_smooth_table(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_boundary("fixed = 0 s: 300 K, 5000 s: 300 K, 6000 s: 80 K, 20000 s: 80 K, 30000 s: 150 K",
                               "[output]\ntimes = 5000 s, 6000 s, 20000 s\n[measure low]\nvalue = min_t(T(wall))\n"
                               "[measure high]\nvalue = max_t(T(wall))\n",
                               1e-7, &cs);
    CHECK_NEAR(cd_run_measure(run, "low"), 80, 1e-9);
    CHECK_NEAR(cd_run_measure(run, "high"), 300, 1e-9);
    for (size_t i = 0; i < run->n_rows; i++) {
        double t = at(run, i, 0);
        if (t == 5000 || t == 6000 || t == 20000)
            CHECK_NEAR(at(run, i, 1), t == 5000 ? 300 : 80, 1e-9);
    }
    assert_true(run->statistics.restarts <= 1); /* at 30000 s, where it bends */
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    done(run, cs);
}

/* A dip of 10 s in a smooth table of 40000 s is not stepped over: G times its integral (of a monotone cubic between two
 * level points the half of its height) reaches the lump. */
static void a_dip_is_not_stepped_over(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_boundary("fixed = 0 s: 300 K, 30000 s: 300 K, 30005 s: 100 K, 30010 s: 300 K, 40000 s: 300 K", "",
                               1e-9, &cs);
    CHECK_NEAR(run->T_end_K[1], 300 - 0.5 * 200 * 5 / 4000.0 * exp(-9995 / 8000.0), 1e-5);
    done(run, cs);
}

/* The same course from a log in minutes and degrees, with a remark, a gap and another column. */
static void a_measured_log(void **unused)
{
    (void)unused;
    char path[] = "/tmp/cd_log_XXXXXX.csv", fixed[200];
    static const char log[] = "# bench 7\nt (min);P_W;T wall (degC)\n0;1;26.85\n50;2;-73.15\n60;;\n100;3;-173.15\n";
    int fd = mkstemps(path, 4);
    assert_true(fd >= 0 && write(fd, log, strlen(log)) == (ssize_t)strlen(log) && close(fd) == 0);
    cd_case *cs[2];
    snprintf(fixed, sizeof fixed, "fixed = \"%s\" column T wall (degC)", path);
    cd_run *run[2] = {run_boundary(fixed, "", 1e-8, &cs[0]),
                      run_boundary("fixed = 0 s: 300 K, 3000 s: 200 K, 6000 s: 100 K", "", 1e-8, &cs[1])};
    assert_int_equal(run[0]->n_rows, run[1]->n_rows);
    for (size_t i = 0; i < run[0]->n_rows; i++)
        CHECK_NEAR(at(run[0], i, 2), at(run[1], i, 2), 1e-9);
    assert_non_null(strstr(cs[0]->resolved, path));
    done(run[0], cs[0]);
    done(run[1], cs[1]);
    unlink(path);
}

/* 1 W/K from a load that falls with T: P = 300 W - 1 W/K T as a table in temperature, and as a formula that also fades
 * in time; and a table in time. C = 4000 J/K. */
static void loads_in_temperature_and_time(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_case("[case]\nduration = 8000 s\n[node a]\ncapacity = 4000 J/K\nstart = 200 K\n[node b]\n"
                 "capacity = 4000 J/K\nstart = 200 K\n[node c]\ncapacity = 4000 J/K\nstart = 200 K\n"
                 "[load in_T]\non = a\npower = 100 K: 200 W, 300 K: 0 W\n"
                 "[load formula]\non = b\npower = $( (300 W - 1 W/K * T) * exp(-t / (4000 s)) )\n"
                 "[load in_t]\non = c\npower = 0 s: 0 W, 4000 s: 100 W, 8000 s: 0 W\ninterpolation = linear\n",
                 1e-9, &cs);
    CHECK_REL(run->T_end_K[0], 300 - 100 * exp(-2), 1e-8);
    /* dT/dt = (300 - T) exp(-t/tau) / tau: 300 - T falls by exp(-(1 - exp(-t/tau))). */
    CHECK_REL(run->T_end_K[1], 300 - 100 * exp(-(1 - exp(-2))), 1e-8);
    CHECK_REL(run->T_end_K[2], 200 + 0.5 * 100 * 8000 / 4000.0, 1e-8);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    done(run, cs);
}

/* ---- a rod whose end is driven ---- */

/* Rod of 1 m, 1 cm2, k = 100 W/(m K), rho c = 2.5e6 J/(m3 K), from 300 K; its far end at 300 K, its near end at
 * 300 K + A sin(w t). Carslaw and Jaeger, Conduction of Heat in Solids (1959), by Duhamel's theorem:
 *   T - 300 K = A (1 - x/L) sin wt - sum_n (2 A w / (n pi)) sin(n pi x/L) (l_n cos wt + w sin wt - l_n exp(-l_n t))
 *                                                             / (l_n^2 + w^2),   l_n = a (n pi / L)^2. */
static double series_K(double x, double t, double w, double A)
{
    const double pi = 3.14159265358979323846, a = 100 / 2.5e6;
    double sum = A * (1 - x) * sin(w * t);
    for (int n = 1; n <= 4000; n++) {
        double l = a * n * pi * n * pi;
        double answer = (l * cos(w * t) + w * sin(w * t) - l * exp(-l * t)) / (l * l + w * w);
        sum -= 2 * A * w / (n * pi) * sin(n * pi * x) * answer;
    }
    return 300 + sum;
}

/* The largest difference to the series over the cells, at the end of the run. */
static double rod_error(int cells)
{
    char text[1500];
    cd_case *cs;
    double w = 5e-4, A = 50, worst = 0;
    snprintf(text, sizeof text,
             "[case]\nduration = 20000 s\n[material ideal]\nk = 100 W/(m K)\nc = 500 J/(kg K)\ndensity = 5000 kg/m^3\n"
             "[node near]\nfixed = $( 300 K + 50 K * sin(t / (2000 s)) )\n[node far]\nfixed = 300 K\n[conduction rod]\n"
             "between = near, far\nmaterial = ideal\narea = 1 cm^2\nlength = 1 m\nsegments = %d\n",
             cells);
    cd_run *run = run_case(text, 1e-9, &cs);
    for (int i = 0; i < cells; i++) {
        int node = 2 + i;
        worst = fmax(worst, fabs(run->T_end_K[node] - series_K((i + 0.5) / cells, 20000, w, A)));
    }
    /* What went in at the near end and out at the far end is stored: the ledger closes with a boundary that moves. */
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    done(run, cs);
    return worst;
}

static void a_rod_driven_at_its_end(void **unused)
{
    (void)unused;
    double coarse_K = rod_error(20), fine_K = rod_error(40), finer_K = rod_error(80);
    print_message("error of 20, 40, 80 cells: %.3g K, %.3g K, %.3g K\n", coarse_K, fine_K, finer_K);
    /* Second order: each halving divides by four, to a few percent. */
    CHECK_NEAR(coarse_K / fine_K, 4, 0.3);
    CHECK_NEAR(fine_K / finer_K, 4, 0.3);
    assert_true(finer_K < 0.02); /* of an amplitude of 50 K */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_sinusoidal_boundary),
                                       cmocka_unit_test(a_ramp),
                                       cmocka_unit_test(steps),
                                       cmocka_unit_test(a_smooth_table),
                                       cmocka_unit_test(a_dip_is_not_stepped_over),
                                       cmocka_unit_test(a_measured_log),
                                       cmocka_unit_test(loads_in_temperature_and_time),
                                       cmocka_unit_test(a_rod_driven_at_its_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
