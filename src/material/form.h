/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form - the formulas in which property data are published: constants, power laws, polynomials in T or log T, rational
 * fits, tables, the laws of pure metals and of superconductors, and mixtures of other materials.
 *
 * A form is one entry of one table: its name, the keys that a material file gives its numbers under, and its value
 * function y(T) with T in K and y in SI. A new form is one more entry; nothing else knows which forms there are.
 */
#ifndef CD_MATERIAL_FORM_H
#define CD_MATERIAL_FORM_H

#include "../text/arena.h"

#include <stdbool.h>

enum { CD_FORM_KEYS_MAX = 9 };

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

/* The same property of another material, which a form builds on. */
typedef struct {
    double (*value)(const void *ctx, double T_K);
    const void *ctx;
} cd_form_other;

/* What a value function reads. */
typedef struct {
    cd_form_numbers of[CD_FORM_KEYS_MAX]; /* in the order of the form's keys */
    double RRR;                           /* residual resistivity ratio; NAN when the material has none */
    double B_T;                           /* magnetic field, T; 0: none */
    const cd_form_other *other;           /* the n_other materials that the key `of` names */
    size_t n_other;
    const void *prepared; /* what `prepare` made */
} cd_form_params;

typedef struct {
    const char *name;
    const char *formula; /* one line, shown when a key is missing */
    cd_form_key key[CD_FORM_KEYS_MAX];
    size_t n_keys;
    bool of_others;      /* has the key `of`: the other materials, separated by commas */
    bool of_resistivity; /* it is their resistivity that counts, not the same property as the piece's */
    /* Does the value need the RRR? NULL: never. */
    bool (*needs_RRR)(const cd_form_params *params);
    /* Does the value depend on the magnetic field? NULL: never; a form of others may. */
    bool (*takes_field)(const cd_form_params *params);
    /* Checks the numbers against each other; NULL: nothing to do. Returns a sentence that says what is wrong, or NULL.
     */
    const char *(*check)(const cd_form_params *params);
    /* Makes what the value needs, once RRR and field are known; NULL: nothing to do. */
    void (*prepare)(cd_arena *arena, cd_form_params *params);
    double (*value)(const cd_form_params *params, double T_K);
    /* The temperature of a jump spread over 0.1 K, K; 0: none. NULL: never any. */
    double (*jump_K)(const cd_form_params *params);
} cd_form;

/* All forms, `*n` of them. */
const cd_form *const *cd_forms(size_t *n);

/* The entries, each in its file: form_plain.c, form_fit.c, form_metal.c, form_super.c, form_table.c, form_mixture.c. */
extern const cd_form cd_form_constant, cd_form_power, cd_form_power_sum, cd_form_poly, cd_form_log10_poly,
    cd_form_ln_poly;
extern const cd_form cd_form_cryosoft_a, cd_form_cryosoft_b, cd_form_cryosoft_c, cd_form_kevlar_erf;
extern const cd_form cd_form_nist_cu_rational, cd_form_hust_lankford, cd_form_rho_hl, cd_form_residual_plus_table;
extern const cd_form cd_form_sc_twofluid, cd_form_nb_koechlin_bonin;
extern const cd_form cd_form_table;
extern const cd_form cd_form_mixture, cd_form_parker_abbott;

/* c[0] + c[1] x + c[2] x^2 + ... */
double cd_form_polynomial(const cd_form_numbers *c, double x);

/* The rows of keys. */
#define CD_FORM_ONE(name)                                                                                              \
    {                                                                                                                  \
        .key = (name), .n_min = 1, .n_max = 1, .absent = NAN                                                           \
    }
#define CD_FORM_ONE_OR(name, value)                                                                                    \
    {                                                                                                                  \
        .key = (name), .n_min = 1, .n_max = 1, .absent = (value)                                                       \
    }
#define CD_FORM_SOME(name)                                                                                             \
    {                                                                                                                  \
        .key = (name), .n_min = 1, .n_max = SIZE_MAX, .absent = NAN                                                    \
    }
#define CD_FORM_EXACTLY(name, n)                                                                                       \
    {                                                                                                                  \
        .key = (name), .n_min = (n), .n_max = (n), .absent = NAN                                                       \
    }
#define CD_FORM_SOME_OR_NONE(name, n, multiple)                                                                        \
    {                                                                                                                  \
        .key = (name), .n_min = (n), .n_max = SIZE_MAX, .multiple_of = (multiple), .absent = 0                         \
    }

#endif
