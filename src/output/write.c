/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * write - the result folder of a run: profile.csv, plots.json (the [plot] sections), load_maps.json, case.resolved.ini,
 * the figures, and summary.json last, which marks the result as finished.
 */
#include "figures.h"
#include "folder.h"
#include "format.h"
#include "json.h"
#include "profile_csv.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool same_file(const char *a, const char *b)
{
    struct stat left, right;
    return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/* Whether a summary is that of this case: the same file, or, when that was moved away, one of the same name. */
static bool is_of_case(const json_t *summary, const cd_case *cs)
{
    const json_t *about = json_object_get(summary, "case");
    const char *stem = json_string_value(json_object_get(about, "stem"));
    const char *path = json_string_value(json_object_get(about, "absolute_path"));
    if (!stem || strcmp(stem, cs->stem) != 0)
        return false;
    return !path || access(path, F_OK) != 0 || same_file(path, cs->path);
}

/* Why the finished result in the folder must not be overwritten, or NULL. */
static const char *other_result(cd_arena *arena, const cd_case *cs, const char *dir)
{
    const char *path = cd_arena_printf(arena, "%s/summary.json", dir);
    if (access(path, F_OK) != 0)
        return access(cd_arena_printf(arena, "%s/profile.csv", dir), F_OK) != 0
                   ? NULL
                   : cd_arena_printf(
                         arena,
                         "%s holds a profile.csv without the summary.json of a result: choose another folder "
                         "with -o, or overwrite it with --force",
                         dir);
    json_t *summary = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    bool ours = summary && is_of_case(summary, cs);
    const char *whose = json_string_value(json_object_get(json_object_get(summary, "case"), "path"));
    const char *out = NULL;
    if (!ours && whose)
        out = cd_arena_printf(arena,
                              "%s holds the result of another case (%s): choose another folder with -o, or "
                              "overwrite it with --force",
                              dir, whose);
    else if (!ours)
        out = cd_arena_printf(arena,
                              "%s holds a summary.json that is not of this case: choose another folder with -o, or "
                              "overwrite it with --force",
                              dir);
    json_decref(summary);
    return out;
}

static const char *obstacle(cd_arena *arena, const cd_case *cs, const char *dir, const cd_write_options *options)
{
    const char *other = options && options->force ? NULL : other_result(arena, cs, dir);
    return other ? other : cd_folder_obstacle(arena, dir);
}

cd_status cd_run_may_write(const cd_case *cs, const char *dir, const cd_write_options *options, char **message)
{
    jmp_buf landing;
    *message = NULL;
    cd_arena *arena = cd_arena_new(&landing);
    if (!arena)
        return CD_NO_MEMORY;
    if (setjmp(landing)) {
        cd_arena_free(arena);
        return CD_NO_MEMORY;
    }
    const char *why_not = obstacle(arena, cs, dir, options);
    if (why_not)
        *message = strdup(why_not);
    cd_status status = why_not ? CD_FILE : CD_OK;
    cd_arena_free(arena);
    return status;
}

static void write_profile(cd_folder *folder, const cd_run *run)
{
    FILE *out = cd_folder_open(folder, "profile.csv");
    if (!out)
        return;
    cd_profile_csv(out, run);
    cd_folder_close(folder, out, "profile.csv");
}

/* The resolved case with the tolerance of this run (--rtol) in the place of the case's, so that running it again gives
 * the same. */
static const char *resolved_of(const cd_run *run)
{
    const char *text = run->cs->resolved ? run->cs->resolved : "", *section = strstr(text, "\n[solver]\n");
    const char *line = section ? strstr(section, "\nrtol = ") : NULL;
    if (!line || run->options.rtol == run->cs->rtol)
        return text;
    const char *rest = strchr(line + 1, '\n');
    return cd_arena_printf(run->arena, "%.*s\nrtol = %.17g%s", (int)(line - text), text, run->options.rtol,
                           rest ? rest : "\n");
}

/* The values of the [plot] sections; measured logs that cannot be read are said in *notes. False: no memory. */
static bool write_plots(cd_folder *folder, const cd_run *run, char **notes)
{
    json_t *plots = cd_plots_json(folder->arena, run, notes);
    char *text = plots ? json_dumps(plots, JSON_COMPACT | JSON_REAL_PRECISION(12)) : NULL;
    bool good = !plots || text;
    if (text)
        cd_folder_put(folder, "plots.json", text);
    free(text);
    json_decref(plots);
    return good;
}

/* The load maps of its coolers. False: no memory. */
static bool write_load_maps(cd_folder *folder, const cd_run *run)
{
    json_t *maps = cd_load_maps_json(folder->arena, run);
    char *text = maps ? json_dumps(maps, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
    bool good = !maps || text;
    if (text)
        cd_folder_put(folder, "load_maps.json", text);
    free(text);
    json_decref(maps);
    return good;
}

/* Into the hidden folder; what could not be drawn is said in *notes. False: no memory. */
static bool stage_files(cd_folder *folder, const cd_run *run, const cd_write_options *options, char **notes)
{
    char *summary = cd_run_summary_json(run);
    *notes = cd_arena_printf(folder->arena, "%s", "");
    if (!summary || !write_plots(folder, run, notes) || !write_load_maps(folder, run))
        return false;
    write_profile(folder, run);
    cd_folder_put(folder, "case.resolved.ini", resolved_of(run));
    cd_folder_put(folder, "summary.json", summary);
    cd_text_free(summary);
    if (!(options && options->no_plot)) {
        char *undrawn;
        cd_figures_draw(folder, options ? options->data_path : NULL, &undrawn);
        *notes = cd_arena_printf(folder->arena, "%s%s", *notes, undrawn);
    }
    return true;
}

/* Out of the hidden folder. Figures of an earlier run that were not drawn now are removed: they would show another
 * result than the rest. */
static void publish_files(cd_folder *folder, const cd_case *cs)
{
    static const char *const endings[] = {"svg", "png", "pdf"}, *const optional[] = {"plots.json", "load_maps.json"};
    enum { N_ENDINGS = sizeof endings / sizeof *endings };
    const char *const *names;
    size_t n = cd_figure_names(folder->arena, cs, &names);
    cd_folder_drop(folder, "summary.json");
    for (size_t i = 0; i < n; i++)
        for (size_t e = 0; e < N_ENDINGS; e++) {
            const char *name = cd_arena_printf(folder->arena, "%s.%s", names[i], endings[e]);
            if (cd_folder_has(folder, name))
                cd_folder_publish(folder, name);
            else
                cd_folder_drop(folder, name);
        }
    for (size_t i = 0; i < 2; i++)
        if (cd_folder_has(folder, optional[i]))
            cd_folder_publish(folder, optional[i]);
        else
            cd_folder_drop(folder, optional[i]);
    cd_folder_publish(folder, "profile.csv");
    cd_folder_publish(folder, "case.resolved.ini");
    cd_folder_publish(folder, "summary.json");
}

static cd_status write_all(cd_folder *folder, cd_arena *arena, const cd_run *run, const char *dir,
                           const cd_write_options *options, char **message)
{
    char *notes = NULL;
    if (run->status != CD_OK) {
        *message = strdup("the run has not finished: nothing was written");
        return CD_FILE;
    }
    const char *why_not = obstacle(arena, run->cs, dir, options);
    if (why_not) {
        *message = strdup(why_not);
        return CD_FILE;
    }
    cd_folder_begin(folder, arena, dir);
    bool staged = stage_files(folder, run, options, &notes);
    if (staged && !folder->error)
        publish_files(folder, run->cs);
    cd_folder_end(folder);
    if (folder->error)
        *message = strdup(folder->error);
    else if (notes && *notes)
        *message = strdup(notes);
    return !staged ? CD_NO_MEMORY : folder->error ? CD_FILE : CD_OK;
}

cd_status cd_run_write(const cd_run *run, const char *dir, const cd_write_options *options, char **message)
{
    jmp_buf landing;
    *message = NULL;
    cd_arena *arena = cd_arena_new(&landing);
    cd_folder *folder = calloc(1, sizeof *folder);
    if (!arena || !folder) {
        cd_arena_free(arena);
        free(folder);
        return CD_NO_MEMORY;
    }
    cd_locale locale = cd_locale_begin();
    cd_status status = CD_NO_MEMORY;
    if (setjmp(landing))
        cd_folder_end(folder);
    else
        status = write_all(folder, arena, run, dir, options, message);
    cd_arena_free(arena);
    free(folder);
    cd_locale_end(&locale);
    return status;
}
