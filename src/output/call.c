/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * call - see call.h.
 */
#include "call.h"
#include "format.h"

#include <stdlib.h>
#include <string.h>

void cd_call_fail(cd_call *call, cd_status status, const char *message)
{
    call->status = status;
    call->message = message;
}

bool cd_call_read(cd_call *call, const char *const *dirs, size_t n)
{
    call->results = cd_arena_alloc(call->arena, n, sizeof *call->results);
    for (size_t i = 0; i < n; i++) {
        call->n_results = i + 1;
        const char *error = cd_result_read(&call->results[i], call->arena, dirs[i]);
        if (error) {
            cd_call_fail(call, CD_INPUT, error);
            return false;
        }
    }
    return true;
}

size_t cd_call_words(cd_arena *arena, const char *list, const char ***words)
{
    size_t n = 0, cap = 0;
    *words = NULL;
    while (list && *list) {
        size_t blank = strspn(list, " \t"), length = strcspn(list, ","), end = length;
        while (end > blank && strchr(" \t", list[end - 1]))
            end--;
        if (end > blank)
            CD_PUSH(arena, *words, n, cap, cd_arena_strn(arena, list + blank, end - blank));
        list += length + (list[length] == ',');
    }
    return n;
}

bool cd_call_time(cd_call *call, const char *called, const char *text, double *t_s)
{
    call->units = call->units ? call->units : cd_units_new();
    if (!call->units) {
        cd_call_fail(call, CD_NO_MEMORY, NULL);
        return false;
    }
    cd_reading rd = {call->arena, cd_diags_new(call->arena), call->units, NULL};
    cd_value value = cd_value_of_source(cd_source_from_text(call->arena, called, text, strlen(text)));
    if (cd_read_quantity(&rd, &value, CD_TIME, t_s) && *t_s >= 0)
        return true;
    const char *why = cd_diags_size(rd.diags) ? cd_diags_at(rd.diags, 0)->message : "a time is not negative";
    cd_call_fail(call, CD_INPUT, cd_arena_printf(call->arena, "%s %s: %s; write it as \"2 h\"", called, text, why));
    return false;
}

static void finish(cd_call *call)
{
    cd_folder_end(&call->folder);
    cd_units_free(call->units);
    for (size_t i = 0; i < call->n_results; i++)
        cd_result_free(&call->results[i]);
}

cd_status cd_call_do(cd_work *work, const void *args, char **message)
{
    cd_call *call = calloc(1, sizeof *call);
    *message = NULL;
    if (!call || !(call->arena = cd_arena_new(&call->landing))) {
        free(call);
        return CD_NO_MEMORY;
    }
    cd_locale locale = cd_locale_begin();
    if (setjmp(call->landing)) {
        call->status = CD_NO_MEMORY;
        call->message = NULL;
    } else {
        call->status = CD_OK;
        work(call, args);
    }
    cd_status status = call->status;
    if (call->message && *call->message)
        *message = strdup(call->message);
    finish(call);
    cd_arena_free(call->arena);
    free(call);
    cd_locale_end(&locale);
    return status;
}
