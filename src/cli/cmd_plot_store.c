/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_plot_store - `cooldown plot FILE.db`: the figure of a sweep's store, as `cooldown results FILE.db --plot` draws
 * it.
 */
#include "cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { X = 256, MEASURE, PARETO, WHERE, FORMAT, THEME, NODES };

static const struct option table[] = {{"x", required_argument, NULL, X},
                                      {"measure", required_argument, NULL, MEASURE},
                                      {"pareto", required_argument, NULL, PARETO},
                                      {"where", required_argument, NULL, WHERE},
                                      {"format", required_argument, NULL, FORMAT},
                                      {"output", required_argument, NULL, 'o'},
                                      {"theme", required_argument, NULL, THEME},
                                      {"nodes", required_argument, NULL, NODES},
                                      {"help", no_argument, NULL, 'h'},
                                      {NULL, 0, NULL, 0}};

typedef struct {
    cd_results_figure figure;
    const char **x, **where;
    const char *output; /* a folder, or the figure's own name */
    bool svg, png, pdf;
    const char *format; /* as it was given */
} plot_command;

bool cli_is_store(const char *path)
{
    static const char magic[] = "SQLite format 3"; /* with its ending zero, https://www.sqlite.org/fileformat.html */
    char begin[sizeof magic] = "";
    FILE *file = fopen(path, "rb");
    bool found = file && fread(begin, sizeof begin, 1, file) == 1 && memcmp(begin, magic, sizeof magic) == 0;
    if (file)
        fclose(file);
    return found;
}

static int read_format(plot_command *c, const char *list)
{
    c->svg = c->png = c->pdf = false;
    for (const char *word = list; *word;) {
        word += strspn(word, ", ");
        size_t n = strcspn(word, ", ");
        if (n == 3 && strncmp(word, "svg", 3) == 0)
            c->svg = true;
        else if (n == 3 && strncmp(word, "png", 3) == 0)
            c->png = true;
        else if (n == 3 && strncmp(word, "pdf", 3) == 0)
            c->pdf = true;
        else if (n > 0) {
            cli_error("plot", "--format %s: the figure of a sweep is svg, png or pdf", list);
            return CLI_USAGE;
        }
        word += n;
    }
    if (!c->svg && !c->png && !c->pdf) {
        cli_error("plot", "--format \"%s\" names no format: svg, png, pdf", list);
        return CLI_USAGE;
    }
    c->format = list;
    return CLI_GO_ON;
}

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

/* A folder, or the figure's own name; what is named as another picture is meant as one. */
static int read_output(plot_command *c, const char *path)
{
    static const char *const others[] = {".eps", ".ps", ".jpg", ".jpeg", ".gif"};
    c->output = path;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ends_in(path, others[i])) {
            cli_error("plot", "-o %s: the figure of a sweep is svg, png or pdf", path);
            return CLI_USAGE;
        }
    return CLI_GO_ON;
}

static int take(void *ctx, int option)
{
    plot_command *c = ctx;
    switch (option) {
    case X:
        c->x[c->figure.n_parameters++] = optarg;
        return CLI_GO_ON;
    case MEASURE:
        c->figure.measure = optarg;
        return CLI_GO_ON;
    case PARETO:
        c->figure.pareto = optarg;
        return CLI_GO_ON;
    case WHERE:
        c->where[c->figure.n_where++] = optarg;
        return CLI_GO_ON;
    case THEME:
        c->figure.theme = optarg;
        return CLI_GO_ON;
    case FORMAT:
        return read_format(c, optarg);
    case 'o':
        return read_output(c, optarg);
    default:
        cli_error("plot", "--nodes is for result folders, not for the store of a sweep");
        return CLI_USAGE;
    }
}

/* "out/magnet/straps" of out/magnet/straps.db, in the folder that is asked for. */
static char *stem_of(const char *store, const char *dir)
{
    const char *slash = strrchr(store, '/'), *name = dir && slash ? slash + 1 : store;
    int length = cd_store_stem(name);
    char *stem = NULL;
    int made = dir ? asprintf(&stem, "%s/%.*s", dir, length, name) : asprintf(&stem, "%.*s", length, name);
    return made < 0 ? NULL : stem;
}

static int draw_one(plot_command *c, cd_results *results, const char *path)
{
    c->figure.path = path;
    cd_status status = cd_results_plot(results, &c->figure);
    if (status == CD_OK) {
        if (cd_results_error(results))
            fprintf(stderr, "cooldown: warning: %s\n", cd_results_error(results));
        puts(path);
        return CLI_OK;
    }
    cli_error(NULL, "%s", status == CD_NO_MEMORY ? "no memory left" : cd_results_error(results));
    return status == CD_FILE ? CLI_FILE : status == CD_INPUT ? CLI_USAGE : CLI_FAILED;
}

static int draw(plot_command *c, cd_results *results, const char *store)
{
    static const char *const ending[] = {".svg", ".png", ".pdf"};
    const bool asked[] = {c->svg, c->png, c->pdf};
    for (int i = 0; c->output && i < 3; i++)
        if (ends_in(c->output, ending[i]) && c->format && !asked[i]) {
            cli_error("plot", "-o %s is no figure of --format %s", c->output, c->format);
            return CLI_USAGE;
        } else if (ends_in(c->output, ending[i]))
            return draw_one(c, results, c->output);
    char *stem = stem_of(store, c->output);
    int status = stem ? CLI_OK : CLI_FAILED;
    for (int i = 0; i < 3 && status == CLI_OK; i++) {
        char *path = NULL;
        if (!asked[i])
            continue;
        if (asprintf(&path, "%s%s", stem, ending[i]) < 0)
            status = CLI_FAILED;
        else
            status = draw_one(c, results, path);
        free(path);
    }
    free(stem);
    return status;
}

static int open_and_draw(plot_command *c, const char *store)
{
    cd_results *results;
    cd_status opened = cd_results_open(store, &results);
    int status = CLI_FILE;
    if (opened == CD_OK)
        status = draw(c, results, store);
    else
        cli_error(NULL, "%s", results ? cd_results_error(results) : "no memory left");
    cd_results_free(results);
    return status;
}

int cli_plot_store(int argc, char **argv)
{
    plot_command c = {.svg = true, .png = true};
    c.x = calloc((size_t)argc, sizeof *c.x);
    c.where = calloc((size_t)argc, sizeof *c.where);
    c.figure.parameters = c.x;
    c.figure.where = c.where;
    c.figure.data_path = getenv("COOLDOWN_PATH");
    int status = CLI_FAILED;
    if (c.x && c.where)
        status = cli_own_options(argc, argv, "plot", table, take, &c);
    else
        cli_error(NULL, "no memory left");
    if (status == CLI_GO_ON && optind == argc) {
        cli_error("plot", "plot needs the store of a sweep");
        status = CLI_USAGE;
    }
    if (status == CLI_GO_ON && optind + 1 < argc) {
        cli_error("plot", "plot draws the store of one sweep at a time, but there are \"%s\" and \"%s\"", argv[optind],
                  argv[optind + 1]);
        status = CLI_USAGE;
    }
    if (status == CLI_GO_ON)
        status = open_and_draw(&c, argv[optind]);
    free(c.x);
    free(c.where);
    return status;
}
