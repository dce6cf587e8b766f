/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * euler - the explicit Euler method as a careful user writes it in C, for the cases euler_*.ini: each law in closed
 * form, no look-up, no allocation.
 *
 *     euler two|sensor|rod FACTOR    one line of JSON: CPU time, time to the level, end temperature, steps
 *
 * The step is FACTOR min C_i / sum_j G_ij, anew at each step. By Gershgorin's circles the fastest rate is at most
 * max 2 sum_j G_ij / C_i, and the method is stable below 2 / rate: FACTOR 1 is always stable, and near the limit of
 * equal cells; a light body that hangs on a heavy one is stable up to nearly 2. Beyond the limit it gives nonsense.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CELLS = 100, MOST = CELLS + 1 };

/* Rates of all temperatures (K/s); returns min C_i / sum_j G_ij (s). */
typedef double rates(const double *T_K, double *dT_K_per_s);

typedef struct {
    const char *name;
    int n, watched;
    double level_K, end_s;
    void (*start)(double *T_K);
    rates *rates;
} model;

/* ---- euler_two.ini: block, sample; G = a T, so that Q = a/2 (T1^2 - T2^2) ---- */

static const double bath_K = 0.3, a_foot = 1e-3, a_joint = 1, load_W = 50e-6, C_block = 10, C_sample = 0.02;

static void start_two(double *T)
{
    T[0] = T[1] = T[2] = 4;
}

static double rates_two(const double *T, double *dT)
{
    double C0 = C_block * T[0] * T[0], C1 = C_sample * T[1] * T[1] * T[1];
    double foot = a_foot / 2 * (T[0] * T[0] - bath_K * bath_K), joint = a_joint / 2 * (T[1] * T[1] - T[0] * T[0]);
    dT[0] = (joint - foot) / C0;
    dT[1] = (load_W - joint) / C1;
    return fmin(C0 / ((a_foot + a_joint) * T[0]), C1 / (a_joint * T[1]));
}

/* ---- euler_sensor.ini: the same, and a sensor on the sample ---- */

static const double G_sensor = 10, C_sensor = 0.05;

static double rates_sensor(const double *T, double *dT)
{
    double C0 = C_block * T[0] * T[0], C1 = C_sample * T[1] * T[1] * T[1];
    double foot = a_foot / 2 * (T[0] * T[0] - bath_K * bath_K), joint = a_joint / 2 * (T[1] * T[1] - T[0] * T[0]);
    double glue = G_sensor * (T[2] - T[1]);
    dT[0] = (joint - foot) / C0;
    dT[1] = (load_W + glue - joint) / C1;
    dT[2] = -glue / C_sensor;
    return fmin(fmin(C0 / ((a_foot + a_joint) * T[0]), C1 / (a_joint * T[1] + G_sensor)), C_sensor / G_sensor);
}

/* ---- euler_rod.ini: cells, and the body at the far end; g = k A / dx = g1 T ---- */

static const double near_K = 4, far_K = 20, C_far = 2, heater_W = 10e-3;
static const double g1 = 10 * 1e-4 * CELLS, c1 = 3000 * 1e-4 * 0.002 / CELLS;

static void start_rod(double *T)
{
    for (int i = 0; i < CELLS; i++)
        T[i] = near_K + (far_K - near_K) * (i + 0.5) / CELLS;
    T[CELLS] = far_K;
}

static double rates_rod(const double *T, double *dT)
{
    double before = g1 * (near_K * near_K - T[0] * T[0]), coldest = T[0]; /* half a cell: twice g */
    for (int i = 0; i < CELLS; i++) {
        double share = i < CELLS - 1 ? g1 / 2 : g1;
        double after = share * (T[i] * T[i] - T[i + 1] * T[i + 1]);
        dT[i] = (before - after) / (c1 * T[i] * T[i] * T[i]);
        coldest = fmin(coldest, T[i]);
        before = after;
    }
    dT[CELLS] = (before + heater_W) / C_far;
    /* c1 T^3 / (2 g1 T), least at the coldest cell; the first and last cells have 3 g, the body 2 g */
    double inner = c1 * coldest * coldest / (2 * g1),
           ends = c1 * fmin(T[0], T[CELLS - 1]) * fmin(T[0], T[CELLS - 1]) / (3 * g1);
    return fmin(fmin(inner, ends), C_far / (2 * g1 * T[CELLS]));
}

static const model models[] = {
    {"two", 2, 1, 1, 86400, start_two, rates_two},
    {"sensor", 3, 2, 1, 86400, start_two, rates_sensor},
    {"rod", MOST, CELLS, 8, 600, start_rod, rates_rod},
};

static double cpu_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void integrate(const model *m, double factor)
{
    double T[MOST], dT[MOST], t_s = 0, level_s = NAN, began = cpu_s();
    long steps = 0;
    m->start(T);
    while (t_s < m->end_s) {
        double h_s = fmin(factor * m->rates(T, dT), m->end_s - t_s), before_K = T[m->watched];
        for (int i = 0; i < m->n; i++)
            T[i] += h_s * dT[i];
        if (before_K >= m->level_K && T[m->watched] < m->level_K && isnan(level_s))
            level_s = t_s + h_s * (m->level_K - before_K) / (T[m->watched] - before_K);
        t_s += h_s;
        steps++;
    }
    double took = cpu_s() - began;
    printf("{\"cpu_s\": %.9g, \"t_level\": %.12g, \"T_end\": %.12g, \"steps\": %ld}\n", took,
           isnan(level_s) ? -1 : level_s, isnan(T[m->watched]) ? -1 : T[m->watched], steps);
}

int main(int argc, char **argv)
{
    double factor = argc == 3 ? strtod(argv[2], NULL) : 0;
    for (size_t i = 0; factor > 0 && i < sizeof models / sizeof *models; i++)
        if (strcmp(argv[1], models[i].name) == 0) {
            integrate(&models[i], factor);
            return 0;
        }
    fputs("usage: euler two|sensor|rod FACTOR\n", stderr);
    return 2;
}
