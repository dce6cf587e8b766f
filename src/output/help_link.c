/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * help_link - what help says of a section, from its own table: keys, units, defaults; of a kind of link law and source
 * too.
 */
#include "../case/case.h"
#include "../cooldown.h"
#include "../link/link.h"
#include "format.h"
#include "help_impl.h"

#include <math.h>
#include <string.h>

const char *cd_help_link_name(size_t i)
{
    size_t n = 0;
    while (cd_link_kinds[n])
        n++;
    return i < n ? cd_link_kinds[i]->name : NULL;
}

static void print_quantity(FILE *out, cd_quantity quantity)
{
    const cd_quantity_info *info = &cd_quantities[quantity];
    fprintf(out, "%s%s%s", info->si_unit[0] ? info->name : "number", info->si_unit[0] ? ", " : "", info->si_unit);
}

static void print_choices(FILE *out, const char *const *choices)
{
    for (size_t i = 0; choices[i]; i++)
        fprintf(out, "%s%s", i ? " | " : "", choices[i]);
}

static void print_count(FILE *out, const cd_field *f, const char *what)
{
    if (f->n_min == f->n_max)
        fprintf(out, "%zu %s", f->n_min, what);
    else
        fprintf(out, "%zu to %zu %s", f->n_min ? f->n_min : 1, f->n_max, what);
}

/* What the resolvers of a case take. */
static void print_resolved(FILE *out, const cd_field *f)
{
    static const struct {
        const char *resolver, *text;
    } texts[] = {{"node", "a node"},
                 {"material", "a material"},
                 {"cooler", "a model of a cooler"},
                 {"joint", "names of [contact] sections without between"}};
    if (strcmp(f->resolver, "nodes") == 0) {
        print_count(out, f, "nodes");
        return;
    }
    if (strcmp(f->resolver, "surfaces") == 0) {
        print_count(out, f, "numbers or surfaces");
        return;
    }
    if (strcmp(f->resolver, "curve") == 0) {
        print_quantity(out, f->quantity);
        fputs(": a constant, a formula $( ) in T, or a table", out);
        return;
    }
    if (strcmp(f->resolver, "profile") == 0) {
        print_quantity(out, f->quantity);
        fputs(": a constant, a table, a formula $( ) in t and T, or a log", out);
        return;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(f->resolver, texts[i].resolver) == 0) {
            fputs(texts[i].text, out);
            return;
        }
    fputs(f->resolver, out);
}

/* "above 0", "0 to 4"; nothing where there are no limits. */
static void print_limits(FILE *out, const cd_field *f)
{
    bool none = f->min == 0 && f->max == 0 && !f->above_min, to = f->max > f->min && isfinite(f->max);
    if (none || (f->min == 0 && !f->above_min && !to))
        return;
    if (to && f->above_min)
        fprintf(out, ", above %g, at most %g", f->min, f->max);
    else if (to)
        fprintf(out, ", %g to %g", f->min, f->max);
    else
        fprintf(out, f->above_min ? ", above %g" : ", at least %g", f->min);
}

static void print_type(FILE *out, const cd_field *f)
{
    switch (f->type) {
    case CD_FIELD_QUANTITY:
        print_quantity(out, f->quantity);
        break;
    case CD_FIELD_QUANTITIES:
        print_quantity(out, f->quantity);
        fputs(" (several, with commas)", out);
        break;
    case CD_FIELD_INTEGER:
        fputs("whole number", out);
        break;
    case CD_FIELD_CHOICE:
        print_choices(out, f->choices);
        return;
    case CD_FIELD_YES_NO:
        fputs("yes | no", out);
        return;
    case CD_FIELD_VALUE:
    case CD_FIELD_VALUES:
        if (f->quantity == CD_NUMBER)
            fputs("text", out);
        else
            print_quantity(out, f->quantity);
        if (f->type == CD_FIELD_VALUES)
            fputs(" (may be given several times)", out);
        return;
    case CD_FIELD_RESOLVED:
        print_resolved(out, f);
        return;
    case CD_FIELD_TEXT:
        fputs("text", out);
        return;
    }
    print_limits(out, f);
}

void cd_help_field(FILE *out, const cd_field *f)
{
    cd_text line;
    cd_text_begin(&line);
    if (!line.out)
        return;
    print_type(line.out, f);
    if (f->required)
        fputs("; required", line.out);
    else if (f->default_text)
        fprintf(line.out, "; default %s", f->default_text);
    char *text = cd_text_end(&line);
    int column = fprintf(out, "  %-*s ", CD_HELP_KEY_WIDTH - 3, f->key);
    cd_wrapped(out, text ? text : "", column, CD_HELP_KEY_WIDTH, CD_HELP_WIDTH);
    cd_wrapped(out, f->help, 0, CD_HELP_KEY_WIDTH, CD_HELP_WIDTH);
    cd_text_free(text);
}

static void print_kind(FILE *out, const cd_link_kind *kind)
{
    cd_wrapped(out, kind->help, fprintf(out, "[%s NAME] - ", kind->name), 2, CD_HELP_WIDTH);
    fputs("\nlaw:\n", out);
    cd_wrapped(out, kind->formula, 0, 2, CD_HELP_WIDTH);
    fputs("\nsource:\n", out);
    cd_wrapped(out, kind->reference, 0, 2, CD_HELP_WIDTH);
    fputs("\nkeys:\n", out);
    for (size_t i = 0; i < kind->n_fields; i++)
        cd_help_field(out, &kind->fields[i]);
    if (!kind->help_more)
        return;
    fputc('\n', out);
    kind->help_more(out);
}

static void print_list(FILE *out)
{
    fputs("kinds of links, each a section [KIND NAME]; \"cooldown help KIND\" shows its keys:\n\n", out);
    for (const cd_link_kind *const *kind = cd_link_kinds; *kind; kind++)
        cd_wrapped(out, (*kind)->help, fprintf(out, "  %-11s", (*kind)->name), 14, CD_HELP_WIDTH);
}

char *cd_help_link(const char *kind)
{
    const cd_link_kind *const *found = cd_link_kinds;
    while (kind && *found && strcmp((*found)->name, kind) != 0)
        found++;
    if (!*found)
        return NULL;
    cd_text text;
    cd_text_begin(&text);
    if (text.out && kind)
        print_kind(text.out, *found);
    else if (text.out)
        print_list(text.out);
    return cd_text_end(&text);
}

static const char *const other_sections[] = {"case",  "param",    "material",   "piece",   "node",
                                             "event", "schedule", "thermostat", "measure", "plot",
                                             "sweep", "output",   "solver"};

const char *cd_help_section_name(size_t i)
{
    return i < sizeof other_sections / sizeof *other_sections ? other_sections[i] : NULL;
}

char *cd_help_section(const char *type)
{
    cd_text text;
    size_t n, i = 0;
    while (cd_help_section_name(i) && strcmp(cd_help_section_name(i), type) != 0)
        i++;
    if (!cd_help_section_name(i))
        return NULL;
    const cd_field *fields = cd_section_fields(type, &n);
    cd_text_begin(&text);
    if (text.out && !cd_help_free_section(text.out, type)) {
        fprintf(text.out, "keys of a section [%s]:\n", type);
        for (size_t k = 0; k < n; k++)
            cd_help_field(text.out, &fields[k]);
    }
    return cd_text_end(&text);
}
