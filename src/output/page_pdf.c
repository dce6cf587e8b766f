/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_pdf - prints the page to a PDF with a headless Chromium.
 */
#include "page.h"
#include "process.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status;
    (void)type;
    (void)at;
    return remove(path);
}

/* The path as it stands in a file: URL: what is no plain letter as %XX. */
static const char *url_path(cd_arena *arena, const char *path)
{
    const char *out = "";
    for (const unsigned char *c = (const unsigned char *)path; *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '/' ||
                     *c == '.' || *c == '-' || *c == '_';
        out = cd_arena_printf(arena, plain ? "%s%c" : "%s%%%02X", out, *c);
    }
    return out;
}

static const char *print_with(cd_arena *arena, const char *browser, const char *profile, const char *folder,
                              const char *page, const char *pdf, int *missing)
{
    const char *words[] = {browser,
                           "--headless",
                           "--disable-gpu",
                           "--no-first-run",
                           "--disable-background-networking",
                           "--disable-component-update",
                           "--disable-sync",
                           "--virtual-time-budget=4000",
                           "--no-pdf-header-footer",
                           "--print-to-pdf-no-header",
                           cd_arena_printf(arena, "--user-data-dir=%s", profile),
                           cd_arena_printf(arena, "--print-to-pdf=%s/%s", folder, pdf),
                           cd_arena_printf(arena, "file://%s/%s", url_path(arena, folder), url_path(arena, page)),
                           geteuid() == 0 ? "--no-sandbox" : NULL, /* the browser refuses root with it */
                           NULL};
    return cd_process_run(arena, folder, words, "browser.log", missing);
}

const char *cd_page_pdf(cd_arena *arena, const char *folder, const char *page, const char *pdf)
{
    static const char *const browsers[] = {"chromium", "chromium-browser", "google-chrome"};
    char *absolute = realpath(folder, NULL), profile[] = "/tmp/cooldown-XXXXXX";
    const char *where = absolute ? cd_arena_printf(arena, "%s", absolute) : folder, *error = NULL;
    int missing = 1;
    free(absolute);
    if (!mkdtemp(profile))
        return "no PDF: no folder for the browser could be made in /tmp";
    for (size_t i = 0; i < sizeof browsers / sizeof *browsers && missing; i++)
        error = print_with(arena, browsers[i], profile, where, page, pdf, &missing);
    nftw(profile, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    if (missing)
        return "no PDF: no browser was found (install chromium, or use --markdown); the page can be printed by any";
    if (!error && access(cd_arena_printf(arena, "%s/%s", where, pdf), R_OK) != 0)
        error = "it wrote none";
    return error ? cd_arena_printf(arena, "no PDF: the browser failed: %s", error) : NULL;
}
