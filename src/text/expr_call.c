/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_call - names of the expression language: functions, T(node) and its kin, functions over the run, parameters.
 */
#include "expr_impl.h"
#include "scan.h"

typedef struct {
    const char *name;
    const char *example; /* for hints */
    cd_node *(*parse)(cd_parser *p, const void *row, size_t from);
    int what;            /* cd_op, cd_ref_kind or cd_over_kind */
    size_t n_min, n_max; /* arguments */
} function_row;

static cd_node *parse_function(cd_parser *p, const void *row, size_t from);
static cd_node *parse_ref(cd_parser *p, const void *row, size_t from);
static cd_node *parse_rate(cd_parser *p, const void *row, size_t from);
static cd_node *parse_over(cd_parser *p, const void *row, size_t from);

enum { MANY = 1000 };

static const function_row functions[] = {
    {"sqrt", "sqrt(x)", parse_function, CD_OP_SQRT, 1, 1},
    {"exp", "exp(x)", parse_function, CD_OP_EXP, 1, 1},
    {"log", "log(x)", parse_function, CD_OP_LOG, 1, 1},
    {"log10", "log10(x)", parse_function, CD_OP_LOG10, 1, 1},
    {"sin", "sin(x)", parse_function, CD_OP_SIN, 1, 1},
    {"cos", "cos(x)", parse_function, CD_OP_COS, 1, 1},
    {"abs", "abs(x)", parse_function, CD_OP_ABS, 1, 1},
    {"min", "min(x, y)", parse_function, CD_OP_MIN, 1, MANY},
    {"max", "max(x, y)", parse_function, CD_OP_MAX, 1, MANY},
    {"if", "if(condition, x, y)", parse_function, CD_OP_IF, 3, 3},
    {"T", "T(coil)", parse_ref, CD_REF_T, 1, 1},
    {"Q", "Q(strap)", parse_ref, CD_REF_Q, 1, 1},
    {"E", "E(strap)", parse_ref, CD_REF_E, 1, 1},
    {"mass", "mass(coil)", parse_ref, CD_REF_MASS, 1, 1},
    {"rate", "rate(T(coil))", parse_rate, CD_REF_RATE, 1, 1},
    {"max_t", "max_t(T(coil))", parse_over, CD_OVER_MAX, 1, 1},
    {"min_t", "min_t(T(coil))", parse_over, CD_OVER_MIN, 1, 1},
    {"mean_t", "mean_t(T(coil))", parse_over, CD_OVER_MEAN, 1, 1},
    {"end", "end(T(coil))", parse_over, CD_OVER_END, 1, 1},
    {"time", "time(T(coil) < 4.2 K)", parse_over, CD_OVER_TIME, 1, 1},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

static const function_row *find_function(const char *name)
{
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        if (strcmp(functions[i].name, name) == 0)
            return &functions[i];
    return NULL;
}

static const char *nearest_function(const char *name)
{
    const char *names[N_FUNCTIONS];
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        names[i] = functions[i].name;
    return cd_nearest(name, names, N_FUNCTIONS);
}

/* --- functions of arguments --- */

/* The arguments up to the closing bracket; *n of them in the arena. False after an error. */
static bool parse_arguments(cd_parser *p, cd_node ***args, size_t *n)
{
    size_t cap = 0;
    bool in_call = p->in_call;
    *args = NULL, *n = 0;
    if (!cd_nest(p))
        return false;
    do {
        p->in_call = true;
        cd_node *arg = cd_parse_or(p);
        if (!arg)
            return false;
        CD_PUSH(p->rd->arena, *args, *n, cap, arg);
    } while (*n < MANY && cd_accept(p, ","));
    p->nesting--;
    p->in_call = in_call;
    return cd_accept(p, ")") || cd_unexpected(p, "\",\" or \")\"");
}

static cd_node *parse_function(cd_parser *p, const void *row, size_t from)
{
    const function_row *function = row;
    cd_node **args;
    size_t n;
    if (!parse_arguments(p, &args, &n))
        return NULL;
    if (n < function->n_min || n > function->n_max)
        return cd_fail(p, from, p->at, cd_arena_printf(p->rd->arena, "write %s", function->example),
                       "%s() takes %s%zu argument%s, not %zu", function->name,
                       function->n_max > function->n_min ? "at least " : "", function->n_min,
                       function->n_min > 1 ? "s" : "", n);
    return cd_node_make(p, (cd_op)function->what, n, args, from, p->at);
}

/* --- references to the network --- */

static cd_type ref_type(cd_ref_kind kind)
{
    static const cd_quantity quantities[] = {[CD_REF_T] = CD_TEMPERATURE,
                                             [CD_REF_RATE] = CD_HEATING_RATE,
                                             [CD_REF_Q] = CD_POWER,
                                             [CD_REF_E] = CD_ENERGY,
                                             [CD_REF_MASS] = CD_MASS};
    return cd_type_of(quantities[kind]);
}

/* "coil)" or "gm.1)": the name [A-Za-z0-9_.]+ as a value of its own, and the bracket. */
static bool scan_ref_name(cd_parser *p, const function_row *row, cd_value *name)
{
    cd_next(p);
    size_t from = p->at;
    for (char c; c = cd_char_at(p->value, p->at), cd_is_letter(c) || cd_is_digit(c) || c == '.';)
        p->at++;
    *name = cd_value_cut(p->value, from, p->at);
    if (from != p->at && cd_accept(p, ")"))
        return true;
    if (from != p->at)
        return cd_unexpected(p, "\")\"") != NULL;
    return cd_fail(p, from, from + 1, cd_arena_printf(p->rd->arena, "write %s", row->example),
                   "%s() needs a name in its brackets", row->name) != NULL;
}

static cd_node *parse_ref_kind(cd_parser *p, const function_row *row, cd_ref_kind kind, size_t from)
{
    cd_value name;
    int index = -1;
    if (!p->scope->ref)
        return cd_fail(p, from, p->at, p->scope->free_T ? "T alone is the temperature here: write T * (...)" : NULL,
                       "%s() has no meaning here: this value must not depend on the run", row->name);
    if (!scan_ref_name(p, row, &name) || !p->scope->ref(p->scope->ctx, kind, &name, &index))
        return NULL;
    cd_node *node = cd_node_leaf(p, CD_OP_REF, ref_type(kind), from, p->at);
    node->ref = kind;
    node->index = index;
    return node;
}

static cd_node *parse_ref(cd_parser *p, const void *row, size_t from)
{
    const function_row *function = row;
    return parse_ref_kind(p, function, (cd_ref_kind)function->what, from);
}

static cd_node *parse_rate(cd_parser *p, const void *row, size_t from)
{
    if (!cd_accept_word(p, "T") || !cd_accept(p, "("))
        return cd_fail(p, from, p->at + 1, "write rate(T(coil))", "rate() takes the temperature of a node");
    cd_node *node = parse_ref_kind(p, row, CD_REF_RATE, from);
    if (node && !cd_accept(p, ")"))
        return cd_unexpected(p, "\")\"");
    if (node)
        node->to = p->at;
    return node;
}

/* --- functions over the run --- */

static bool check_over(cd_parser *p, const function_row *row, const cd_node *of)
{
    bool condition = row->what == CD_OVER_TIME;
    if (of->type.truth == condition)
        return true;
    return cd_fail(p, of->from, of->to, cd_arena_printf(p->rd->arena, "write %s", row->example),
                   "%s() takes a %s, and \"%s\" is a %s", row->name, condition ? "condition" : "number",
                   cd_shown(p, of->from, of->to), condition ? "number" : "condition") != NULL;
}

static cd_node *parse_over(cd_parser *p, const void *row, size_t from)
{
    const function_row *function = row;
    cd_node **args;
    size_t n;
    if (!p->scope->over_run)
        return cd_fail(p, from, p->at, "it belongs in a [measure]",
                       "%s() acts over a whole run and has no meaning here", function->name);
    if (p->in_over)
        return cd_fail(p, from, p->at, "use a measure for each of them", "%s() inside another function over the run",
                       function->name);
    p->in_over = true;
    bool read = parse_arguments(p, &args, &n);
    p->in_over = false;
    if (!read)
        return NULL;
    if (n != 1)
        return cd_fail(p, from, p->at, cd_arena_printf(p->rd->arena, "write %s", function->example),
                       "%s() takes 1 argument, not %zu", function->name, n);
    if (!check_over(p, function, args[0]))
        return NULL;
    cd_expr *of = cd_arena_alloc(p->rd->arena, 1, sizeof *of);
    of->root = args[0];
    cd_type type = function->what == CD_OVER_TIME ? cd_type_of(CD_TIME) : args[0]->type;
    cd_node *node = cd_node_leaf(p, CD_OP_OVER, type, from, p->at);
    node->args = args; /* for visits */
    node->n_args = 1;
    node->height = args[0]->height + 1;
    node->index = (int)p->n_overs;
    cd_over over = {(cd_over_kind)function->what, of};
    CD_PUSH(p->rd->arena, p->overs, p->n_overs, p->cap_overs, over);
    return node;
}

/* --- names without brackets --- */

static cd_node *parameter(cd_parser *p, const cd_value *name, size_t from)
{
    double number;
    cd_type type;
    if (!p->scope->parameter)
        return cd_fail(p, from, p->at, "write the value itself", "the parameter \"%s\" has no meaning here",
                       cd_value_string(p->rd->arena, name));
    if (!p->scope->parameter(p->scope->ctx, name, &number, &type))
        return NULL;
    cd_node *node = cd_node_leaf(p, CD_OP_NUMBER, type, from, p->at);
    node->number = number;
    return node;
}

cd_node *cd_parse_parameter(cd_parser *p)
{
    size_t from = p->at++, name_from = p->at;
    while (cd_is_letter(cd_char_at(p->value, p->at)) || cd_is_digit(cd_char_at(p->value, p->at)))
        p->at++;
    cd_value name = cd_value_cut(p->value, name_from, p->at);
    if (name.length > 0)
        return parameter(p, &name, from);
    return cd_fail(p, from, from + 1, "write $name for a parameter or $( ... ) for an expression",
                   "\"$\" needs the name of a parameter");
}

/* A name that is no parameter: NULL after an error that says what it is, or with *known false when it is nothing. */
static cd_node *special_name(cd_parser *p, const char *name, size_t from, bool *known)
{
    *known = true;
    if (strcmp(name, "t") == 0 && p->scope->time)
        return cd_node_leaf(p, CD_OP_TIME, cd_type_of(CD_TIME), from, p->at);
    if (strcmp(name, "T") == 0 && p->scope->free_T)
        return cd_node_leaf(p, CD_OP_FREE_T, cd_type_of(CD_TEMPERATURE), from, p->at);
    const function_row *function = find_function(name);
    if (function)
        return cd_fail(p, from, p->at, cd_arena_printf(p->rd->arena, "write %s", function->example),
                       "\"%s\" needs its brackets", name);
    if (strcmp(name, "and") == 0 || strcmp(name, "or") == 0 || strcmp(name, "not") == 0)
        return cd_fail(p, from, p->at, "it stands between or before conditions: a < b and not c > d",
                       "unexpected \"%s\"", name);
    if (strcasecmp(name, "nan") == 0 || strcasecmp(name, "inf") == 0 || strcasecmp(name, "infinity") == 0)
        return cd_fail(p, from, p->at, "write a finite number", "\"%s\" is not a number to compute with", name);
    *known = false;
    return NULL;
}

static bool is_unit(cd_parser *p, const char *name)
{
    cd_unit unit;
    return cd_unit_word(p->rd->units, name, strlen(name), &unit, NULL);
}

static cd_node *unknown_name(cd_parser *p, const char *name, size_t from)
{
    const char *nearest = nearest_function(name), *hint = NULL;
    if (is_unit(p, name))
        hint = cd_arena_printf(p->rd->arena, "a unit belongs right after a number: 1 %s", name);
    else if (nearest)
        hint = cd_arena_printf(p->rd->arena, "did you mean \"%s\"?", nearest);
    return cd_fail(p, from, p->at, hint, "unrecognized name \"%s\"", name);
}

/* A bare name. When the scope does not know it as a parameter, it has said so; that it is a unit is worth a note. */
static cd_node *parse_bare(cd_parser *p, const char *name, size_t from)
{
    bool known;
    cd_node *node = special_name(p, name, from, &known);
    if (known)
        return node;
    if (!p->scope->parameter)
        return unknown_name(p, name, from);
    cd_value word = cd_value_cut(p->value, from, p->at);
    cd_type type;
    int index;
    if (p->scope->measure && p->scope->measure(p->scope->ctx, &word, &index, &type)) {
        node = cd_node_leaf(p, CD_OP_REF, type, from, p->at);
        node->ref = CD_REF_MEASURE;
        node->index = index;
        return node;
    }
    node = parameter(p, &word, from);
    if (!node && is_unit(p, name))
        cd_diag_add(p->rd->diags, CD_NOTE, cd_value_span(p->value, from, p->at), NULL,
                    "\"%s\" is a unit, and a unit belongs right after a number: 1 %s", name, name);
    return node;
}

cd_node *cd_parse_name(cd_parser *p)
{
    size_t n = cd_name_length(p), from = p->at;
    const char *name = cd_arena_strn(p->rd->arena, p->value->text + from, n);
    p->at += n;
    size_t behind = p->at;
    if (!cd_accept(p, "(")) {
        p->at = behind;
        return parse_bare(p, name, from);
    }
    const function_row *function = find_function(name);
    if (function)
        return function->parse(p, function, from);
    const char *nearest = nearest_function(name);
    const char *hint = nearest ? cd_arena_printf(p->rd->arena, "did you mean \"%s\"?", nearest)
                               : "write * between a name and a bracket to multiply";
    return cd_fail(p, from, behind, hint, "unrecognized function \"%s\"", name);
}
