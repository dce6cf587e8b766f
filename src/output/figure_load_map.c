/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_load_map - the load map of each cooler of two stages with the path of the run over it.
 */
#include "drawing.h"
#include "load_map.h"

#include <math.h>

/* The columns of the temperatures of a cooler's stages; false when one is not told. */
bool cd_map_columns(const cd_result *r, const json_t *cooler, int column[2])
{
    for (size_t m = 0; m < 2; m++) {
        const char *name = json_string_value(json_array_get(cooler, m + 1));
        int node = name ? cd_result_node_of(r, name) : -1;
        column[m] = node >= 0 ? r->node[node].column : -1;
    }
    return column[0] >= 0 && column[1] >= 0;
}

/* The paths of the coolers on this map, one after the other. */
static cd_path read_path(const cd_drawing *d, const json_t *coolers)
{
    const cd_result *r = d->result;
    cd_arena *arena = d->folder->arena;
    cd_path path = {.of = "",
                    .T_K = cd_arena_alloc(arena, json_array_size(coolers) * (r->n_rows + 1), sizeof *path.T_K)};
    for (size_t i = 0; i < json_array_size(coolers); i++) {
        int column[2];
        const json_t *cooler = json_array_get(coolers, i);
        if (!cd_map_columns(r, cooler, column))
            continue;
        const char *name = json_string_value(json_array_get(cooler, 0));
        path.of = cd_arena_printf(arena, "%s%s%s", path.of, *path.of ? ", " : "", name ? name : "");
        if (path.n > 0) {
            path.T_K[path.n][0] = path.T_K[path.n][1] = NAN;
            path.n++;
        }
        for (size_t row = 0; row < r->n_rows; row++, path.n++)
            for (int m = 0; m < 2; m++)
                path.T_K[path.n][m] = cd_result_at(r, row, column[m]);
    }
    return path;
}

void cd_draw_load_map(cd_drawing *d, const cd_ask *ask, size_t number)
{
    const json_t *json = json_array_get(d->result->load_maps, number);
    cd_load_map map;
    if (!json)
        return;
    if (!cd_load_map_read(d->folder->arena, json, &map)) {
        cd_drawing_say(d, "figure \"load_map\" was not drawn: load_maps.json is damaged");
        return;
    }
    cd_path path = read_path(d, json_object_get(json, "coolers"));
    cd_ask of_map = *ask;
    of_map.title = map.title;
    FILE *out = cd_drawing_begin(d, &of_map, 0, false);
    if (!out)
        return;
    cd_load_map_draw(d->folder, out, &map, &path);
    cd_drawing_end(d, out, &of_map, "cooler_map");
}
