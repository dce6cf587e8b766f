/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * call - what the public calls that work on a result folder have in common: an arena with a landing place, the "C"
 * locale, a sentence for the caller when something went wrong.
 */
#ifndef CD_OUTPUT_CALL_H
#define CD_OUTPUT_CALL_H

#include "folder.h"
#include "result.h"

typedef struct cd_call {
    cd_arena *arena;
    jmp_buf landing;
    cd_folder folder;   /* ended in any case */
    cd_units *units;    /* freed in any case */
    cd_result *results; /* freed in any case */
    size_t n_results;
    cd_status status;
    const char *message; /* for the caller, in the arena; NULL: nothing to say */
} cd_call;

typedef void cd_work(cd_call *call, const void *args);

/* Does the work and hands over its message (to be freed with cd_text_free; NULL: none). */
cd_status cd_call_do(cd_work *work, const void *args, char **message);

/* Sets status and message. */
void cd_call_fail(cd_call *call, cd_status status, const char *message);

/* Reads the result folders into call->results; false after cd_call_fail. */
bool cd_call_read(cd_call *call, const char *const *dirs, size_t n);

/* The words of a list, between commas, blanks around them dropped. */
size_t cd_call_words(cd_arena *arena, const char *list, const char ***words);

/* A time as written ("2 h") in s; false after cd_call_fail. `called` stands in the place of a file in messages. */
bool cd_call_time(cd_call *call, const char *called, const char *text, double *t_s);

#endif
