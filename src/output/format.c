/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * format - see format.h.
 */
#include "format.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../cooldown.h"

cd_locale cd_locale_begin(void)
{
    cd_locale locale = {.c = newlocale(LC_ALL_MASK, "C", (locale_t)0)};
    locale.before = locale.c ? uselocale(locale.c) : (locale_t)0;
    return locale;
}

void cd_locale_end(cd_locale *locale)
{
    if (!locale->c)
        return;
    uselocale(locale->before);
    freelocale(locale->c);
    locale->c = (locale_t)0;
}

void cd_text_begin(cd_text *text)
{
    *text = (cd_text){.locale = cd_locale_begin()};
    text->out = open_memstream(&text->text, &text->length);
}

char *cd_text_end(cd_text *text)
{
    int failed = !text->out || ferror(text->out);
    if (text->out && fclose(text->out) != 0)
        failed = 1;
    cd_locale_end(&text->locale);
    if (failed) {
        free(text->text);
        return NULL;
    }
    return text->text;
}

char *cd_text_make(cd_text_writer *write, const void *of)
{
    jmp_buf landing;
    cd_text text;
    cd_arena *arena = cd_arena_new(&landing);
    if (!arena)
        return NULL;
    cd_text_begin(&text);
    if (setjmp(landing)) {
        cd_arena_free(arena);
        cd_text_free(cd_text_end(&text));
        return NULL;
    }
    if (text.out)
        write(text.out, arena, of);
    cd_arena_free(arena);
    return cd_text_end(&text);
}

void cd_text_free(char *text)
{
    free(text);
}

cd_short cd_number(double value)
{
    cd_short out;
    if (isnan(value)) {
        snprintf(out.s, sizeof out.s, "-");
        return out;
    }
    int exponent = value == 0 ? 0 : (int)floor(log10(fabs(value)));
    if (exponent < -3 || exponent >= 6)
        snprintf(out.s, sizeof out.s, "%.4g", value);
    else
        snprintf(out.s, sizeof out.s, "%.*f", exponent >= 3 ? 0 : 3 - exponent, value);
    return out;
}

cd_short cd_si(double value, const char *unit)
{
    static const char *const prefix[] = {"n", "µ", "m", "", "k", "M", "G", "T"};
    cd_short out;
    if (isnan(value)) {
        snprintf(out.s, sizeof out.s, "-");
        return out;
    }
    /* Rounded to the four digits that are shown first, so that 999.96 W becomes 1.000 kW and not 1000.0 W. */
    int exponent = value == 0 ? 0 : (int)floor(log10(fabs(value)) + 2.2e-5);
    int third = exponent >= 0 ? exponent / 3 : -((2 - exponent) / 3);
    if (value == 0 || third < -3)
        third = 0;
    else if (third > 4)
        third = 4;
    double shown = value / pow(1000, third);
    int digits = 3 - (exponent - 3 * third);
    if (value == 0 || exponent < -9)
        snprintf(out.s, sizeof out.s, "%.4g %s", value, unit);
    else
        snprintf(out.s, sizeof out.s, "%.*f %s%s", digits < 0 ? 0 : digits, shown, prefix[third + 3], unit);
    return out;
}

cd_time_unit cd_time_unit_of(double t_s)
{
    if (t_s >= 7200)
        return (cd_time_unit){"h", 3600};
    if (t_s >= 180)
        return (cd_time_unit){"min", 60};
    return (cd_time_unit){"s", 1};
}

cd_short cd_time(double t_s)
{
    cd_short out;
    if (isnan(t_s)) {
        snprintf(out.s, sizeof out.s, "never");
        return out;
    }
    cd_time_unit unit = cd_time_unit_of(fabs(t_s));
    snprintf(out.s, sizeof out.s, "%.40s %s", cd_number(t_s / unit.s).s, unit.name);
    return out;
}

int cd_characters(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

void cd_column(FILE *out, const char *s, int width)
{
    int blanks = abs(width) - cd_characters(s);
    if (blanks < 0)
        blanks = 0;
    if (width < 0)
        fprintf(out, "%*s%s", blanks, "", s);
    else
        fprintf(out, "%s%*s", s, blanks, "");
}

const char *cd_plural(size_t n)
{
    return n == 1 ? "" : "s";
}

void cd_wrapped(FILE *out, const char *text, int column, int indent, int width)
{
    bool fresh = true; /* nothing of the text stands in this line yet */
    if (column < indent)
        column += fprintf(out, "%*s", indent - column, "");
    while (*text) {
        int n = (int)strcspn(text, " ");
        if (!fresh && column + 1 + n > width) {
            column = fprintf(out, "\n%*s", indent, "") - 1;
            fresh = true;
        }
        column += fprintf(out, "%s%.*s", fresh ? "" : " ", n, text);
        fresh = false;
        text += n;
        text += strspn(text, " ");
    }
    fputc('\n', out);
}
