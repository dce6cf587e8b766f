/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * json - the few lines that all writers and readers of JSON share: jansson refuses texts that are not UTF-8 and numbers
 * that are not finite.
 */
#ifndef CD_OUTPUT_JSON_H
#define CD_OUTPUT_JSON_H

#include "../solve/run.h"

#include <jansson.h>

/* The text, or null for NULL; bytes that are no UTF-8 become '?' (a path may be anything). */
json_t *cd_json_text(const char *s);

/* The number, null for NaN and infinity. */
json_t *cd_json_number(double value);

/* A whole JSON text (malloc), indented, with an arena for what is needed on the way; NULL when memory ran out. */
typedef json_t *cd_json_maker(cd_arena *arena, const void *of);
char *cd_json_make(cd_json_maker *make, const void *of);

/* The member as a number, NAN when there is none. */
double cd_json_get_number(const json_t *object, const char *key);

/* The member as a text, "" when there is none. Lives as long as the object. */
const char *cd_json_get_text(const json_t *object, const char *key);

/* Bodies and links, as a reader of the result folder needs them to draw the network: {"nodes": [...], "links": [...]}.
 */
json_t *cd_network_json(cd_arena *arena, const cd_case *cs);

/* Adds to "holding_back" what the goal is about: its node, its condition, how far inside it the run ended, and where
 * the time went (bands). */
void cd_goal_json(json_t *holding_back, cd_arena *arena, const cd_run *run);

/* The [plot] sections with their values along the run and the measured points beside them; NULL when there are none.
 * What could not be read is added to *notes, one line each. */
json_t *cd_plots_json(cd_arena *arena, const cd_run *run, char **notes);

/* The load maps of the coolers of two stages, and whose they are; NULL when there are none. */
json_t *cd_load_maps_json(cd_arena *arena, const cd_run *run);

#endif
