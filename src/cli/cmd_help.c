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
    "       cooldown help [TOPIC]              topics: run, check, steady, material, cooler, files\n"
    "       cooldown --version\n"
    "\n"
    "exit status:\n"
    "    0  done, with warnings or without\n"
    "    1  the run failed; or a warning with --strict; or the stop condition was never met with\n"
    "       --require-stop\n"
    "    2  the command line or the case is wrong; nothing was run\n"
    "    3  a file could not be written\n"
    "  130  interrupted; nothing was written\n";

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
    "that the cooldown cannot beat.\n";

static const char steady[] =
    "usage: cooldown steady CASE.ini [--set NAME=VALUE]... [--to \"50 K, 4.5 K\"] [--json] [--strict] [--quiet]\n"
    "\n"
    "Finds the temperatures at which everything stays, with all switched as at the end of the case's\n"
    "duration, and prints them with the heat budget of each cooler stage, the heat of every link, and what\n"
    "each stage would lift more at a limit: that of --to (first stages, second stages), or the warm end of\n"
    "its map. It looks from the case's own start and from six others, tells when it finds more than one\n"
    "state (--strict: exit status 1), and exits with status 1 when there is none.\n";

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
    "that nobody measured, and what is assumed beyond the data), outside (below no load, or beyond all that).\n";

static const char files[] =
    "result folder (-o DIR, default out/<name of the case file>):\n"
    "\n"
    "  profile.csv         time_s, T_<node>_K for every node, Q_<link>_W for every heat flow: positive from\n"
    "                      the first end of a link to the second, lifted by a cooler, put in by a load\n"
    "  summary.json        times, end temperatures, heat budget, what holds it back, energy balance, ranges;\n"
    "                      SI, null for never; written last\n"
    "  case.resolved.ini   the case with every default and conversion made, and its data files with SHA-256\n"
    "  temperature.svg, temperature_log.svg, heat.svg (and .png), and one figure for each [plot]\n"
    "\n"
    "Folders named in COOLDOWN_PATH (separated by ':') are searched for materials/, cases/coolers/ and\n"
    "plots/ before those of the program. The figures' templates are plots/*.gp.\n";

static const struct {
    const char *topic, *text;
} topics[] = {
    {"run", run},       {"check", check}, {"steady", steady}, {"material", material},
    {"cooler", cooler}, {"files", files}, {"help", overview},
};
enum { N_TOPICS = sizeof topics / sizeof *topics };

int cli_print_help(const char *topic)
{
    if (!topic) {
        fputs(overview, stdout);
        return CLI_OK;
    }
    const char *names[N_TOPICS + 1] = {NULL};
    for (size_t i = 0; i < N_TOPICS; i++) {
        names[i] = topics[i].topic;
        if (strcmp(topic, topics[i].topic) == 0) {
            fputs(topics[i].text, stdout);
            return CLI_OK;
        }
    }
    const char *nearest = cli_nearest(topic, names);
    if (nearest)
        cli_error(NULL, "there is no help on \"%s\"; did you mean \"%s\"?", topic, nearest);
    else
        cli_error(NULL, "there is no help on \"%s\"; topics: run, check, steady, material, cooler, files", topic);
    return CLI_USAGE;
}

int cli_help(int argc, char **argv)
{
    if (argc > 2) {
        cli_error("", "help takes one topic");
        return CLI_USAGE;
    }
    return cli_print_help(argc == 2 ? argv[1] : NULL);
}
