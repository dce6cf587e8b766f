/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * help_impl - what the files of help on sections share.
 */
#ifndef CD_OUTPUT_HELP_IMPL_H
#define CD_OUTPUT_HELP_IMPL_H

#include "../text/field.h"

#include <stdio.h>

enum { CD_HELP_WIDTH = 100, CD_HELP_KEY_WIDTH = 22 };

/* The key, what it takes, and its sentence below. */
void cd_help_field(FILE *out, const cd_field *f);

/* The sections that are not read by a table of fields: param, material, piece. False for any other. */
bool cd_help_free_section(FILE *out, const char *type);

#endif
