/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_help - `cooldown help [TOPIC]`.
 */
#include "cli.h"

#include <string.h>

static const char overview[] =
    "cooldown - predicts how long a device cooled by cryocoolers takes to get cold, how cold it ends,\n"
    "and what holds it back\n"
    "\n"
    "usage: cooldown CASE.ini               the same as: cooldown run CASE.ini\n"
    "       cooldown run CASE.ini [options]    run the case, write results, print a summary\n"
    "       cooldown cooler [NAME]             the coolers that are known; one of them\n"
    "       cooldown check CASE.ini            masses, heat capacities, conductances, least time; no run\n"
    "       cooldown steady CASE.ini           base temperatures, heats there, what is left to lift\n"
    "       cooldown material [NAME]           materials: data, sources, values, figures\n"
    "       cooldown plot DIR [DIR...]         the figures of a result folder again, or several in one\n"
    "       cooldown plot FILE.db              the figure of a sweep\n"
    "       cooldown graph CASE.ini            the network as a picture\n"
    "       cooldown report DIR                one page that explains a result folder, or a sweep (FILE.db)\n"
    "       cooldown sweep CASE.ini [NAME]     many variants of a case, on all processors\n"
    "       cooldown results FILE.db           lists, exports, draws what a sweep has stored\n"
    "       cooldown help [TOPIC]              topics: run, check, steady, material, cooler, plot, graph,\n"
    "                                          report, sweep, results, files, link; each kind of link, the\n"
    "                                          sections case, param, node, material, piece, event, schedule,\n"
    "                                          thermostat, measure\n"
    "       cooldown --version\n"
    "\n"
    "exit status:\n"
    "    0  done, with warnings or without\n"
    "    1  the run failed; or a warning with --strict; or the stop condition was never met with\n"
    "       --require-stop; or points of a sweep failed\n"
    "    2  the command line or the case is wrong; nothing was run\n"
    "    3  a file could not be written\n"
    "  130  interrupted; nothing was written, or, by a sweep, what was finished\n";

static const char run[] = "usage: cooldown run CASE.ini [options]\n"
                          "\n"
                          "Integrates the case in time, writes the result folder, and prints a summary.\n"
                          "\n"
                          "  -o, --output DIR   result folder (default: out/<name of the case file>)\n"
                          "  --set NAME=VALUE   override a parameter or a key, with its unit; may be repeated:\n"
                          "                     --set n_strap=6 --set bus.area=6cm^2 --set case.duration=2d\n"
                          "  --rtol X           relative tolerance of the integrator (default: the case's, else 1e-5)\n"
                          "  --json             print the summary as JSON, and nothing else, on the standard output\n"
                          "  --no-plot          draw no figures\n"
                          "  --no-ledger        do not integrate the heats of the links: no energy balance, faster\n"
                          "  --verify           run twice more, at a hundredth of the tolerances and with all tables\n"
                          "                     twice as fine, and tell how much every measure moves\n"
                          "  --force            overwrite the result of another case\n"
                          "  --strict           exit status 1 when there was a warning\n"
                          "  --require-stop     exit status 1 when the stop condition of the case was never met\n"
                          "  -q, --quiet        print errors only\n"
                          "\n"
                          "Ctrl-C stops a run between two steps and leaves the result folder as it was.\n";

static const char check[] =
    "usage: cooldown check CASE.ini [--set NAME=VALUE]... [--strict] [--quiet]\n"
    "\n"
    "Reads the case and prints, without a run: for each node its mass, heat capacity and enthalpy; for\n"
    "each link its conductance; the mass of links that is neglected; the heat to take out, and a time\n"
    "that the cooldown cannot beat. All properties of the case's materials are looked at, also those that a\n"
    "run does not need.\n";

static const char steady[] =
    "usage: cooldown steady CASE.ini [--set NAME=VALUE]... [--to \"50 K, 4.5 K\"] [--json] [--strict] [--quiet]\n"
    "\n"
    "Finds the temperatures at which everything stays, with all switched as at the end of the case's\n"
    "duration, and prints them with the heat budget of each cooler stage, the heat of every link, and what\n"
    "each stage would lift more at a limit: that of --to (first stages, second stages), or the warm end of\n"
    "its map. It looks from the case's own start and from six others, tells when it finds more than one\n"
    "state (--strict: exit status 1), and exits with status 1 when the case's own start leads to none, after\n"
    "showing those of other starts. What events, schedules and switching thermostats would have done by then\n"
    "is left out; regulating thermostats are at work.\n"
    "\n"
    "--json, in SI: status (found, or none from the case's own start, with error), starts (how many), states\n"
    "(each with from, by_integrator, of_case, T_K), notes (sentences: no state from the case's own start but\n"
    "from others; rules left out); of the state that the case's own start leads to T_K, budget, margins (of\n"
    "cooler stages: limit_K, stated, lift_W, margin_W), links_W, lifted_W, residual_W, closure.\n";

static const char material[] =
    "usage: cooldown material                                   lists all materials\n"
    "       cooldown material NAME                              description, sources, errors, a table\n"
    "       cooldown material NAME --at \"4 K, 10 K\" [--csv]    values at these temperatures\n"
    "       cooldown material NAME --csv                        values from 1 K to 300 K\n"
    "       cooldown material NAME --integral \"4 K, 300 K\"     conductivity integral, enthalpy difference\n"
    "       cooldown material NAME --plot FILE.svg              the curves, with reference points over them\n"
    "       cooldown material --compare NAME NAME... --plot FILE.svg\n"
    "\n"
    "NAME is what a case would write: copper(RRR=50), \"copper(RRR=100, B=2 T)\", al6061_t6(data=lng77),\n"
    "or another name of it, such as cu. The csv has the columns T_K, k_W_per_m_K, c_J_per_kg_K, K_W_per_m\n"
    "and h_J_per_kg (the integrals of k and c from 0 K), rho_ohm_m, emissivity; empty where there is none.\n"
    "Outside its data a property goes on by physics, which is said on the standard error.\n"
    "\n"
    "A material of your own is a file in a folder materials/ that COOLDOWN_PATH names, or a section\n"
    "[material NAME] of the case; materials/README.md describes both.\n";

static const char cooler[] =
    "usage: cooldown cooler                             the models: rating, no load, map, trust\n"
    "       cooldown cooler NAME                        all that is known of one, and its sources\n"
    "       cooldown cooler NAME --at \"45 K, 4.2 K\"    its lift; more points after semicolons\n"
    "       cooldown cooler NAME --csv [--at ...]       the same, or the nodes of its map, as CSV\n"
    "       cooldown cooler NAME --plot FILE [RUN]      its load map as FILE.svg or .png, with the path of\n"
    "                                                   the cooldown in the result folder RUN\n"
    "\n"
    "NAME may be a file that ends in .csv: a digitised map is checked and shown without a case.\n"
    "cases/coolers/README.md says how to write one, and what stands behind those that come with the program.\n"
    "\n"
    "regions: map (between measured nodes), interpolated (nodes that the file marks so), extended (corners\n"
    "that nobody measured, and what is assumed beyond the data), outside (below measured no load, or beyond\n"
    "data that nothing is assumed of).\n";

static const char plot[] =
    "usage: cooldown plot DIR [options]\n"
    "       cooldown plot DIR DIR... [options]   temperatures of several runs in one figure, overlay\n"
    "       cooldown plot FILE.db [--x NAME]... [--measure NAME] [--pareto NAME] [--where \"COLUMN < VALUE\"]...\n"
    "                                            the figure of a sweep's store\n"
    "\n"
    "Draws the figures of a result folder again, from the folder alone.\n"
    "\n"
    "  --theme THEME      paper (for one column of 85 mm), screen, or dark; default: paper\n"
    "  --format LIST      svg, png, pdf; default: svg,png\n"
    "  --nodes LIST       temperatures of these nodes over each other, as overlay; without it several\n"
    "                     runs show the node that each is about\n"
    "  -o, --output DIR   where the figures go; default: the (first) result folder\n"
    "\n"
    "Figures: temperature, temperature_log, heat; stacked (heat into nodes), chain (temperatures from the\n"
    "coil to its cooler), bands (where the time goes, and what limits there), energy, budget, load_map (of\n"
    "up to three coolers of two stages, with the path that was taken); and one for each [plot] of the case,\n"
    "which is about y = T(coil), Q(strap) ... or of another kind:\n"
    "\n"
    "  kind = lines | stacked | energy | chain | bands | budget\n"
    "  nodes = coil, shield      times = 1 h, 5 h (chain)\n"
    "  xrange = 0 h .. 20 h      yrange = 1 K .. 300 K      logx, logy = yes\n"
    "\n"
    "Of a store: over one parameter lines, over two a map with isolines and the best point, over more\n"
    "parallel axes; --x chooses them, --measure what is drawn; --pareto NAME the front of two measures, each\n"
    "the smaller the better. FILE.svg and FILE.png beside it (--format: pdf, too), or where -o says: a\n"
    "folder, or NAME.svg, NAME.png, NAME.pdf.\n"
    "\n"
    "The templates are plots/*.gp; a copy in a folder that COOLDOWN_PATH names comes first.\n";

static const char graph[] =
    "usage: cooldown graph CASE.ini [options]       the network in its steady state\n"
    "       cooldown graph --run DIR [options]      at four times of a run, from its folder alone\n"
    "\n"
    "Bodies with mass and material, coloured by temperature; links as wide as the heat they carry; coolers\n"
    "and loads apart. Needs Graphviz (apt-get install graphviz).\n"
    "\n"
    "  -o, --output FILE  .svg, .png, .pdf, or .gv for the text that dot lays out; default:\n"
    "                     <case>_network.svg, or network.svg in the result folder\n"
    "  --at TIME          of a run: one time, such as \"2 h\"\n"
    "  --by WHAT          width of the links: heat (default) or conductance\n"
    "  --theme THEME      paper or dark\n"
    "  --set NAME=VALUE   as for run\n"
    "  -q, --quiet        do not print the name of the file\n";

static const char report[] =
    "usage: cooldown report DIR [options]\n"
    "       cooldown report SWEEP.db [options]\n"
    "\n"
    "Writes report.html into a result folder: one page, from the folder alone, that needs no network: the\n"
    "verdict first, then the network, all figures and tables; a slider, or pointing at a figure, chooses\n"
    "the time they show. It prints well.\n"
    "\n"
    "Of the file of a sweep it writes SWEEP_report.html beside it: how many points, the least and the greatest\n"
    "of each measure, figures (lines, contour, parallel axes, Pareto front) and the front's points, the 500 points "
    "with\n"
    "the least of the first measure in a table that sorts.\n"
    "\n"
    "  --pdf              also print it to report.pdf (needs chromium)\n"
    "  --markdown         write report.md instead, a summary without browser\n"
    "  -o, --output DIR   another folder for the report\n"
    "  -q, --quiet        do not print the name of the file\n"
    "\n"
    "Figures need gnuplot, the network's picture Graphviz (dot); the page says what is missing. Its template\n"
    "is plots/report.html with report.css, page.js and report.js;\n"
    "that of a sweep plots/sweep.html with sweep.js.\n";

static const char sweep[] =
    "usage: cooldown sweep CASE.ini [NAME] [options]\n"
    "\n"
    "Runs a case at many points: as its section [sweep NAME] says, or as the options do.\n"
    "\n"
    "  --vary \"NAME = VALUES\"  a parameter or a key (bus.area) and its values; may be repeated:\n"
    "                          1 .. 8 step 1    1 cm^2 .. 10 cm^2 in 10 [log]    PT415, PT420\n"
    "                          a name alone takes the range that [param] states for it\n"
    "  --measure NAME,...      measures to keep (default: all of the case); fewer are faster\n"
    "  --method WORD           grid: each value with each (default); zip: first with first ...;\n"
    "                          lhs, sobol: --points N samples of the ranges; --seed N\n"
    "  --points-file FILE.csv  points from a file: a column each, headed \"bus.area (cm^2)\"\n"
    "  -j, --jobs N            threads (default: all processors); the results do not depend on N\n"
    "  -o, --output FILE.db    the store (default: out/<case>/<sweep>.db)\n"
    "  --resume                go on with a store: finished points are not computed again\n"
    "  --force                 begin a store again\n"
    "  --shard K/N             only every N-th point, from the K-th on; see `cooldown results merge`\n"
    "  --skip-invalid          store points that cannot be read as invalid, and run the others; the exit\n"
    "                          status is 1, as with points whose run fails\n"
    "  --keep-profiles all|LIST  keep profile.csv of all points, or of points \"0, 5..9\"\n"
    "  --csv                   print the table when all is done\n"
    "  --set, --rtol, --quiet  as for run; --ledger integrates the heats of the links (E() needs it)\n"
    "\n"
    "All points are read before the first is run: a value that cannot be is an error, and nothing is run.\n"
    "A point whose run fails is a row with the reason; the exit status is then 1. Ctrl-C keeps what is\n"
    "finished.\n"
    "\n"
    "Built with meson -Dmpi=true: mpirun -n 64 cooldown sweep ...; process 0 hands out points and writes, the\n"
    "others compute. Open MPI kills the whole job at Ctrl-C, or when one process dies: what was finished half\n"
    "a second before is in the store, and the same command with --resume goes on, with mpirun or without.\n"
    "With srun say --kill-on-bad-exit.\n";

static const char results[] =
    "usage: cooldown results FILE.db [--where \"COLUMN < VALUE\"]... [--sort COLUMN [--reverse]] [--limit N]\n"
    "       cooldown results FILE.db --csv                     SI, all digits; --where ... as above\n"
    "       cooldown results FILE.db --plot FILE.svg [--x NAME]... [--measure NAME] [--pareto NAME]\n"
    "                                 [--theme paper|screen|dark]\n"
    "       cooldown results FILE.db --profile POINT           profile.csv of a point that was kept\n"
    "       cooldown results merge OUT.db IN.db...             puts shards together\n"
    "\n"
    "Figures: one parameter, lines; two, a map with isolines and the best point; more, parallel axes;\n"
    "--pareto, the front of two measures, each the smaller the better.\n"
    "\n"
    "The file is SQLite 3 and may be read by any program, also while a sweep goes on:\n"
    "  points(point, status, message, <parameters>, <measures>, end_time_s, stopped, warnings, steps, rhs,\n"
    "         jacobians, newton, error_failures, newton_failures, restarts, wall_s)\n"
    "                      one row for each finished point; status ok, failed or invalid; SI; NULL: never\n"
    "  columns(position, column, kind, name, si_unit, unit, scale, offset)\n"
    "                      the parameters and measures among them: SI = scale * shown + offset\n"
    "  meta(key, value)    program, title, case (resolved), case_sha256, definition, method, n_points, seed ...\n"
    "  profiles(point, csv)\n"
    "Python:  pandas.read_sql(\"SELECT * FROM points\", sqlite3.connect(\"out/magnet/straps.db\"))\n"
    "R:       DBI::dbReadTable(DBI::dbConnect(RSQLite::SQLite(), \"out/magnet/straps.db\"), \"points\")\n";

static const char files[] =
    "result folder (-o DIR, default out/<name of the case file>):\n"
    "\n"
    "  profile.csv         time_s, T_<node>_K for every node, Q_<link>_W for every heat flow: positive from\n"
    "                      the first end of a link to the second, lifted by a cooler, put in by a load;\n"
    "                      Q_<lead>_joule_W made by its current, Q_<precool>_away_W left with the gas\n"
    "  summary.json        times, end temperatures, heat budget, what holds it back, energy balance, ranges;\n"
    "                      SI, null for never; written last\n"
    "  case.resolved.ini   the case with every default and conversion made, and its data files with SHA-256\n"
    "  temperature.svg, temperature_log.svg, heat.svg, stacked.svg, chain.svg, bands.svg, energy.svg,\n"
    "  budget.svg (and .png), and one figure for each [plot]: see cooldown help plot\n"
    "  plots.json          what the [plot] sections show, for drawing them again\n"
    "  load_maps.json      the load maps of coolers of two stages, for the same\n"
    "  report.html         by cooldown report\n"
    "\n"
    "Folders named in COOLDOWN_PATH (separated by ':') are searched for materials/, cases/coolers/ and\n"
    "plots/ before those of the program. The figures' templates are plots/*.gp.\n";

static const struct {
    const char *topic, *text;
} topics[] = {{"run", run},       {"check", check},     {"steady", steady}, {"material", material},
              {"cooler", cooler}, {"plot", plot},       {"graph", graph},   {"report", report},
              {"sweep", sweep},   {"results", results}, {"files", files},   {"help", overview}};
enum { N_TOPICS = sizeof topics / sizeof *topics };

/* Kinds of links and other sections, each a topic; "link" lists the kinds. */
enum { MOST_SECTIONS = 64 };

static bool print_command(const char *topic)
{
    for (size_t i = 0; i < N_TOPICS; i++)
        if (strcmp(topic, topics[i].topic) == 0) {
            fputs(topics[i].text, stdout);
            return true;
        }
    return false;
}

/* `after`: something of the same name, a command, has been described. */
static bool print_section(const char *topic, bool after)
{
    char *text = cd_help_link(strcmp(topic, "link") == 0 ? NULL : topic);
    if (!text)
        text = cd_help_section(topic);
    if (text)
        printf("%s%s", after ? "\n" : "", text);
    cd_text_free(text);
    return text != NULL;
}

static int no_topic(const char *topic)
{
    const char *names[N_TOPICS + MOST_SECTIONS + 2] = {"link"};
    size_t n = 1;
    for (size_t i = 0; i < N_TOPICS; i++)
        names[n++] = topics[i].topic;
    for (size_t i = 0; n <= MOST_SECTIONS && cd_help_section_name(i); i++)
        names[n++] = cd_help_section_name(i);
    for (size_t i = 0; n <= MOST_SECTIONS && cd_help_link_name(i); i++)
        names[n++] = cd_help_link_name(i);
    const char *nearest = cli_nearest(topic, names);
    if (nearest)
        cli_error(NULL, "there is no help on \"%s\"; did you mean \"%s\"?", topic, nearest);
    else
        cli_error(
            NULL,
            "there is no help on \"%s\"; topics: run, check, steady, material, cooler, plot, graph, report, "
            "sweep, results, "
            "files, link, each kind of link, and the sections case, param, node, material, piece, event, schedule, "
            "thermostat, measure",
            topic);
    return CLI_USAGE;
}

int cli_print_help(const char *topic)
{
    if (!topic) {
        fputs(overview, stdout);
        return CLI_OK;
    }
    bool command = print_command(topic);
    return print_section(topic, command) || command ? CLI_OK : no_topic(topic);
}

int cli_help(int argc, char **argv)
{
    if (argc > 2) {
        cli_error("", "help takes one topic");
        return CLI_USAGE;
    }
    return cli_print_help(argc == 2 ? argv[1] : NULL);
}
