/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ini_line - see ini_line.h.
 */
#include "ini_line.h"

#include <stdint.h>

/* What is known while the pieces of one line are taken together. */
typedef struct {
    cd_arena *arena;
    const cd_source *source;
    char *text; /* joined text and the place of each byte; only used from the second piece on */
    size_t *at;
    size_t n_text, cap_text, n_at, cap_at;
    bool quoted;    /* inside double quotes */
    size_t quote;   /* where they began */
    size_t control; /* the first control character, or SIZE_MAX */
} joiner;

/* The bytes begin <= i < end of one line of the file, without comment, white space at the ends, and backslash. */
typedef struct {
    size_t begin, end;
    bool goes_on;
} piece;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_control(char c)
{
    unsigned char u = (unsigned char)c;
    return (u < 0x20 && u != '\t') || u == 0x7F;
}

/* Where the comment of the line from `begin` starts, or the line ends; follows the quotes and notes control
 * characters on the way. */
static size_t content_end(joiner *j, size_t begin)
{
    const cd_source *source = j->source;
    size_t i = begin;
    for (; i < source->length && !is_line_end(source->text[i]); i++) {
        char c = source->text[i];
        if ((unsigned char)c > ';' && c != 0x7F) /* most are letters: they mean nothing here */
            continue;
        bool may_comment = !j->quoted && (i == begin || is_blank(source->text[i - 1]));
        if (may_comment && (c == '#' || c == ';'))
            break;
        if (c == '"') {
            j->quoted = !j->quoted;
            j->quote = i;
        }
        if (is_control(c) && j->control == SIZE_MAX)
            j->control = i;
    }
    return i;
}

static piece next_piece(joiner *j, size_t line)
{
    const char *text = j->source->text;
    piece p = {.begin = j->source->line_start[line]};
    p.end = content_end(j, p.begin);
    while (p.begin < p.end && is_blank(text[p.begin]))
        p.begin++;
    while (p.end > p.begin && is_blank(text[p.end - 1]))
        p.end--;
    p.goes_on = p.end > p.begin && text[p.end - 1] == '\\';
    if (p.goes_on)
        p.end--;
    while (p.end > p.begin && is_blank(text[p.end - 1]))
        p.end--;
    return p;
}

static void append(joiner *j, char c, size_t place)
{
    CD_PUSH(j->arena, j->text, j->n_text, j->cap_text, c);
    CD_PUSH(j->arena, j->at, j->n_at, j->cap_at, place);
}

/* A piece joins the ones before it with one blank, which stands where the backslash or the white space was. */
static void append_piece(joiner *j, piece p, size_t blank_at)
{
    if (j->n_text > 0 && p.begin < p.end)
        append(j, ' ', blank_at);
    for (size_t i = p.begin; i < p.end; i++)
        append(j, j->source->text[i], i);
}

/* Adds the errors of a whole line; true when there was one. */
static bool report(const joiner *j, cd_diags *diags, bool ends_early, size_t last)
{
    const cd_source *source = j->source;
    if (j->control != SIZE_MAX)
        cd_diag_add(diags, CD_ERROR, (cd_span){source, j->control, j->control + 1}, "delete it",
                    "control character 0x%02X", (unsigned)(unsigned char)source->text[j->control]);
    if (j->quoted)
        cd_diag_add(diags, CD_ERROR, (cd_span){source, j->quote, j->quote + 1},
                    "end it with another \" before the end of the line; the unit is written inch",
                    "unfinished double quote");
    if (ends_early)
        cd_diag_add(diags, CD_ERROR, (cd_span){source, last, last + 1}, "remove the \\ at its end",
                    "the line goes on in the next, but the file ends here");
    return j->control != SIZE_MAX || j->quoted || ends_early;
}

bool cd_ini_next_line(cd_arena *arena, cd_diags *diags, const cd_source *source, size_t *next, cd_ini_line *out)
{
    if (*next >= source->n_lines)
        return false;
    joiner j = {.arena = arena, .source = source, .control = SIZE_MAX};
    piece first = next_piece(&j, (*next)++), p = first;
    bool several = p.goes_on;
    if (several)
        append_piece(&j, first, first.end);
    while (p.goes_on && *next < source->n_lines) {
        size_t blank_at = p.end;
        p = next_piece(&j, (*next)++);
        append_piece(&j, p, blank_at);
    }
    out->damaged = report(&j, diags, p.goes_on, p.end);
    if (several)
        out->text = (cd_value){j.text, j.n_text, source, j.n_at ? j.at[0] : first.begin, j.at};
    else
        out->text = (cd_value){source->text + first.begin, first.end - first.begin, source, first.begin, NULL};
    return true;
}
