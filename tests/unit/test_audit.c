/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run says of data used outside their range, of estimates and of recalled numbers.
 */
#include "../run_bench.h"

/* The entry whose what and how contain these texts, or NULL. */
static const cd_audit_entry *entry(const cd_run *run, const char *what, const char *how)
{
    for (size_t i = 0; i < run->n_audit; i++)
        if (strstr(run->audit[i].what, what) && strstr(run->audit[i].how, how))
            return &run->audit[i];
    return NULL;
}

static void tables_of_the_case_are_watched(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_case("[case]\nduration = 1 h\n[node b]\ncapacity = 4 K: 10 J/K, 77 K: 400 J/K\n[node v]\nfixed = 10 K\n"
                 "[conduction g]\nbetween = b, v\nG = 20 K: 1 W/K, 500 K: 2 W/K\n",
                 0, &cs);
    const cd_audit_entry *above = entry(run, "capacity of node \"b\"", "above its data (77 K)");
    assert_non_null(above);
    assert_true(above->warning && above->time_s > 0);
    CHECK_NEAR(above->T_extreme_K, 300, 1); /* the first step's end */
    const cd_audit_entry *below = entry(run, "G of conduction \"g\"", "below its data (20 K)");
    assert_non_null(below);
    CHECK_REL(below->time_s, 3600, 1e-9);
    CHECK_NEAR(below->T_extreme_K, 10, 1e-3);
    assert_null(entry(run, "capacity", "below"));
    assert_null(entry(run, "G of", "above"));
    done(run, cs);
}

/* The colder and the warmer end of a link count, whichever is named first. */
static void both_ends_are_watched(void **unused)
{
    (void)unused;
    for (int turned = 0; turned < 2; turned++) {
        char text[500];
        cd_case *cs;
        snprintf(text, sizeof text,
                 "[case]\nduration = 1 h\n[node b]\ncapacity = 1000 J/K\n[node cold]\nfixed = 10 K\n[node warm]\n"
                 "fixed = 600 K\n[conduction g]\nbetween = %s\nG = 20 K: 1 W/K, 500 K: 2 W/K\n"
                 "[conduction h]\nbetween = b, cold\nG = 1 W/K\n",
                 turned ? "warm, cold" : "cold, warm");
        cd_run *run = run_case(text, 0, &cs);
        const cd_audit_entry *above = entry(run, "G of", "above its data"),
                             *below = entry(run, "G of", "below its data");
        assert_non_null(above);
        assert_non_null(below);
        CHECK_REL(above->time_s, 3600, 1e-9);
        CHECK_REL(below->time_s, 3600, 1e-9);
        CHECK_NEAR(above->T_extreme_K, 600, 1e-12);
        CHECK_NEAR(below->T_extreme_K, 10, 1e-12);
        done(run, cs);
    }
}

static const char tube[] =
    "[case]\nduration = 100 d\n[node b]\ncapacity = 1 J/K\nstart = %g K\n[node v]\nfixed = %g K\n[conduction l]\n"
    "between = b, v\nmaterial = g10_warp\narea = 1 cm^2\nlength = 10 cm\nmass = no\n";

/* Below 4 K the conductivity of g10_warp is the file's own continuation (grade C): a link at 3.9 K .. 2 K rests on it,
 * one between 300 K and 250 K does not. */
static void estimated_conductivity_is_named(void **unused)
{
    (void)unused;
    for (int warm = 0; warm < 2; warm++) {
        char text[500];
        cd_case *cs;
        snprintf(text, sizeof text, tube, warm ? 300.0 : 3.9, warm ? 250.0 : 2.0);
        cd_run *run = run_case(text, 0, &cs);
        const cd_audit_entry *e = entry(run, "k of g10_warp", "share of the heat");
        if (warm)
            assert_null(e);
        else
            CHECK_NEAR(e ? e->share : 0, 1, 1e-9);
        done(run, cs);
    }
}

/* 4.0 K .. 3.6 K: the part of the conductivity integral below 4 K, times the capacity's share, is over 5 %; a warm body
 * of the same enthalpy drowns it. */
static void estimated_heat_capacity_is_named_from_five_per_cent(void **unused)
{
    (void)unused;
    for (int drowned = 0; drowned < 2; drowned++) {
        char text[700];
        cd_case *cs;
        snprintf(text, sizeof text,
                 "[case]\nduration = 1 d\n[node b]\nparts = g10_warp 1 kg\nstart = 3.9 K\n[node w]\ncapacity = %g "
                 "J/K\nstart = 3.9 K\n[node v]\nfixed = 2 K\n"
                 "[conduction g]\nbetween = b, v\nG = 1 W/K\n[conduction h]\nbetween = w, v\nG = 1 W/K\n",
                 drowned ? 27.0 : 16.0);
        cd_run *run = run_case(text, 0, &cs);
        const cd_audit_entry *e = entry(run, "c of g10_warp", "share of the enthalpy");
        /* c = 0.05484165397 T^2.6 J/(kg K) from 2 K to 3.9 K; the blend at 4 K changes it by up to 4e-4 near 3.9 K. */
        double part_J = 0.05484165397 / 3.6 * (pow(3.9, 3.6) - pow(2, 3.6));
        if (drowned)
            assert_null(e);
        else
            CHECK_REL(e ? e->share : 0, part_J / (part_J + 1.9 * 16), 4e-4);
        done(run, cs);
    }
}

static void recalled_joints_are_named_without_a_cooler(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 1 h\n[node b]\ncapacity = 10 J/K\n[node bath]\nfixed = 4.2 K\n[contact "
                           "j]\nbetween = b, bath\n"
                           "joint = ss304_bare\nforce = 445 N\n",
                           0, &cs);
    const cd_audit_entry *e = entry(run, "ss304_bare", "");
    assert_non_null(e);
    CHECK_NEAR(e->share, 1, 1e-12);
    done(run, cs);
}

static void a_stopped_cooler_uses_no_map(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 1 h\n[node b]\ncapacity = 1000 J/K\n[node v]\nfixed = 290 "
                           "K\n[conduction g]\nbetween = b, v\nG = 1 mW/K\n"
                           "[cooler c]\nmodel = CryoTelGT\nstage1 = b\nstop = 1 s\n[cooler own]\nstage1 = b\nlift = 30 "
                           "K: 5 W, 80 K: 20 W\nstop = 600 s\n",
                           0, &cs);
    const cd_audit_entry *map = entry(run, "map of CryoTelGT", ""),
                         *own = entry(run, "lift of cooler \"own\"", "outside");
    assert_non_null(map);
    assert_true(map->time_s <= 1 + 1e-9); /* 300 K is above its 298 K */
    assert_non_null(own);
    assert_true(own->time_s <= 600 + 1e-9);
    done(run, cs);
}

static const char warm_lead[] =
    "[case]\nduration = 3 h\n[node top]\nfixed = 80 K\n[node bottom]\nfixed = 20 K\n[lead hts]\nbetween = top, "
    "bottom\nmaterial = ss304\narea = 20 mm^2\nlength = 0.3 m\nsegments = 3\nT_critical = 65 K\ntransition = 10 K\n%s";

/* A superconducting lead whose warmest cell (70 K) is normal: said while it carries current, and for how long. */
static void a_lead_above_its_critical_temperature(void **unused)
{
    (void)unused;
    static const char *const current[] = {"", "current = 0 h: 0 A, 1 h: 0 A, 2 h: 1 A\n", "current = 1 A\n"};
    static const double time_s[] = {0, 7200, 10800};
    for (size_t i = 0; i < 3; i++) {
        char text[500];
        cd_case *cs;
        snprintf(text, sizeof text, warm_lead, current[i]);
        cd_run *run = run_case(text, 0, &cs);
        const cd_audit_entry *e = entry(run, "lead \"hts\"", "above T_critical (65 K) while it carries current");
        if (i == 0)
            assert_null(e);
        else {
            CHECK_REL(e ? e->time_s : 0, time_s[i], 1e-9);
            CHECK_NEAR(e->T_extreme_K, 70, 5);
            assert_true(e->warning && cd_run_n_warnings(run) > 0);
        }
        done(run, cs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables_of_the_case_are_watched),
                                       cmocka_unit_test(both_ends_are_watched),
                                       cmocka_unit_test(estimated_conductivity_is_named),
                                       cmocka_unit_test(estimated_heat_capacity_is_named_from_five_per_cent),
                                       cmocka_unit_test(a_lead_above_its_critical_temperature),
                                       cmocka_unit_test(recalled_joints_are_named_without_a_cooler),
                                       cmocka_unit_test(a_stopped_cooler_uses_no_map)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
