/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_impl - what the files of expr share: the tree, the parser's state, and how they report.
 *
 * expr_lex reads tokens, expr_parse the grammar, expr_call functions and names; expr_type checks each new node and
 * folds constants; expr_eval computes; expr_value reads plain values and ranges.
 */
#ifndef CD_TEXT_EXPR_IMPL_H
#define CD_TEXT_EXPR_IMPL_H

#include "expr.h"

typedef enum {
    CD_OP_NUMBER,
    CD_OP_TIME,
    CD_OP_FREE_T,
    CD_OP_REF,
    CD_OP_OVER,
    CD_OP_NEGATE,
    CD_OP_ADD,
    CD_OP_SUBTRACT,
    CD_OP_MULTIPLY,
    CD_OP_DIVIDE,
    CD_OP_POWER,
    CD_OP_SQRT,
    CD_OP_EXP,
    CD_OP_LOG,
    CD_OP_LOG10,
    CD_OP_SIN,
    CD_OP_COS,
    CD_OP_ABS,
    CD_OP_MIN,
    CD_OP_MAX,
    CD_OP_IF,
    CD_OP_LESS,
    CD_OP_LESS_EQUAL,
    CD_OP_GREATER,
    CD_OP_GREATER_EQUAL,
    CD_OP_AND,
    CD_OP_OR,
    CD_OP_NOT,
    CD_N_OPS
} cd_op;

typedef struct cd_node cd_node;
struct cd_node {
    cd_op op;
    cd_type type;
    size_t from, to; /* its bytes in the value */
    int height;      /* levels below it */
    bool constant;
    bool on_scale;   /* a number written in degC or degF: a point on the scale, no factor */
    double number;   /* NUMBER: SI */
    cd_ref_kind ref; /* REF */
    int index;       /* REF: given by the scope; OVER: into cd_expr.overs */
    size_t n_args;
    cd_node **args;
};

struct cd_expr {
    const cd_node *root;
    const cd_over *overs;
    size_t n_overs;
};

typedef struct {
    cd_node *room; /* for the first node, where none outlives the parser; else NULL */
    const cd_reading *rd;
    const cd_scope *scope;
    const cd_value *value;
    size_t at;    /* the next byte to read */
    int nesting;  /* brackets and signs that are open */
    bool in_call; /* a comma separates arguments */
    bool in_over; /* inside a function over the run */
    cd_over *overs;
    size_t n_overs, cap_overs;
} cd_parser;

enum { CD_MAX_NESTING = 200, CD_MAX_HEIGHT = 1000 };

/* Everything below returns NULL (or false) after it has added its diagnostic; a parser stops there. */

/* Adds an error about the bytes from <= i < to. Always NULL. */
cd_node *cd_fail(cd_parser *p, size_t from, size_t to, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The text of these bytes for a message, shortened in its middle when long. */
const char *cd_shown(cd_parser *p, size_t from, size_t to);

/* --- expr_lex.c --- */

/* Moves over blanks; returns the byte there, zero at the end. */
char cd_next(cd_parser *p);

/* Moves over `token` when it is next; an operator that is the start of a longer one ("<=", "**") is not taken. */
bool cd_accept(cd_parser *p, const char *token);

/* The same for a whole word ("and"). */
bool cd_accept_word(cd_parser *p, const char *word);

/* Length of the name [A-Za-z_][A-Za-z0-9_]* that is next, 0 when there is none. */
size_t cd_name_length(cd_parser *p);

/* True when a number is next: a digit, or '.' and a digit. */
bool cd_number_is_next(cd_parser *p);

/* Reads a number. Refuses what is not one exactly ("1,5", "0x10", "1e", "1e400"). */
bool cd_scan_number(cd_parser *p, double *number);

/* Reports what is next as something that cannot stand here; `wanted` names what could ("a number or a name"). */
cd_node *cd_unexpected(cd_parser *p, const char *wanted);

/* --- expr_parse.c --- */
cd_node *cd_parse_or(cd_parser *p);

/* Counts one more open bracket or sign; false when there are too many. */
bool cd_nest(cd_parser *p);

/* Bracket, number, name or function. */
cd_node *cd_parse_atom(cd_parser *p);

/* A number with its unit. With `sign` -1, which stands at `from`, the minus before a temperature in degC is part of it;
 * *signed_literal tells. `in_expression` as in cd_unit_read. */
cd_node *cd_parse_literal(cd_parser *p, size_t from, int sign, bool in_expression, bool *signed_literal);

/* --- expr_call.c --- */

/* A name: function, reference, parameter, `t`, `T`. */
cd_node *cd_parse_name(cd_parser *p);

/* `$name`, the '$' being next. */
cd_node *cd_parse_parameter(cd_parser *p);

/* --- expr_type.c --- */

/* A leaf of the given type. */
cd_node *cd_node_leaf(cd_parser *p, cd_op op, cd_type type, size_t from, size_t to);

/* A node over arguments: its type follows from theirs, or an error; a constant one is computed at once. */
cd_node *cd_node_make(cd_parser *p, cd_op op, size_t n_args, cd_node *const *args, size_t from, size_t to);

/* The type of a quantity. */
cd_type cd_type_of(cd_quantity quantity);

/* "temperature difference (K)", "condition". */
const char *cd_type_text(cd_arena *arena, cd_type type);

bool cd_is_kelvin(cd_type type);

/* --- expr_eval.c --- */
double cd_node_eval(const cd_node *node, const cd_expr_env *env);
double cd_node_margin(const cd_node *node, const cd_expr_env *env);

#endif
