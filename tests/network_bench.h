/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * network_bench - for links that make nodes of their own: a case of nodes "a" and "b" with one link, its network solved
 * at given end temperatures as a run does it.
 */
#ifndef CD_TESTS_NETWORK_BENCH_H
#define CD_TESTS_NETWORK_BENCH_H

#include "run_bench.h"

#include "../src/case/case.h"

/* The heat that reaches "b" (W), and its derivatives by the temperatures of "a" and "b", hidden nodes eliminated;
 * hidden_K gets the temperatures of up to n_hidden hidden nodes. `link` is a whole section. */
static inline double network_flow(const char *link, double T_a_K, double T_b_K, double *by_a, double *by_b,
                                  double *hidden_K, int n_hidden)
{
    char text[4096];
    snprintf(text, sizeof text,
             "[case]\nduration = 1 h\n[node a]\ncapacity = 100 J/K\n[node b]\ncapacity = 100 J/K\n%s", link);
    cd_case *cs = read_text(text, CD_OK);
    jmp_buf landing;
    assert_int_equal(setjmp(landing), 0);
    cd_arena *arena = cd_arena_new(&landing);
    cd_network_work *work = cd_network_work_new(arena, cs->net);
    double values[4];
    work->T_K[0] = T_a_K;
    work->T_K[1] = T_b_K;
    assert_int_equal(cd_network_heats(work, (cd_when){0, 0}, true), 0);
    assert_int_equal(cs->net->n_states, 2);
    assert_int_equal(cs->net->n_nonzeros, 4);
    assert_int_equal(cd_network_jacobian(work, values), 0);
    /* compressed columns, rows sorted: (a,a) (b,a) (a,b) (b,b) */
    *by_a = values[1];
    *by_b = values[3];
    double Q_W = work->H_W[1];
    for (int i = 0; i < n_hidden; i++)
        hidden_K[i] = work->T_K[2 + i];
    cd_arena_free(arena);
    cd_case_free(cs);
    return Q_W;
}

#endif
