/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two conductivities of a winding as composites of its parts, against values computed elsewhere.
 */
#include "../link_bench.h"

static bench b;

/* The conductivity at 4 K of a composite of "copper" (300 W/(m K)), "resin" (0.05), "pure" (400) and "alloy" (0.2). */
static double conductivity(const char *composite)
{
    const char *parts = "[material copper1]\ndensity = 8900 kg/m^3\nk = 300 W/(m K)\n"
                        "[material resin]\ndensity = 1200 kg/m^3\nk = 0.05 W/(m K)\n"
                        "[material pure]\ndensity = 8900 kg/m^3\nk = 400 W/(m K)\n"
                        "[material alloy]\ndensity = 6000 kg/m^3\nk = 0.2 W/(m K)\n";
    const char *text = cd_arena_printf(b.arena, "%s[material winding]\n%s", parts, composite),
               *folder = CD_DATA_ROOT "/materials";
    cd_ini ini = {0};
    cd_materials *library = cd_materials_new(&b.rd, &folder, 1);
    cd_ini_read_source(b.arena, cd_source_from_text(b.arena, "bench", text, strlen(text)), b.rd.diags, &ini);
    assert_true(cd_materials_define(library, &b.rd, &ini));
    cd_value name = cd_value_of_source(cd_source_from_text(b.arena, "bench", "winding", 7));
    const cd_material *winding = cd_material_get(library, &b.rd, &name);
    for (size_t i = 0; i < cd_diags_size(b.rd.diags); i++)
        print_error("%s", cd_diag_render(b.arena, cd_diags_at(b.rd.diags, i)));
    assert_non_null(winding);
    return cd_curve_value(winding->conductivity->curve, 4);
}

/* Round wires of 300 W/(m K) in 0.05 W/(m K), 60 % of them; along them, and the least there can be. */
static void round_wires(void **state)
{
    (void)state;
    CHECK_REL(conductivity("composite = resin 0.4, copper1 0.6\nmixing = wires\n"), 0.1998750832778148, 1e-6);
    CHECK_REL(conductivity("composite = resin 0.4, copper1 0.6\nmixing = parallel\n"), 180.02, 1e-6);
    CHECK_REL(conductivity("composite = resin 0.4, copper1 0.6\nmixing = series\n"), 0.12496875781054735, 1e-6);
}

/* 1 mm of wire, 0.1 mm of insulation. */
static void square_wires(void **state)
{
    (void)state;
    CHECK_REL(conductivity("composite = resin 0.09090909090909091, copper1 0.9090909090909091\nmixing = series\n"),
              0.5490848585690515, 1e-6);
}

/* 1.35 of copper to 1 of superconductor, 70 % filled. */
static void along(void **state)
{
    (void)state;
    CHECK_REL(conductivity("composite = pure 0.40212765957446805, alloy 0.2978723404255319, resin 0.3\n"),
              160.92563829787233, 1e-6);
}

static void two_parts_only(void **state)
{
    (void)state;
    const char *text = "[material winding]\ncomposite = a 0.2, b 0.3, c 0.5\nmixing = wires\n",
               *folder = CD_DATA_ROOT "/materials";
    cd_ini ini = {0};
    b.rd.diags = cd_diags_new(b.arena);
    cd_materials *library = cd_materials_new(&b.rd, &folder, 1);
    cd_ini_read_source(b.arena, cd_source_from_text(b.arena, "bench", text, strlen(text)), b.rd.diags, &ini);
    cd_materials_define(library, &b.rd, &ini);
    cd_value name = cd_value_of_source(cd_source_from_text(b.arena, "bench", "winding", 7));
    assert_null(cd_material_get(library, &b.rd, &name));
    assert_true(cd_diags_size(b.rd.diags) > 0);
    assert_non_null(strstr(cd_diags_at(b.rd.diags, 0)->message, "mixing = wires takes two parts"));
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    return 0;
}

static int close_bench(void **state)
{
    (void)state;
    bench_close(&b);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_wires),
        cmocka_unit_test(square_wires),
        cmocka_unit_test(along),
        cmocka_unit_test(two_parts_only),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
