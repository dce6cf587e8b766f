/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit_impl - what the files of unit share: dimensions as unit texts, and the tables of words.
 */
#ifndef CD_TEXT_UNIT_IMPL_H
#define CD_TEXT_UNIT_IMPL_H

#include "unit.h"

/* The largest doubled exponent that a unit or an expression may reach: far beyond physics, far from overflow. */
enum { CD_MAX_EXPONENT2 = 60 };

/* True when every exponent is within CD_MAX_EXPONENT2. */
bool cd_dim_fits(cd_dim dim);

/* True for a pure number. */
bool cd_dim_is_number(cd_dim dim);

/* The quantity that has this dimension and gives it its name, or CD_N_QUANTITIES. */
cd_quantity cd_dim_quantity(cd_dim dim);

/* The dimension as a unit text: "W/(m K)", "kg m^(1/2) s^-2", "" for a pure number. */
const char *cd_dim_unit(cd_arena *arena, cd_dim dim);

/* Length of the unit word that begins at s (at most n bytes), 0 when none does: letters and '_', or "%", with the
 * letters that units borrow (a micro sign, ohm, degree, angstrom). Digits and superscripts end it. */
size_t cd_unit_word_length(const char *s, size_t n);

/* Why this word is not a unit here although udunits2 may know it, as a sentence for a hint; NULL when nothing is
 * against it. */
const char *cd_unit_refusal(const char *word);

/* A word that udunits2 lacks or knows with an outdated value: it is looked up as `word` (may be shorter than the given
 * one by `drop` bytes at the end), times `factor`, times s^power_of_s. */
typedef struct {
    const char *word; /* looked up instead; NULL: the given one less `drop` bytes */
    size_t drop;
    double factor;
    int power_of_s;
} cd_unit_alias;

/* The alias of a word; the one that changes nothing when it has none. */
cd_unit_alias cd_unit_alias_of(const char *word);

/* A word that is known without udunits2. */
bool cd_unit_common(const char *word, cd_unit *out);

/* The i-th of these words, NULL behind the last. */
const char *cd_unit_common_word(size_t i);

/* What udunits2 says of a word, also of a common one; false when it is no unit. */
bool cd_unit_ask(cd_units *units, const char *word, cd_unit *out);

/* The common unit that `word` was perhaps meant to be, or NULL. */
const char *cd_unit_nearest(const char *word);

#endif
