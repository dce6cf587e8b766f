/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load_map_labels - where the loads of the lines of a load map are written: beyond an end of the line, else on it,
 * where the text covers no node, no other line, no path and no other text. A line without such a place has no text.
 *
 * What is drawn is marked in a raster of the area of the axes, with a cell for each px of the narrowest canvas
 * (plots/style.gp: 600 px wide); on others there is more room.
 */
#include "load_map_impl.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum {
    AXES_X = 483,
    AXES_Y = 323,
    BEYOND_X = 19,
    BEYOND_Y = 14,
    ROOM_X = AXES_X + BEYOND_X,
    ROOM_Y = AXES_Y + BEYOND_Y
};
enum { GAP = 5 };                  /* px between a text and what it belongs to */
enum { FREE, SHARED, FIRST_LINE }; /* what a cell holds: nothing, something to keep clear of, one line alone */

typedef struct {
    const cd_load_map *map;
    const cd_map_axes *axes;
    bool assumed; /* what is assumed is drawn */
    uint16_t *cell;
} raster;

typedef struct {
    double x, y;
} px;

static px px_of(const cd_map_axes *axes, const double T_K[2])
{
    return (px){AXES_X * cd_map_place(axes, 0, T_K[0]), AXES_Y * cd_map_place(axes, 1, T_K[1])};
}

/* ---- what is drawn ---- */

static void mark(raster *r, px at, double radius, uint16_t what)
{
    for (int y = (int)ceil(at.y - radius); y <= (int)floor(at.y + radius); y++)
        for (int x = (int)ceil(at.x - radius); x <= (int)floor(at.x + radius); x++)
            if (x >= 0 && x < ROOM_X && y >= 0 && y < ROOM_Y) {
                uint16_t *cell = &r->cell[y * ROOM_X + x];
                *cell = *cell == FREE || *cell == what ? what : SHARED;
            }
}

/* Between the axes: what lies beyond is cut off. */
static bool is_inside(px at)
{
    return at.x >= 0 && at.x <= AXES_X && at.y >= 0 && at.y <= AXES_Y;
}

static void mark_line(raster *r, const double (*T_K)[2], size_t n, double radius, uint16_t what)
{
    for (size_t k = 1; k < n; k++) {
        const px a = px_of(r->axes, T_K[k - 1]), b = px_of(r->axes, T_K[k]);
        const double length = hypot(b.x - a.x, b.y - a.y);
        if (!(length < 4 * ROOM_X)) /* a gap in a path; or far out of sight */
            continue;
        for (double s = 0; s <= length; s += 0.5) {
            const px at = {a.x + (b.x - a.x) * s / fmax(length, 1), a.y + (b.y - a.y) * s / fmax(length, 1)};
            if (is_inside(at))
                mark(r, at, radius, what);
        }
    }
}

static size_t n_lines(const cd_load_map *map, int stage)
{
    return stage == 0 ? map->n1 : map->n2;
}

static size_t pieces_of_line(const cd_load_map *map, int stage)
{
    return n_lines(map, !stage) - 1;
}

/* Piece k of line i; in the order in which load_map.c follows them. */
static const cd_load_piece *piece_of(const cd_load_map *map, int stage, size_t i, size_t k)
{
    return &map->piece[stage == 0 ? i * (map->n2 - 1) + k : map->n1 * (map->n2 - 1) + k * map->n2 + i];
}

static bool is_drawn(const raster *r, const cd_load_piece *piece)
{
    return r->assumed || !piece->assumed;
}

static uint16_t owner(const cd_load_map *map, int stage, size_t i)
{
    return (uint16_t)(FIRST_LINE + (stage ? map->n1 : 0) + i);
}

static void mark_all(raster *r, const cd_path *path)
{
    const cd_load_map *map = r->map;
    for (int stage = 0; stage < 2; stage++)
        for (size_t i = 0; i < n_lines(map, stage); i++)
            for (size_t k = 0; k < pieces_of_line(map, stage); k++) {
                const cd_load_piece *piece = piece_of(map, stage, i, k);
                if (is_drawn(r, piece))
                    mark_line(r, piece->T_K, piece->n, 1, owner(map, stage, i));
            }
    for (size_t k = 0; k < map->n; k++)
        if (map->node[k].origin != CD_REGION_EXTENDED)
            mark(r, px_of(r->axes, map->node[k].T_K), 4, SHARED);
    mark_line(r, path->T_K, path->n, 2, SHARED);
}

/* ---- texts ---- */

/* Half the width and height of a text in the small letters of 13 px (DejaVu Sans), with a little air. */
static px half_size(const char *text)
{
    double width = 0;
    for (; *text; text++)
        width += *text == 'W' ? 12.9 : *text == ' ' || *text == '.' ? 4.2 : 8.3;
    return (px){0.5 * width + 1, 8};
}

/* A place is free where there is nothing, or only what is `own`. gnuplot draws no text whose middle is not between the
 * axes. */
static bool is_free(const raster *r, px at, px half, uint16_t own)
{
    const int x0 = (int)floor(at.x - half.x), x1 = (int)ceil(at.x + half.x), y0 = (int)floor(at.y - half.y),
              y1 = (int)ceil(at.y + half.y);
    if (!is_inside(at) || x0 < 2 || y0 < 0 || x1 >= ROOM_X || y1 >= ROOM_Y)
        return false;
    for (int y = y0; y <= y1; y++)
        for (int x = x0; x <= x1; x++)
            if (r->cell[y * ROOM_X + x] != FREE && r->cell[y * ROOM_X + x] != own)
                return false;
    return true;
}

/* The end of a line inside the axes: the last point, or the first. */
static bool find_end(const raster *r, int stage, size_t i, bool last, px *at)
{
    const size_t n = pieces_of_line(r->map, stage);
    for (size_t k = 0; k < n; k++) {
        const cd_load_piece *piece = piece_of(r->map, stage, i, last ? n - 1 - k : k);
        for (size_t j = 0; is_drawn(r, piece) && j < piece->n; j++) {
            *at = px_of(r->axes, piece->T_K[last ? piece->n - 1 - j : j]);
            if (is_inside(*at))
                return true;
        }
    }
    return false;
}

/* Beyond an end: those of the loads of stage 1 run upwards, those of stage 2 to the right. */
static bool place_at_end(const raster *r, int stage, size_t i, px half, px *at)
{
    for (int last = 1; last >= 0; last--) {
        const double side = last ? 1 : -1;
        px end;
        if (!find_end(r, stage, i, last, &end))
            return false;
        *at = stage == 0 ? (px){end.x, end.y + side * (half.y + GAP)} : (px){end.x + side * (half.x + GAP), end.y};
        if (is_free(r, *at, half, FREE))
            return true;
    }
    return false;
}

/* Where a line leaves the picture there is no room beyond. */
static bool place_beside_end(const raster *r, int stage, size_t i, px half, px *at)
{
    for (int last = 1; last >= 0; last--)
        for (double side = 1; side >= -1; side -= 2) {
            px end;
            if (!find_end(r, stage, i, last, &end))
                return false;
            const double from_edge = stage == 0 ? fmin(end.y, AXES_Y - end.y) : fmin(end.x, AXES_X - end.x);
            if (from_edge > GAP)
                continue;
            const double back = last ? -1 : 1;
            *at = stage == 0 ? (px){end.x + side * (half.x + GAP), end.y + back * half.y}
                             : (px){end.x + back * half.x, end.y + side * (half.y + GAP)};
            if (is_free(r, *at, half, FREE))
                return true;
        }
    return false;
}

static bool place_on_line(const raster *r, int stage, size_t i, px half, px *at)
{
    for (size_t k = pieces_of_line(r->map, stage); k-- > 0;) {
        const cd_load_piece *piece = piece_of(r->map, stage, i, k);
        for (size_t j = piece->n; is_drawn(r, piece) && j-- > 0;) {
            *at = px_of(r->axes, piece->T_K[j]);
            if (is_free(r, *at, half, owner(r->map, stage, i)))
                return true;
        }
    }
    return false;
}

static void mark_box(raster *r, px at, px half)
{
    for (double x = at.x - half.x; x <= at.x + half.x; x++)
        for (double y = at.y - half.y; y <= at.y + half.y; y++)
            mark(r, (px){x, y}, 0.5, SHARED);
}

/* Lines of loads that are written alike need one text. */
static bool is_written(const cd_map_label *label, size_t n, int stage, const char *text)
{
    for (size_t k = 0; k < n; k++)
        if (label[k].stage == stage && strcmp(label[k].text, text) == 0)
            return true;
    return false;
}

cd_map_label *cd_load_map_labels(cd_arena *arena, const cd_load_map *map, const cd_map_axes *axes, bool assumed,
                                 const cd_path *path, size_t *n)
{
    cd_map_label *label = cd_arena_alloc(arena, map->n1 + map->n2, sizeof *label);
    raster r = {map, axes, assumed, cd_arena_alloc(arena, (size_t)ROOM_X * ROOM_Y, sizeof *r.cell)};
    memset(r.cell, 0, (size_t)ROOM_X * ROOM_Y * sizeof *r.cell);
    mark_all(&r, path);
    *n = 0;
    for (int stage = 0; stage < 2; stage++)
        for (size_t i = 0; i < n_lines(map, stage); i++) {
            const double Q_W = map->node[stage == 0 ? i * map->n2 : i].Q_W[stage];
            const char *text = cd_arena_printf(arena, "%.3g W", Q_W);
            const px half = half_size(text);
            px at;
            if (is_written(label, *n, stage, text) ||
                !(place_at_end(&r, stage, i, half, &at) || place_on_line(&r, stage, i, half, &at) ||
                  place_beside_end(&r, stage, i, half, &at)))
                continue;
            label[(*n)++] =
                (cd_map_label){stage, {cd_map_at(axes, 0, at.x / AXES_X), cd_map_at(axes, 1, at.y / AXES_Y)}, text};
            mark_box(&r, at, half);
        }
    return label;
}
