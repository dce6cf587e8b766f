/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * case_impl - what the files of the case floor share while a case is read.
 *
 * Reading goes in this order, and errors of every stage are collected: sections and their names, overrides, parameters,
 * materials, nodes, links (joint laws first, conduction refers to them), topology; then, when all that is right, the
 * network is built; then what refers to it: stop, measures, plots.
 */
#ifndef CD_CASE_CASE_IMPL_H
#define CD_CASE_CASE_IMPL_H

#include "../material/curve_sums.h"
#include "../text/index.h"
#include "case.h"

/* A [node] as read. */
typedef struct {
    const char *name;
    cd_ini_section *section;
    cd_values parts_text;
    const cd_curve *capacity;
    const cd_profile *fixed;
    double start_K, field_T, rtol, atol_K;
    int massless, interpolation;
    struct {
        const cd_material *material;
        double mass_kg;
    } * parts;
    size_t n_parts;
    cd_node_kind kind;
} cd_node_reading;

/* A link of the case as read. */
typedef struct {
    const char *name;
    cd_ini_section *section;
    const cd_link_kind *kind;
    void *params;
    bool good;  /* filled and checked */
    bool named; /* a joint law that a conduction names */
    int nodes[CD_MAX_TERMINALS], n;
    int number;                    /* in the network, where joint laws without nodes are left out */
    const cd_regulator *regulator; /* a thermostat's that acts on it, or NULL */
    int n_heated;                  /* the first of them; the others are only read */
} cd_link_reading;

/* A [thermostat] as read. */
typedef struct {
    const char *acts_on;
    int node, mode, action;
    cd_value value, limit;
    double set_K, hysteresis_K, dwell_s, band_K, integral_s;
    /* found: */
    cd_link_reading *link; /* NULL after an error */
    const cd_expr *expr;
} cd_thermostat_reading;

/* Materials, their pieces, plots and sweeps have name spaces of their own: a material's name is never confused with a
 * node's. */
typedef enum { CD_SPACE_CASE, CD_SPACE_MATERIAL, CD_SPACE_PIECE, CD_SPACE_PLOT, CD_SPACE_SWEEP, CD_N_SPACES } cd_space;

/* A name of the case and what it stands for. */
typedef struct {
    const char *name;
    const char *what; /* "node", "conduction", "parameter" ... */
    cd_span span;
} cd_case_name;

typedef struct {
    cd_case *cs;
    cd_reading rd;
    cd_scope scope; /* parameters only */
    cd_case_name *names;
    size_t n_names, cap_names;
    cd_index *spaces[CD_N_SPACES]; /* where each name stands in `names`, for each name space */
    cd_index *node_of, *link_of, *joint_of,
        *param_of;                          /* by name: numbers in nodes, links, links that are contacts, cs->params */
    cd_index *network_node_of, *channel_of; /* by name: numbers in cs->net, made at the first use */
    struct cd_param_reading {
        cd_ini_key *key;
        int state; /* 0 not read, 1 being read, 2 read, 3 wrong */
    } * param_reading;
    cd_node_reading *nodes;
    size_t n_nodes, cap_nodes;
    cd_link_reading *links;
    size_t n_links, cap_links;
    const cd_property **tables; /* curves that the case gives as tables, with their ranges */
    size_t n_tables, cap_tables;
    cd_thermostat_reading *thermostats; /* over the sections of the ini; only those of thermostats are filled;
                                              NULL: there is none */
    const cd_source **logs;             /* measured files that profiles were read from */
    size_t n_logs, cap_logs;
    const void **filled; /* over the sections of the ini: what was read from each, for the resolved case */
    size_t n_filled;
    double start_K;      /* of nodes that do not say */
    cd_curve_sums *sums; /* of nodes of variants that were read before; NULL: none */
} cd_case_reader;

/* The section types that are not links: their tables and whether they carry a name. */
extern const cd_field cd_case_fields[], cd_node_fields[], cd_measure_fields[], cd_plot_fields[], cd_output_fields[],
    cd_solver_fields[], cd_event_fields[], cd_schedule_fields[], cd_thermostat_fields[], cd_sweep_fields[];
extern const size_t cd_n_case_fields, cd_n_node_fields, cd_n_measure_fields, cd_n_plot_fields, cd_n_output_fields,
    cd_n_solver_fields, cd_n_event_fields, cd_n_schedule_fields, cd_n_thermostat_fields, cd_n_sweep_fields;

const cd_link_kind *cd_find_kind(const char *type);

/* Whether it is a [contact], whose law others may name. */
bool cd_case_is_joint(const cd_link_kind *kind);

/* "conduction \"strap\"" or "[case]": how messages call a section. */
const char *cd_section_what(cd_arena *arena, const cd_ini_section *section);

/* Plain sections of one type ([case], [param] ...) as one. */
void cd_case_merge(cd_case_reader *r);

/* Puts values in the place of those of the file; `option` ("--set") is what messages call their source. */
void cd_case_override(cd_case_reader *r, const char *option, const char *const *overrides, size_t n);

/* Checks section types and registers all names. */
void cd_case_register(cd_case_reader *r);

/* Reads all parameters (in any order; cycles are found). */
void cd_case_read_params(cd_case_reader *r);

void cd_case_read_nodes(cd_case_reader *r);
void cd_case_read_links(cd_case_reader *r);

/* Thermostats before the network is built, since they read and throttle; the rules (and with them the thermostats that
 * switch) after the requests. */
void cd_case_read_thermostats(cd_case_reader *r);
void cd_case_read_rules(cd_case_reader *r);
bool cd_case_thermostat_rule(cd_case_reader *r, cd_ini_section *section, cd_rule *rule);

/* Whether more of a link, whose regulator keeps a limit, leads away from the limit (1) or over it (-1); 0: who knows.
 */
int cd_case_helps_limit(const cd_link_reading *link);

/* One thing to do: "heater.power = 5 W", "start gm", "note \"text\"", "stop". False after an error. */
bool cd_case_read_action(cd_case_reader *r, const cd_value *value, cd_action *out);

/* Its first form: a key of a link, and what it becomes. */
bool cd_case_read_assignment(cd_case_reader *r, const cd_value *left, const cd_value *right, cd_action *out);

/* The action that sets the state of a link to "on" or "off"; false when it has none. */
bool cd_case_state_action(cd_case_reader *r, const cd_link_reading *link, const char *word, cd_action *out);

/* The link, load or cooler of that name, NULL after an error. */
cd_link_reading *cd_case_find_link(cd_case_reader *r, const cd_value *name);

/* Expressions over the run as [case] stop reads them; conditions must not look at energies (refused with an error). */
cd_scope cd_case_run_scope(cd_case_reader *r);
bool cd_case_refuse_energy(cd_case_reader *r, const cd_expr *condition, const cd_value *text);

/* Islands, massless nodes with one link or a cooler's stage. */
void cd_case_check_topology(cd_case_reader *r);

/* Nodes and links into cs->net. */
void cd_case_build(cd_case_reader *r);

/* [case], [output], [solver] before the network; stop, measures and plots after it. */
void cd_case_read_settings(cd_case_reader *r);
void cd_case_read_requests(cd_case_reader *r);
void cd_case_read_plot(cd_case_reader *r, cd_ini_section *section, size_t *cap);
/* A node by name, those that links make too, or an error that names near ones. */
bool cd_case_find_any_node(cd_case_reader *r, const cd_value *name, int *index);

/* [sweep] sections, as texts. */
void cd_case_read_sweeps(cd_case_reader *r);

/* All that follows from the sections, once overrides are in their place: names, parameters, network, requests.
 * `libraries` sets cs->materials and cs->coolers when the parameters are known. */
void cd_case_read_sections(cd_case_reader *r, void (*libraries)(cd_case_reader *r, void *ctx), void *ctx);

/* A case without anything read; NULL: no memory. What it allocates later jumps to its own landing place. */
cd_case *cd_case_new(const char *path, cd_units *borrowed);

/* Sorts the diagnostics and makes the messages of them. */
void cd_case_render_messages(cd_case *cs);

/* start = from DIR: end temperatures of an earlier run. */
void cd_case_read_start(cd_case_reader *r);

/* The text of case.resolved.ini. */
char *cd_case_resolve(cd_case_reader *r);

/* Reads a section's keys into `into` by its table; resolvers are the case's. */
bool cd_case_fill(cd_case_reader *r, const cd_field *fields, size_t n, cd_ini_section *section, void *into);

/* Reads one value as a key of such a table would be. */
bool cd_case_read_value(cd_case_reader *r, const cd_field *field, const char *what, const cd_value *value, void *place);

/* The path from the root of the file system; as it is when there is no such file. */
const char *cd_case_absolute(cd_case_reader *r, const char *path);

/* The path of a file that the case names relative to its own folder. */
const char *cd_case_beside(cd_case_reader *r, const char *path);

/* Index of the node of that name, or -1 after an error with a suggestion. */
int cd_case_find_node(cd_case_reader *r, const cd_value *name);

#endif
