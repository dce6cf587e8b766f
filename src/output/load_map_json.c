/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load_map_json - load_maps.json of a result folder: the maps of the coolers of two stages of a run, and which nodes
 * stand on them, so that the figure can be drawn again without the cooler's file.
 *
 *   [{"title", "by_rating", "assumed", "nodes": [[T1, T2, Q1, Q2, region], ...],
 *     "pieces": [[stage, assumed, T1, T2, T1, T2, ...], ...], "coolers": [[name, node, node], ...]}, ...]
 */
#include "json.h"
#include "load_map.h"

#include <string.h>

static json_t *nodes_json(const cd_load_map *map)
{
    json_t *out = json_array();
    for (size_t k = 0; k < map->n; k++) {
        json_t *node = json_array();
        for (int i = 0; i < 2; i++)
            json_array_append_new(node, cd_json_number(map->node[k].T_K[i]));
        for (int i = 0; i < 2; i++)
            json_array_append_new(node, cd_json_number(map->node[k].Q_W[i]));
        json_array_append_new(node, json_integer(map->node[k].origin));
        json_array_append_new(out, node);
    }
    return out;
}

static json_t *pieces_json(const cd_load_map *map)
{
    json_t *out = json_array();
    for (size_t i = 0; i < map->n_pieces; i++) {
        json_t *piece = json_array();
        json_array_append_new(piece, json_integer(map->piece[i].stage));
        json_array_append_new(piece, json_integer(map->piece[i].assumed));
        for (size_t k = 0; k < 2 * map->piece[i].n; k++)
            json_array_append_new(piece, cd_json_number(map->piece[i].T_K[k / 2][k % 2]));
        json_array_append_new(out, piece);
    }
    return out;
}

json_t *cd_load_map_json(const cd_load_map *map)
{
    json_t *out = json_object();
    json_object_set_new(out, "title", cd_json_text(map->title));
    json_object_set_new(out, "by_rating", json_boolean(map->by_rating));
    json_object_set_new(out, "assumed", json_boolean(map->assumed));
    json_object_set_new(out, "nodes", nodes_json(map));
    json_object_set_new(out, "pieces", pieces_json(map));
    return out;
}

static double number_at(const json_t *list, size_t i)
{
    return json_number_value(json_array_get(list, i));
}

static bool read_nodes(cd_arena *arena, const json_t *list, cd_load_map *map)
{
    cd_node_of_map *node = cd_arena_alloc(arena, json_array_size(list), sizeof *node);
    map->n = json_array_size(list);
    map->node = node;
    for (size_t k = 0; k < map->n; k++) {
        const json_t *in = json_array_get(list, k);
        if (json_array_size(in) != 5 || !(number_at(in, 0) > 0) || !(number_at(in, 1) > 0))
            return false;
        node[k] = (cd_node_of_map){{number_at(in, 0), number_at(in, 1)},
                                   {number_at(in, 2), number_at(in, 3)},
                                   (cd_region)json_integer_value(json_array_get(in, 4))};
    }
    map->n2 = cd_load_map_columns(node, map->n);
    map->n1 = map->n / map->n2;
    return map->n > 0 && map->n1 * map->n2 == map->n;
}

bool cd_load_map_read(cd_arena *arena, const json_t *json, cd_load_map *map)
{
    const json_t *pieces = json_object_get(json, "pieces");
    *map = (cd_load_map){.title = cd_json_get_text(json, "title"),
                         .by_rating = json_is_true(json_object_get(json, "by_rating")),
                         .assumed = json_is_true(json_object_get(json, "assumed"))};
    if (!read_nodes(arena, json_object_get(json, "nodes"), map))
        return false;
    map->piece = cd_arena_alloc(arena, json_array_size(pieces), sizeof *map->piece);
    for (; map->n_pieces < json_array_size(pieces); map->n_pieces++) {
        const json_t *in = json_array_get(pieces, map->n_pieces);
        size_t n = json_array_size(in) < 2 ? 0 : (json_array_size(in) - 2) / 2;
        cd_load_piece *piece = &map->piece[map->n_pieces];
        *piece = (cd_load_piece){(int)number_at(in, 0), number_at(in, 1) > 0,
                                 cd_arena_alloc(arena, n, sizeof *piece->T_K), n};
        for (size_t k = 0; k < 2 * n; k++)
            piece->T_K[k / 2][k % 2] = number_at(in, k + 2);
    }
    return map->n_pieces == map->n1 * (map->n2 - 1) + map->n2 * (map->n1 - 1);
}

/* ---- the maps of a run ---- */

static json_t *cooler_json(const cd_network *net, const cd_audit_cooler *audit)
{
    json_t *out = json_array();
    json_array_append_new(out, cd_json_text(net->links[audit->link].name));
    for (int i = 0; i < 2; i++)
        json_array_append_new(out, cd_json_text(net->nodes[audit->nodes[i]].name));
    return out;
}

/* Whether two coolers share a map: the same machine, and as many of it or as much of its lift. */
static bool is_same_map(const cd_audit_cooler *a, const cd_audit_cooler *b)
{
    return a->cooler == b->cooler && a->factor[0] == b->factor[0] && a->factor[1] == b->factor[1];
}

json_t *cd_load_maps_json(cd_arena *arena, const cd_run *run)
{
    const cd_network *net = run->cs->net;
    json_t *out = NULL;
    for (size_t i = 0; i < net->n_audit_coolers; i++) {
        const cd_cooler *cooler = net->audit_coolers[i].cooler;
        bool seen = cd_cooler_about(cooler)->n_stages != 2;
        for (size_t k = 0; k < i && !seen; k++)
            seen = is_same_map(&net->audit_coolers[k], &net->audit_coolers[i]);
        if (seen)
            continue;
        cd_load_map map = cd_load_map_of(arena, cooler);
        cd_load_map_scale(arena, &map, net->audit_coolers[i].factor);
        json_t *coolers = json_array(), *json = cd_load_map_json(&map);
        for (size_t k = i; k < net->n_audit_coolers; k++)
            if (is_same_map(&net->audit_coolers[k], &net->audit_coolers[i]))
                json_array_append_new(coolers, cooler_json(net, &net->audit_coolers[k]));
        json_object_set_new(json, "coolers", coolers);
        out = out ? out : json_array();
        json_array_append_new(out, json);
    }
    return out;
}
