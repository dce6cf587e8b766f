/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random networks of every kind of node and link: the sparse Jacobian, massless nodes eliminated, against central
 * differences of the heats; massless nodes get no heat; what conserves, conserves.
 */
#include "../../src/case/case.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A small generator of our own, so that the same networks are made everywhere. */
static unsigned long long state_;
static double uniform(double low, double high)
{
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return low + (high - low) * (double)(state_ >> 11) / 9007199254740992.0;
}
static int pick(int n)
{
    return (int)uniform(0, n);
}

static void write_nodes(FILE *f, int n, int *massless)
{
    static const char *const parts[] = {"copper(RRR=50) 2.3 kg", "al6061_t6 1.7 kg, nbti 0.4 kg", "ss304 0.9 kg",
                                        "g10_normal 0.31 kg, copper(RRR=100) 0.11 kg"};
    *massless = n;
    for (int i = 0; i < n; i++)
        fprintf(f, "[node n%d]\nparts = %s\n", i, parts[pick(4)]);
    for (int i = 0; i < n / 2; i++)
        fprintf(f, "[node m%d]\nmassless = yes\n", i);
    fprintf(f, "[node room]\nfixed = 293 K\n");
}

static void node_name(char *name, int i, int n)
{
    if (i < n)
        sprintf(name, "n%d", i);
    else
        sprintf(name, "m%d", i - n);
}

static void write_link(FILE *f, int k, const char *a, const char *b)
{
    switch (pick(10)) {
    case 0:
        fprintf(f, "[conduction l%d]\nbetween = %s, %s\nmaterial = copper(RRR=60)\narea = %g mm^2\nlength = 120 mm\n",
                k, a, b, uniform(5, 200));
        break;
    case 1:
        fprintf(f,
                "[conduction l%d]\nbetween = %s, %s\nmaterial = ss304\narea = %g mm^2\nlength = 80 mm\nsegments = "
                "3\ncontact = joint\n",
                k, a, b, uniform(20, 900));
        break;
    case 2:
        fprintf(f, "[contact l%d]\nbetween = %s, %s\njoint = cu_in_cu\nforce = %g N\n", k, a, b, uniform(100, 9000));
        break;
    case 3:
        fprintf(f, "[radiation l%d]\nbetween = %s, %s\narea = %g m^2\nemissivity = 0.11, 0.07\n", k, a, b,
                uniform(0.1, 2));
        break;
    case 4:
        fprintf(f,
                "[lead l%d]\nbetween = %s, %s\nmaterial = copper(RRR=60)\narea = %g mm^2\nlength = 120 mm\nsegments = "
                "3\ncurrent = %g A\njoint_resistance = 1 uohm\n",
                k, a, b, uniform(1, 20), uniform(0, 50));
        break;
    case 5: /* hidden nodes */
        fprintf(f,
                "[mli l%d]\nbetween = %s, %s\narea = 1 m^2\nlayers = 7\nmodel = layers\nspacer = %g W/(m^2 K)\n"
                "nodes = 3\npressure = 1 mPa\n",
                k, a, b, uniform(0.01, 1));
        break;
    case 6: /* nodes that are only read, with and without heat capacity, and an end */
        fprintf(f,
                "[switch l%d]\nbetween = %s, %s\ntype = mechanical\nsensor = %s\non = %g W/K\noff = 1 mW/K\n"
                "off_below = 4 K\non_above = 300 K\n",
                k, a, b, pick(2) ? "m0" : "n1", uniform(0.1, 1));
        break;
    case 7:
        fprintf(f,
                "[gas l%d]\nbetween = %s, %s\ngas = helium\narea = 1 m^2\ngap = 2 mm\npump = %s\n"
                "pressure_at_pump = 4 K: 1e-3 Pa, 300 K: 100 Pa\n",
                k, a, b, pick(2) ? b : "n2");
        break;
    default:
        fprintf(f, "[conduction l%d]\nbetween = %s, %s\nG = $(%g W/K^2 * T)\n", k, a, b, uniform(1e-3, 1e-1));
    }
}

/* A chain through all nodes, so that there is no island, and some more links across. */
static void write_links(FILE *f, int n)
{
    int all = n + n / 2, k = 0;
    char a[16], b[16];
    fprintf(f, "[contact joint]\nG_ref = 0.31 W/K\nexponent = 1.4\n");
    for (int i = 1; i < all; i++) {
        node_name(a, i, n);
        node_name(b, pick(i), n);
        write_link(f, k++, a, b);
    }
    for (int i = n; i < all; i++) { /* every massless node has a second link at least */
        node_name(a, i, n);
        node_name(b, pick(n), n);
        write_link(f, k++, a, b);
    }
    write_link(f, k, "n0", "room");
    fprintf(f, "[load heater]\non = n0\npower = 1.3 W\n[cooler pt]\nmodel = PT415\nstage1 = n0\nstage2 = n1\n");
    fprintf(f,
            "[precool pot]\non = n1\nmedium = liquid_nitrogen\nUA = %g W/K\ninventory = 2 kg\nvapour_effectiveness = "
            "0.4\n[precool loop]\non = n2\nmedium = helium\nflow = 0.1 g/s\ninlet_node = n0\nUA = 1 W/K\n",
            uniform(0.1, 10));
}

static cd_case *random_case(int seed)
{
    char path[] = "/tmp/cd_network_XXXXXX";
    int fd = mkstemp(path), massless;
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    state_ = (unsigned long long)seed * 7919 + 17;
    int n = 3 + pick(5);
    fprintf(f, "[case]\nduration = 1 d\n");
    write_nodes(f, n, &massless);
    write_links(f, n);
    fclose(f);
    cd_case *cs;
    cd_status status = cd_case_read(path, NULL, &cs);
    for (size_t i = 0; i < cd_case_n_messages(cs) && status != CD_OK; i++)
        print_error("%s", cd_case_message(cs, i));
    assert_int_equal(status, CD_OK);
    unlink(path);
    return cs;
}

/* Temperatures of dynamic nodes spread over the whole range, in the order of magnitude of each other as in a real
 * device. */
static void random_state(cd_network_work *work)
{
    double T = exp(uniform(log(3), log(310)));
    for (int i = 0; i < work->net->n_nodes; i++)
        if (work->net->nodes[i].kind != CD_NODE_FIXED)
            work->T_K[i] = fmin(T * exp(uniform(-0.5, 0.5)), 318);
}

static void heats_at(cd_network_work *work, double *H)
{
    assert_int_equal(cd_network_heats(work, (cd_when){0, 1}, true), 0);
    for (int s = 0; s < work->net->n_states; s++)
        H[s] = work->H_W[work->net->dynamic[s]];
}

/* Column j by differences of fourth order; the curves are C1 piecewise cubics, so a knot inside the stencil costs some
 * digits. */
static void difference(cd_network_work *work, int j, double *column)
{
    int n = work->net->n_states, node = work->net->dynamic[j];
    double T = work->T_K[node], h = 1e-5 * T, *H = calloc((size_t)n * 4, sizeof(double));
    const double at[4] = {-2, -1, 1, 2}, weight[4] = {1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12};
    for (int i = 0; i < n; i++)
        column[i] = 0;
    for (int k = 0; k < 4; k++) {
        work->T_K[node] = T + at[k] * h;
        heats_at(work, H + n * k);
        for (int i = 0; i < n; i++)
            column[i] += weight[k] * H[n * k + i] / h;
    }
    work->T_K[node] = T;
    free(H);
}

static void check_jacobian(cd_network_work *work)
{
    const cd_network *net = work->net;
    int n = net->n_states;
    double *values = calloc((size_t)net->n_nonzeros, sizeof(double)), *dense = calloc((size_t)n, sizeof(double));
    double *column = calloc((size_t)n, sizeof(double)), *H = calloc((size_t)n, sizeof(double));
    heats_at(work, H);
    assert_int_equal(cd_network_jacobian(work, values), 0);
    for (int j = 0; j < n; j++) {
        double largest = 0;
        difference(work, j, column);
        for (int i = 0; i < n; i++)
            dense[i] = 0;
        for (int k = net->column_start[j]; k < net->column_start[j + 1]; k++)
            dense[net->row[k]] = values[k];
        for (int i = 0; i < n; i++)
            largest = fmax(largest, fabs(dense[i]));
        /* Heats of 1e4 W with rounding 1e-16 over a step of 1e-5 T leave 1e-7 W/K; a knot of a C1 curve 1e-5 of the
         * slope. */
        for (int i = 0; i < n; i++)
            CHECK_NEAR(dense[i], column[i], 2e-5 * largest + 1e-6);
    }
    free(values), free(dense), free(column), free(H);
}

static void jacobian_is_the_derivative(void **unused)
{
    (void)unused;
    for (int seed = 1; seed <= 25; seed++) {
        cd_case *cs = random_case(seed);
        jmp_buf landing;
        cd_arena *arena = cd_arena_new(&landing);
        cd_network_work *work = cd_network_work_new(arena, cs->net);
        for (int k = 0; k < 8; k++) {
            random_state(work);
            check_jacobian(work);
        }
        cd_arena_free(arena);
        cd_case_free(cs);
    }
}

/* What all elements bring to a node, either way, and the sum of their partials by its temperature. */
static void sum_at(const cd_network_work *work, int node, double *gross_W, double *G_W_per_K)
{
    const cd_network *net = work->net;
    for (int k = 0; k < net->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int t = 0; t < e->n; t++)
            if (net->terminal_node[e->first + t] == node) {
                *gross_W += fabs(work->Q_W[e->first + t]);
                *G_W_per_K += fabs(work->dQ[e->first_block + (size_t)(t * e->n + t)]);
            }
    }
}

static void massless_nodes_get_no_heat(void **unused)
{
    (void)unused;
    for (int seed = 40; seed <= 60; seed++) {
        cd_case *cs = random_case(seed);
        jmp_buf landing;
        cd_arena *arena = cd_arena_new(&landing);
        cd_network_work *work = cd_network_work_new(arena, cs->net);
        random_state(work);
        assert_int_equal(cd_network_heats(work, (cd_when){0, 1}, true), 0);
        for (int i = 0; i < cs->net->n_nodes; i++) {
            if (cs->net->nodes[i].kind != CD_NODE_MASSLESS)
                continue;
            double gross_W = 0, G_W_per_K = 0;
            sum_at(work, i, &gross_W, &G_W_per_K);
            /* 1e-13 of the temperature times the conductance; differences of temperature may be much smaller. */
            CHECK_NEAR(work->H_W[i], 0, 2e-11 * gross_W + 1e-13 * work->T_K[i] * G_W_per_K + 2e-10);
        }
        cd_arena_free(arena);
        cd_case_free(cs);
    }
}

/* What a channel brings from outside the network: of coolers and loads at each terminal, of leads and precooling what
 * they make or take away. */
static bool comes_from_outside(const cd_network *net, const cd_heat_channel *channel)
{
    const cd_link_kind *kind = net->links[channel->link].kind;
    return kind->source.suffix ? channel->terminal < 0 : !kind->passive;
}

/* All heats into nodes add up to what comes from outside. */
static void heats_are_conserved(void **unused)
{
    (void)unused;
    for (int seed = 70; seed <= 90; seed++) {
        cd_case *cs = random_case(seed);
        const cd_network *net = cs->net;
        jmp_buf landing;
        cd_arena *arena = cd_arena_new(&landing);
        cd_network_work *work = cd_network_work_new(arena, net);
        random_state(work);
        assert_int_equal(cd_network_heats(work, (cd_when){0, 1}, false), 0);
        double sum = 0, gross = 0, outside = 0;
        for (int i = 0; i < net->n_nodes; i++)
            sum += work->H_W[i];
        for (int t = 0; t < net->n_terminals; t++)
            gross += fabs(work->Q_W[t]);
        for (int c = 0; c < net->n_channels; c++)
            if (comes_from_outside(net, &net->channels[c]))
                outside += net->channels[c].sign * cd_network_channel(work, c);
        CHECK_NEAR(sum, outside, 1e-13 * gross + 1e-12);
        cd_arena_free(arena);
        cd_case_free(cs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(jacobian_is_the_derivative),
                                       cmocka_unit_test(massless_nodes_get_no_heat),
                                       cmocka_unit_test(heats_are_conserved)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
