/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ini - case text to sections, keys and values with their places. Knows no physics.
 *
 * Lines: leading and trailing white space, tabs, CR LF (or a lone CR) and a BOM do not matter. '#' or ';' at the start
 * of a line or after white space begins a comment, not inside double quotes. `[type]` or `[type name]` opens a section;
 * the first '=' ends the key. A line ending in '\' (after its comment is cut) goes on in the next. `include =
 * file.ini`, allowed only before the first section, is replaced by that file's sections; the path is relative to the
 * including file and must stay inside its folder (no "..", not absolute, not by a symbolic link); a file is included
 * once. The same reader serves case, material and
 * cooler files.
 */
#ifndef CD_TEXT_INI_H
#define CD_TEXT_INI_H

#include "diag.h"

typedef struct {
    const char *key;
    cd_span key_span;
    cd_value value; /* may be empty */
    bool used;      /* for whoever reads the section to mark */
} cd_ini_key;

typedef struct {
    const char *type; /* "node" */
    const char *name; /* "coil", or NULL for a section without a name */
    cd_span type_span, name_span;
    cd_span header; /* the whole "[node coil]" */
    cd_ini_key *keys;
    size_t n_keys, cap_keys;
    bool damaged; /* a line of it was in error and is not among the keys: a missing key may be that one */
} cd_ini_section;

typedef struct {
    cd_ini_section *sections; /* in the order of the text, those of an included file where it is included */
    size_t n_sections, cap_sections;
    const cd_source **sources; /* every file read, the first is the main one */
    size_t n_sources, cap_sources;
} cd_ini;

/* Reads a file and what it includes. Errors are added to `diags` and reading goes on: a malformed line (no '=', no ']',
 * a key before the first section, an empty section name, a name outside [A-Za-z0-9_]+, junk after ']', a control byte,
 * an unfinished quote, a circular or missing include ...) is reported and skipped; keys under a header in error are
 * dropped; after 200 errors in one file the rest of it is. Returns false when the main file
 * itself could not be read. */
bool cd_ini_read(cd_arena *arena, const char *path, cd_diags *diags, cd_ini *out);

/* The same for a text already in memory (includes are refused). */
void cd_ini_read_source(cd_arena *arena, const cd_source *source, cd_diags *diags, cd_ini *out);

/* The first key of that name in a section, or NULL. */
cd_ini_key *cd_ini_find(const cd_ini_section *section, const char *key);

#endif
