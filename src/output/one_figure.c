/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * one_figure - see one_figure.h.
 */
#include "one_figure.h"
#include "../case/data_folders.h"
#include "gnuplot.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *cd_find_plots(cd_arena *arena, const char *data_path)
{
    const char *const *folders;
    size_t n = cd_data_folders(arena, data_path, "plots", &folders);
    for (size_t i = 0; i < n; i++) {
        if (access(cd_arena_printf(arena, "%s/style.gp", folders[i]), R_OK) != 0)
            continue;
        char *absolute = realpath(folders[i], NULL);
        const char *out = absolute ? cd_arena_printf(arena, "%s", absolute) : NULL;
        free(absolute);
        if (out)
            return out;
    }
    return NULL;
}

static bool ends_in(const char *text, const char *ending)
{
    size_t n = strlen(text), m = strlen(ending);
    return n > m && strcmp(text + n - m, ending) == 0;
}

/* The name of the figure's file in its folder. */
static const char *name_of(const cd_figure *figure)
{
    const char *slash = strrchr(figure->path, '/');
    return slash ? slash + 1 : figure->path;
}

/* What draws it; NULL: nothing does. */
static const char *device_of(const char *name)
{
    static const char *const devices[] = {"svg", "png", "pdf"};
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (ends_in(name, devices[i]) && name[strlen(name) - 4] == '.')
            return devices[i];
    return NULL;
}

bool cd_figure_begin(cd_figure *figure, cd_arena *arena, const char *data_path, const char *path, const char *template)
{
    *figure = (cd_figure){.arena = arena, .path = path, .template = template};
    figure->plots = cd_find_plots(arena, data_path);
    const char *name = name_of(figure);
    if (!device_of(name))
        figure->error = cd_arena_printf(arena, "\"%s\" ends in none of .svg, .png and .pdf", path);
    else if (!figure->plots)
        figure->error = "plots/style.gp was not found";
    if (figure->error)
        return false;
    size_t to_slash = (size_t)(name - path);
    const char *parent = to_slash == 0 ? "." : cd_arena_strn(arena, path, to_slash > 1 ? to_slash - 1 : 1);
    cd_folder_begin(&figure->folder, arena, parent);
    figure->prologue = cd_folder_open(&figure->folder, "prologue.gp");
    if (!figure->prologue)
        return false;
    cd_gnuplot_set_text(figure->prologue, "file", "figure");
    return true;
}

static const char *draw(cd_figure *figure)
{
    cd_arena *arena = figure->arena;
    const char *name = name_of(figure), *const devices[] = {device_of(name), NULL};
    int missing;
    cd_folder_close(&figure->folder, figure->prologue, "prologue.gp");
    if (figure->folder.error)
        return figure->folder.error;
    const char *error = cd_gnuplot_draw_as(
        arena, figure->folder.staging, "prologue.gp", cd_arena_printf(arena, "%s/style.gp", figure->plots),
        cd_arena_printf(arena, "%s/%s.gp", figure->plots, figure->template), devices, &missing, &figure->note);
    if (missing)
        return "gnuplot was not found (install gnuplot-nox)";
    if (error)
        return error;
    if (cd_folder_has(&figure->folder, "figure.box")) /* of a figure for a page: where its axes lie (gnuplot.c) */
        cd_folder_rename(&figure->folder, "figure.box",
                         cd_arena_printf(arena, "%.*s.box", (int)strlen(name) - 4, name));
    cd_folder_rename(&figure->folder, cd_arena_printf(arena, "figure.%s", devices[0]), name);
    return figure->folder.error;
}

const char *cd_figure_end(cd_figure *figure)
{
    if (!figure->error && figure->prologue)
        figure->error = draw(figure);
    if (!figure->error)
        figure->error = figure->folder.error;
    cd_folder_end(&figure->folder);
    return figure->error;
}
