/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_wrong - points that cannot be read, and how they are told: each mistake once, with the first point that has it.
 */
#include "sweep_impl.h"

#include <stdlib.h>
#include <string.h>

/* Told apart in a thousand at most: a range that is wrong as a whole is wrong a million times. */
enum { MOST_SHOWN = 10, MOST_KEPT = 1000 };

static int by_point(const void *a, const void *b)
{
    size_t x = (*(cd_point_result *const *)a)->point, y = (*(cd_point_result *const *)b)->point;
    return (x > y) - (x < y);
}

/* The message without its place, which names the value of one point: the same mistake of many points is said once. */
static const char *what_is_wrong(const char *message)
{
    const char *found = strstr(message, "error: ");
    return found ? found : message;
}

static size_t first_line(const char *text)
{
    return strcspn(text, "\n");
}

static bool is_same(const char *a, const char *b)
{
    a = what_is_wrong(a);
    b = what_is_wrong(b);
    return first_line(a) == first_line(b) && strncmp(a, b, first_line(a)) == 0;
}

static char *tell_wrong(cd_sweep *sweep, cd_point_result **list)
{
    const char *text = "";
    size_t shown = 0;
    for (size_t i = 0; i < sweep->n_wrong; i++) {
        size_t same = 0;
        bool known = false;
        for (size_t k = 0; k < sweep->n_wrong && shown < MOST_SHOWN; k++) {
            known = known || (k < i && is_same(list[k]->message, list[i]->message));
            if (known)
                break;
            same += k >= i && is_same(list[k]->message, list[i]->message);
        }
        if (known || shown == MOST_SHOWN)
            continue;
        shown++;
        text = cd_arena_printf(sweep->arena, "%s%s  point %zu: %s%s\n", text, list[i]->message, list[i]->point,
                               cd_point_text(sweep->arena, &sweep->plan, list[i]->point),
                               same > 1 ? cd_arena_printf(sweep->arena, "; and %zu more like it", same - 1) : "");
    }
    return cd_text_printf("%s%zu of %zu points cannot be run; nothing was run (--skip-invalid leaves them out)", text,
                          sweep->n_wrong, sweep->points.n);
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
    return tell_wrong(sweep, list);
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
