/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * help_free - what help says of the sections that no table of fields reads: parameters, whose names are free, and
 * materials with their pieces, whose keys hang on the form of each.
 */
#include "../cooldown.h"
#include "../material/form.h"
#include "../material/material.h"
#include "format.h"
#include "help_impl.h"

#include <math.h>
#include <string.h>

static const char param_text[] =
    "[param] - named quantities, for use anywhere in the case\n"
    "\n"
    "  NAME = VALUE                n_strap = 4, l_strap = 150 mm, or a formula of others: $( 2 * $l_strap )\n"
    "  NAME = VALUE [FROM .. TO]   with the range that studies may use: gap = 3 mm [1 mm .. 5 mm]\n"
    "\n"
    "Used as $NAME or in $( 2 * $NAME + 1 mm ), which take no further unit. --set NAME=VALUE overrides one.\n"
    "A name is letters, digits and _, and that of nothing else in the case; the order does not matter.\n";

static const char *const class_words[] = {"none", "metal", "superconductor", "dielectric", NULL};
static const char *const fraction_words[] = {"volume", "mass", NULL};
static const char *const mixing_words[] = {"parallel", "series", "maxwell_garnett", "wires", NULL};

static const cd_field material_fields[] = {
    {.key = "k",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTIVITY,
     .help = "Thermal conductivity; also a file beside the case, my_data.csv, with columns T_K and k_W_per_m_K."},
    {.key = "c",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_SPECIFIC_HEAT,
     .help = "Specific heat; in a file the column c_J_per_kg_K."},
    {.key = "rho",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_RESISTIVITY,
     .help = "Electrical resistivity; in a file the column rho_ohm_m."},
    {.key = "emissivity",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_NUMBER,
     .help = "Total hemispherical emissivity; in a file the column emissivity."},
    {.key = "density",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_DENSITY,
     .above_min = true,
     .help = "What a size or a volume of it weighs."},
    {.key = "composite",
     .type = CD_FIELD_VALUE,
     .help = "Instead of its own properties: other materials and their fractions, copper(RRR=100) 0.5, nbti 0.5."},
    {.key = "fractions",
     .type = CD_FIELD_CHOICE,
     .choices = fraction_words,
     .default_text = "volume",
     .help = "Of what the fractions of a composite are."},
    {.key = "mixing",
     .type = CD_FIELD_CHOICE,
     .choices = mixing_words,
     .default_text = "parallel",
     .help = "How the conductivity of a composite is made; of the last two the first part is the matrix, the second "
             "the spheres or the wires that heat crosses."},
    {.key = "class",
     .type = CD_FIELD_CHOICE,
     .choices = class_words,
     .default_text = "none",
     .help = "How its properties go on beyond their pieces."},
    {.key = "RRR",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .help = "The residual resistivity ratio without one in parentheses, where a piece needs one."},
    {.key = "RRR_range", .type = CD_FIELD_VALUE, .help = "What RRR may be, 10 .. 2000; goes with RRR."},
    {.key = "B_range",
     .type = CD_FIELD_VALUE,
     .quantity = CD_MAGNETIC_FIELD,
     .help = "What the magnetic field may be, 0 T .. 15 T, where a piece takes one."},
    {.key = "title", .type = CD_FIELD_TEXT, .help = "What it is, in a few words."},
    {.key = "alias", .type = CD_FIELD_TEXT, .help = "Other names of a material file, separated by commas."},
    {.key = "density_error", .type = CD_FIELD_QUANTITY, .quantity = CD_NUMBER, .help = "Relative."},
    {.key = "density_source", .type = CD_FIELD_TEXT, .help = "Where the density is from."},
    {.key = "no_field_c",
     .type = CD_FIELD_TEXT,
     .help = "Why no field is taken although it would act on c; said when one is given."},
    {.key = "no_field_k", .type = CD_FIELD_TEXT, .help = "The same of k."},
    {.key = "notes", .type = CD_FIELD_TEXT, .help = "Doubts that a user should know."},
};

static const char *const property_words[] = {"k", "c", "rho", "contraction", "emissivity", NULL};
static const char *const grade_words[] = {"A", "B", "C", "D", NULL};
static const char *const estimate_words[] = {"no", "yes", "continuation", NULL};
static const char *const join_words[] = {"blend", "jump", NULL};

static const cd_field piece_fields[] = {
    {.key = "material",
     .type = CD_FIELD_TEXT,
     .help = "The [material] of this case that it belongs to: required there, not known in a material file."},
    {.key = "property",
     .type = CD_FIELD_CHOICE,
     .choices = property_words,
     .required = true,
     .help = "What it is a piece of."},
    {.key = "form", .type = CD_FIELD_VALUE, .required = true, .help = "One of the forms below, whose keys follow."},
    {.key = "range",
     .type = CD_FIELD_VALUE,
     .quantity = CD_TEMPERATURE,
     .required = true,
     .help = "1 K .. 25 K; the next piece of the property begins where this one ends."},
    {.key = "grade",
     .type = CD_FIELD_CHOICE,
     .choices = grade_words,
     .required = true,
     .help = "A two independent copies agree, B one source, checked, C textbook, D order of magnitude."},
    {.key = "source", .type = CD_FIELD_TEXT, .required = true, .help = "Where the numbers are from."},
    {.key = "of",
     .type = CD_FIELD_TEXT,
     .help = "Where the form builds on other materials: their names, separated by commas."},
    {.key = "RRR",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .help = "Only for a piece that holds for one residual resistivity ratio."},
    {.key = "data",
     .type = CD_FIELD_TEXT,
     .default_text = "default",
     .help = "The data sets that it belongs to: a case selects one by NAME(data=nist)."},
    {.key = "join",
     .type = CD_FIELD_CHOICE,
     .choices = join_words,
     .default_text = "blend",
     .help = "How it begins: blended with the piece before, or with a jump in nature (a transition)."},
    {.key = "blend",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_NUMBER,
     .help = "What the join changes: the value at most, the integral from 0 K, both relative."},
    {.key = "error", .type = CD_FIELD_QUANTITY, .quantity = CD_NUMBER, .help = "Relative, as the source states it."},
    {.key = "estimate",
     .type = CD_FIELD_CHOICE,
     .choices = estimate_words,
     .default_text = "no",
     .help = "Whether it was built, or only leads on beyond the range of a source."},
    {.key = "recalled",
     .type = CD_FIELD_YES_NO,
     .default_text = "no",
     .help = "Whether the numbers are from memory of a handbook that was not read again."},
    {.key = "copies", .type = CD_FIELD_TEXT, .help = "Other copies of the numbers that were compared."},
    {.key = "note", .type = CD_FIELD_TEXT, .help = "Remarks."},
};

static void print_fields(FILE *out, const char *head, const cd_field *fields, size_t n)
{
    fputs(head, out);
    for (size_t i = 0; i < n; i++)
        cd_help_field(out, &fields[i]);
}

static void print_form_key(FILE *out, const cd_form_key *key)
{
    fputs(key->key, out);
    for (size_t c = 0; key->choices && key->choices[c]; c++)
        fprintf(out, "%s%s", c ? " | " : " = ", key->choices[c]);
    if (!key->choices && key->n_min > 1 && !isnan(key->absent))
        fputs(" (none)", out);
    else if (!key->choices && !isnan(key->absent))
        fprintf(out, " (%g)", key->absent);
}

/* The form, its law, and its keys with what they are without being given. */
static void print_form(FILE *out, const cd_form *form)
{
    cd_text keys;
    cd_text_begin(&keys);
    if (keys.out && form->of_others)
        fputs(form->n_keys > 0 ? "of, " : "of", keys.out);
    for (size_t i = 0; keys.out && i < form->n_keys; i++) {
        fputs(i > 0 ? ", " : "", keys.out);
        print_form_key(keys.out, &form->key[i]);
    }
    char *text = cd_text_end(&keys);
    int column = fprintf(out, "  %-*s ", CD_HELP_KEY_WIDTH - 3, form->name);
    cd_wrapped(out, form->formula, column, CD_HELP_KEY_WIDTH, CD_HELP_WIDTH);
    column = fprintf(out, "%*skeys: ", CD_HELP_KEY_WIDTH, "");
    cd_wrapped(out, text ? text : "", column, CD_HELP_KEY_WIDTH, CD_HELP_WIDTH);
    cd_text_free(text);
}

static void print_forms(FILE *out)
{
    size_t n;
    const cd_form *const *forms = cd_forms(&n);
    fputs("\nforms (in parentheses what a missing key stands for; several numbers are separated by commas):\n", out);
    for (size_t i = 0; i < n; i++)
        print_form(out, forms[i]);
}

bool cd_help_free_section(FILE *out, const char *type)
{
    if (strcmp(type, "param") == 0) {
        fputs(param_text, out);
    } else if (strcmp(type, "material") == 0) {
        print_fields(out, "keys of a section [material NAME], a material of your own:\n", material_fields,
                     sizeof material_fields / sizeof *material_fields);
        fputs("\nA property that no key gives may stand in sections [piece NAME]: see cooldown help piece.\n", out);
    } else if (strcmp(type, "piece") == 0) {
        print_fields(out, "keys of a section [piece NAME], a property of a [material] over a range of temperature:\n",
                     piece_fields, sizeof piece_fields / sizeof *piece_fields);
        print_forms(out);
    } else {
        return false;
    }
    return true;
}
