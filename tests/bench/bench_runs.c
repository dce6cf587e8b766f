/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_runs - reads and runs a case as often as it is told, and says what each took in CPU time of this process.
 *
 *     bench_runs CASE [KEY=VALUE...]    overrides as of --set
 *
 * Orders on standard input, one a line, each answered by a line of JSON, so that other programs can run in turn:
 *     read                            reads the case once more; what it puts off to the first run counts as reading
 *     run RTOL [ledger] [rows]        one run; without rows: measures only, as sweeps run. Never what holds it back.
 */
#include "bench_case.h"

#include <math.h>
#include <string.h>

static void print_measures(const cd_run *run)
{
    printf("\"measures\": {");
    for (size_t m = 0; m < run->cs->n_measures; m++) {
        printf("%s\"%s\": ", m ? ", " : "", run->cs->measures[m].name);
        printf(isnan(run->measure[m]) ? "null" : "%.17g", run->measure[m]);
    }
    printf("}");
}

static void obey_run(const cd_case *cs, const char *order)
{
    cd_run_options options = {.rtol = strtod(order + strlen("run"), NULL),
                              .no_ledger = !strstr(order, "ledger"),
                              .no_rows = !strstr(order, "rows"),
                              .no_ranking = true};
    cd_run *run;
    double took = timed_run(cs, &options, &run);
    const cd_solver_statistics *s = &run->statistics;
    printf("{\"cpu_s\": %.9g, \"nodes\": %d, \"links\": %d, \"steps\": %ld, \"rhs\": %ld, \"jacobians\": %ld, "
           "\"end_s\": %.17g, ",
           took, cs->net->n_states, cs->net->n_links, s->steps, s->rhs, s->jacobians, run->t_end_s);
    print_measures(run);
    double began = cpu_s();
    cd_run_free(run);
    printf(", \"free_s\": %.9g}\n", cpu_s() - began);
}

/* Cells of a cooler's table are made when a run first asks for them: the first run of a case costs more than the
 * second.
 */
static double timed_whole_read(char **argv, int argc)
{
    const cd_run_options sweep = {.rtol = 1e-3, .no_ledger = true, .no_rows = true, .no_ranking = true};
    cd_case *cs;
    double took = timed_read(argv[1], argv + 2, argc - 2, &cs), first = timed_run(cs, &sweep, NULL);
    took += fmax(first - timed_run(cs, &sweep, NULL), 0);
    double began = cpu_s();
    cd_case_free(cs);
    return took + (cpu_s() - began);
}

int main(int argc, char **argv)
{
    char order[200];
    cd_case *cs;
    if (argc < 2)
        return 2;
    double took = timed_read(argv[1], argv + 2, argc - 2, &cs);
    printf("{\"cpu_s\": %.9g}\n", took);
    fflush(stdout);
    while (fgets(order, sizeof order, stdin)) {
        if (strncmp(order, "read", 4) == 0) {
            printf("{\"cpu_s\": %.9g}\n", timed_whole_read(argv, argc));
        } else if (strncmp(order, "run", 3) == 0) {
            obey_run(cs, order);
        } else {
            return 2;
        }
        fflush(stdout);
    }
    cd_case_free(cs);
    return 0;
}
