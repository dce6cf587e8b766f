/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_material_file - how materials are asked for, how files and [material] sections are read, and every mistake in
 * either; the forms that no file of the library uses yet.
 */
#include "material_texts.h"

#include "../../src/material/piecewise.h"

/* --- asking for a material --- */

static void names_aliases_and_arguments(void **state)
{
    fixture *f = *state;
    const cd_material *copper = material_of(f, "copper(RRR=50)");
    assert_non_null(copper);
    assert_ptr_equal(material_of(f, " copper( RRR = 50 ) "), copper);
    assert_ptr_equal(material_of(f, "cu(RRR=$r)"), copper);
    assert_ptr_equal(material_of(f, "cu(data=default, RRR=$(2 * 25))"), copper);
    assert_ptr_not_equal(material_of(f, "copper(RRR=50.5)"), copper);
    assert_string_equal(material_of(f, "copper(RRR=50.5)")->name, "copper(RRR=50.5)");
    assert_string_equal(material_of(f, "copper(data=nist, RRR=50)")->name, "copper(RRR=50, data=nist)");
    assert_string_equal(material_of(f, "304")->name, "ss304");
    assert_string_equal(material_of(f, "6061(data=nist)")->name, "al6061_t6(data=nist)");
    assert_ptr_equal(material_of(f, "g10"), material_of(f, "g10_normal"));
    /* k grows with RRR, c does not know it. */
    const cd_material *purer = material_of(f, "copper(RRR=100)");
    assert_true(cd_curve_value(purer->conductivity->curve, 4) > 1.9 * cd_curve_value(copper->conductivity->curve, 4));
    CHECK_REL(cd_curve_value(purer->specific_heat->curve, 77), cd_curve_value(copper->specific_heat->curve, 77), 0);
    expect_none(f);
}

static void default_RRR_is_a_warning_once(void **state)
{
    fixture *f = *state;
    assert_string_equal(material_of(f, "copper")->name, "copper(RRR=100)");
    expect_one(f, CD_WARNING, "no RRR given for material \"copper\": 100 is assumed", "copper(RRR=100)");
    assert_non_null(material_of(f, "cu"));
    assert_non_null(material_of(f, "copper(data=nist)"));
    expect_none(f);
}

static void refused(fixture *f, const char *spec, const char *words, const char *hint)
{
    assert_null(material_of(f, spec));
    expect_one(f, CD_ERROR, words, hint);
}

static void wrong_ways_to_ask(void **state)
{
    fixture *f = *state;
    refused(f, "coper(RRR=50)", "unrecognized material \"coper\"", "did you mean \"copper\"?");
    refused(f, "coper(RRR=50)", "looked for in " CD_DATA_ROOT "/materials", NULL);
    refused(f, "unobtainium", "unrecognized material \"unobtainium\"", "`cooldown material` lists those there are");
    refused(f, "", "missing name", NULL);
    refused(f, "(RRR=50)", "missing name", NULL);
    refused(f, "copper(RRR=50", "closing parenthesis", NULL);
    refused(f, "copper(RRR=50) 4 kg", "closing parenthesis", NULL);
    refused(f, "copper()", "not of the form name=value", NULL);
    refused(f, "copper(50)", "argument \"50\" of material \"copper\" is not of the form", "RRR=50");
    refused(f, "copper(RRR=)", "not of the form", NULL);
    refused(f, "copper(rrr=50)", "unrecognized argument \"rrr\"", "did you mean \"RRR\"?");
    refused(f, "copper(purity=50)", "unrecognized argument \"purity\"", "takes RRR=number, B=field and data=word");
    refused(f, "copper(RRR=50, RRR=60)", "\"RRR\" of material \"copper\" given twice", NULL);
    refused(f, "copper(RRR=fifty)", "", NULL);
    refused(f, "copper(RRR=50 K)", "", NULL);
    refused(f, "copper(RRR=5)", "RRR 5 of material \"copper\" is outside its range", "from 10 to 2000");
    refused(f, "copper(RRR=2001)", "outside its range", NULL);
    refused(f, "copper(RRR=0)", "RRR 0 of material \"copper\" is not positive", NULL);
    refused(f, "copper(RRR=-50)", "not positive", NULL);
    refused(f, "copper(RRR=70, data=nist)", "with data=nist has no RRR 70", "50, 100, 150, 300, 500");
    refused(f, "copper(RRR=50, data=nits)", "unrecognized data \"nits\"", "did you mean \"nist\"?");
    refused(f, "nbti(data=nist)", "unrecognized data \"nist\"", "choose from: default");
    refused(f, "nbti(RRR=50)", "material \"nbti\" takes no RRR", NULL);
}

static void names_and_files(void **state)
{
    fixture *f = *state;
    const char *const *names;
    const cd_source *const *sources;
    const char *const want[] = {"al6061_t6", "copper", "g10_normal", "g10_warp", "nbti", "ss304"};
    size_t n = cd_materials_names(f->materials, &names), found = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sizeof want / sizeof *want; k++)
            found += strcmp(names[i], want[k]) == 0;
    assert_int_equal(found, sizeof want / sizeof *want);
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(names[i - 1], names[i]) < 0);
    assert_int_equal(cd_materials_files(f->materials, &sources), 0);
    material_of(f, "304");
    material_of(f, "ss304(data=nist)");
    material_of(f, "nbti");
    assert_int_equal(cd_materials_files(f->materials, &sources), 2); /* looking for the alias is not reading */
    assert_non_null(strstr(sources[0]->path, "ss304.ini"));
    assert_int_equal(strlen(cd_source_sha256(f->arena, sources[1])), 64);
}

/* --- materials of the case --- */

static void a_case_has_its_own_materials(void **state)
{
    fixture *f = *state;
    assert_true(define(f, "[material resin]\ntitle = Our resin\ndensity = 1.2 g/cm^3\n"
                          "k = 4 K: 0.05 W/(m K), 300 K: 0.25 W/(m K)\nc = $(3 J/(kg K^2) * T)\n"));
    const cd_material *resin = material_of(f, "resin");
    assert_non_null(resin);
    assert_string_equal(resin->title, "Our resin");
    CHECK_REL(resin->density_kg_per_m3, 1200, 1e-15);
    CHECK_REL(cd_curve_value(resin->specific_heat->curve, 77), 231, 1e-12);
    CHECK_REL(cd_curve_value(resin->conductivity->curve, 300), 0.25, 1e-7);
    assert_true(resin->conductivity->T_min_K == 4 && resin->conductivity->T_max_K == 300);
    assert_true(resin->specific_heat->pieces[0].grade == CD_GRADE_USER && resin->specific_heat->n_pieces == 1);
    CHECK_REL(resin->specific_heat->source_value(resin->specific_heat->source_ctx, 77), 231, 1e-12);
    assert_true(define(f, "[material foam]\nk = 0.03 W/(m K)\n"));
    assert_true(isnan(material_of(f, "foam")->density_kg_per_m3) && !material_of(f, "foam")->specific_heat);
    const char *const *names;
    size_t n = cd_materials_names(f->materials, &names), found = 0;
    for (size_t i = 0; i < n; i++)
        found += strcmp(names[i], "resin") == 0 || strcmp(names[i], "foam") == 0;
    assert_int_equal(found, 2);
    expect_none(f);

    refused(f, "resin(RRR=50)", "material \"resin\" takes no RRR", NULL);
    refused(f, "resim", "unrecognized material", "did you mean \"resin\"?");
}

static void wrong_materials_of_a_case(void **state)
{
    fixture *f = *state;
    const struct {
        const char *text, *words, *hint;
    } wrong[] = {
        {"[material copper]\nk = 1 W/(m K)\n", "\"copper\" is already in the library", "another name"},
        {"[material cu]\nk = 1 W/(m K)\n", "\"cu\" is already in the library", "another name"},
        {"[material]\nk = 1 W/(m K)\n", "missing name", "[material my_alloy]"},
        {"[material a]\n", "no property in material \"a\"", "add k"},
        {"[material a]\nk = 0 W/(m K)\n", "\"k\" must be positive", NULL},
        {"[material a]\nk = 1 W/K\n", "is wanted", NULL},
        {"[material a]\nk = 1 W/(m K)\ncp = 1 J/(kg K)\n", "unrecognized key \"cp\" in material \"a\"", "\"c\""},
        {"[material a]\nk = 1 W/(m K)\ndensity = -3 kg/m^3\n", "density must be positive", NULL},
        {"[material a]\nk = 1 W/(m K)\ndensity = 3\n", "needs a unit", NULL},
        {"[material a]\nk = 4 K: 1 W/(m K), 3 K: 2 W/(m K)\n", "does not come after", NULL},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        fresh_materials(f); /* a name that was wrong once is taken */
        assert_false(define(f, wrong[i].text));
        expect_one(f, CD_ERROR, wrong[i].words, wrong[i].hint);
    }
    fresh_materials(f);
    assert_true(define(f, "[material a]\nk = 1 W/(m K)\n"));
    assert_false(define(f, "[material a]\nk = 1 W/(m K)\n"));
    expect_one(f, CD_ERROR, "material \"a\" defined twice", NULL);
}

/* --- files --- */

#define HEAD  "[material alloy]\nalias = our_alloy, other\n"
#define PIECE "[piece k1]\nproperty = k\nrange = 4 K .. 300 K\n" ABOUT

static void wrong_file(fixture *f, const char *text, const char *words, const char *hint)
{
    char folder[32];
    write_file(f, folder, text);
    assert_null(material_of(f, "alloy"));
    forget(folder);
    expect_one(f, CD_ERROR, words, hint);
    assert_null(material_of(f, "alloy")); /* said once */
    expect_none(f);
}

static void wrong_files(void **state)
{
    fixture *f = *state;
    wrong_file(f, HEAD, "no pieces in the file of material \"alloy\"", NULL);
    wrong_file(f, PIECE "form = constant\nvalue = 3\n", "section [piece] out of place", NULL);
    wrong_file(f, "[material steel]\n" PIECE "form = constant\nvalue = 3\n", "file \"alloy.ini\" holds another name",
               NULL);
    wrong_file(f, HEAD "[node a]\n" PIECE "form = constant\nvalue = 3\n", "section [node] out of place", NULL);
    wrong_file(f, HEAD "densty = 8 kg/m^3\n" PIECE "form = constant\nvalue = 3\n", "unrecognized key \"densty\"",
               "did you mean \"density\"?");
    wrong_file(f, HEAD "density = 8 kg\n" PIECE "form = constant\nvalue = 3\n", "is wanted", NULL);
    wrong_file(f, HEAD "RRR_range = 10 .. 20\n" PIECE "form = constant\nvalue = 3\n", "missing key \"RRR\"", NULL);
    wrong_file(f, HEAD PIECE "form = constnt\nvalue = 3\n", "unrecognized form \"constnt\" in piece \"k1\"",
               "did you mean \"constant\"?");
    wrong_file(f, HEAD PIECE, "missing key \"form\"", NULL);
    wrong_file(f, HEAD PIECE "form = constant\n", "missing key \"value\" in piece \"k1\"", "constant: y = value");
    wrong_file(f, HEAD PIECE "form = constant\nvalue = 3, 4\n", "\"value\" has 2 numbers and needs 1", NULL);
    wrong_file(f, HEAD PIECE "form = constant\nvalue = 3\nvalue = 4\n", "\"value\" given twice", NULL);
    wrong_file(f, HEAD PIECE "form = constant\nvalue = 3\ncoef = 4\n", "unrecognized key \"coef\"", NULL);
    wrong_file(f, HEAD PIECE "form = constant\nvalue = 3 W\n", "is wanted", NULL);
    wrong_file(f, HEAD PIECE "form = constant\nvalue = $r\n", "", NULL); /* a case's parameters do not reach in here */
    wrong_file(f, HEAD PIECE "form = constant\nvalue = -3\n", "k of material \"alloy\" is not positive and finite",
               NULL);
    wrong_file(f, HEAD PIECE "form = nist_cu_rational\ncoef = 1, 2\n", "\"coef\" has 2 numbers and needs 9", NULL);
    wrong_file(f, HEAD PIECE "form = power_sum\ncoef = 1, 2\npower = 1\n", "one number for each number of \"coef\"",
               NULL);
    wrong_file(f, HEAD PIECE "form = table\nT = 4, 3\ny = 1, 2\n", "must be above 0 and increase", NULL);
    wrong_file(f, HEAD PIECE "form = table\nT = 4, 30\ny = 1\n", "one value for each number of \"T\"", NULL);
    wrong_file(f, HEAD PIECE "form = table\nT = 4, 30\ny = 0, 1\n", "the values of a table must be positive", NULL);
    wrong_file(f, HEAD PIECE "form = table\nT = 4, 30\ny = 2, 1\ninterpolation = loglg\n",
               "unrecognized interpolation \"loglg\"", "did you mean \"loglog\"?");
    wrong_file(f, HEAD PIECE "form = sc_twofluid\ngamma = 1\nbeta = 2\nTc = 0.09\n", "must be above 0.1 K", NULL);
    wrong_file(f, HEAD PIECE "form = hust_lankford\nP = 1, 2, 3, 4, 5, 6, 7\nrho_ref = 1\nL0 = 1\n",
               "of form hust_lankford needs a material with RRR", "RRR_range");
    wrong_file(f,
               "[material alloy]\nRRR = 5\nRRR_range = 1 .. 9\n" PIECE
               "form = hust_lankford\nP = 1, 2, 3, 4, 5, 6, 7\nrho_ref = 1\nL0 = 1\nWc = 1, 2, 3, 4, 5\n",
               "\"Wc\" has 5 numbers and needs a multiple of 4", NULL);
}

/* k is right; rho falls to zero within its range, and an emissivity of 2 is none. */
static const char partly_wrong[] =
    HEAD PIECE "form = constant\nvalue = 3\n"
               "[piece r]\nproperty = rho\nrange = 4 K .. 300 K\nform = poly\ncoef = 1e-8, -1e-10\n" ABOUT
               "[piece e]\nproperty = emissivity\nrange = 4 K .. 300 K\nform = constant\nvalue = 2\n" ABOUT;

/* What nothing needs is not tabulated, and what is wrong with it is said when something does, once. */
static void properties_are_tabulated_when_needed(void **state)
{
    fixture *f = *state;
    char folder[32];
    write_file(f, folder, partly_wrong);
    const cd_value name = value_of(f, "alloy");
    const cd_material *alloy = cd_material_find(f->materials, &f->rd, &name);
    forget(folder);
    assert_non_null(alloy);
    expect_none(f);
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        const cd_property *property = cd_material_property(alloy, (cd_property_kind)i);
        assert_true(!property || !property->curve);
    }
    assert_true(cd_property_need(&f->rd, alloy->conductivity));
    const cd_curve *k = alloy->conductivity->curve;
    CHECK_REL(cd_curve_value(k, 20), 3, 1e-15);
    assert_true(cd_property_need(&f->rd, alloy->conductivity));
    assert_ptr_equal(alloy->conductivity->curve, k); /* not made again */
    assert_null(alloy->resistivity->curve);
    expect_none(f);
    assert_false(cd_property_need(&f->rd, alloy->resistivity));
    expect_one(f, CD_ERROR, "rho of material \"alloy\" is not positive and finite at", NULL);
    assert_false(cd_materials_complete(f->materials, &f->rd));
    expect_one(f, CD_ERROR, "emissivity of material \"alloy\" is 2 at", NULL);
    assert_false(cd_property_need(&f->rd, alloy->resistivity));
    assert_false(cd_property_need(&f->rd, alloy->emissivity));
    assert_null(cd_material_get(f->materials, &f->rd, &name));
    expect_none(f);
}

/* A curve that was put off is the one that is made at once, and a part has its c alone. */
static void what_was_put_off_is_the_same(void **state)
{
    fixture *f = *state;
    const cd_value name = value_of(f, "ss304");
    const cd_material *part = cd_material_get_for_c(f->materials, &f->rd, &name, 0);
    assert_non_null(part->specific_heat->curve);
    assert_null(part->conductivity->curve);
    assert_ptr_equal(cd_material_find(f->materials, &f->rd, &name), part);
    const cd_curve *c = part->specific_heat->curve;
    fresh_materials(f);
    const cd_curve *whole = material_of(f, "ss304")->specific_heat->curve;
    assert_int_equal(whole->n_pieces, c->n_pieces);
    assert_memory_equal(whole->piece, c->piece, c->n_pieces * sizeof *c->piece);
    assert_ptr_equal(material_of(f, "ss304")->specific_heat->curve, whole);
    assert_non_null(material_of(f, "ss304")->conductivity->curve);
    expect_none(f);
}

static void an_earlier_folder_hides_a_later_one(void **state)
{
    fixture *f = *state;
    char first[32], second[32];
    const char *const *names;
    write_file(f, first, HEAD "density = 3 kg/m^3\n" PIECE "form = constant\nvalue = 3\n");
    write_file(f, second, HEAD "density = 4 kg/m^3\n" PIECE "form = constant\nvalue = 4\n");
    const char *folders[] = {second, first};
    f->materials = cd_materials_new(&f->rd, folders, 2);
    assert_int_equal(cd_materials_names(f->materials, &names), 1);
    CHECK_REL(material_of(f, "alloy")->density_kg_per_m3, 4, 1e-15);
    forget(first);
    forget(second);
    expect_none(f);
}

static void wrong_words_about_a_piece(void **state)
{
    fixture *f = *state;
    const char *const good[] = {"property = k\n", "range = 4 K .. 300 K\n", "grade = C\n", "source = \"a book\"\n"};
    const struct {
        int replaces;
        const char *line, *words, *hint;
    } wrong[] = {
        {0, "", "missing key \"property\"", NULL},
        {0, "property = mu\n", "unrecognized property \"mu\"", "choose from: k, c, rho, contraction, emissivity"},
        {1, "", "missing key \"range\"", NULL},
        {1, "range = 4 .. 300 K\n", "", NULL},
        {1, "range = 300 K .. 4 K\n", "", NULL},
        {1, "range = 0 K .. 4 K\n", "range not rising from above 0 in piece \"k1\"", "4 K .. 300 K"},
        {1, "range = 4 K .. 300 K in 5\n", "range not rising", NULL},
        {2, "", "missing key \"grade\"", NULL},
        {2, "grade = E\n", "unrecognized grade \"E\"", NULL},
        {3, "", "missing key \"source\"", NULL},
        {3, "source = s\nestimate = perhaps\n", "unrecognized estimate \"perhaps\"", NULL},
        {3, "source = s\nerror = 5 K\n", "is wanted", NULL},
        {3, "source = s\n[piece k1]\nproperty = c\nform = constant\nvalue = 1\nrange = 1 K .. 2 K\n" ABOUT,
         "piece \"k1\" given twice", NULL},
        {3, "source = s\n[piece k2]\nproperty = k\nform = constant\nvalue = 1\nrange = 310 K .. 400 K\n" ABOUT,
         "piece \"k2\" begins at 310 K, but the piece before it ends at 300 K", "without gap or overlap"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[1024] = HEAD "[piece k1]\nform = constant\nvalue = 3\n";
        for (int k = 0; k < 4; k++)
            strcat(text, k == wrong[i].replaces ? "" : good[k]);
        strcat(text, wrong[i].line);
        wrong_file(f, text, wrong[i].words, wrong[i].hint);
    }
}

/* --- forms and joins --- */

static const cd_property *k_of_file(fixture *f, const char *text)
{
    char folder[32];
    write_file(f, folder, text);
    const cd_material *alloy = material_of(f, "our_alloy");
    forget(folder);
    expect_none(f);
    assert_non_null(alloy);
    assert_string_equal(alloy->name, "alloy");
    return alloy->conductivity;
}

static void forms_have_their_values(void **state)
{
    fixture *f = *state;
    const struct {
        const char *keys;
        double T_K, want;
    } form[] = {
        {"form = constant\nvalue = 2.385\n", 77, 2.385},
        {"form = power\na = 2.385\nn = -0.5\n", 49, 2.385 / 7},
        {"form = power_sum\ncoef = 2, 0.01\npower = 1, 2.5\nscale = 3\n", 25, 3 * (2 * 25 + 0.01 * 3125)},
        {"form = poly\ncoef = 1, 2, 3\nT0 = 100\nscale = 5\n", 50, 5 * (1 + 1 + 0.75)},
        {"form = log10_poly\ncoef = 0.5, -1, 0.25\n", 100, 0.31622776601683794},          /* 10^(0.5 - 2 + 1) */
        {"form = ln_poly\ncoef = 0.5, -1, 0.25\n", 7.38905609893065, 0.6065306597126334}, /* e^(0.5 - 2 + 1) */
        {"form = table\nT = 4, 16, 64\ny = 3, 6, 48\ninterpolation = loglog\n", 8, 4.242640687119285},
        {"form = table\nT = 4, 16, 64\ny = 3, 6, 48\ninterpolation = loglog\n", 32, 16.970562748477143},
        {"form = table\nT = 4, 16, 64\ny = 3, 6, 48\ninterpolation = linlin\n", 13, 5.25},
        {"form = table\nT = 4, 16, 64\ny = 3, 6, 48\n", 16, 6},
        /* exp(PchipInterpolator(log T, log y)(log 8)) of scipy 1.10.1 */
        {"form = table\nT = 4, 16, 64\ny = 3, 6, 48\n", 8, 3.725573436220451},
    };
    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        char text[512];
        snprintf(text, sizeof text, HEAD PIECE "%s", form[i].keys);
        const cd_property *k = k_of_file(f, text);
        CHECK_REL(k->source_value(k->source_ctx, form[i].T_K), form[i].want, 1e-14);
    }
}

/* A straight-line table has corners at its points, rounded over +-5 % in T by a parabola. */
static void corners_of_tables_are_rounded(void **state)
{
    fixture *f = *state;
    const cd_property *k =
        k_of_file(f, HEAD PIECE "form = table\nT = 4, 64, 300\ny = 3, 6, 2\ninterpolation = linlin\n");
    for (double T_K = 4.1; T_K < 299; T_K *= 1.0071)
        CHECK_REL(cd_curve_value(k->curve, T_K),
                  fabs(T_K - 64) < 3.2 ? 6 + 0.05 * (T_K - 64) - (0.05 + 4.0 / 236) * (T_K - 60.8) * (T_K - 60.8) / 12.8
                  : T_K < 64           ? 3 + (T_K - 4) / 20
                                       : 6 - (T_K - 64) * 4 / 236,
                  1e-6);
}

static void pieces_are_blended_where_they_disagree(void **state)
{
    fixture *f = *state;
    const cd_property *k =
        k_of_file(f, HEAD "[piece a]\nproperty = k\nform = power\na = 2\nn = 1\nrange = 4 K .. 20 K\n" ABOUT
                          "[piece b]\nproperty = k\nform = power\na = 20\nn = 0.24\nrange = 20 K .. 21 K\n" ABOUT
                          "[piece c]\nproperty = k\nform = power\na = 20\nn = 0.245\nrange = 21 K .. 100 K\n" ABOUT);
    /* The middle piece is 5 % long, its half is left to each join. */
    cd_join_effect join = cd_piecewise_join(k, 0);
    CHECK_REL(join.T_from_K, 20 / sqrt(21.0 / 20), 1e-14);
    CHECK_REL(join.T_to_K, 20 * sqrt(21.0 / 20), 1e-14);
    const double b20 = 20 * pow(20, 0.24);
    CHECK_REL(k->source_value(k->source_ctx, 20), (2 * 20 + b20) / 2, 1e-14);
    CHECK_REL(k->source_value(k->source_ctx, 19.4), 2 * 19.4, 1e-14);
    /* A quarter of the way in ln T: S(1/4) = 53/512. */
    double T_K = 20 * pow(1.05, -0.25);
    CHECK_REL(k->source_value(k->source_ctx, T_K), 2 * T_K + (20 * pow(T_K, 0.24) - 2 * T_K) * 53 / 512, 1e-14);
    /* The log-slopes at 21 K differ by 0.005 only, but the values by 1.5 %. */
    join = cd_piecewise_join(k, 1);
    CHECK_REL(join.T_to_K, 21 * sqrt(21.0 / 20), 1e-14);

    k = k_of_file(f, HEAD "[piece a]\nproperty = k\nform = power\na = 2\nn = 1\nrange = 4 K .. 32 K\n" ABOUT
                          "[piece b]\nproperty = k\nform = power\na = 2.035\nn = 0.995\nrange = 32 K .. 90 K\n" ABOUT);
    join = cd_piecewise_join(k, 0); /* 64 and 63.99...: 1.5e-4 apart */
    CHECK_REL(join.T_to_K, 32 * 1.05, 1e-14);
    k = k_of_file(f, HEAD "[piece a]\nproperty = k\nform = power\na = 2\nn = 1\nrange = 4 K .. 32 K\n" ABOUT
                          "[piece b]\nproperty = k\nform = poly\ncoef = 0, 2\nrange = 32 K .. 90 K\n" ABOUT);
    join = cd_piecewise_join(k, 0);
    assert_true(join.T_from_K == 32 && join.T_to_K == 32);
    CHECK_REL(cd_curve_value(k->curve, 33), 66, 1e-12);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(names_aliases_and_arguments),
        TEST(default_RRR_is_a_warning_once),
        TEST(wrong_ways_to_ask),
        TEST(names_and_files),
        TEST(a_case_has_its_own_materials),
        TEST(wrong_materials_of_a_case),
        TEST(wrong_files),
        TEST(properties_are_tabulated_when_needed),
        TEST(what_was_put_off_is_the_same),
        TEST(an_earlier_folder_hides_a_later_one),
        TEST(wrong_words_about_a_piece),
        TEST(forms_have_their_values),
        TEST(corners_of_tables_are_rounded),
        TEST(pieces_are_blended_where_they_disagree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
