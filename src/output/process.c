/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * process - see process.h.
 */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Starts the program. Returns 0 or an errno. */
static int start(const char *folder, char **argv, const char *log, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error)
        return error;
    error = posix_spawn_file_actions_addchdir_np(&actions, folder);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (!error)
        error = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* The last line of the program's messages that is neither empty nor the caret under a command: says what was wrong. */
static const char *last_words(cd_arena *arena, const char *folder, const char *name)
{
    char line[512], best[512] = "it gave no reason";
    FILE *log = fopen(cd_arena_printf(arena, "%s/%s", folder, name), "re");
    while (log && fgets(line, sizeof line, log)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[strspn(line, " ^\t")])
            memcpy(best, line, sizeof best);
    }
    if (log)
        fclose(log);
    return cd_arena_printf(arena, "%s", best + strspn(best, " \t"));
}

const char *cd_process_run(cd_arena *arena, const char *folder, const char *const *words, const char *log, int *missing)
{
    size_t n = 0;
    while (words[n])
        n++;
    char **argv = cd_arena_alloc(arena, n + 1, sizeof *argv);
    for (size_t i = 0; i < n; i++)
        argv[i] = cd_arena_strn(arena, words[i], strlen(words[i]));
    pid_t pid;
    int error = start(folder, argv, log, &pid), status = 0;
    *missing = error == ENOENT || error == EACCES;
    if (error)
        return cd_arena_printf(arena, "%s cannot be started: %s", words[0], strerror(error));
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return cd_arena_printf(arena, "%s was lost: %s", words[0], strerror(errno));
    if (WIFSIGNALED(status))
        return cd_arena_printf(arena, "%s was ended by signal %d", words[0], WTERMSIG(status));
    if (WEXITSTATUS(status) == 127) {
        *missing = 1;
        return cd_arena_printf(arena, "%s cannot be started", words[0]);
    }
    return WEXITSTATUS(status) ? last_words(arena, folder, log) : NULL;
}
