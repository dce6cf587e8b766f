/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * head - the sections of a cooler file that are not its map: [cooler], [extension] and [param].
 */
#include "model.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *key;
    size_t offset; /* of the text in cd_cooler_info */
    bool required;
} text_key;

static const text_key text_keys[] = {
    {"title", offsetof(cd_cooler_info, title), true},
    {"source", offsetof(cd_cooler_info, source), true},
    {"frequency", offsetof(cd_cooler_info, frequency), false},
    {"region", offsetof(cd_cooler_info, region), false},
    {"orientation", offsetof(cd_cooler_info, orientation), false},
    {"digitisation", offsetof(cd_cooler_info, digitisation), false},
    {"uncertainty", offsetof(cd_cooler_info, uncertainty), false},
    {"notes", offsetof(cd_cooler_info, notes), false},
};
enum { N_TEXT_KEYS = sizeof text_keys / sizeof *text_keys };

const char *cd_cooler_suggestion(cd_arena *arena, const char *word, const char *const *words, size_t n)
{
    const char *near = cd_nearest(word, words, n);
    return near ? cd_arena_printf(arena, "did you mean \"%s\"?", near)
                : cd_arena_printf(arena, "write one of %s", cd_join(arena, words, n));
}

bool cd_cooler_check_keys(const cd_reading *rd, const cd_ini_section *section, const char *const *words, size_t n)
{
    bool ok = true;
    for (size_t k = 0; section && k < section->n_keys; k++) {
        const cd_ini_key *key = &section->keys[k];
        bool known = false;
        for (size_t w = 0; w < n; w++)
            known = known || strcmp(key->key, words[w]) == 0;
        if (!known) {
            cd_diag_add(rd->diags, CD_ERROR, key->key_span, cd_cooler_suggestion(rd->arena, key->key, words, n),
                        "unrecognized key \"%s\" in %s of a cooler file", key->key, section->type);
            ok = false;
        } else if (strcmp(key->key, "node") != 0 && cd_ini_find(section, key->key) != key) {
            cd_diag_add(rd->diags, CD_ERROR, key->key_span, NULL, "key \"%s\" is given twice in %s", key->key,
                        section->type);
            ok = false;
        }
    }
    return ok;
}

static bool read_texts(const cd_reading *rd, const cd_ini_section *section, cd_cooler_info *info)
{
    bool ok = true;
    for (size_t k = 0; k < N_TEXT_KEYS; k++) {
        const cd_ini_key *key = cd_ini_find(section, text_keys[k].key);
        if (key && key->value.length) {
            *(const char **)(void *)((char *)info + text_keys[k].offset) = cd_value_string(rd->arena, &key->value);
        } else if (text_keys[k].required) {
            cd_diag_add(rd->diags, CD_ERROR, key ? key->key_span : section->header, NULL,
                        "missing \"%s\" in cooler file", text_keys[k].key);
            ok = false;
        }
    }
    return ok;
}

/* A key that is 1 or 2; `absent` without it (0: it must be given). */
static bool read_1_or_2(const cd_reading *rd, const cd_ini_section *section, const char *name, int absent, int *out)
{
    const cd_ini_key *key = cd_ini_find(section, name);
    *out = !key ? absent : cd_value_is(&key->value, "1") ? 1 : cd_value_is(&key->value, "2") ? 2 : 0;
    if (!*out)
        cd_diag_add(rd->diags, CD_ERROR, key ? cd_value_whole(&key->value) : section->header,
                    cd_arena_printf(rd->arena, "write \"%s = 1\" or \"%s = 2\"", name, name),
                    key ? "a cooler has one stage or two" : "missing \"stages\" in cooler file");
    return *out > 0;
}

/* One value per stage, separated by commas: "200 W, 70 W". Without the key `out` keeps what it has. */
static bool read_per_stage(const cd_reading *rd, const cd_ini_section *section, const char *name, int n_stages,
                           cd_quantity quantity, double out[2])
{
    const cd_ini_key *key = cd_ini_find(section, name);
    cd_value *part;
    if (!key)
        return true;
    const size_t n = cd_value_split(rd->arena, &key->value, ',', &part);
    if (n != (size_t)n_stages) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key->value), "write one value for each stage: 1, or 1, 2",
                    "\"%s\" has %zu values for %d stages", name, n, n_stages);
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        ok = cd_read_quantity(rd, &part[i], quantity, &out[i]) && ok;
        if (ok && !(out[i] >= 0)) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&part[i]), NULL, "\"%s\" is below zero", name);
            ok = false;
        }
    }
    return ok;
}

/* "40 W at 45 K" at byte `at` of its word "at"; the length of the part when it has none. */
static size_t find_at(const cd_value *part)
{
    for (size_t i = 1; i + 3 < part->length; i++)
        if (memcmp(part->text + i, " at ", 4) == 0)
            return i;
    return part->length;
}

/* "40 W at 45 K, 1.35 W at 4.2 K"; "-" for a stage of which nothing is known. */
static bool read_rating(const cd_reading *rd, const cd_ini_section *section, const char *name, int n_stages,
                        cd_rating *out)
{
    const cd_ini_key *key = cd_ini_find(section, name);
    *out = (cd_rating){{NAN, NAN}, {NAN, NAN}};
    if (!key)
        return true;
    cd_value *part;
    const size_t n = cd_value_split(rd->arena, &key->value, ',', &part);
    bool ok = n == (size_t)n_stages;
    for (size_t i = 0; ok && i < n; i++) {
        const size_t at = find_at(&part[i]);
        const cd_value Q = cd_value_cut(&part[i], 0, at), T = cd_value_cut(&part[i], at + 3, part[i].length);
        if (cd_value_is(&part[i], "-"))
            continue;
        ok = at < part[i].length;
        if (ok && (!cd_read_quantity(rd, &Q, CD_POWER, &out->Q_W[i]) ||
                   !cd_read_quantity(rd, &T, CD_TEMPERATURE, &out->T_K[i])))
            return false;
        ok = ok && out->Q_W[i] >= 0 && out->T_K[i] > 0;
    }
    if (!ok)
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key->value),
                    n_stages == 2 ? "write \"40 W at 45 K, 1.35 W at 4.2 K\", with - for a stage that is not known"
                                  : "write \"16 W at 77 K\"",
                    "\"%s\" is not a lift at a temperature for each stage", name);
    return ok;
}

/* "verified: vendor's chart" */
static bool read_trust(const cd_reading *rd, const cd_ini_section *section, cd_cooler_info *info)
{
    static const char *const words[] = {"verified", "secondary", "recalled"};
    const cd_ini_key *key = cd_ini_find(section, "trust");
    if (!key)
        return true;
    cd_value *part;
    const size_t n = cd_value_split(rd->arena, &key->value, ':', &part);
    for (int k = 0; k < 3; k++)
        if (cd_value_is(&part[0], words[k]))
            info->trust = (cd_trust)(CD_TRUST_VERIFIED + k);
    if (n > 1) {
        const cd_value why = cd_value_cut(&key->value, part[0].length + 1, key->value.length);
        info->trust_why = cd_value_string(rd->arena, &why);
    }
    if (info->trust == CD_TRUST_UNKNOWN)
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&part[0]),
                    "write verified, secondary or recalled, then a colon and why",
                    "unrecognized trust \"%s\" in cooler file", cd_value_string(rd->arena, &part[0]));
    return info->trust != CD_TRUST_UNKNOWN;
}

static bool read_input_power(const cd_reading *rd, const cd_ini_section *section, cd_cooler_info *info)
{
    const cd_ini_key *key = cd_ini_find(section, "input_power");
    info->input_power_W = NAN;
    if (!key)
        return true;
    if (!cd_read_quantity(rd, &key->value, CD_POWER, &info->input_power_W))
        return false;
    if (info->input_power_W > 0)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key->value), NULL, "\"input_power\" is not above zero");
    return false;
}

bool cd_cooler_read_head(const cd_reading *rd, const cd_ini_section *section, cd_cooler_info *info)
{
    static const char *const words[] = {"title",  "stages", "source",     "frequency",    "uncertainty",
                                        "notes",  "region", "stage",      "orientation",  "input_power",
                                        "rating", "trust",  "guaranteed", "digitisation", "extra_mass"};
    info->warm_W[0] = info->warm_W[1] = NAN;
    bool ok = cd_cooler_check_keys(rd, section, words, sizeof words / sizeof *words);
    ok = read_texts(rd, section, info) && ok;
    ok = read_1_or_2(rd, section, "stages", 0, &info->n_stages) && ok;
    ok = read_1_or_2(rd, section, "stage", 1, &info->stage) && ok;
    ok = read_trust(rd, section, info) && ok;
    ok = read_input_power(rd, section, info) && ok;
    if (!info->n_stages)
        return false;
    ok = read_per_stage(rd, section, "extra_mass", info->n_stages, CD_MASS, info->extra_mass_kg) && ok;
    ok = read_rating(rd, section, "rating", info->n_stages, &info->rating) && ok;
    return read_rating(rd, section, "guaranteed", info->n_stages, &info->guaranteed) && ok;
}

/* The text of "source" of a section that assumes something: it must say on what ground. */
static bool read_ground(const cd_reading *rd, const cd_ini_section *section, cd_cooler *cooler)
{
    const cd_ini_key *key = cd_ini_find(section, "source");
    if (key && key->value.length) {
        cooler->info.assumed = cooler->extension.source = cd_value_string(rd->arena, &key->value);
        return true;
    }
    cd_diag_add(rd->diags, CD_ERROR, section->header, "add \"source = ...\": what the assumption rests on",
                "missing key \"source\" in %s of a cooler file", section->type);
    return false;
}

/* All of a pair that the stages use must be given and above zero. */
static bool need_per_stage(const cd_reading *rd, const cd_ini_section *section, const char *name, int n_stages,
                           cd_quantity quantity, double out[2])
{
    out[0] = out[1] = NAN;
    if (!read_per_stage(rd, section, name, n_stages, quantity, out))
        return false;
    for (int m = 0; m < n_stages; m++)
        if (!(out[m] > 0)) {
            const char *example = cd_quantities[quantity].example;
            cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, name),
                        n_stages == 2 ? cd_arena_printf(rd->arena, "write \"%s = %s, %s\", one for each stage", name,
                                                        example, example)
                                      : cd_arena_printf(rd->arena, "write \"%s = %s\"", name, example),
                        "%s needs \"%s\" above zero", section->type, name);
            return false;
        }
    return true;
}

bool cd_cooler_read_extension(const cd_reading *rd, const cd_ini_section *section, cd_cooler *cooler)
{
    static const char *const words[] = {"model", "warm_capacity", "theta", "source"};
    const int n = cooler->info.n_stages;
    cd_extension *e = &cooler->extension;
    *e = (cd_extension){.warm_W = {NAN, NAN}, .theta_K = {NAN, NAN}};
    bool ok = cd_cooler_check_keys(rd, section, words, 4);
    ok = read_ground(rd, section, cooler) && ok;
    if (!cd_ini_find(section, "model"))
        return need_per_stage(rd, section, "warm_capacity", n, CD_POWER, e->warm_W) &&
               need_per_stage(rd, section, "theta", n, CD_TEMPERATURE_DIFFERENCE, e->theta_K) && ok;
    if (n != 2) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "model"),
                    "write \"warm_capacity\" and \"theta\" instead",
                    "only a map of two stages can be scaled to another");
        return false;
    }
    return read_per_stage(rd, section, "warm_capacity", n, CD_POWER, e->warm_W) && ok;
}

bool cd_cooler_read_param(const cd_reading *rd, const cd_ini_section *section, cd_cooler *cooler)
{
    static const char *const words[] = {"no_load", "warm_capacity", "source"};
    const int n = cooler->info.n_stages;
    cd_rating_form *form = &cooler->form;
    bool ok = cd_cooler_check_keys(rd, section, words, 3);
    ok = read_ground(rd, section, cooler) && ok;
    ok = need_per_stage(rd, section, "no_load", n, CD_TEMPERATURE, form->no_load_K) && ok;
    ok = need_per_stage(rd, section, "warm_capacity", n, CD_POWER, form->warm_W) && ok;
    for (int m = 0; m < n; m++) {
        form->Q_W[m] = cooler->info.rating.Q_W[m];
        form->T_K[m] = cooler->info.rating.T_K[m];
        if (ok && isnan(form->Q_W[m])) {
            cd_diag_add(rd->diags, CD_ERROR, section->header, "add it to [cooler]: \"rating = 16 W at 77 K\"",
                        "[param] needs the rating of stage %d", m + 1);
            ok = false;
        }
    }
    cooler->info.by_rating = true;
    return ok;
}
