/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_wrong - points that cannot be read, and how they are told: each mistake once, with the first point that has it.
 */
#include "sweep_impl.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Told apart in a thousand at most, and looked for no further: a key that is wrong is wrong in a million points. */
enum { MOST_SHOWN = 10, MOST_KEPT = 1000 };

static int by_point(const void *a, const void *b)
{
    size_t x = (*(cd_point_result *const *)a)->point, y = (*(cd_point_result *const *)b)->point;
    return (x > y) - (x < y);
}

/* The message without its place, which names the value of one point. */
static const char *what_is_wrong(const char *message)
{
    const char *found = strstr(message, "error: ");
    return found ? found : message;
}

/* Past a number that stands alone ("-0.001" of "this is -0.001 m^2", but not the digit of "stage2"); `text` when none
 * begins there. */
static const char *past_number(const char *text, bool in_word)
{
    const char *digit = text + (*text == '-' || *text == '+');
    if (in_word || !isdigit((unsigned char)*digit))
        return text;
    char *end;
    strtod(text, &end);
    return end;
}

/* Whether two messages say the same of other numbers: the same mistake of many points is said once. */
static bool is_same(const char *a, const char *b)
{
    a = what_is_wrong(a);
    b = what_is_wrong(b);
    for (bool in_word = false; *a && *a != '\n';) {
        const char *after_a = past_number(a, in_word), *after_b = past_number(b, in_word);
        bool number = after_a != a && after_b != b;
        if (!number && *a != *b)
            return false;
        in_word = !number && (isalnum((unsigned char)*a) || *a == '_' || *a == '^');
        a = number ? after_a : a + 1;
        b = number ? after_b : b + 1;
    }
    return *a == *b;
}

static char *tell_wrong(cd_sweep *sweep, cd_point_result **list, size_t n)
{
    bool all = sweep->progress.n_done == sweep->points.n;
    const char *text = "", *some = all && n == sweep->n_wrong ? "" : "at least ";
    size_t shown = 0;
    for (size_t i = 0; i < n && shown < MOST_SHOWN; i++) {
        size_t same = 0;
        bool known = false;
        for (size_t k = 0; k < n && !known; k++) {
            bool alike = is_same(list[k]->message, list[i]->message);
            known = alike && k < i;
            same += alike;
        }
        if (known)
            continue;
        shown++;
        text =
            cd_arena_printf(sweep->arena, "%s%s  point %zu: %s%s\n", text, list[i]->message, list[i]->point,
                            cd_point_text(sweep->arena, &sweep->plan, list[i]->point),
                            same > 1 ? cd_arena_printf(sweep->arena, "; and %s%zu more like it", some, same - 1) : "");
    }
    return cd_text_printf("%s%s%zu of %zu points cannot be run; nothing was run (--skip-invalid stores them as invalid "
                          "and runs the others)",
                          text, all ? "" : "at least ", sweep->n_wrong, sweep->points.n);
}

char *cd_sweep_tell_wrong(cd_sweep *sweep)
{
    if (setjmp(sweep->landing) != 0)
        return NULL;
    cd_point_result **list = cd_arena_alloc(sweep->arena, sweep->n_wrong, sizeof *list);
    size_t n = 0;
    for (cd_point_result *r = sweep->wrong; r; r = r->next)
        list[n++] = r;
    qsort(list, n, sizeof(cd_point_result *), by_point);
    return tell_wrong(sweep, list, n);
}

bool cd_sweep_has_enough_wrong(const cd_sweep *sweep)
{
    return sweep->n_wrong >= MOST_KEPT;
}

void cd_sweep_keep_wrong(cd_sweep *sweep, cd_point_result *found)
{
    for (cd_point_result *r = found, *next; r; r = next) {
        next = r->next;
        sweep->n_wrong++;
        sweep->progress.n_failed++;
        if (sweep->n_wrong <= MOST_KEPT) {
            r->next = sweep->wrong;
            sweep->wrong = r;
        } else {
            cd_point_result_free(r);
        }
    }
}
