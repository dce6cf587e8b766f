/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * result - see result.h.
 */
#include "result.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the table ---- */

/* Cuts a line at its commas, in place. */
static size_t cut(char *line, char **cell, size_t most)
{
    size_t n = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *next = line; next && n < most;) {
        cell[n++] = next;
        next = strchr(next, ',');
        if (next)
            *next++ = '\0';
    }
    return n;
}

static void read_heading(cd_result *r, char *line)
{
    size_t most = 1;
    for (const char *c = line; *c; c++)
        most += *c == ',';
    char **cell = cd_arena_alloc(r->arena, most, sizeof *cell);
    r->n_columns = cut(cd_arena_strn(r->arena, line, strlen(line)), cell, most);
    r->heading = cd_arena_alloc(r->arena, r->n_columns, sizeof *r->heading);
    for (size_t i = 0; i < r->n_columns; i++)
        r->heading[i] = cell[i];
    r->column_of = cd_index_new(r->arena);
    for (size_t i = 0; i < r->n_columns; i++)
        cd_index_add(r->column_of, r->heading[i], i);
}

/* A row; false when it has another number of cells, or one that is no number. */
static bool read_row(cd_result *r, char *line, double *row)
{
    char *next = line, *end;
    for (size_t i = 0; i < r->n_columns; i++) {
        row[i] = strtod(next, &end);
        if (end == next || (*end != ',' && *end != '\n' && *end != '\r' && *end != '\0'))
            return false;
        next = *end == ',' ? end + 1 : end;
    }
    return *next == '\n' || *next == '\r' || *next == '\0';
}

static const char *read_table(cd_result *r, FILE *file, const char *path)
{
    char *line = NULL;
    size_t room = 0, cap = 0;
    const char *error = NULL;
    if (getline(&line, &room, file) < 0)
        error = cd_arena_printf(r->arena, "%s is empty", path);
    else
        read_heading(r, line);
    while (!error && getline(&line, &room, file) >= 0) {
        if (r->n_rows == cap) {
            cap = cap ? 2 * cap : 512;
            r->rows = cd_arena_grow(r->arena, r->rows, r->n_rows * r->n_columns, cap * r->n_columns, sizeof *r->rows);
        }
        if (!read_row(r, line, r->rows + r->n_rows * r->n_columns))
            error = cd_arena_printf(r->arena, "%s: row %zu is damaged", path, r->n_rows + 1);
        else
            r->n_rows++;
    }
    free(line);
    return error ? error : r->n_rows ? NULL : cd_arena_printf(r->arena, "%s has no rows", path);
}

static const char *read_profile(cd_result *r)
{
    const char *path = cd_arena_printf(r->arena, "%s/profile.csv", r->dir);
    FILE *file = fopen(path, "re");
    if (!file)
        return cd_arena_printf(r->arena, "cannot read %s: %s", path, strerror(errno));
    const char *error = read_table(r, file, path);
    fclose(file);
    return error;
}

/* ---- the network ---- */

static const char *text_or_null(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void read_node(cd_result *r, const json_t *json, cd_result_node *node)
{
    const char *kind = cd_json_get_text(json, "kind");
    *node = (cd_result_node){.name = cd_json_get_text(json, "name"),
                             .parts = text_or_null(json, "parts"),
                             .made_by = text_or_null(json, "made_by"),
                             .kind = strcmp(kind, "fixed") == 0      ? CD_BATH
                                     : strcmp(kind, "massless") == 0 ? CD_JOINT
                                                                     : CD_BODY,
                             .mass_kg = cd_json_get_number(json, "mass_kg")};
    node->column = cd_result_column_of(r, cd_arena_printf(r->arena, "T_%s_K", node->name));
}

static bool read_end(cd_result *r, const json_t *json, cd_result_end *end)
{
    end->node = cd_result_node_of(r, cd_json_get_text(json, "node"));
    end->heat = text_or_null(json, "heat");
    end->sign = cd_json_get_number(json, "sign");
    end->column = end->heat ? cd_result_column_of(r, cd_arena_printf(r->arena, "Q_%s_W", end->heat)) : -1;
    return end->node >= 0;
}

static bool read_link(cd_result *r, const json_t *json, cd_result_link *link)
{
    const json_t *ends = json_object_get(json, "ends"), *steps = json_object_get(json, "steps");
    *link = (cd_result_link){.name = cd_json_get_text(json, "name"),
                             .kind = cd_json_get_text(json, "kind"),
                             .of = text_or_null(json, "of"),
                             .cooler = json_is_true(json_object_get(json, "cooler")),
                             .passive = json_is_true(json_object_get(json, "passive")),
                             .mass_kg = cd_json_get_number(json, "mass_kg"),
                             .n_ends = json_array_size(ends),
                             .n_steps = json_array_size(steps)};
    bool good = true;
    link->end = cd_arena_alloc(r->arena, link->n_ends, sizeof *link->end);
    link->step = cd_arena_alloc(r->arena, link->n_steps, sizeof *link->step);
    for (size_t i = 0; i < link->n_ends; i++)
        good = read_end(r, json_array_get(ends, i), &link->end[i]) && good;
    for (size_t i = 0; i < link->n_steps; i++)
        for (size_t k = 0; k < 2; k++) {
            const char *name = json_string_value(json_array_get(json_array_get(steps, i), k));
            link->step[i][k] = name ? cd_result_node_of(r, name) : -1;
            good = good && link->step[i][k] >= 0;
        }
    return good;
}

const char *cd_result_network(cd_result *r, const json_t *network)
{
    const json_t *nodes = json_object_get(network, "nodes"), *links = json_object_get(network, "links");
    if (json_array_size(nodes) == 0)
        return "summary.json does not tell the network: run the case again with this version";
    r->node = cd_arena_alloc(r->arena, json_array_size(nodes), sizeof *r->node);
    r->link = cd_arena_alloc(r->arena, json_array_size(links), sizeof *r->link);
    r->node_of = cd_index_new(r->arena);
    for (size_t i = 0; i < json_array_size(nodes); i++) {
        read_node(r, json_array_get(nodes, i), &r->node[r->n_nodes++]);
        cd_index_add(r->node_of, r->node[i].name, i);
        r->n_user_nodes += r->node[i].made_by == NULL;
    }
    for (size_t i = 0; i < json_array_size(links); i++)
        if (!read_link(r, json_array_get(links, i), &r->link[r->n_links++]))
            return "summary.json tells a network that does not hold together";
    return NULL;
}

/* ---- all ---- */

/* A JSON file; NULL with *error unset when it is not there. */
static json_t *read_json(cd_result *r, const char *name, const char **error)
{
    json_error_t why = {.line = 0, .text = "no such file"};
    const char *path = cd_arena_printf(r->arena, "%s/%s", r->dir, name);
    json_t *json = access(path, F_OK) == 0 ? json_load_file(path, JSON_REJECT_DUPLICATES, &why) : NULL;
    if (!json && access(path, F_OK) == 0)
        *error = cd_arena_printf(r->arena, "%s cannot be read: %s in line %d", path, why.text, why.line);
    return json;
}

const char *cd_result_read(cd_result *r, cd_arena *arena, const char *dir)
{
    const char *error = NULL;
    *r = (cd_result){.arena = arena, .dir = dir, .goal = -1};
    if (access(dir, F_OK) != 0)
        return cd_arena_printf(arena, "%s: there is no such file or folder", dir);
    r->summary = read_json(r, "summary.json", &error);
    if (!error && !r->summary)
        return cd_arena_printf(arena, "%s is no result folder: it has no summary.json", dir);
    if (!error)
        r->plots = read_json(r, "plots.json", &error);
    if (!error)
        r->load_maps = read_json(r, "load_maps.json", &error);
    if (!error)
        error = read_profile(r);
    if (!error && strcmp(cd_json_get_text(r->summary, "status"), "finished") != 0)
        error = cd_arena_printf(arena, "%s holds no finished run", dir);
    if (!error)
        error = cd_result_network(r, json_object_get(r->summary, "network"));
    if (error)
        return error;
    r->title = cd_json_get_text(json_object_get(r->summary, "case"), "title");
    r->t_end_s = cd_json_get_number(r->summary, "time_end_s");
    r->goal = cd_result_node_of(r, cd_json_get_text(json_object_get(r->summary, "holding_back"), "node"));
    return NULL;
}

void cd_result_free(cd_result *r)
{
    json_decref(r->summary);
    json_decref(r->plots);
    json_decref(r->load_maps);
    r->summary = r->plots = r->load_maps = NULL;
}

/* ---- questions ---- */

int cd_result_node_of(const cd_result *r, const char *name)
{
    size_t i;
    return r->node_of && cd_index_find(r->node_of, name, strlen(name), &i) ? (int)i : -1;
}

int cd_result_column_of(const cd_result *r, const char *heading)
{
    size_t i;
    return r->column_of && cd_index_find(r->column_of, heading, strlen(heading), &i) ? (int)i : -1;
}

double cd_result_at(const cd_result *r, size_t row, int column)
{
    return column < 0 ? NAN : r->rows[row * r->n_columns + (size_t)column];
}

double cd_result_time(const cd_result *r, size_t row)
{
    return r->rows[row * r->n_columns];
}

double cd_result_value(const cd_result *r, double t_s, int column)
{
    size_t b = 0;
    while (b < r->n_rows && cd_result_time(r, b) < t_s)
        b++;
    if (b == 0 || b == r->n_rows)
        return cd_result_at(r, b == 0 ? 0 : b - 1, column);
    double t0 = cd_result_time(r, b - 1), t1 = cd_result_time(r, b), w = (t_s - t0) / (t1 - t0);
    return (1 - w) * cd_result_at(r, b - 1, column) + w * cd_result_at(r, b, column);
}

double cd_result_heat(const cd_result *r, size_t row, const cd_result_end *end)
{
    return end->sign * cd_result_at(r, row, end->column);
}

double cd_result_passes(const cd_result *r, int node, double T_K)
{
    int c = r->node[node].column;
    for (size_t i = 1; c >= 0 && i < r->n_rows; i++) {
        double a = cd_result_at(r, i - 1, c), b = cd_result_at(r, i, c);
        if (a > T_K && b <= T_K)
            return cd_result_time(r, i - 1) + (a - T_K) / (a - b) * (cd_result_time(r, i) - cd_result_time(r, i - 1));
    }
    return NAN;
}
