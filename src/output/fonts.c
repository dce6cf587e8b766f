/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fonts - see fonts.h.
 */
#include "fonts.h"

#include <ftw.h>
#include <pwd.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Not 0, which ends the walk, at a file that is a font by its name. */
static int look(const char *path, const struct stat *status, int type, struct FTW *at)
{
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".pfb", ".t1", ".pcf.gz"};
    size_t n = strlen(path);
    (void)status;
    (void)at;
    for (size_t i = 0; type == FTW_F && i < sizeof endings / sizeof *endings; i++) {
        size_t m = strlen(endings[i]);
        if (n > m && strcasecmp(path + n - m, endings[i]) == 0)
            return 1;
    }
    return 0;
}

bool cd_fonts_in(const char *const *folders)
{
    for (; *folders; folders++)
        if (nftw(*folders, look, 16, 0) == 1)
            return true;
    return false;
}

const char cd_fonts_none[] = "the figures may lack letters: no font was found (install fonts-dejavu-core)";

const char *cd_fonts_missing(cd_arena *arena)
{
    struct passwd user, *found = NULL;
    char text[1024];
    const char *home =
        getpwuid_r(geteuid(), &user, text, sizeof text, &found) == 0 && found ? found->pw_dir : "/nowhere";
    const char *const folders[] = {"/usr/share/fonts",
                                   "/usr/local/share/fonts",
                                   "/usr/share/X11/fonts",
                                   cd_arena_printf(arena, "%s/.fonts", home),
                                   cd_arena_printf(arena, "%s/.local/share/fonts", home),
                                   NULL};
    return cd_fonts_in(folders) ? NULL : cd_fonts_none;
}
