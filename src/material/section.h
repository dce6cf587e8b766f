/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * section - what the readers of material sections share: keys that are taken one by one, and a complaint about the
 * rest.
 */
#ifndef CD_MATERIAL_SECTION_H
#define CD_MATERIAL_SECTION_H

#include "../text/expr.h"
#include "../text/ini.h"

/* A section while it is read. `what` names it in messages: piece "c_low". */
typedef struct {
    const cd_reading *rd;
    cd_ini_section *section;
    const char *what;
    bool good; /* no error so far */
} cd_section;

cd_section cd_section_of(const cd_reading *rd, cd_ini_section *section);

/* The value of a key, marked as used; NULL when it is not given. */
const cd_value *cd_section_take(cd_section *s, const char *key);

/* The same for a key that must be given. */
const cd_value *cd_section_need(cd_section *s, const char *key);

/* Texts: NULL when not given. */
const char *cd_section_text(cd_section *s, const char *key);

/* A number under a key, in SI; `absent` when the key is not given. */
double cd_section_number(cd_section *s, const char *key, cd_quantity quantity, double absent);

/* "a .. b" with 0 < a < b, or 0 <= a < b when zero is allowed. */
bool cd_section_range(cd_section *s, const cd_value *value, cd_quantity quantity, bool from_zero, double *from,
                      double *to);

/* Words separated by commas. */
const char *const *cd_section_words(cd_section *s, const cd_value *value, size_t *n);

/* An error at a place of this section. */
void cd_section_error(cd_section *s, cd_span span, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The index of the value among `words` (NULL-terminated), or -1 after an error: unrecognized form "powr" in ... */
int cd_section_choice(cd_section *s, const char *key, const cd_value *value, const char *const *words);

/* The same for a key that need not be given: index 0 when it is absent (an error when `required`) or wrong. */
int cd_section_word(cd_section *s, const char *key, bool required, const char *const *words);

/* Complains about every key that was not taken (suggesting one of `known`) and every key given twice. */
void cd_section_finish(cd_section *s, const char *const *known, size_t n_known);

#endif
