/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * graph_colour - colours of temperatures, texts as dot takes them, and running dot.
 */
#include "graph.h"
#include "process.h"

#include <math.h>
#include <string.h>

/* A diverging scale that the colour-blind can read by its lightness too: both ends dark, the middle pale. */
const cd_graph_stop cd_graph_stops[CD_N_GRAPH_STOPS] = {
    {2, 0x1c3a7a}, {5, 0x2f66ad}, {20, 0x6aa6d6}, {60, 0xc6e0ef}, {120, 0xfbe7c0}, {200, 0xf2a25c}, {300, 0xc8402b}};

static unsigned mix(unsigned a, unsigned b, double w)
{
    unsigned out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        double x = (double)((a >> shift) & 0xff), y = (double)((b >> shift) & 0xff);
        out |= (unsigned)lround((1 - w) * x + w * y) << shift;
    }
    return out;
}

unsigned cd_graph_colour(double T_K)
{
    const cd_graph_stop *stop = cd_graph_stops;
    if (!(T_K > stop[0].T_K))
        return stop[0].rgb;
    for (size_t i = 1; i < CD_N_GRAPH_STOPS; i++)
        if (T_K <= stop[i].T_K)
            return mix(stop[i - 1].rgb, stop[i].rgb, log(T_K / stop[i - 1].T_K) / log(stop[i].T_K / stop[i - 1].T_K));
    return stop[CD_N_GRAPH_STOPS - 1].rgb;
}

const char *cd_graph_quoted(cd_arena *arena, const char *text, size_t most)
{
    char *out = cd_arena_alloc(arena, 5 * strlen(text) + 6, 1), *end = out;
    size_t n = 0;
    *end++ = '"';
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        n += (*c & 0xC0) != 0x80;
        if (n > most) {
            memcpy(end, "...", 3);
            end += 3;
            break;
        }
        if (*c == '&') { /* dot knows character references */
            memcpy(end, "&amp;", 5);
            end += 5;
            continue;
        }
        if (*c == '"' || *c == '\\')
            *end++ = '\\';
        *end++ = *c < 0x20 || *c == 0x7F ? ' ' : (char)*c;
    }
    *end++ = '"';
    return out;
}

const char *cd_graph_layout(cd_arena *arena, const char *folder, const char *from, const char *to, const char *type)
{
    int missing;
    const char *words[] = {"dot", cd_arena_printf(arena, "-T%s", type), cd_arena_printf(arena, "-o%s", to), from, NULL};
    const char *error = cd_process_run(arena, folder, words, "dot.log", &missing);
    return missing ? "no network picture: dot was not found (install graphviz)" : error;
}
