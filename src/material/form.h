/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form - the formulas in which property data are published: constants, power laws, polynomials in T or log T, tables,
 * and the laws of copper and of superconductors.
 *
 * A form is one entry of one table: its name, the keys that a material file gives its numbers under, and its value
 * function y(T) with T in K and y in SI. A new form is one more entry; nothing else knows which forms there are.
 */
#ifndef CD_MATERIAL_FORM_H
#define CD_MATERIAL_FORM_H

#include "../text/arena.h"

#include <stdbool.h>

enum { CD_FORM_KEYS_MAX = 6 };

/* The numbers given under one key. */
typedef struct {
    const double *x;
    size_t n;
} cd_form_numbers;

/* One key of a form. Absent: one number, `absent` (none where n_min > 1; NAN: the key is required). `choices`: the
 * value is one of these words (NULL-terminated), kept as its index. */
typedef struct {
    const char *key;
    size_t n_min, n_max, multiple_of; /* how many numbers */
    double absent;
    const char *const *choices;
} cd_form_key;

/* What a value function reads. */
typedef struct {
    cd_form_numbers of[CD_FORM_KEYS_MAX]; /* in the order of the form's keys */
    double RRR;                           /* residual resistivity ratio; NAN when the material has none */
    const void *prepared;                 /* what `prepare` made */
} cd_form_params;

typedef struct {
    const char *name;
    const char *formula; /* one line, shown when a key is missing */
    cd_form_key key[CD_FORM_KEYS_MAX];
    size_t n_keys;
    bool needs_RRR;
    /* Checks the numbers against each other and makes what the value needs; NULL: nothing to do. Returns a sentence
     * that says what is wrong, or NULL. */
    const char *(*prepare)(cd_arena *arena, cd_form_params *params);
    double (*value)(const cd_form_params *params, double T_K);
    /* The temperature of a blended jump, K; NULL: none. */
    double (*jump_K)(const cd_form_params *params);
} cd_form;

/* All forms, `*n` of them. */
const cd_form *cd_forms(size_t *n);

/* The forms of form_metal.c. */
double cd_form_nist_cu_rational(const cd_form_params *params, double T_K);
double cd_form_hust_lankford(const cd_form_params *params, double T_K);
const char *cd_form_sc_twofluid_prepare(cd_arena *arena, cd_form_params *params);
double cd_form_sc_twofluid(const cd_form_params *params, double T_K);
double cd_form_sc_twofluid_jump_K(const cd_form_params *params);

/* The form of form_table.c. */
extern const char *const cd_form_table_choices[];
const char *cd_form_table_prepare(cd_arena *arena, cd_form_params *params);
double cd_form_table(const cd_form_params *params, double T_K);

#endif
