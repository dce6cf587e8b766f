/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gnuplot - see gnuplot.h.
 */
#include "gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char log_name[] = "gnuplot.log";

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

/* Starts gnuplot in the folder, without terminal and with its messages in a file there. Returns 0 or an errno. */
static int start(const char *folder, char **argv, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error)
        return error;
    error = posix_spawn_file_actions_addchdir_np(&actions, folder);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log_name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (!error)
        error = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* The last line of gnuplot's messages that is neither empty nor the caret under a command: says what was wrong. */
static const char *last_words(cd_arena *arena, const char *folder)
{
    char line[512], best[512] = "it gave no reason";
    FILE *log = fopen(cd_arena_printf(arena, "%s/%s", folder, log_name), "re");
    while (log && fgets(line, sizeof line, log)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[strspn(line, " ^\t")])
            memcpy(best, line, sizeof best);
    }
    if (log)
        fclose(log);
    return cd_arena_printf(arena, "%s", best + strspn(best, " \t"));
}

const char *cd_gnuplot_draw(cd_arena *arena, const char *folder, const char *prologue, const char *style,
                            const char *template, int *missing)
{
    const char *words[] = {"gnuplot", "-d", prologue,         "-e",  "device = 'svg'", style,
                           template,  "-e", "device = 'png'", style, template};
    enum { N = sizeof words / sizeof *words };
    char *argv[N + 1] = {NULL};
    for (size_t i = 0; i < N; i++)
        argv[i] = cd_arena_strn(arena, words[i], strlen(words[i]));
    pid_t pid;
    int error = start(folder, argv, &pid), status = 0;
    *missing = error == ENOENT || error == EACCES;
    if (error)
        return cd_arena_printf(arena, "gnuplot cannot be started: %s", strerror(error));
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return cd_arena_printf(arena, "gnuplot was lost: %s", strerror(errno));
    if (WIFSIGNALED(status))
        return cd_arena_printf(arena, "gnuplot was ended by signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) == 127) {
        *missing = 1;
        return "gnuplot cannot be started";
    }
    return WEXITSTATUS(status) ? last_words(arena, folder) : NULL;
}
