/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit_words - tables of unit words: those that are refused with a reason, those that udunits2 lacks, those to suggest.
 */
#include "unit_impl.h"

#include <string.h>

/* Letters outside ASCII that occur in unit words. */
static const char *const letters[] = {
    "\u00b5", /* micro sign */
    "\u03bc", /* Greek mu */
    "\u03a9", /* Greek omega */
    "\u2126", /* ohm sign */
    "\u00c5", /* A with ring */
    "\u212b", /* angstrom sign */
    "\u00b0", /* degree sign */
    "\u2103", /* degree C */
    "\u2109", /* degree F */
    "\u03c0", /* Greek pi */
};

static bool starts_with(const char *s, size_t n, const char *start)
{
    return strlen(start) <= n && memcmp(s, start, strlen(start)) == 0;
}

/* Bytes of the letter at s, 0 when there is none. */
static size_t letter_length(const char *s, size_t n)
{
    if (n > 0 && ((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z') || s[0] == '_'))
        return 1;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (starts_with(s, n, letters[i]))
            return strlen(letters[i]);
    return 0;
}

size_t cd_unit_word_length(const char *s, size_t n)
{
    if (n > 0 && s[0] == '%')
        return 1;
    size_t length = 0;
    for (size_t step = 0; (step = letter_length(s + length, n - length)) > 0;)
        length += step;
    return length;
}

typedef struct {
    const char *word, *why;
} refused_word;

static const refused_word refused[] = {
    {"a", "\"a\" would be the are, 100 m^2: write m^2, or d for days and yr for years"},
    {"b", "\"b\" would be the barn, 1e-28 m^2: write bar for a pressure"},
    {"e", "\"e\" would be the charge of the electron: write 1e3 without a blank for a power of ten"},
    {"u", "\"u\" would be the atomic mass unit: write kg, or u as a prefix as in um"},
    {"R", "\"R\" would be the roentgen: write degR for degrees Rankine, or K/W for a thermal resistance"},
    {"C", "\"C\" would be the coulomb: write degC or K for a temperature, A s for a charge"},
    {"F", "\"F\" would be the farad: write degF or K for a temperature"},
    {"G", "\"G\" is no unit of udunits2: write gauss, or T for a magnetic field"},
    {"P", "\"P\" is no unit of udunits2: write poise, Pa or W"},
    {"M", "\"M\" is only a prefix, as in MJ: write mol/L for a concentration"},
    {"au", "\"au\" would be the astronomical unit: write m"},
    {"ua", "\"ua\" would be the astronomical unit: write m"},
    {"gal", "\"gal\" would be 1 cm/s^2: write L, or gallon for 3.785 L"},
    {"gr", "\"gr\" would be the grain, 65 mg: write g for grams"},
    {"kt", "\"kt\" would be the knot: write t or m/s"},
    {"kts", "\"kts\" would be knots: write m/s"},
    {"nmi", "\"nmi\" would be a nanomile: write nautical_mile"},
    {"oz", "\"oz\" would be a volume, the fluid ounce: write avoirdupois_ounce or 28.35 g"},
    {"pt", "\"pt\" would be the US pint: write L"},
    {"ton", "\"ton\" would be the short ton, 907 kg: write t for 1000 kg"},
    {"tons", "\"tons\" would be short tons of 907 kg: write t for 1000 kg"},
    {"force", "\"force\" is no unit: write N"},
    {"gravity", "\"gravity\" is no unit: write m/s^2"},
    {"Nm", "a product of units needs a blank: write \"N m\""},
    {"Ws", "a product of units needs a blank: write \"W s\""},
    {"pi", "\"pi\" is a number, not a unit: write 3.14159265"},
    {"\u03c0", "pi is a number, not a unit: write 3.14159265"},
    {"deg", "\"deg\" has no unit behind it: write K, degC or degF"},
    {"degs", "\"degs\" has no unit behind it: write K, degC or degF"},
    {"degree", "\"degree\" would be an angle: write K, degC or degF"},
    {"degrees", "\"degrees\" would be an angle: write K, degC or degF"},
    {"\u00b0", "the degree sign alone would be an angle: write K, degC or degF"},
    {"delta_degC", "a temperature difference is written in K"},
    {"delta_degF", "a temperature difference is written in K or degR"},
    {"rpm", "\"rpm\" counts turns or radians: write 1/min or Hz for turns, rad/s for an angular velocity"},
    {"rps", "\"rps\" counts turns or radians: write Hz for turns, rad/s for an angular velocity"},
    {"cps", "\"cps\" counts turns or radians: write Hz for turns, rad/s for an angular velocity"},
    {"turn", "a turn is no unit here: write a number of turns without a unit"},
    {"turns", "a turn is no unit here: write a number of turns without a unit"},
    {"cycle", "a cycle is no unit here: write Hz for cycles per second"},
    {"cycles", "a cycle is no unit here: write Hz for cycles per second"},
    {"revolution", "a revolution is no unit here: write Hz for revolutions per second"},
    {"sccm", "a flow at standard conditions is no unit: write a mass flow such as 3 mg/s"},
    {"slm", "a flow at standard conditions is no unit: write a mass flow such as 3 mg/s"},
    {"slpm", "a flow at standard conditions is no unit: write a mass flow such as 3 mg/s"},
    {"dB", "a level in dB is no quantity: write a ratio"},
    {"dBm", "a level in dBm is no quantity: write W"},
};

static const char *refusal_of(const char *word)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(refused[i].word, word) == 0)
            return refused[i].why;
    return NULL;
}

/* A refused letter is no better behind a prefix: "ma" (a milliare), "mu", "me", "mR". Pa is the pascal and ha a
 * hectare. */
static const char *prefixed_letter(const char *word)
{
    if (strlen(word) != 2 || !strchr("YZEPTGMkhdcmunpfazy", word[0]) || !strchr("abeuR", word[1]))
        return NULL;
    return strcmp(word, "Pa") == 0 || strcmp(word, "ha") == 0 ? NULL : refusal_of(word + 1);
}

const char *cd_unit_refusal(const char *word)
{
    const char *why = refusal_of(word);
    return why ? why : prefixed_letter(word);
}

static bool ends_with(const char *word, const char *end)
{
    size_t n = strlen(word), m = strlen(end);
    return n >= m && strcmp(word + n - m, end) == 0;
}

cd_unit_alias cd_unit_alias_of(const char *word)
{
    static const struct {
        const char *word, *means;
    } spellings[] = {{"mins", "min"}, {"hrs", "hour"}, {"secs", "second"}, {"lbm", "lb"}, {"dyn", "dyne"}};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (strcmp(spellings[i].word, word) == 0)
            return (cd_unit_alias){spellings[i].means, 0, 1, 0};
    if (ends_with(word, "Wh") || ends_with(word, "Ah"))
        return (cd_unit_alias){NULL, 1, 3600, 1};
    if (ends_with(word, "eV")) /* udunits2 has the value of 1986; exact since 2019 */
        return (cd_unit_alias){NULL, 0, 1.602176634e-19 / 1.60217733e-19, 0};
    if (ends_with(word, "orr")) /* udunits2 has the millimetre of mercury for the torr, which is 1/760 atm */
        return (cd_unit_alias){NULL, 0, (101325.0 / 760.0) / 133.322387415, 0};
    return (cd_unit_alias){NULL, 0, 1, 0};
}

const char *cd_unit_nearest(const char *word)
{
    static const char *const common[] = {
        "K",    "mK",   "degC",  "degF",  "s",     "ms",     "min",   "h",     "day",     "m",      "mm",     "cm",
        "um",   "inch", "kg",    "g",     "mg",    "N",      "kN",    "lbf",   "Pa",      "kPa",    "MPa",    "mbar",
        "bar",  "psi",  "W",     "mW",    "kW",    "uW",     "J",     "kJ",    "MJ",      "kWh",    "A",      "mA",
        "V",    "mV",   "ohm",   "T",     "mol",   "Torr",   "Hz",    "L",     "percent", "kelvin", "second", "minute",
        "hour", "watt", "joule", "metre", "meter", "newton", "tesla", "ampere"};
    const char *nearest = cd_nearest(word, common, sizeof common / sizeof *common);
    /* A short unit that the word merely begins with was not meant: "thick" is not T. */
    return nearest && strlen(word) <= strlen(nearest) + strlen(nearest) / 2 ? nearest : NULL;
}
