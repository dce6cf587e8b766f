/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gnuplot - see gnuplot.h.
 */
#include "gnuplot.h"
#include "letters.h"
#include "process.h"

#include <math.h>
#include <string.h>

void cd_gnuplot_text(FILE *out, const char *text, size_t most)
{
    size_t n = 0;
    fputc('\'', out);
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        n += (*c & 0xC0) != 0x80;
        if (n > most) {
            fputs("...", out);
            break;
        }
        if (*c == '\'')
            fputs("\u2019", out); /* gnuplot 5.4 takes a doubled ' for an empty string at the start of a text */
        else
            fputc(*c < 0x20 || *c == 0x7F ? ' ' : *c, out);
    }
    fputc('\'', out);
}

void cd_gnuplot_set_text(FILE *out, const char *name, const char *text)
{
    fprintf(out, "%s = ", name);
    cd_gnuplot_text(out, text, 90);
    fputc('\n', out);
}

void cd_gnuplot_set_number(FILE *out, const char *name, double value)
{
    fprintf(out, "%s = %#.17g\n", name, value);
}

void cd_gnuplot_set_texts(FILE *out, const char *name, const char *const *text, size_t n)
{
    if (n == 0)
        return;
    fprintf(out, "array %s[%zu] = [", name, n);
    for (size_t i = 0; i < n; i++) {
        fputs(i ? ", " : "", out);
        cd_gnuplot_text(out, text[i], 40);
    }
    fputs("]\n", out);
}

void cd_gnuplot_set_numbers(FILE *out, const char *name, const int *value, size_t n)
{
    if (n == 0)
        return;
    fprintf(out, "array %s[%zu] = [", name, n);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%d", i ? ", " : "", value[i]);
    fputs("]\n", out);
}

void cd_gnuplot_set_doubles(FILE *out, const char *name, const double *value, size_t n)
{
    if (n == 0)
        return;
    fprintf(out, "array %s[%zu] = [", name, n);
    for (size_t i = 0; i < n; i++)
        if (isfinite(value[i]))
            fprintf(out, "%s%#.17g", i ? ", " : "", value[i]);
        else
            fprintf(out, "%sNaN", i ? ", " : "");
    fputs("]\n", out);
}

/* gnuplot's words that set the device, for the list of arguments. */
static const char *device_word(cd_arena *arena, const char *device)
{
    return cd_arena_printf(arena, "device = '%s'", device);
}

/* Where the axes lie, for a reader that moves a cursor over the figure: left, right, top, bottom in px; then of an axis
 * of time the times at its two sides, of a figure over points (over_points) the values at all four; whether an axis is
 * logarithmic. */
static const char write_box[] =
    "top_px = exists('top_px') ? top_px : 42.0; bottom_px = exists('bottom_px') ? bottom_px : height - foot; "
    "if (theme eq 'page' && exists('time_s')) { set print file . '.box'; print sprintf('%.9g %.9g %.9g %.9g %.12g "
    "%.12g %d', left * width, right * width, top_px, bottom_px, GPVAL_X_MIN * time_s, GPVAL_X_MAX * time_s, "
    "exists('logx') ? logx : 0); unset print } "
    "else { if (theme eq 'page' && exists('over_points')) { set print file . '.box'; print sprintf('%.9g %.9g %.9g "
    "%.9g "
    "%.12g %.12g %.12g %.12g %d %d', left * width, right * width, top_px, bottom_px, GPVAL_X_MIN, GPVAL_X_MAX, "
    "GPVAL_Y_MIN, GPVAL_Y_MAX, exists('logx') ? logx : 0, exists('logy') ? logy : 0); unset print } }";

/* Whether the letters of a device are drawn here; in an SVG the reader's program does. */
static bool draws_letters(const char *device)
{
    return strcmp(device, "svg") != 0;
}

const char *cd_gnuplot_draw_as(cd_arena *arena, const char *folder, const char *prologue, const char *style,
                               const char *template, const char *const *devices, int *missing, const char **note)
{
    enum { MOST = 40 };
    static const char safe[] = "letters.gp";
    const char *words[MOST] = {"gnuplot", "-d"};
    size_t n = 2;
    bool asked = false, replaced = false;
    *note = NULL;
    for (; *devices && n + 8 < MOST; devices++) {
        if (draws_letters(*devices) && !asked)
            *note = cd_letters_replace(arena, folder, prologue, safe, &replaced);
        asked = asked || draws_letters(*devices);
        words[n++] = draws_letters(*devices) && replaced ? safe : prologue;
        words[n++] = "-e";
        words[n++] = device_word(arena, *devices);
        words[n++] = style;
        words[n++] = template;
        words[n++] = "-e";
        words[n++] = write_box;
    }
    words[n] = NULL;
    return cd_process_run(arena, folder, words, "gnuplot.log", missing);
}
