/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_material_case - how a case describes a material of its own: pieces, csv files, keys, and the magnetic field that
 * a material is asked for in.
 */
#include "material_texts.h"

#define PIECE "[piece p]\nmaterial = m\nproperty = k\nform = power\na = 2\nn = 0.5\nrange = 4 K .. 300 K\n" ABOUT

static void accepted(fixture *f, const char *text)
{
    no_library(f);
    bool good = define(f, text);
    expect_none(f);
    assert_true(good);
}

static void refused(fixture *f, const char *text, const char *words, const char *hint)
{
    no_library(f);
    assert_false(define(f, text));
    expect_one(f, CD_ERROR, words, hint);
}

/* --- pieces --- */

static void pieces_in_a_case(void **state)
{
    fixture *f = *state;
    /* They may stand before their material, and those of two materials among each other. */
    accepted(f, PIECE "[material m]\ndensity = 3 g/cm^3\nclass = dielectric\nc = 5 J/(kg K)\n[material other]\n"
                      "[piece q]\nmaterial = other\nproperty = rho\nform = constant\nvalue = 1e-8\n"
                      "range = 4 K .. 300 K\n" ABOUT
                      "[piece p2]\nmaterial = m\nproperty = k\nform = constant\nvalue = 34.641016151377546\n"
                      "range = 300 K .. 320 K\n" ABOUT);
    const cd_material *m = material_of(f, "m"), *other = material_of(f, "other");
    CHECK_REL(source_at(m->conductivity, 100), 20, 1e-14);
    CHECK_REL(source_at(m->conductivity, 318), 34.641016151377546, 1e-14);
    assert_int_equal(m->conductivity->n_pieces, 2);
    assert_string_equal(m->conductivity->pieces[1].name, "p2");
    assert_true(m->conductivity->pieces[0].grade == CD_GRADE_C);
    assert_string_equal(m->conductivity->below, "as T^2"); /* the class */
    CHECK_REL(source_at(m->specific_heat, 100), 5, 1e-14);
    CHECK_REL(m->density_kg_per_m3, 3000, 1e-14);
    CHECK_REL(source_at(other->resistivity, 20), 1e-8, 1e-14);
    assert_null(other->conductivity);
    /* With RRR and data sets, as a file has them. */
    accepted(f, "[material m]\nRRR = 100\nRRR_range = 10 .. 2000\n[piece a]\nmaterial = m\nproperty = k\n"
                "form = residual_plus_table\nT = 4, 320\nWi = 0.01, 0.01\nrho_ref = 1e-7\nL0 = 2.5e-8\n"
                "range = 4 K .. 320 K\ndata = default, mine\n" ABOUT);
    /* W0 = 1e-7 / (50 2.5e-8 20). */
    CHECK_REL(source_at(material_of(f, "m(RRR=50, data=mine)")->conductivity, 20), 1 / (0.01 + 0.004), 1e-13);
    expect_none(f);
    assert_null(material_of(f, "m(RRR=5)"));
    expect_one(f, CD_ERROR, "RRR 5 of material \"m\" is outside its range", "from 10 to 2000");
}

static void wrong_pieces_in_a_case(void **state)
{
    fixture *f = *state;
    refused(f, "[material m]\nk = 1 W/(m K)\n" PIECE, "property \"k\" given by a piece and by a key in material \"m\"",
            "keep one of the two");
    refused(f, "[material n]\nk = 1 W/(m K)\n" PIECE, "piece \"p\" belongs to no material of this case",
            "add material = NAME");
    refused(f,
            "[material n]\nk = 1 W/(m K)\n[piece p]\nproperty = k\nform = constant\nvalue = 1\nrange = 4 K .. 300 "
            "K\n" ABOUT,
            "piece \"p\" belongs to no material of this case", "the name of a [material] of this case");
    refused(f, "[material m]\n" PIECE PIECE, "piece \"p\" given twice", NULL);
    refused(f, "[material m]\n" PIECE "b = 3\n", "unrecognized key \"b\" in piece \"p\"", NULL);
    refused(
        f,
        "[material m]\n[piece p]\nmaterial = m\nproperty = k\nform = constnt\nvalue = 1\nrange = 4 K .. 300 K\n" ABOUT,
        "unrecognized form \"constnt\"", "did you mean \"constant\"?");
    refused(f,
            "[material m]\n[piece p]\nmaterial = m\nproperty = k\nform = constant\nvalue = -1\nrange = 4 K .. 300 "
            "K\n" ABOUT,
            "k of material \"m\" is not positive and finite", NULL);
    refused(f,
            "[material m]\n" PIECE
            "[piece q]\nmaterial = m\nproperty = k\nform = constant\nvalue = 1\nrange = 299 K .. 400 K\n" ABOUT,
            "piece \"q\" begins at 299 K, but the piece before it ends at 300 K", "without gap or overlap");
}

/* --- keys --- */

static void resistivity_and_emissivity_by_keys(void **state)
{
    fixture *f = *state;
    accepted(f, "[material m]\nrho = 4 K: 2 uohm cm, 300 K: 6 uohm cm\nemissivity = $(0.001 / (1 K) * T)\n");
    const cd_material *m = material_of(f, "m");
    CHECK_REL(source_at(m->resistivity, 4), 2e-8, 1e-7);
    CHECK_REL(source_at(m->resistivity, 300), 6e-8, 1e-7);
    CHECK_REL(source_at(m->emissivity, 77), 0.077, 1e-12);
    assert_true(m->resistivity->kind == CD_PROPERTY_RHO && m->emissivity->kind == CD_PROPERTY_EMISSIVITY);
    assert_true(m->resistivity->T_min_K == 4 && m->resistivity->T_max_K == 300);
    accepted(f, "[material m]\nemissivity = 0.1\n");
    CHECK_REL(source_at(material_of(f, "m")->emissivity, 77), 0.1, 1e-14);
    refused(f, "[material m]\nrho = 3 W\n", "is wanted", NULL);
    refused(f, "[material m]\nemissivity = 0.1 K\n", "is wanted", NULL);
    refused(f, "[material m]\nemissivity = 0\n", "\"emissivity\" must be positive", NULL);
    refused(f, "[material m]\ncontraction = 0.1\n", "unrecognized key \"contraction\"", NULL);
    refused(f, "[material m]\nk = 1 W/(m K)\nk = 2 W/(m K)\n", "key \"k\" given twice", "keep one of the two");
}

/* --- csv files --- */

/* The material m with `property` from my.csv with this text, named by its absolute path. */
static const cd_material *of_csv(fixture *f, const char *property, const char *text)
{
    char folder[32];
    write_file_named(folder, "my.csv", text);
    no_library(f);
    bool good = define(f, cd_arena_printf(f->arena, "[material m]\n%s = %s/my.csv\n", property, folder));
    forget_file(folder, "my.csv");
    return good ? material_of(f, "m") : NULL;
}

static void csv_files(void **state)
{
    fixture *f = *state;
    const char *all =
        "# of a data logger\nT_K,k_W_per_m_K,c_J_per_kg_K,rho_ohm_m,emissivity,remark\n"
        "4,1,0.1,1e-9,0.01,cold\n\n# a comment\n40, 10 ,,2e-9,0.02,\n100,10,50,4e-9,0.04,\n300,2,400,1e-8,0.08,warm\n";
    const struct {
        const char *property;
        cd_property_kind kind;
        double first, last;
    } column[] = {{"k", CD_PROPERTY_K, 1, 2},
                  {"c", CD_PROPERTY_C, 0.1, 400},
                  {"rho", CD_PROPERTY_RHO, 1e-9, 1e-8},
                  {"emissivity", CD_PROPERTY_EMISSIVITY, 0.01, 0.08}};
    for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
        const cd_material *m = of_csv(f, column[i].property, all);
        expect_none(f);
        assert_non_null(m);
        const cd_property *p = cd_material_property(m, column[i].kind);
        CHECK_REL(cd_curve_value(p->curve, 4), column[i].first, 2e-7);
        CHECK_REL(cd_curve_value(p->curve, 300), column[i].last, 2e-7);
        assert_true(p->T_min_K == 4 && p->T_max_K == 300 && p->pieces[0].grade == CD_GRADE_USER);
    }
    /* The row at 40 K has no c and is passed over: scipy's PchipInterpolator through the logarithms of the other three
     * gives the number here. */
    const cd_material *m = of_csv(f, "c", all);
    CHECK_REL(cd_curve_value(m->specific_heat->curve, 20), 2.2819435510739066, 2e-7);
    CHECK_REL(cd_curve_value(of_csv(f, "k", all)->conductivity->curve, 60), 10, 2e-7); /* flat between equal points */
    /* Columns in another order, lines that end with CR LF, no line end at the end. */
    m = of_csv(f, "k", "k_W_per_m_K,T_K\r\n1,4\r\n3,16");
    assert_non_null(m);
    CHECK_REL(cd_curve_value(m->conductivity->curve, 8), sqrt(3), 2e-7);
    expect_none(f);
}

static void csv_file_beside_the_case(void **state)
{
    fixture *f = *state;
    char folder[32];
    write_file_named(folder, "my.csv", "T_K,k_W_per_m_K\n4,1\n16,3\n");
    const char *text = "[material m]\nk = \"my.csv\"\n", *path = cd_arena_printf(f->arena, "%s/case.ini", folder);
    no_library(f);
    cd_ini ini = {0};
    cd_ini_read_source(f->arena, cd_source_from_text(f->arena, path, text, strlen(text)), f->diags, &ini);
    bool good = cd_materials_define(f->materials, &f->rd, &ini);
    forget_file(folder, "my.csv");
    expect_none(f);
    assert_true(good);
    CHECK_REL(cd_curve_value(material_of(f, "m")->conductivity->curve, 4), 1, 2e-7);
}

static void wrong_csv_files(void **state)
{
    fixture *f = *state;
    const struct {
        const char *text, *words, *hint;
    } wrong[] = {
        {"T_K,c_J_per_kg_K\n4,1\n16,3\n", "no column \"k_W_per_m_K\" in /tmp/",
         "the first line names the columns: T_K,k_W_per_m_K"},
        {"T,k_W_per_m_K\n4,1\n16,3\n", "no column \"T_K\" in /tmp/", "T_K,k_W_per_m_K"},
        {"# nothing\n", "no column \"T_K\"", NULL},
        {"4,1\n16,3\n", "no column \"T_K\"", NULL},
        {"T_K,k_W_per_m_K\n4,one\n16,3\n", "", NULL},
        {"T_K,k_W_per_m_K\ncold,1\n16,3\n", "", NULL},
        {"T_K,k_W_per_m_K\n4,1 W\n16,3\n", "is wanted", NULL},
        {"T_K,k_W_per_m_K\n4,1\n", "my.csv: fewer than two points", NULL},
        {"T_K,k_W_per_m_K\n4,1\n16,\n20\n", "my.csv: fewer than two points", NULL},
        {"T_K,k_W_per_m_K\n", "my.csv: fewer than two points", NULL},
        {"T_K,k_W_per_m_K\n4,1\n4,3\n", "my.csv: the temperatures \"T\" of a table must be above 0 and increase", NULL},
        {"T_K,k_W_per_m_K\n0,1\n4,3\n", "must be above 0 and increase", NULL},
        {"T_K,k_W_per_m_K\n4,1\n16,-3\n", "my.csv: the values of a table must be positive", NULL},
        {"k_W_per_m_K,T_K\n1,4\n7\n3,16\n", "a row without T_K", "each row has its temperature"},
        {"T_K,k_W_per_m_K\n4,1e-300\n4.1,1e300\n", "my.csv: not positive and finite at", NULL},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_null(of_csv(f, "k", wrong[i].text));
        expect_one(f, CD_ERROR, wrong[i].words, wrong[i].hint);
    }
    refused(f, "[material m]\nk = /nowhere/my.csv\n", "/nowhere/my.csv", NULL);
    refused(f, "[material m]\nk = my_missing.csv\n", "my_missing.csv", NULL);
    refused(f, "[material m]\nk = .csv\n", "", NULL);
}

/* --- the field --- */

#define IN_FIELD                                                                                                       \
    "[material m]\nB_range = 0 T .. 10 T\n[piece p]\nmaterial = m\nproperty = c\nform = sc_twofluid\ngamma = 0.15\n"   \
    "beta = 0.003\nTc = 9.2\nBc2 = 14.5\nrange = 1 K .. 300 K\n" ABOUT                                                 \
    "[material no]\nk = 1 W/(m K)\n[material why]\nk = 1 W/(m K)\nno_field_c = \"its data hold without field\"\n"

static const cd_material *in_field(fixture *f, const char *spec, double B_T)
{
    const cd_value value = value_of(f, spec);
    return cd_material_get_for_c(f->materials, &f->rd, &value, B_T);
}

static void no_material(fixture *f, const char *spec, const char *words, const char *hint)
{
    assert_null(material_of(f, spec));
    expect_one(f, CD_ERROR, words, hint);
}

static void field_as_an_argument(void **state)
{
    fixture *f = *state;
    accepted(f, IN_FIELD);
    const cd_material *m = material_of(f, "m(B=5 T)");
    assert_string_equal(m->name, "m(B=5 T)");
    assert_ptr_equal(material_of(f, "m(B=5000 mT)"), m);
    assert_ptr_not_equal(material_of(f, "m"), m);
    assert_ptr_equal(material_of(f, "m(B=0 T)"), material_of(f, "m"));
    /* At 2 K in the field: (beta + 3 gamma / Tc^2) T^3 + gamma B/Bc2 T. */
    CHECK_REL(source_at(m->specific_heat, 2), (0.003 + 0.45 / 84.64) * 8 + 0.15 * 5 / 14.5 * 2, 1e-13);
    assert_non_null(material_of(f, "m(B=10 T)"));
    expect_none(f);
    no_material(f, "m(B=10.1 T)", "field 10.1 T is outside the range of material \"m\"",
                "its data hold from 0 T to 10 T");
    no_material(f, "m(B=-1 T)", "field -1 T is outside the range", NULL);
    no_material(f, "m(B=5)", "needs a unit", NULL);
    no_material(f, "m(B=5 K)", "is wanted", NULL);
    no_material(f, "no(B=5 T)", "material \"no\" takes no field", NULL);
    no_material(f, "no(B=0 T)", "material \"no\" takes no field", NULL);
    no_material(f, "why(B=5 T)", "material \"why\" takes no field", "its data hold without field");
}

/* The field of the place where a material is used. */
static void field_of_a_place(void **state)
{
    fixture *f = *state;
    accepted(f, IN_FIELD);
    assert_ptr_equal(in_field(f, "m", 5), material_of(f, "m(B=5 T)"));
    assert_ptr_equal(in_field(f, "m(B=3 T)", 5), material_of(f, "m(B=3 T)")); /* its own stands before it */
    assert_ptr_equal(in_field(f, "m(B=0 T)", 5), material_of(f, "m"));
    assert_ptr_equal(in_field(f, "no", 5), material_of(f, "no")); /* nothing says that it would matter */
    assert_ptr_equal(in_field(f, "why", 0), material_of(f, "why"));
    expect_none(f);
    assert_ptr_equal(in_field(f, "why", 5), material_of(f, "why"));
    expect_one(f, CD_WARNING, "the field of 5 T does not act on material \"why\"", "its data hold without field");
    /* A composite takes the field for its parts; that one of them does not is no news. */
    accepted(f, IN_FIELD "density = 1 kg/m^3\n[material both]\nB_range = 0 T .. 10 T\ncomposite = why 0.5, metal 0.5\n"
                         "[material metal]\ndensity = 1 kg/m^3\nk = 3 W/(m K)\n");
    assert_non_null(in_field(f, "both", 5));
    expect_none(f);
    assert_null(in_field(f, "m", 12));
    expect_one(f, CD_ERROR, "field 12 T is outside the range of material \"m\"", "from 0 T to 10 T");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(pieces_in_a_case),
        TEST(wrong_pieces_in_a_case),
        TEST(resistivity_and_emissivity_by_keys),
        TEST(csv_files),
        TEST(csv_file_beside_the_case),
        TEST(wrong_csv_files),
        TEST(field_as_an_argument),
        TEST(field_of_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
