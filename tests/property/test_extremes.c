/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Extremes over the run are the same whether steps are left out that cannot hold them or not. Of min(x, 1e9 K) none is
 * left out, since it is not linear; its value is that of x.
 */
#include "../../src/solve/run_impl.h"
#include "../run_bench.h"

#include <dirent.h>

enum { MOST_NODES = 5, ROOM = 100000 };

/* Six bodies on a chain would hide in each other's shadow; two, of which one is light, follow what drives them. */
static const char bodies[] = "[case]\nduration = 60 h\n[node a]\ncapacity = 1000 J/K\nstart = 90 K\n[node b]\n"
                             "capacity = 40 J/K\nstart = 85 K\n[node wall]\nfixed = 80 K\n"
                             "[conduction ab]\nbetween = a, b\nG = 0.7 W/K\n"
                             "[conduction out]\nbetween = b, wall\nG = 0.3 W/K\n";

static const char *const drives[] = {
    "",
    /* swings that grow, that decay, that beat */
    "[load l]\non = a\npower = $( 20 W * (1 + t / (100 h)) * sin(t / (1000 s)) )\n",
    "[load l]\non = b\npower = $( 20 W * exp(-t / (30 h)) * sin(t / (2000 s)) )\n",
    "[load l]\non = b\npower = $( 5 W * sin(t / (900 s)) + 5 W * sin(t / (1017 s)) )\n",
    "[load l]\non = b\npower = $( 5 W * (1 + 1e-4 * t / (1 h)) * cos(t / (30 s)) )\n",
    /* pulses after a rest, each a little higher than the one before */
    "[load l]\non = b\npower = 0 h: 0 W, 5 h: 0 W, 5.1 h: 9 W, 5.2 h: 0 W, 30 h: 0 W, 30.1 h: 9.01 W, 30.2 h: 0 W, "
    "50 h: 0 W, 50.1 h: 9.02 W, 50.2 h: 0 W\ninterpolation = linear\n",
    "[load l]\non = a\npower = $( 30 W * (exp(-((t - 20 h) / (0.5 h))^2) + 1.001 * exp(-((t - 45 h) / (0.5 h))^2)) )\n",
    "[load l]\non = b\npower = 0 h: 0 W, 20 h: 5 W, 21 h: 0 W, 22 h: 5.1 W, 40 h: 1 W\n",
    "[load l]\non = b\npower = 0 h: 1 W, 20 h: 5 W, 21 h: 0 W, 22 h: 5.1 W, 40 h: 1 W\ninterpolation = steps\n",
    /* switched */
    "[load l]\non = b\npower = 9 W\nstart = 20 h\nstop = 20.3 h\n[load m]\non = b\npower = 9.1 W\nstart = 40 h\nstop = "
    "40.3 h\n",
    "[load l]\non = b\npower = 8 W\n[thermostat keep]\nacts_on = l\nnode = a\nset = 95 K\nhysteresis = 0.5 K\n",
    "[load l]\non = a\npower = 8 W\nstate = off\n[event on]\nwhen = T(a) < 82 K\ndo = start l\n[event off]\nwhen = "
    "T(a) > "
    "89.9 K\ndo = stop l\n",
    /* a boundary that swings, and one that hardly anything feels, so that the integrator steps over its pulses */
    "[node air]\nfixed = $( 300 K + 20 K * sin(t / (4000 s)) )\n[conduction in]\nbetween = air, b\nG = 0.1 W/K\n",
    "[node air]\nfixed = $( 300 K + 20 K * exp(-((t - 1 h) / (0.5 h))^2) + 30 K * exp(-((t - 48 h) / (2 h))^2) )\n"
    "[conduction in]\nbetween = air, b\nG = 1e-6 W/K\n",
};

static char *add_measures(char *at, int *n, const char *x)
{
    static const char *const over[] = {"max_t", "min_t"};
    for (int k = 0; k < 2; k++, ++*n)
        at += sprintf(at, "[measure left_out_%d]\nvalue = %s(%s)\n[measure looked_%d]\nvalue = %s(min(%s, 1e9 K))\n",
                      *n, over[k], x, *n, over[k], x);
    return at;
}

/* Extremes of every temperature, of every difference and of its size, each twice. */
static int all_measures(const cd_case *cs, char *text)
{
    int n = 0, nodes = cs->net->n_user_nodes < MOST_NODES ? cs->net->n_user_nodes : MOST_NODES;
    char x[500];
    for (int i = 0; i < nodes; i++) {
        const char *a = cs->net->nodes[i].name;
        snprintf(x, sizeof x, "T(%s)", a);
        text = add_measures(text, &n, x);
        for (int j = 0; j < i; j++) {
            const char *b = cs->net->nodes[j].name;
            snprintf(x, sizeof x, "T(%s) - T(%s)", a, b);
            text = add_measures(text, &n, x);
            snprintf(x, sizeof x, "abs(2 * T(%s) - T(%s) / 0.5)", a, b);
            text = add_measures(text, &n, x);
        }
    }
    return n;
}

static int n_quiet(const cd_run *run)
{
    int n = 0;
    for (size_t i = 0; i < run->recorder->n_extremes; i++)
        n += run->recorder->extremes[i]->quiet;
    return n;
}

/* Returns how many steps of how many extremes were left out. */
static long run_both(const char *name, const char *text, double rtol)
{
    static char whole[ROOM], key[100];
    cd_case *cs = read_text(text, CD_OK);
    cd_run *run;
    int n = sprintf(whole, "%s\n", text);
    n = all_measures(cs, whole + n);
    cd_case_free(cs);
    cs = read_text(whole, CD_OK);
    cd_run_options options = {.rtol = rtol, .no_ledger = true, .no_rows = true, .no_ranking = true};
    assert_int_equal(cd_run_new(cs, &options, &run), CD_OK);
    long left_out = 0;
    for (int i = 0; cd_run_step(run) == CD_GOING; i++)
        left_out += n_quiet(run);
    assert_int_equal(run->status, CD_OK);
    for (int i = 0; i < n; i++) {
        sprintf(key, "left_out_%d", i);
        const double got = cd_run_measure(run, key);
        sprintf(key, "looked_%d", i);
        const double want = cd_run_measure(run, key);
        if (!(fabs(got - want) <= 1e-12 * fabs(want)))
            print_error("%s, rtol %g: measure %d\n", name, rtol, i);
        CHECK_REL(got, want, 1e-12);
    }
    done(run, cs);
    return left_out;
}

static void nothing_is_missed_under_any_drive(void **unused)
{
    (void)unused;
    char text[4000], name[40];
    long left_out = 0;
    for (size_t i = 0; i < sizeof drives / sizeof *drives; i++)
        for (int k = 2; k <= 6; k++) {
            snprintf(text, sizeof text, "%s%s", bodies, drives[i]);
            snprintf(name, sizeof name, "drive %zu", i);
            left_out += run_both(name, text, pow(10, -k));
        }
    assert_true(left_out > 10000);
}

/* A body that follows another closely, after long steps that grow: the dense output passes the ends of the steps before
 * the last by as much as the integrator tolerates, and the difference is no larger than that. */
static void small_differences_are_looked_at(void **unused)
{
    (void)unused;
    static const char text[] =
        "[case]\nduration = 20 h\n[node a]\ncapacity = 4959.34 J/K\nstart = 80 K\n[node b]\n"
        "capacity = 0.342507 J/K\nstart = 300 K\n[node wall]\nfixed = 80 K\n[conduction ab]\nbetween = a, b\n"
        "G = 0.01283 W/K\n[conduction out]\nbetween = b, wall\nG = 2.087 W/K\n[load l]\non = b\n"
        "power = 0 h: 0.0149 W, 1.5858 h: 0.01346 W, 6.9759 h: 0.0024 W, 10.031 h: 0.01274 W, 18.973 h: 0.001777 W\n"
        "interpolation = linear\n";
    for (int k = 2; k <= 5; k++)
        run_both("small differences", text, pow(10, -k));
}

static char *file_text(const char *path)
{
    static char text[ROOM / 2];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    text[n] = 0;
    fclose(file);
    return text;
}

/* All cases that stand alone. */
static void nothing_is_missed_in_the_cases(void **unused)
{
    (void)unused;
    DIR *dir = opendir(CD_DATA_ROOT "/cases");
    assert_non_null(dir);
    int n = 0;
    long left_out = 0;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        char path[1000];
        const char *end = strrchr(entry->d_name, '.');
        snprintf(path, sizeof path, CD_DATA_ROOT "/cases/%s", entry->d_name);
        if (!end || strcmp(end, ".ini") != 0)
            continue;
        char *text = file_text(path);
        if (strstr(text, "\ninclude"))
            continue;
        n++;
        for (int k = 3; k <= 5; k += 2)
            left_out += run_both(entry->d_name, text, pow(10, -k));
    }
    closedir(dir);
    assert_true(n >= 5 && left_out > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_missed_under_any_drive),
                                       cmocka_unit_test(small_differences_are_looked_at),
                                       cmocka_unit_test(nothing_is_missed_in_the_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
