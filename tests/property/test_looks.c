/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run of any case says is the same without ledger and rows as with them: steps, measures, times of the audit to
 * the last bit; its heats nearly, since a run without a ledger takes those near the ends of its steps.
 */
#include "../../src/solve/run_impl.h"
#include "../run_bench.h"

#include <dirent.h>

static cd_run *run_with(const cd_case *cs, bool plain)
{
    cd_run *run;
    cd_run_options options = {.rtol = 1e-3, .no_ledger = plain, .no_rows = plain, .no_ranking = true};
    assert_int_equal(cd_run_new(cs, &options, &run), CD_OK);
    while (cd_run_step(run) == CD_GOING)
        ;
    assert_int_equal(run->status, CD_OK);
    return run;
}

/* Sums over so few steps are wrong by as much: 0.002 in the median of the audits of all cases. */
static void check_heats(const cd_run *plain, const cd_run *full)
{
    const double close = 3e-3;
    double most_J = 0;
    for (int c = 0; c < full->cs->net->n_channels; c++)
        most_J = fmax(most_J, full->recorder->through_J[c]);
    for (int c = 0; c < full->cs->net->n_channels; c++)
        CHECK_NEAR(plain->recorder->through_J[c], full->recorder->through_J[c], close * most_J);
    for (size_t i = 0; i < full->n_audit; i++)
        if (!isnan(full->audit[i].share))
            CHECK_NEAR(plain->audit[i].share, full->audit[i].share, close);
}

static void check_same(const cd_run *plain, const cd_run *full)
{
    assert_int_equal(plain->statistics.steps, full->statistics.steps);
    for (size_t m = 0; m < full->cs->n_measures; m++)
        if (!isnan(plain->measure[m])) /* those of energies need the ledger */
            CHECK_NEAR(plain->measure[m], full->measure[m], 0);
    assert_int_equal(plain->n_audit, full->n_audit);
    for (size_t i = 0; i < full->n_audit; i++) {
        const cd_audit_entry *a = &plain->audit[i], *b = &full->audit[i];
        assert_string_equal(a->what, b->what);
        assert_string_equal(a->how, b->how);
        assert_true(a->warning == b->warning);
        if (!isnan(b->time_s))
            CHECK_NEAR(a->time_s, b->time_s, 0);
        if (!isnan(b->T_extreme_K))
            CHECK_NEAR(a->T_extreme_K, b->T_extreme_K, 1e-4 * b->T_extreme_K); /* of massless nodes, too */
    }
    check_heats(plain, full);
}

static int check_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    int n = 0;
    assert_non_null(dir);
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        char path[1000];
        const char *end = strrchr(entry->d_name, '.');
        cd_case *cs;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (!end || strcmp(end, ".ini") != 0 || cd_case_read(path, NULL, &cs) != CD_OK)
            continue;
        print_message("%s\n", entry->d_name);
        cd_run *plain = run_with(cs, true), *full = run_with(cs, false);
        check_same(plain, full);
        cd_run_free(plain);
        done(full, cs);
        n++;
    }
    closedir(dir);
    return n;
}

static void ledger_and_rows_change_nothing(void **unused)
{
    (void)unused;
    assert_true(check_folder(CD_DATA_ROOT "/cases") > 10);
    assert_true(check_folder(CD_DATA_ROOT "/tests/golden/good") > 10);
    assert_true(check_folder(CD_DATA_ROOT "/tests/verification/analytic") > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ledger_and_rows_change_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
