/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit - unit words, looked up one at a time in udunits2 unless they are common ones (unit_common.c).
 *
 * A visitor walks through the unit that udunits2 returns: SI value = scale * (number + origin), times powers of the
 * base units. Radians count as pure numbers. The words of one reading are kept in a small table, so that each is asked
 * once.
 */
#include "unit_impl.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>

enum { WORD_SIZE = 40, CACHE_SIZE = 256, PROBES = 8 };

typedef struct {
    char word[WORD_SIZE]; /* "" when free */
    bool known;
    cd_unit unit;
    const char *why;
} cached_word;

typedef struct {
    const char *text; /* NULL when free */
    cd_quantity quantity;
    double value;
} constant;

struct cd_units {
    ut_system *system;
    bool loaded; /* tried to load */
    cached_word cache[CACHE_SIZE];
    constant constants[CACHE_SIZE];
};

/* Guards every call of udunits2: its parser and its tables are shared by the whole process. */
static pthread_mutex_t udunits_lock = PTHREAD_MUTEX_INITIALIZER;

/* udunits2 reads its database by the locale of the thread, and fails where the decimal point is a comma. Returns the
 * locale to go back to. */
static locale_t enter_udunits(void)
{
    pthread_mutex_lock(&udunits_lock);
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return c ? uselocale(c) : (locale_t)0;
}

static void leave_udunits(locale_t before)
{
    if (before)
        freelocale(uselocale(before));
    pthread_mutex_unlock(&udunits_lock);
}

cd_units *cd_units_new(void)
{
    return calloc(1, sizeof(cd_units));
}

/* ut_free_system leaves some 7 kB behind (its prefixes), in udunits2 2.2.28. */
void cd_units_free(cd_units *units)
{
    if (!units)
        return;
    locale_t before = enter_udunits();
    ut_free_system(units->system);
    leave_udunits(before);
    free(units);
}

static size_t place_of_constant(const char *text)
{
    return (size_t)((uintptr_t)text * UINT64_C(0x9E3779B97F4A7C15) >> 32) % CACHE_SIZE; /* Fibonacci hashing */
}

bool cd_units_recall(const cd_units *units, const char *text, cd_quantity quantity, double *value)
{
    const constant *c = &units->constants[place_of_constant(text)];
    if (c->text != text || c->quantity != quantity)
        return false;
    *value = c->value;
    return true;
}

void cd_units_keep(cd_units *units, const char *text, cd_quantity quantity, double value)
{
    units->constants[place_of_constant(text)] = (constant){text, quantity, value};
}

/* What the visitor has found so far. */
typedef struct {
    cd_unit unit;
    const char *why; /* not NULL: not a unit here */
} found_unit;

static ut_status visit_power(const ut_unit *base, int power, found_unit *found)
{
    static const char *const symbols[CD_N_BASE] = {"kg", "m", "s", "K", "A", "mol"};
    const char *symbol = ut_get_symbol(base, UT_ASCII);
    if (symbol && strcmp(symbol, "rad") == 0)
        return UT_SUCCESS;
    for (int i = 0; symbol && i < CD_N_BASE; i++)
        if (strcmp(symbol, symbols[i]) == 0) {
            cd_dim one = {{0}};
            one.e2[i] = 2;
            found->unit.dim = cd_dim_times(found->unit.dim, one, power);
            return UT_SUCCESS;
        }
    found->why = "units of light have no use here: write W for a radiated power";
    return UT_SUCCESS;
}

static ut_status visit_basic(const ut_unit *unit, void *arg)
{
    return visit_power(unit, 1, arg);
}

static ut_status visit_product(const ut_unit *unit, int count, const ut_unit *const *bases, const int *powers,
                               void *arg)
{
    (void)unit;
    for (int i = 0; i < count; i++)
        visit_power(bases[i], powers[i], arg);
    return UT_SUCCESS;
}

static ut_status walk(const ut_unit *unit, found_unit *found);

static ut_status visit_galilean(const ut_unit *unit, double scale, const ut_unit *underlying, double origin, void *arg)
{
    (void)unit;
    found_unit *found = arg;
    ut_status status = walk(underlying, found);
    found->unit.offset += found->unit.scale * scale * origin;
    found->unit.scale *= scale;
    return status;
}

static ut_status visit_timestamp(const ut_unit *unit, const ut_unit *time, double origin, void *arg)
{
    (void)unit, (void)time, (void)origin;
    ((found_unit *)arg)->why = "a date is not a unit: write a time since the start";
    return UT_SUCCESS;
}

static ut_status visit_logarithmic(const ut_unit *unit, double base, const ut_unit *reference, void *arg)
{
    (void)unit, (void)base, (void)reference;
    ((found_unit *)arg)->why = "a logarithmic level is not a unit here: write the quantity itself";
    return UT_SUCCESS;
}

static ut_status walk(const ut_unit *unit, found_unit *found)
{
    static const ut_visitor visitor = {visit_basic, visit_product, visit_galilean, visit_timestamp, visit_logarithmic};
    return ut_accept_visitor(unit, &visitor, found);
}

/* Only between enter_udunits and leave_udunits. The handler keeps udunits2 from printing each redefinition in its own
 * database. */
static bool load(cd_units *units)
{
    if (!units->loaded) {
        ut_set_error_message_handler(ut_ignore);
        units->system = ut_read_xml(NULL);
        units->loaded = true;
    }
    return units->system != NULL;
}

/* One word in udunits2. False with found->why set, or NULL when it is simply unknown. */
static bool look_up(cd_units *units, const char *word, found_unit *found)
{
    bool known = false;
    locale_t before = enter_udunits();
    if (!load(units)) {
        found->why = "the unit database of udunits2 cannot be loaded: install libudunits2-data, or set "
                     "UDUNITS2_XML_PATH to udunits2.xml";
    } else {
        ut_unit *unit = ut_parse(units->system, word, UT_UTF8);
        known = unit && walk(unit, found) == UT_SUCCESS;
        ut_free(unit);
    }
    leave_udunits(before);
    return known && !found->why;
}

bool cd_unit_ask(cd_units *units, const char *word, cd_unit *out)
{
    found_unit found = {{{{0}}, 1, 0}, NULL};
    bool known = look_up(units, word, &found);
    *out = found.unit;
    return known;
}

/* "mdegC" would have the origin of degC and a thousandth of its step, which nobody means. */
static const char *odd_scale(const cd_unit *unit)
{
    bool celsius = fabs(unit->scale - 1) < 1e-9, fahrenheit = fabs(unit->scale - 5.0 / 9) < 1e-9;
    if (unit->offset != 0 && !celsius && !fahrenheit)
        return "a temperature scale takes no prefix: write mK, or degC";
    if (!isfinite(unit->scale) || !(unit->scale > 0))
        return "the unit has no positive size";
    return NULL;
}

static void resolve(cd_units *units, cached_word *entry)
{
    entry->why = cd_unit_refusal(entry->word);
    if (entry->why)
        return;
    entry->known = cd_unit_common(entry->word, &entry->unit);
    if (entry->known)
        return;
    cd_unit_alias alias = cd_unit_alias_of(entry->word);
    char word[WORD_SIZE] = {0};
    if (alias.word)
        strncpy(word, alias.word, WORD_SIZE - 1);
    else
        memcpy(word, entry->word, strlen(entry->word) - alias.drop);
    found_unit found = {{{{0}}, 1, 0}, NULL};
    entry->known = look_up(units, word, &found);
    if (entry->known) {
        found.unit.scale *= alias.factor;
        found.unit.dim = cd_dim_times(found.unit.dim, cd_quantities[CD_TIME].dim, alias.power_of_s);
        found.why = odd_scale(&found.unit);
        entry->known = !found.why;
    }
    entry->unit = found.unit;
    entry->why = found.why;
}

/* Where the word is kept, or may be put. A few places are tried: two words in turn at one place would ask udunits2, and
 * wait for its lock, each time. */
static cached_word *cache_slot(cd_units *units, const char *word, size_t length)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    for (uint32_t k = 0; k < PROBES; k++) {
        cached_word *entry = &units->cache[(hash + k) % CACHE_SIZE];
        if (!*entry->word || (memcmp(entry->word, word, length) == 0 && entry->word[length] == '\0'))
            return entry;
    }
    return &units->cache[hash % CACHE_SIZE];
}

bool cd_unit_word(cd_units *units, const char *word, size_t length, cd_unit *out, const char **why)
{
    if (why)
        *why = NULL;
    if (length == 0 || length >= WORD_SIZE || cd_unit_word_length(word, length) != length)
        return false;
    cached_word *entry = cache_slot(units, word, length);
    if (memcmp(entry->word, word, length) != 0 || entry->word[length] != '\0') {
        memset(entry, 0, sizeof *entry);
        memcpy(entry->word, word, length);
        resolve(units, entry);
    }
    if (why)
        *why = entry->why;
    if (entry->known)
        *out = entry->unit;
    return entry->known;
}
