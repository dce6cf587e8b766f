/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plot_again - `cooldown plot`: the figures of a result folder drawn once more, in another theme or format, or those of
 * several laid over each other.
 */
#include "call.h"
#include "figures.h"
#include "one_figure.h"
#include "overlay.h"

#include <string.h>

typedef struct {
    const char *const *dirs;
    size_t n;
    const cd_plot_options *options;
} question;

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* The devices of a list "svg, png"; NULL after cd_call_fail. */
static const char *const *devices_of(cd_call *call, const char *list)
{
    static const char *const all[] = {"svg", "png", "pdf", NULL}, *const usual[] = {"svg", "png", NULL};
    const char **words;
    if (!list)
        return usual;
    size_t n = cd_call_words(call->arena, list, &words), cap = n;
    for (size_t i = 0; i < n; i++)
        if (!is_one_of(words[i], all)) {
            cd_call_fail(call, CD_INPUT,
                         cd_arena_printf(call->arena, "there is no format \"%s\": svg, png, pdf", words[i]));
            return NULL;
        }
    CD_PUSH(call->arena, words, n, cap, NULL);
    return words;
}

/* Moves what was drawn out of the hidden folder; how many figures. */
static size_t publish(cd_call *call, const char *const *names, size_t n, const char *const *devices)
{
    size_t drawn = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; devices[k]; k++) {
            const char *name = cd_arena_printf(call->arena, "%s.%s", names[i], devices[k]);
            if (!cd_folder_has(&call->folder, name))
                continue;
            cd_folder_publish(&call->folder, name);
            drawn++;
        }
    return drawn;
}

static void draw(cd_call *call, const question *q, cd_drawing *d)
{
    static const char *const overlay[] = {"overlay"};
    const char **nodes;
    const char *const *names = overlay;
    size_t n_names = 1, n_nodes = cd_call_words(call->arena, q->options->nodes, &nodes);
    for (size_t k = 0; k < n_nodes; k++) {
        bool found = false;
        for (size_t i = 0; i < q->n; i++)
            found = found || cd_result_node_of(&call->results[i], nodes[k]) >= 0;
        if (!found) {
            cd_call_fail(call, CD_INPUT, cd_arena_printf(call->arena, "no run has a node \"%s\"", nodes[k]));
            return;
        }
    }
    if (q->n > 1 || n_nodes > 0) {
        cd_draw_overlay(d, call->results, q->n, nodes, n_nodes);
    } else {
        cd_figures_draw_all(d);
        n_names = cd_figure_names_of(call->arena, d->result, &names);
    }
    size_t drawn = publish(call, names, n_names, d->devices);
    if (call->folder.error)
        cd_call_fail(call, CD_FILE, call->folder.error);
    else
        cd_call_fail(call, drawn ? CD_OK : CD_FILE, d->message);
}

static void work(cd_call *call, const void *args)
{
    static const char *const themes[] = {"paper", "screen", "dark", NULL};
    const question *q = args;
    const char *theme = q->options->theme ? q->options->theme : "paper", *dir = q->options->dir;
    cd_drawing d = {.folder = &call->folder, .theme = theme, .message = ""};
    if (!is_one_of(theme, themes)) {
        cd_call_fail(call, CD_INPUT,
                     cd_arena_printf(call->arena, "there is no theme \"%s\": paper, screen, dark", theme));
        return;
    }
    d.devices = devices_of(call, q->options->format);
    if (!d.devices || !cd_call_read(call, q->dirs, q->n))
        return;
    d.result = call->results;
    d.plots = cd_find_plots(call->arena, q->options->data_path);
    if (!d.plots) {
        cd_call_fail(call, CD_FILE, "plots/style.gp was not found");
        return;
    }
    cd_folder_begin(&call->folder, call->arena, dir ? dir : q->dirs[0]);
    if (call->folder.error)
        cd_call_fail(call, CD_FILE, call->folder.error);
    else
        draw(call, q, &d);
}

cd_status cd_plot_results(const char *const *dirs, size_t n, const cd_plot_options *options, char **message)
{
    question q = {dirs, n, options};
    return cd_call_do(work, &q, message);
}
