/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * definition - what decides the results of a study, as text that two of them can be compared by.
 */
#include "plan.h"

#include <string.h>

typedef struct {
    cd_arena *arena;
    char *text;
    size_t n, cap;
} buffer;

static void add(buffer *b, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        CD_PUSH(b->arena, b->text, b->n, b->cap, text[i]);
}

static void add_text(buffer *b, const char *text)
{
    add(b, text, strlen(text));
}

static bool begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

/* "# material /data/materials/copper.ini  sha256 0123": the file's name without its folder. */
static void add_file(buffer *b, const char *line, size_t length)
{
    const char *slash = NULL, *end = line + length;
    for (const char *c = line; c < end; c++)
        slash = *c == '/' ? c : slash;
    size_t word = strcspn(line + 2, " ") + 3;
    add(b, line, word);
    add(b, slash ? slash + 1 : line + word, (size_t)(end - (slash ? slash + 1 : line + word)));
    add_text(b, "\n");
}

/* The resolved case without what does not decide a point: the case file's own bytes and place, figures, sweeps. */
static void add_case(buffer *b, const char *resolved)
{
    bool skipped = false;
    for (const char *line = resolved; *line;) {
        size_t length = strcspn(line, "\n");
        if (*line == '[')
            skipped = begins(line, "[sweep ") || begins(line, "[plot ") || begins(line, "[output]");
        if (begins(line, "# material ") || begins(line, "# cooler "))
            add_file(b, line, length);
        else if (*line != '#' && length > 0 && !skipped) {
            add(b, line, length);
            add_text(b, "\n");
        }
        line += length + (line[length] == '\n');
    }
}

const char *cd_plan_define(cd_arena *arena, const cd_case *cs, const cd_plan *plan, const char *file_sha256,
                           const char *settings)
{
    buffer b = {.arena = arena};
    add_text(&b, cd_arena_printf(arena, "# cooldown %s\n", cd_version()));
    add_case(&b, cs->resolved);
    add_text(&b, cd_arena_printf(arena, "[sweep]\nmethod = %s\npoints = %zu\n", cd_sweep_methods[plan->method],
                                 plan->n_points));
    if (cd_plan_is_sampled(plan))
        add_text(&b, cd_arena_printf(arena, "seed = %ld\n", plan->seed));
    for (size_t i = 0; i < plan->axes.n; i++)
        if (plan->axes.a[i].text)
            add_text(&b, cd_arena_printf(arena, "vary = %s = %s\n", plan->axes.a[i].name, plan->axes.a[i].text));
    if (file_sha256)
        add_text(&b, cd_arena_printf(arena, "file = sha256 %s\n", file_sha256));
    for (size_t i = 0; i < plan->n_measures; i++)
        add_text(&b, cd_arena_printf(arena, "measure = %s\n", plan->measures[i]));
    add_text(&b, settings);
    CD_PUSH(arena, b.text, b.n, b.cap, 0);
    return b.text;
}

/* ---- differences ---- */

/* The section header that a line stands under, so that "area = 1 m^2" says whose. */
static const char *header_of(const char *text, const char *line)
{
    const char *found = NULL;
    for (const char *c = text; c < line;) {
        if (*c == '[')
            found = c;
        c += strcspn(c, "\n");
        c += *c == '\n';
    }
    return found;
}

static bool has_line(const char *text, const char *line, size_t length, const char *header, size_t header_length)
{
    const char *under = NULL;
    for (const char *c = text; *c;) {
        size_t n = strcspn(c, "\n");
        if (*c == '[')
            under = c;
        bool same_header = !header || *line == '[' || (under && strncmp(under, header, header_length) == 0);
        if (n == length && strncmp(c, line, n) == 0 && same_header)
            return true;
        c += n + (c[n] == '\n');
    }
    return false;
}

/* Lines of `text` that `other` does not have, after `mark`. */
static void add_missing(buffer *b, const char *text, const char *other, const char *mark, int *left)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        const char *header = header_of(text, line);
        size_t header_length = header ? strcspn(header, "\n") : 0;
        if (length > 0 && !has_line(other, line, length, header, header_length) && (*left)-- > 0) {
            add_text(b, mark);
            if (header && *line != '[')
                add(b, header, header_length);
            add_text(b, header && *line != '[' ? " " : "");
            add(b, line, length < 160 ? length : 160);
            add_text(b, length < 160 ? "\n" : " ...\n");
        }
        line += length + (line[length] == '\n');
    }
}

/* The first lines that differ, of texts that have the same lines in another order. */
static void add_first_pair(buffer *b, const char *before, const char *now)
{
    while (*before && *now) {
        size_t n = strcspn(before, "\n"), m = strcspn(now, "\n");
        if (n != m || strncmp(before, now, n) != 0)
            break;
        before += n + (before[n] == '\n');
        now += m + (now[m] == '\n');
    }
    add_text(b, cd_arena_printf(b->arena, "the lines are the same, but in another order; first\n- %.*s\n+ %.*s\n",
                                (int)strcspn(before, "\n"), before, (int)strcspn(now, "\n"), now));
}

const char *cd_definition_difference(cd_arena *arena, const char *before, const char *now, int most)
{
    buffer b = {.arena = arena};
    int left = most;
    add_missing(&b, before, now, "- ", &left);
    int left_now = most;
    add_missing(&b, now, before, "+ ", &left_now);
    if (b.n == 0)
        add_first_pair(&b, before, now);
    if (left < 0 || left_now < 0)
        add_text(&b, "  ... and more\n");
    CD_PUSH(arena, b.text, b.n, b.cap, 0);
    return b.text;
}
