/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * graph - `cooldown graph`: the picture of a network into a file, of a case in its steady state or of a result at a
 * time or at four.
 */
#include "graph.h"
#include "call.h"
#include "drawing.h"
#include "letters.h"

#include <math.h>
#include <string.h>

typedef struct {
    const cd_case *cs;
    const char *dir;
    const cd_graph_options *options;
} question;

static const char *ending_of(const char *path)
{
    const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');
    return dot && (!slash || dot > slash) ? dot + 1 : "";
}

/* The start, two moments on the way down, the end. */
static size_t four_times(const cd_result *r, double *t_s)
{
    int node = cd_main_node(r);
    double warm_s = node < 0 ? NAN : cd_result_passes(r, node, 150),
           cold_s = node < 0 ? NAN : cd_result_passes(r, node, 50);
    t_s[0] = 0;
    t_s[1] = isfinite(warm_s) ? warm_s : r->t_end_s / 3;
    t_s[2] = isfinite(cold_s) ? cold_s : t_s[1] + (r->t_end_s - t_s[1]) / 2;
    t_s[3] = r->t_end_s;
    return r->t_end_s > 0 ? 4 : 1;
}

/* Fills what is to be drawn; false after cd_call_fail. */
static bool prepare(cd_call *call, const question *q, cd_graph *g, double *t_s)
{
    const cd_graph_options *o = q->options;
    g->t_s = t_s;
    g->n_times = 1;
    g->by_conductance = o->by_conductance;
    g->theme = o->dark ? CD_GRAPH_DARK : CD_GRAPH_PAPER;
    if (q->dir) {
        if (!cd_call_read(call, &q->dir, 1))
            return false;
        g->result = call->results;
        if (!o->at)
            g->n_times = four_times(g->result, t_s);
        else if (!cd_call_time(call, "--at", o->at, t_s))
            return false;
        if (o->at && *t_s > g->result->t_end_s * (1 + 1e-9)) {
            cd_call_fail(call, CD_INPUT,
                         cd_arena_printf(call->arena, "--at %s is after the end of the run at %.4g h", o->at,
                                         g->result->t_end_s / 3600));
            return false;
        }
        return true;
    }
    call->results = cd_arena_alloc(call->arena, 1, sizeof *call->results);
    call->n_results = 1;
    const char *error = cd_graph_steady(call->results, call->arena, q->cs, &g->state);
    g->result = call->results;
    *t_s = 0;
    if (error)
        cd_call_fail(call, CD_FILE, error);
    return !error;
}

static void draw(cd_call *call, const char *path, const cd_graph *g)
{
    static const char source[] = "network.gv";
    cd_arena *arena = call->arena;
    const char *type = ending_of(path), *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *error = NULL;
    cd_folder_begin(&call->folder, arena,
                    !slash          ? "."
                    : slash == path ? "/"
                                    : cd_arena_strn(arena, path, (size_t)(slash - path)));
    FILE *out = cd_folder_open(&call->folder, source);
    if (out) {
        cd_graph_write(out, arena, g);
        cd_folder_close(&call->folder, out, source);
    }
    bool text = strcmp(type, "gv") == 0 || strcmp(type, "dot") == 0;
    if (!text && !call->folder.error)
        error = cd_graph_layout(arena, call->folder.staging, source, "picture", type);
    if (!error && !call->folder.error)
        cd_folder_rename(&call->folder, text ? source : "picture", name);
    if (error || call->folder.error)
        cd_call_fail(call, CD_FILE, error ? error : call->folder.error);
    else if (strcmp(type, "png") == 0 || strcmp(type, "pdf") == 0)
        cd_call_fail(call, CD_OK, cd_letters_none(arena, call->folder.staging));
}

static void work(cd_call *call, const void *args)
{
    static const char *const types[] = {"svg", "png", "pdf", "gv", "dot"};
    const question *q = args;
    cd_graph g = {0};
    double t_s[4];
    bool known = false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        known = known || strcmp(ending_of(q->options->path), types[i]) == 0;
    if (!known)
        cd_call_fail(call, CD_INPUT,
                     cd_arena_printf(call->arena, "\"%s\" ends in none of .svg, .png, .pdf, .gv", q->options->path));
    else if (prepare(call, q, &g, t_s))
        draw(call, q->options->path, &g);
}

cd_status cd_graph_case(const cd_case *cs, const cd_graph_options *options, char **message)
{
    question q = {.cs = cs, .options = options};
    return cd_call_do(work, &q, message);
}

cd_status cd_graph_result(const char *dir, const cd_graph_options *options, char **message)
{
    question q = {.dir = dir, .options = options};
    return cd_call_do(work, &q, message);
}
