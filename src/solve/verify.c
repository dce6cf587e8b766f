/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verify - how far the measures of a run may be off for numerical reasons: what they move at a hundredth of all
 * tolerances, and what they move from there when all tables and maps are twice as fine. An estimate, no bound: both
 * differences contain the larger part of the error where it falls with tolerance and spacing as it should.
 */
#include "run_impl.h"

#include <math.h>
#include <string.h>

static const double tighten = 0.01, tightest_rtol = 1e-12;

/* A finished run of a case at tighter tolerances, or NULL and a sentence in the run's note. */
static cd_run *tight_run(cd_run *run, const cd_case *cs, const char *which)
{
    cd_run *other;
    double by = fmax(tighten, fmin(1, tightest_rtol / run->options.rtol));
    cd_run_options options = {.rtol = run->options.rtol / run->options.tighten,
                              .no_ledger = run->options.no_ledger,
                              .no_ranking = true,
                              .tighten = by * run->options.tighten};
    if (cd_run_new(cs, &options, &other) == CD_OK)
        while (cd_run_step(other) == CD_GOING)
            ;
    if (other && other->status == CD_OK) {
        run->verify_rtol = other->options.rtol;
        return other;
    }
    const char *why = other && other->error ? other->error : "no memory left";
    run->verify_note = cd_arena_printf(run->arena, "the run %s failed: %s", which, why);
    cd_run_free(other);
    return NULL;
}

static void differ(const cd_run *run, const cd_run *from, const cd_run *to, double *moved)
{
    for (size_t m = 0; m < run->cs->n_measures; m++)
        moved[m] = to->measure[m] - from->measure[m];
}

static cd_status hold_against(cd_run *run, const cd_case *fine)
{
    cd_run *tight = tight_run(run, run->cs, "at tighter tolerances");
    if (!tight)
        return CD_FAILED;
    differ(run, run, tight, run->moved_by_tolerance);
    cd_run *finer = tight_run(run, fine, "with finer tables");
    if (finer)
        differ(run, tight, finer, run->moved_by_tables);
    cd_run_free(tight);
    cd_run_free(finer);
    return finer ? CD_OK : CD_FAILED;
}

static void prepare(cd_run *run)
{
    size_t n = run->cs->n_measures;
    run->verified = true;
    run->verify_note = NULL;
    run->moved_by_tolerance = cd_arena_alloc(run->arena, n, sizeof(double));
    run->moved_by_tables = cd_arena_alloc(run->arena, n, sizeof(double));
    for (size_t m = 0; m < n; m++)
        run->moved_by_tolerance[m] = run->moved_by_tables[m] = NAN;
}

/* The same case with finer tables: read from the same file with the same options. */
static cd_status verify(cd_run *run, const cd_read_options *options)
{
    cd_case *fine;
    cd_read_options how = options ? *options : (cd_read_options){0};
    how.fine_tables = true;
    prepare(run);
    cd_status status = cd_case_read(run->cs->path, &how, &fine);
    if (status == CD_OK && fine->n_measures == run->cs->n_measures)
        status = hold_against(run, fine);
    else if (status != CD_NO_MEMORY) {
        run->verify_note = "the case cannot be read again";
        status = CD_FAILED;
    }
    cd_case_free(fine);
    return status;
}

cd_status cd_run_verify(cd_run *run, const cd_read_options *options)
{
    if (run->status != CD_OK)
        return CD_FAILED;
    if (setjmp(run->landing) != 0)
        return CD_NO_MEMORY;
    return verify(run, options);
}

static double moved(const cd_run *run, const double *by, const char *measure)
{
    for (size_t m = 0; run->verified && m < run->cs->n_measures; m++)
        if (strcmp(run->cs->measures[m].name, measure) == 0)
            return by[m];
    return NAN;
}

double cd_run_moved_by_tolerance(const cd_run *run, const char *measure)
{
    return moved(run, run->moved_by_tolerance, measure);
}

double cd_run_moved_by_tables(const cd_run *run, const char *measure)
{
    return moved(run, run->moved_by_tables, measure);
}
