/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_unknown - see material_unknown.h.
 */
#include "material_unknown.h"

#include <string.h>

enum { MOST_CANDIDATES = 5 };

/* Adds a name that is not among them yet. */
static void add_candidate(const char *found[MOST_CANDIDATES], size_t *n, const char *name)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(found[i], name) == 0)
            return;
    if (*n < MOST_CANDIDATES)
        found[(*n)++] = name;
}

/* What may have been meant: the nearest name or alias, names that contain the word, and those whose title does. NULL:
 * none. */
static const char *candidates(cd_library *library, const cd_reading *rd, const char *const *own, size_t n_own,
                              const char *word)
{
    const char *const *words, *found[MOST_CANDIDATES];
    size_t n = n_own + cd_library_words(library, &words), n_found = 0;
    const char **all = cd_arena_alloc(rd->arena, n, sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[i] = i < n_own ? own[i] : words[i - n_own];
    const char *near = cd_nearest(word, all, n), *titled;
    if (near)
        add_candidate(found, &n_found, near);
    for (size_t i = 0; i < n && strlen(word) >= 3; i++)
        if (strstr(all[i], word))
            add_candidate(found, &n_found, all[i]);
    for (size_t at = 0; strlen(word) >= 3 && (titled = cd_library_titled(library, word, &at));)
        add_candidate(found, &n_found, titled);
    if (n_found == 0)
        return NULL;
    const char *text = found[0];
    for (size_t i = 1; i < n_found; i++)
        text = cd_arena_printf(rd->arena, "%s\", \"%s", text, found[i]);
    return text;
}

void cd_material_unknown(cd_library *library, const cd_reading *rd, const char *const *names, size_t n,
                         const cd_material_spec *spec)
{
    const char *near = candidates(library, rd, names, n, spec->name);
    const char *hint =
        near ? cd_arena_printf(rd->arena, "did you mean \"%s\"?", near)
             : cd_arena_printf(rd->arena, "define it in [material %s]; `cooldown material` lists those there are",
                               spec->name);
    cd_diag_add(rd->diags, CD_ERROR, spec->name_span, hint, "unrecognized material \"%s\" (looked for in %s)",
                spec->name, cd_library_places(library));
}
