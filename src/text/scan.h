/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan - the characters of a value, for the readers of units and expressions. Independent of the locale.
 */
#ifndef CD_TEXT_SCAN_H
#define CD_TEXT_SCAN_H

#include "source.h"

#include <string.h>

/* Byte i of a value, or zero after its end (a value never holds a zero byte). */
static inline char cd_char_at(const cd_value *value, size_t i)
{
    return i < value->length ? value->text[i] : '\0';
}

static inline bool cd_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool cd_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* True when `token` stands at byte i. */
static inline bool cd_stands_at(const cd_value *value, size_t i, const char *token)
{
    size_t n = strlen(token);
    return i <= value->length && n <= value->length - i && memcmp(value->text + i, token, n) == 0;
}

/* The first byte at or after i that is no blank. The no-break blanks that editors put between number and unit count. */
static inline size_t cd_skip_blanks_at(const cd_value *value, size_t i)
{
    for (;;) {
        char c = cd_char_at(value, i);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            i += 1;
        else if (cd_stands_at(value, i, "\u00a0"))
            i += strlen("\u00a0");
        else if (cd_stands_at(value, i, "\u202f") || cd_stands_at(value, i, "\u2009"))
            i += strlen("\u202f");
        else
            return i;
    }
}

#endif
