/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * letters - see letters.h.
 */
#include "letters.h"
#include "fonts.h"
#include "process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long letter; /* its number in Unicode */

typedef struct {
    letter from, to;
} range;

typedef struct {
    range *list;
    size_t n, cap;
    bool known; /* fontconfig was asked */
} repertoire;

/* ---- what fonts have ---- */

/* ":charset=20-7e a0 2a00-2a0f": numbers in base 16. */
static void add_font(cd_arena *arena, repertoire *r, const char *line)
{
    static const char start[] = ":charset=";
    if (strncmp(line, start, sizeof start - 1) != 0)
        return;
    char *end;
    for (const char *next = line + sizeof start - 1;; next = end) {
        range found = {.from = strtoul(next, &end, 16)};
        if (end == next)
            return;
        found.to = *end == '-' ? strtoul(end + 1, &end, 16) : found.from;
        CD_PUSH(arena, r->list, r->n, r->cap, found);
    }
}

static repertoire ask_fontconfig(cd_arena *arena, const char *folder)
{
    static const char *const words[] = {"fc-list", ":", "charset", NULL};
    repertoire r = {0};
    int missing;
    r.known = cd_process_run(arena, folder, words, "fonts.log", &missing) == NULL;
    FILE *log = r.known ? fopen(cd_arena_printf(arena, "%s/fonts.log", folder), "re") : NULL;
    char *line = NULL;
    size_t room = 0;
    while (log && getline(&line, &room, log) >= 0)
        add_font(arena, &r, line);
    free(line);
    if (log)
        fclose(log);
    return r;
}

/* Joins letters or chooses their shape, and is not drawn itself. */
static bool is_invisible(letter c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

/* Without fontconfig's answer: what DejaVu, which the figures ask for, certainly lacks begins with the CJK radicals. */
static bool has(const repertoire *r, letter c)
{
    if (c < 0x80 || is_invisible(c))
        return true;
    for (size_t i = 0; i < r->n; i++)
        if (c >= r->list[i].from && c <= r->list[i].to)
            return true;
    return !r->known && c < 0x2E80;
}

/* ---- texts ---- */

/* The letter at text, and how many bytes it takes; a byte that begins none is taken alone, as '?'. */
static letter letter_at(const unsigned char *text, size_t *n)
{
    *n = *text < 0x80 ? 1 : *text >= 0xF0 && *text < 0xF8 ? 4 : *text >= 0xE0 ? 3 : *text >= 0xC0 ? 2 : 0;
    letter c = *n == 1 ? *text : *n == 0 ? '?' : *text & (0xFFU >> (*n + 1));
    for (size_t k = 1; k < *n; k++) {
        if ((text[k] & 0xC0) != 0x80) {
            *n = 1;
            return '?';
        }
        c = c << 6 | (text[k] & 0x3F);
    }
    *n = *n ? *n : 1;
    return c;
}

static const char *package_of(letter c)
{
    return c >= 0x1F000 && c < 0x20000  ? "fonts-symbola"
           : c >= 0x2E80 && c < 0x30000 ? "fonts-noto-cjk"
                                        : "fonts-noto-core";
}

/* The text with "?" for what fonts lack; those letters, each once, in *lacking. */
static char *replace(cd_arena *arena, const repertoire *r, const char *text, const char **lacking, letter *first)
{
    char *out = cd_arena_strn(arena, text, strlen(text)), *to = out;
    size_t n;
    *lacking = "";
    for (const unsigned char *c = (const unsigned char *)text; *c; c += n) {
        const letter found = letter_at(c, &n);
        if (has(r, found)) {
            memcpy(to, c, n);
            to += n;
            continue;
        }
        *to++ = '?';
        const char *as_text = cd_arena_strn(arena, (const char *)c, n);
        *first = **lacking ? *first : found;
        if (!strstr(*lacking, as_text))
            *lacking = cd_arena_printf(arena, "%s%s", *lacking, as_text);
    }
    *to = '\0';
    return out;
}

static char *read_all(cd_arena *arena, const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = NULL, *out = NULL;
    size_t room = 0;
    if (file && getdelim(&text, &room, '\0', file) > 0)
        out = cd_arena_strn(arena, text, strlen(text));
    free(text);
    if (file)
        fclose(file);
    return out;
}

static bool write_all(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    const bool good = file && fputs(text, file) >= 0;
    return file && fclose(file) == 0 && good;
}

static const char *no_font(cd_arena *arena, const repertoire *r)
{
    return !r->known ? cd_fonts_missing(arena) : r->n == 0 ? cd_fonts_none : NULL;
}

const char *cd_letters_none(cd_arena *arena, const char *folder)
{
    const repertoire r = ask_fontconfig(arena, folder);
    return no_font(arena, &r);
}

const char *cd_letters_replace(cd_arena *arena, const char *folder, const char *from, const char *to, bool *replaced)
{
    const repertoire r = ask_fontconfig(arena, folder);
    const char *lacking = "", *text = read_all(arena, cd_arena_printf(arena, "%s/%s", folder, from));
    letter first = 0;
    *replaced = false;
    const char *none = no_font(arena, &r);
    if (none || !text)
        return none;
    const char *safe = replace(arena, &r, text, &lacking, &first);
    if (!*lacking)
        return NULL;
    *replaced = write_all(cd_arena_printf(arena, "%s/%s", folder, to), safe);
    return cd_arena_printf(arena, "letters that no font here has are drawn as \"?\" in PNG and PDF: %s (install %s)",
                           lacking, package_of(first));
}
