/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variants of a case: every key of every kind can be varied, and a variant is the case that --set gives.
 */
#include "../../src/case/vary.h"
#include "../../src/link/link.h"
#include "../run_bench.h"

#include <glob.h>
#include <malloc.h>
#include <math.h>

#ifndef CD_DATA_ROOT
#define CD_DATA_ROOT "."
#endif

static cd_status vary_one(const cd_case *base, cd_stock *stock, const char *override, cd_case **cs)
{
    cd_variant variant = {.overrides = &override, .n_overrides = 1, .plots = true};
    return cd_case_vary(base, stock, &variant, cs);
}

/* ---- every key ---- */

static const struct {
    const char *type;
    bool plain;
} other_sections[] = {{"case", true},  {"output", true},   {"solver", true},
                      {"node", false}, {"measure", false}, {"plot", false}};

static const cd_ini_section *find_section(const cd_case *cs, const char *type)
{
    for (size_t i = 0; i < cs->ini.n_sections; i++)
        if (strcmp(cs->ini.sections[i].type, type) == 0)
            return &cs->ini.sections[i];
    return NULL;
}

/* Some text for a key that the section does not give. It need not fit beside the others: but it must be known. */
static const char *some_text(const cd_field *field)
{
    static char text[128];
    if (field->choices)
        return field->choices[0];
    if (field->type == CD_FIELD_INTEGER)
        return "1";
    if (field->type == CD_FIELD_YES_NO)
        return "yes";
    snprintf(text, sizeof text, "1 %s", cd_quantities[field->quantity].si_unit);
    return text;
}

/* Varies a key of the section to the text it has, or to some other. Returns whether it was given. */
static bool vary_key(const cd_case *base, cd_stock *stock, const cd_ini_section *section, const cd_field *field)
{
    char override[1024];
    cd_ini_key *given = cd_ini_find(section, field->key);
    bool once = given != NULL;
    for (size_t k = 0; once && k < section->n_keys; k++) /* of keys that add up all would be replaced by one */
        once = &section->keys[k] == given || strcmp(section->keys[k].key, field->key) != 0;
    const char *place = section->name ? section->name : section->type;
    if (once)
        snprintf(override, sizeof override, "%s.%s=%.*s", place, field->key, (int)given->value.length,
                 given->value.text);
    else
        snprintf(override, sizeof override, "%s.%s=%s", place, field->key, some_text(field));
    cd_case *cs;
    cd_status status = vary_one(base, stock, override, &cs);
    const cd_ini_section *now = NULL;
    for (size_t i = 0; i < cs->ini.n_sections; i++) {
        const cd_ini_section *s = &cs->ini.sections[i];
        if (strcmp(s->type, section->type) == 0 && (!s->name || (section->name && strcmp(s->name, section->name) == 0)))
            now = s;
    }
    assert_non_null(now);
    if (once && status != CD_OK)
        print_error("%s: %s: %s", base->path, override, cd_case_message(cs, 0));
    assert_true(!once || status == CD_OK);
    if (!cd_ini_find(now, field->key)->used) /* the field reader did not know it */
        print_error("%s: %s was not read\n", base->path, override);
    assert_true(cd_ini_find(now, field->key)->used);
    for (size_t i = 0; i < cd_case_n_messages(cs); i++)
        assert_null(strstr(cd_case_message(cs, i), "unrecognized key"));
    cd_case_free(cs);
    return once;
}

/* Varies each key of a type once: in the first case whose section gives it, else in the first that has the section. */
static bool vary_type(cd_case *const *host, size_t n_hosts, const char *type, size_t *given, size_t *other)
{
    size_t n;
    const cd_field *fields = cd_section_fields(type, &n);
    bool shown = false;
    for (size_t i = 0; i < n; i++) {
        const cd_case *base = NULL;
        for (size_t h = 0; h < n_hosts; h++) {
            const cd_ini_section *section = find_section(host[h], type);
            bool gives = section && cd_ini_find(section, fields[i].key);
            if (section && (!base || (gives && !cd_ini_find(find_section(base, type), fields[i].key))))
                base = host[h];
        }
        if (!base)
            return false;
        shown = true;
        cd_stock *stock = cd_stock_new(base);
        bool was_given = vary_key(base, stock, find_section(base, type), &fields[i]);
        cd_stock_free(stock);
        *given += was_given;
        *other += !was_given;
    }
    return shown;
}

/* Cases that show how each kind is used: those of the golden tests, and the examples. A new kind is in one of them. */
static size_t read_hosts(cd_case **host, size_t most)
{
    glob_t found;
    size_t n = 0;
    assert_int_equal(glob(CD_DATA_ROOT "/tests/golden/good/*.ini", 0, NULL, &found), 0);
    assert_int_equal(glob(CD_DATA_ROOT "/cases/*.ini", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc && n < most; i++) {
        if (cd_case_read(found.gl_pathv[i], NULL, &host[n]) == CD_OK)
            n++;
        else
            cd_case_free(host[n]);
    }
    globfree(&found);
    return n;
}

static void every_key_of_every_kind(void **unused)
{
    (void)unused;
    enum { MOST = 64 };
    cd_case *host[MOST];
    const char *types[64];
    size_t n_types = 0, n = read_hosts(host, MOST), given = 0, other = 0;
    for (size_t i = 0; i < sizeof other_sections / sizeof *other_sections; i++)
        types[n_types++] = other_sections[i].type;
    for (size_t i = 0; cd_link_kinds[i]; i++)
        types[n_types++] = cd_link_kinds[i]->name;
    for (size_t t = 0; t < n_types; t++) {
        bool shown = vary_type(host, n, types[t], &given, &other);
        if (!shown)
            print_error("no case of tests/golden/good or cases has a section [%s]\n", types[t]);
        assert_true(shown);
    }
    assert_true(given >= 40 && given + other >= 68); /* as many as there were when this was written */
    for (size_t i = 0; i < n; i++)
        cd_case_free(host[i]);
}

/* ---- a variant is the case that --set gives ---- */

static double measure_of(const cd_case *cs, const char *name)
{
    cd_run *run;
    cd_run_options options = {.no_ledger = true, .no_ranking = true};
    assert_int_equal(cd_run_new(cs, &options, &run), CD_OK);
    while (cd_run_step(run) == CD_GOING)
        ;
    double value = cd_run_measure(run, name);
    cd_run_free(run);
    return value;
}

/* A material of the case's own, with a parameter and without: then the stock keeps it. */
static const char own_material[] = "[case]\nduration = 10 h\n[param]\nc = 300 J/(kg K)\nf = 1 T\n"
                                   "[material alloy]\nc = $c\nk = 20 W/(m K)\n"
                                   "[node bath]\nfixed = 20 K\n[node plate]\nparts = alloy 2 kg, copper(RRR=50) 1 kg\n"
                                   "[conduction strap]\nbetween = bath, plate\nG = 1 W/K\n"
                                   "[measure T_end]\nvalue = end(T(plate))\n";
static const char fixed_material[] = "[case]\nduration = 10 h\n[material alloy]\nc = 300 J/(kg K)\nk = 20 W/(m K)\n"
                                     "[node bath]\nfixed = 20 K\n[node plate]\nparts = alloy 2 kg\n"
                                     "[conduction strap]\nbetween = bath, plate\nG = 1 W/K\n"
                                     "[measure T_end]\nvalue = end(T(plate))\n";

/* Varies with one stock and reads anew with --set: the same bits each time. The last override is the first again. */
static void compare(const char *text, const char *const *overrides, size_t n)
{
    cd_case *base = read_text(text, CD_OK);
    cd_stock *stock = cd_stock_new(base);
    double first = NAN;
    for (size_t i = 0; i < n; i++) {
        char path[] = "/tmp/cd_vary_XXXXXX";
        int fd = mkstemp(path);
        assert_true(fd >= 0 && write(fd, text, strlen(text)) > 0 && close(fd) == 0);
        cd_case *set, *varied;
        cd_read_options options = {.overrides = &overrides[i], .n_overrides = 1};
        assert_int_equal(cd_case_read(path, &options, &set), CD_OK);
        unlink(path);
        assert_int_equal(vary_one(base, stock, overrides[i], &varied), CD_OK);
        double want = measure_of(set, "T_end"), got = measure_of(varied, "T_end");
        assert_true(got == want);
        assert_true(i + 1 == n ? got == first : i == 0 || got != first);
        first = i == 0 ? got : first;
        cd_case_free(varied);
        cd_case_free(set);
    }
    cd_stock_free(stock);
    cd_case_free(base);
}

static void as_set_gives(void **unused)
{
    (void)unused;
    static const char *const own[] = {"c=500 J/(kg K)",  "alloy.c=100 J/(kg K)", "plate.parts=al6061_t6 3 kg",
                                      "strap.G=0.5 W/K", "case.duration=2 h",    "c=500 J/(kg K)"};
    static const char *const fixed[] = {"strap.G=2 W/K", "alloy.c=100 J/(kg K)", "alloy.c=200 J/(kg K)",
                                        "strap.G=2 W/K"};
    compare(own_material, own, sizeof own / sizeof *own);
    compare(fixed_material, fixed, sizeof fixed / sizeof *fixed);
}

/* A node of several materials has the sum of theirs, which a stock keeps: masses that change and come back. */
static void masses_come_and_go(void **unused)
{
    (void)unused;
    static const char *const parts[] = {"strap.G=2 W/K",
                                        "plate.parts=al6061_t6 3 kg, copper(RRR=50) 2 kg",
                                        "plate.parts=al6061_t6 3 kg, copper(RRR=50) 1 kg",
                                        "plate.parts=copper(RRR=50) 3 kg, al6061_t6 2 kg",
                                        "plate.capacity=4 K: 1 J/K, 300 K: 900 J/K",
                                        "plate.capacity=4 K: 1 J/K, 300 K: 500 J/K",
                                        "strap.G=2 W/K"};
    static const char text[] = "[case]\nduration = 10 h\n[node bath]\nfixed = 20 K\n"
                               "[node plate]\nparts = al6061_t6 3 kg, copper(RRR=50) 1.5 kg\n"
                               "[conduction strap]\nbetween = bath, plate\nG = 1 W/K\n"
                               "[measure T_end]\nvalue = end(T(plate))\n";
    compare(text, parts, sizeof parts / sizeof *parts);
}

/* A mistake is said as often as it is made: the stock does not remember it. */
static void mistakes_are_said_again(void **unused)
{
    (void)unused;
    cd_case *base = read_text(own_material, CD_OK), *cs;
    cd_stock *stock = cd_stock_new(base);
    static const char *const wrong[] = {"plate.parts=unobtainium 3 kg", "plate.parts=unobtainium 3 kg",
                                        "plate.parts=copper(RRR=-1) 3 kg", "plate.parts=copper(RRR=-1) 3 kg"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(vary_one(base, stock, wrong[i], &cs), CD_INPUT);
        assert_non_null(strstr(cd_case_message(cs, 0), i < 2 ? "unobtainium" : "RRR"));
        cd_case_free(cs);
    }
    assert_int_equal(vary_one(base, stock, "plate.parts=copper(RRR=30) 3 kg", &cs), CD_OK);
    cd_case_free(cs);
    cd_stock_free(stock);
    cd_case_free(base);
}

/* What a stock keeps does not grow with the variants: their materials and coolers are the same ones each time. One
 * chunk of an arena is 64 KiB; 100 bytes a variant would be noticed. */
static void a_stock_stays_as_it_is(void **unused)
{
    (void)unused;
    enum { WARM = 50, MANY = 700 };
    cd_case *base, *cs;
    assert_int_equal(cd_case_read(CD_DATA_ROOT "/cases/nbti_magnet.ini", NULL, &base), CD_OK);
    cd_stock *stock = cd_stock_new(base);
    size_t before = 0;
    for (int i = 0; i < WARM + MANY; i++) {
        char area[64];
        snprintf(area, sizeof area, "former_strap.area=%.3f cm^2", 1 + 0.001 * i);
        assert_int_equal(vary_one(base, stock, area, &cs), CD_OK);
        cd_case_free(cs);
        if (i == WARM)
            before = mallinfo2().uordblks + mallinfo2().hblkhd;
    }
    size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
    assert_true(after < before + 65536);
    cd_stock_free(stock);
    cd_case_free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_key_of_every_kind), cmocka_unit_test(as_set_gives),
                                       cmocka_unit_test(masses_come_and_go), cmocka_unit_test(mistakes_are_said_again),
                                       cmocka_unit_test(a_stock_stays_as_it_is)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
