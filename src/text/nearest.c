/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nearest - the candidate that a mistyped word was probably meant to be (cd_nearest of diag.h).
 *
 * Distance: optimal string alignment, the number of insertions, deletions, substitutions and swaps of neighbours:
 *     d(i,j) = min(d(i-1,j) + 1, d(i,j-1) + 1, d(i-1,j-1) + [a_i != b_j], d(i-2,j-2) + 1 if a swap)
 */
#include "diag.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* Longer words are compared only for one being the beginning of the other. */
enum { LONGEST = 64, FAR = 2 };

static int folded(char c)
{
    return tolower((unsigned char)c);
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][LONGEST + 1]; /* of i - 2, i - 1 and i, taken in turn */
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t differ = folded(a[i - 1]) != folded(b[j - 1]);
            now[j] = smallest(last[j] + 1, now[j - 1] + 1, last[j - 1] + differ);
            bool swapped =
                i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1]);
            if (swapped && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
    }
    return rows[n % 3][m];
}

/* How far a candidate is from a word; SIZE_MAX when too far to be meant. */
static size_t how_far(const char *word, size_t n, const char *candidate)
{
    size_t m = strlen(candidate), shorter = n < m ? n : m, longer = n < m ? m : n;
    if (shorter == 0)
        return SIZE_MAX;
    if (strncasecmp(word, candidate, shorter) == 0)
        return longer - shorter;
    if (longer > LONGEST || longer - shorter > FAR)
        return SIZE_MAX;
    size_t d = distance(word, n, candidate, m);
    return d <= FAR && 2 * d < n ? d : SIZE_MAX;
}

const char *cd_nearest(const char *word, const char *const *candidates, size_t n)
{
    size_t length = strlen(word), least = SIZE_MAX;
    const char *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        size_t d = how_far(word, length, candidates[i]);
        if (d < least) {
            least = d;
            nearest = candidates[i];
        }
    }
    return nearest;
}
