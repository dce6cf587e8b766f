/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * field - tables that describe the keys of a section, and the reader that fills a struct from them.
 *
 * One table serves the parser, the hints, `cooldown help`, the resolved case and (later) sweeps. Texts of kinds that
 * lower floors cannot know (nodes, materials, curves) are resolved by a call-back of the reader's owner.
 */
#ifndef CD_TEXT_FIELD_H
#define CD_TEXT_FIELD_H

#include "expr.h"
#include "ini.h"

typedef enum {
    CD_FIELD_QUANTITY,   /* double, SI; NAN when not given and without default */
    CD_FIELD_QUANTITIES, /* cd_numbers: one or more of the same dimension, separated by commas */
    CD_FIELD_INTEGER,    /* int; INT_MIN when not given and without default */
    CD_FIELD_TEXT,       /* const char *; NULL when not given */
    CD_FIELD_CHOICE,     /* int: index into `choices`; -1 when not given and without default */
    CD_FIELD_YES_NO,     /* int: 1, 0; -1 when not given and without default */
    CD_FIELD_VALUE,   /* cd_value: kept as text, for its owner to read (conditions, ...); length 0 and source NULL when
                         not given */
    CD_FIELD_VALUES,  /* cd_values: a key that may be given several times; kept as texts */
    CD_FIELD_RESOLVED /* pointer or struct filled by cd_field_reader.resolve: node, nodes, material, curve, joint ...:
                         see `resolver` */
} cd_field_type;

typedef struct {
    double *x;
    size_t n;
} cd_numbers;
typedef struct {
    cd_value *v;
    size_t n;
} cd_values;

typedef struct {
    const char *key;
    cd_field_type type;
    cd_quantity quantity;     /* of QUANTITY, QUANTITIES, and of the values of a curve */
    size_t offset;            /* into the struct */
    const char *help;         /* one sentence */
    const char *default_text; /* what a missing key means, written as in a case ("1", "no", "40 K"); NULL: none */
    bool required;
    double min, max;            /* SI, inclusive; both 0: no limits; max not above min: no maximum */
    bool above_min;             /* the minimum itself is not allowed (alone: the value must be positive) */
    const char *const *choices; /* CHOICE: NULL-terminated words */
    const char *resolver;       /* RESOLVED: "node", "nodes", "material", "curve", ... */
    size_t n_min, n_max;        /* QUANTITIES, nodes: how many (0: no limit) */
    bool changes;     /* may be set while a run goes on (events, schedules, thermostats): the law reads it from
                         its struct at every call, and `check` derives nothing from it */
    bool scales;      /* such a QUANTITY that multiplies all heats of its link: the network does it, the law
                         does not look at it */
    bool of_observed; /* curve: over the temperature of the terminal that is only read */
} cd_field;

typedef struct cd_field_reader {
    const cd_reading *rd;
    void *ctx;
    /* Fills the place `into` of a RESOLVED field; adds diagnostics and returns false when it cannot. */
    bool (*resolve)(void *ctx, const cd_field *field, const cd_value *value, void *into);
} cd_field_reader;

/* Fills `into` (zeroed by the caller; size as the table's offsets need) from a section. Unknown keys, a key given
 * twice, missing required keys, values out of range are diagnostics ("what" names the section in them: conduction
 * "strap"). Defaults are filled in first. Returns false when an error was added. */
bool cd_fields_read(const cd_field_reader *reader, const cd_field *fields, size_t n_fields, const char *what,
                    cd_ini_section *section, void *into);

/* Reads one value for a field into `place` (cd_field_size bytes), with the field's checks. False after a diagnostic. */
bool cd_field_read_one(const cd_field_reader *reader, const cd_field *field, const char *what, const cd_value *value,
                       void *place);

/* The bytes that a field which may change fills in its struct. */
size_t cd_field_size(const cd_field *field);

/* The value of field i as it would be written in a case, in SI with its unit, 17 digits where needed; for fields kept
 * as text, that text. NULL when it has none (not given and without default). `section` gives the original texts. */
char *cd_field_text(cd_arena *arena, const cd_field *field, const cd_ini_section *section, const void *from);

/* The place to point at for key `key` of a section: the key's value if given, else the header. */
cd_span cd_field_span(const cd_ini_section *section, const char *key);

#endif
