/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * settings - [case], [output], [solver]: what is wanted of a run as a whole.
 */
#include "case_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *title;
    double duration_s;
    cd_value stop, start;
} case_section;

typedef struct {
    double every_s;
    cd_numbers times_s;
} output_section;

typedef struct {
    double rtol, atol_K;
    int max_steps;
} solver_section;

const cd_field cd_case_fields[] = {
    {.key = "title",
     .type = CD_FIELD_TEXT,
     .offset = offsetof(case_section, title),
     .help = "what stands over the results"},
    {.key = "duration",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(case_section, duration_s),
     .required = true,
     .min = 0,
     .max = 3.2e10,
     .above_min = true,
     .help = "hard end of the simulated time"},
    {.key = "stop",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(case_section, stop),
     .help = "a condition that ends the run earlier: T(coil) < 4.2 K"},
    {.key = "start",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(case_section, start),
     .default_text = "300 K",
     .help = "a temperature; `steady`: the steady state of what is switched on before t = 0; `from DIR`: the end of an "
             "earlier run"},
};
const size_t cd_n_case_fields = sizeof cd_case_fields / sizeof *cd_case_fields;

const cd_field cd_output_fields[] = {
    {.key = "every",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(output_section, every_s),
     .min = 0,
     .max = 3.2e10,
     .above_min = true,
     .help = "time between rows; without it about 500 rows, a round number of seconds apart"},
    {.key = "times",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     .offset = offsetof(output_section, times_s),
     .min = 0,
     .max = 3.2e10,
     .help = "further rows at exactly these times"},
};
const size_t cd_n_output_fields = sizeof cd_output_fields / sizeof *cd_output_fields;

const cd_field cd_solver_fields[] = {
    {.key = "rtol",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(solver_section, rtol),
     .default_text = "1e-5",
     .min = 1e-13,
     .max = 0.1,
     .help = "relative tolerance of the temperatures per step"},
    {.key = "atol",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = offsetof(solver_section, atol_K),
     .min = 0,
     .max = 10,
     .help = "absolute tolerance of the temperatures per step; without it 0.1 K times rtol"},
    {.key = "max_steps",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(solver_section, max_steps),
     .default_text = "1000000",
     .min = 1,
     .max = 1e9,
     .help = "steps after which a run is given up"},
};
const size_t cd_n_solver_fields = sizeof cd_solver_fields / sizeof *cd_solver_fields;

static cd_ini_section *find(cd_case_reader *r, const char *type)
{
    cd_ini *ini = &r->cs->ini;
    for (size_t i = 0; i < ini->n_sections; i++)
        if (strcmp(ini->sections[i].type, type) == 0) /* a name, refused elsewhere, does not hide its keys */
            return &ini->sections[i];
    return NULL;
}

/* The section of that type, added empty when the file has none, so that its defaults are in the resolved case. */
static cd_ini_section *find_or_add(cd_case_reader *r, const char *type)
{
    cd_ini_section *found = find(r, type), none = {.type = type};
    if (found)
        return found;
    cd_ini *ini = &r->cs->ini;
    CD_PUSH(r->rd.arena, ini->sections, ini->n_sections, ini->cap_sections, none);
    return &ini->sections[ini->n_sections - 1];
}

double cd_round_interval(double duration_s)
{
    double raw = duration_s / 500, decade = pow(10, floor(log10(raw)));
    double steps[] = {1, 2, 5, 10}, best = steps[0];
    for (size_t i = 1; i < sizeof steps / sizeof *steps; i++)
        if (fabs(log(steps[i] * decade / raw)) < fabs(log(best * decade / raw)))
            best = steps[i];
    return best * decade;
}

/* start = 77 K | steady | from DIR */
static void read_start(cd_case_reader *r, const cd_value *start)
{
    cd_case *cs = r->cs;
    r->start_K = 300;
    if (start->length == 0)
        return;
    if (cd_value_is(start, "steady")) {
        cs->start = CD_START_STEADY;
    } else if (start->length > 4 && strncmp(start->text, "from", 4) == 0 && strchr(" \t\"", start->text[4])) {
        cd_value dir = cd_value_cut(start, 4, start->length);
        cs->start = CD_START_FROM;
        cs->start_from = cd_case_absolute(r, cd_value_string(r->rd.arena, &dir));
    } else if (start->text[0] != '$' && ((start->text[0] | 32) >= 'a' && (start->text[0] | 32) <= 'z')) {
        const char *words[] = {"steady", "from"}, *near = cd_nearest(cd_value_string(r->rd.arena, start), words, 2);
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(start),
                    near ? cd_arena_printf(r->rd.arena, "did you mean `%s`?", near)
                         : "write 300 K, steady, or from out/nbti_magnet",
                    "start is a temperature, `steady` or `from DIR`");
    } else if (cd_read_quantity(&r->rd, start, CD_TEMPERATURE, &r->start_K) &&
               !(r->start_K >= 0.1 && r->start_K <= 2000)) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(start), "write a temperature from 0.1 K to 2000 K",
                    "the start temperature is outside what can be run");
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void read_output(cd_case_reader *r)
{
    cd_case *cs = r->cs;
    output_section *out = cd_arena_alloc(r->rd.arena, 1, sizeof *out);
    cd_ini_section *section = find_or_add(r, "output");
    cd_case_fill(r, cd_output_fields, cd_n_output_fields, section, out);
    cs->every_given = !isnan(out->every_s);
    cs->every_s = isnan(out->every_s) ? cd_round_interval(cs->duration_s) : out->every_s;
    if (cs->duration_s / cs->every_s > 1e6)
        cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(section, "every"), "a longer time between rows",
                    "more than a million rows");
    cs->extra_times_s = out->times_s.x;
    cs->n_extra_times = out->times_s.n;
    if (out->times_s.n > 0)
        qsort(cs->extra_times_s, cs->n_extra_times, sizeof(double), by_value);
    for (size_t i = 0; i < cs->n_extra_times; i++)
        if (cs->extra_times_s[i] > cs->duration_s) {
            cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(section, "times"),
                        "earlier times, or a longer [case] duration", "a row is asked for after the end of the run");
            break;
        }
}

static void read_solver(cd_case_reader *r)
{
    cd_case *cs = r->cs;
    solver_section *solver = cd_arena_alloc(r->rd.arena, 1, sizeof *solver);
    cd_case_fill(r, cd_solver_fields, cd_n_solver_fields, find_or_add(r, "solver"), solver);
    cs->rtol = solver->rtol;
    cs->atol_K = solver->atol_K;
    cs->max_steps = solver->max_steps;
}

void cd_case_read_settings(cd_case_reader *r)
{
    cd_case *cs = r->cs;
    case_section *c = cd_arena_alloc(r->rd.arena, 1, sizeof *c);
    cd_ini_section *section = find(r, "case");
    cs->title = cs->stem;
    cs->duration_s = 1;
    if (!section) {
        cd_diag_add(r->rd.diags, CD_ERROR, (cd_span){0}, "begin with [case] and duration = 3 d",
                    "%s: the section [case] is missing", cs->path);
        return;
    }
    cd_case_fill(r, cd_case_fields, cd_n_case_fields, section, c);
    if (c->title)
        cs->title = c->title;
    if (c->duration_s > 0)
        cs->duration_s = c->duration_s;
    read_start(r, &c->start);
    read_output(r);
    read_solver(r);
}
