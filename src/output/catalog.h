/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catalog - questions about the data that the program comes with: materials and coolers, without a case.
 *
 * Each public question of cooldown.h is a function that writes its answer; cd_catalog_ask gives it a text to write to,
 * a fresh list of diagnostics, and a place to land when memory runs out.
 */
#ifndef CD_OUTPUT_CATALOG_H
#define CD_OUTPUT_CATALOG_H

#include "../case/data_folders.h"
#include "../cooldown.h"
#include "../cooler/cooler.h"
#include "../material/material.h"

#include <stdio.h>

struct cd_catalog {
    cd_arena *arena;
    cd_units *units;
    cd_reading rd;
    jmp_buf landing;
    const char *data_path;
    cd_materials *materials;
    cd_coolers *coolers;
    char *messages; /* of the last question, rendered; freed with the catalog */
};

/* Writes an answer to `out`; diagnostics go to catalog->rd.diags, and any error among them makes the answer CD_INPUT.
 */
typedef void cd_question(cd_catalog *catalog, const void *args, FILE *out);

/* Asks. CD_OK and *text (to be freed with cd_text_free); CD_INPUT, *text NULL and the errors in cd_catalog_messages. */
cd_status cd_catalog_ask(cd_catalog *catalog, cd_question *question, const void *args, char **text);

/* A text of the command line as a value that messages can point into; `called` is shown in the place of a file. */
cd_value cd_catalog_value(cd_catalog *catalog, const char *called, const char *text);

#endif
