/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * drawing - see drawing.h.
 */
#include "drawing.h"
#include "format.h"
#include "gnuplot.h"

#include <math.h>
#include <string.h>

void cd_drawing_say(cd_drawing *d, const char *sentence)
{
    d->message = cd_arena_printf(d->folder->arena, "%s%s\n", d->message, sentence);
}

/* What holds for many figures. */
static void say_once(cd_drawing *d, const char *sentence)
{
    if (!strstr(d->message, sentence))
        cd_drawing_say(d, sentence);
}

void cd_drawing_cannot(cd_drawing *d, const cd_ask *ask, const char *why)
{
    if (ask->wanted)
        cd_drawing_say(d, cd_arena_printf(d->folder->arena, "plot \"%s\" was not drawn: %s", ask->name, why));
}

/* Axis of time: h up to five days, then d. */
static cd_time_unit axis_unit(double t_s)
{
    return t_s >= 5 * 86400.0 ? (cd_time_unit){"d", 86400} : cd_time_unit_of(t_s);
}

static double shown_to_s(const cd_drawing *d, const cd_ask *ask)
{
    return ask && isfinite(ask->x_to_s) ? ask->x_to_s : d->result->t_end_s;
}

double cd_drawing_time_unit_s(const cd_drawing *d)
{
    return axis_unit(d->result->t_end_s).s;
}

static void write_limits(const cd_drawing *d, FILE *out, const cd_ask *ask, double unit_s)
{
    if (isfinite(ask->x_from_s) && isfinite(ask->x_to_s)) {
        cd_gnuplot_set_number(out, "x_from", ask->x_from_s / unit_s);
        cd_gnuplot_set_number(out, "x_to", shown_to_s(d, ask) / unit_s);
    }
    if (isfinite(ask->y_from) && isfinite(ask->y_to)) {
        cd_gnuplot_set_number(out, "y_from", ask->y_from);
        cd_gnuplot_set_number(out, "y_to", ask->y_to);
    }
}

FILE *cd_drawing_begin(cd_drawing *d, const cd_ask *ask, size_t n, bool over_time)
{
    FILE *out = d->stop ? NULL : cd_folder_open(d->folder, "prologue.gp");
    if (!out)
        return NULL;
    cd_time_unit unit = axis_unit(d->result->t_end_s);
    cd_gnuplot_set_text(out, "theme", d->theme);
    cd_gnuplot_set_text(out, "file", ask->name);
    cd_gnuplot_set_text(out, "title", ask->title ? ask->title : d->result->title);
    if (over_time) {
        cd_gnuplot_set_text(out, "time_unit", unit.name);
        cd_gnuplot_set_number(out, "time_s", unit.s);
        cd_gnuplot_set_number(out, "time_max", d->result->t_end_s / unit.s);
        write_limits(d, out, ask, unit.s);
    }
    fprintf(out, "n = %zu\nn_measured = 0\n", n);
    return out;
}

FILE *cd_drawing_data(cd_drawing *d, const char *name)
{
    return d->stop ? NULL : cd_folder_open(d->folder, name);
}

void cd_drawing_end(cd_drawing *d, FILE *prologue, const cd_ask *ask, const char *template)
{
    cd_arena *arena = d->folder->arena;
    int missing;
    const char *note;
    cd_folder_close(d->folder, prologue, "prologue.gp");
    if (d->folder->error)
        return;
    const char *error =
        cd_gnuplot_draw_as(arena, d->folder->staging, "prologue.gp", cd_arena_printf(arena, "%s/style.gp", d->plots),
                           cd_arena_printf(arena, "%s/%s.gp", d->plots, template), d->devices, &missing, &note);
    if (missing) {
        d->stop = true;
        cd_drawing_say(d, "no figures: gnuplot was not found (install gnuplot-nox, or use --no-plot)");
    } else if (error) {
        cd_drawing_say(d, cd_arena_printf(arena, "figure \"%s\" was not drawn: %s", ask->name, error));
    } else if (note) {
        say_once(d, note);
    }
}
