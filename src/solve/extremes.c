/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * extremes - max_t and min_t: sampled five times a step on the dense output and refined by golden section about the
 * best sample. Inside a step from which no more can come nothing is sampled.
 */
#include "run_impl.h"

#include <math.h>

enum { N_SAMPLES = CD_EXTREME_SAMPLES, N_ENDS = CD_EXTREME_ENDS };
enum { LEAST_ENDS = 4 }; /* a few steps after a start or a jump everything is looked at */

/* ---- start ---- */

typedef struct {
    const cd_network *net;
    bool smooth;
} stepped;

/* A temperature that the integrator steps is a polynomial within a step; a body that keeps its own is one, too. */
static void check_ref(void *ctx, cd_ref_kind kind, int index)
{
    stepped *s = ctx;
    const cd_node *node = kind == CD_REF_T ? &s->net->nodes[index] : NULL;
    bool is_smooth = node && (node->state >= 0 || (node->kind == CD_NODE_FIXED && !node->driven));
    s->smooth = s->smooth && (is_smooth || kind == CD_REF_MASS);
}

/* The temperatures that the integrator steps and the expression holds. */
static void list_terms(cd_run *run, cd_accumulator *acc)
{
    const cd_network *net = run->cs->net;
    cd_view view = cd_peek(run, 0);
    size_t cap = 0;
    for (int s = 0; s < net->n_states; s++) {
        const double factor = fabs(cd_view_slope(&view, acc->over->of, net->dynamic[s]));
        if (factor != 0)
            CD_PUSH(run->arena, acc->terms, acc->n_terms, cap, ((struct cd_term){net->dynamic[s], factor}));
    }
}

void cd_extremes_start(cd_run *run)
{
    for (size_t i = 0; i < run->recorder->n_extremes; i++) {
        cd_accumulator *acc = run->recorder->extremes[i];
        stepped s = {run->cs->net, true};
        cd_expr_visit_refs(acc->over->of, check_ref, &s);
        acc->linear = cd_expr_is_linear(acc->over->of, &acc->in_abs) && s.smooth && run->cs->net->n_states > 0;
        acc->in_abs = acc->in_abs && acc->linear;
        if (acc->linear)
            list_terms(run, acc);
    }
}

/* ---- the ends of steps ---- */

static double with_abs(const cd_accumulator *acc, double end)
{
    return acc->in_abs ? fabs(end) : end;
}

static void see_end(cd_run *run, double t_s)
{
    struct cd_recorder *rec = run->recorder;
    const size_t kept = rec->n_ends < N_ENDS ? rec->n_ends : N_ENDS - 1;
    cd_view view = cd_peek(run, t_s);
    for (size_t k = kept; k > 0; k--)
        rec->ended_s[k] = rec->ended_s[k - 1];
    rec->ended_s[0] = t_s;
    rec->n_ends = kept + 1;
    rec->ended_changes = run->work->changes;
    for (size_t i = 0; i < rec->n_extremes; i++) {
        cd_accumulator *acc = rec->extremes[i];
        for (size_t k = kept; k > 0; k--)
            acc->end[k] = acc->end[k - 1];
        acc->end[0] =
            acc->in_abs ? cd_view_value_in_abs(&view, acc->over->of) : cd_view_value(&view, acc->over->of, NULL);
    }
}

/* A step began where the one before ended, if nothing has jumped since. */
static void see_ends(cd_run *run, double from_s, double to_s)
{
    struct cd_recorder *rec = run->recorder;
    bool follows = rec->n_ends > 0 && rec->ended_s[0] == from_s && rec->ended_changes == run->work->changes;
    if (!follows) {
        rec->n_ends = 0;
        see_end(run, from_s);
    }
    see_end(run, to_s);
}

/* How the last steps went from end to end: the slope of the last, and the largest change of the slope from one to the
 * next; where that went over a shorter step, stretched to the last. */
typedef struct {
    double slope, bend;
} course;

static course course_of(const struct cd_recorder *rec, const cd_accumulator *acc)
{
    const double h_s = rec->ended_s[0] - rec->ended_s[1];
    double slope = (acc->end[0] - acc->end[1]) / h_s;
    course c = {slope, 0};
    for (size_t k = 1; k + 1 < rec->n_ends; k++) {
        const double its_h_s = rec->ended_s[k] - rec->ended_s[k + 1];
        const double before = (acc->end[k] - acc->end[k + 1]) / its_h_s;
        const double change = fabs(slope - before) * (h_s > its_h_s ? h_s / its_h_s : 1);
        c.bend = change > c.bend ? change : c.bend;
        slope = before;
    }
    return c;
}

/* By how much the value may be wrong where every temperature in it is wrong by its tolerance. */
static double tolerance_of(const cd_run *run, const cd_accumulator *acc)
{
    double sum = 0;
    for (size_t i = 0; i < acc->n_terms; i++) {
        const int node = acc->terms[i].node, state = run->cs->net->nodes[node].state;
        sum += acc->terms[i].factor * cd_transient_tolerance_K(run->tr, state, run->work->T_K[node]);
    }
    return sum;
}

/* Whether nothing inside the last step can be more than the best so far and what its ends are.
 *
 * The dense output of BDF is a polynomial of degree 5 at most, and what is linear in it is one, too. While steps are
 * equal it goes through the last six ends. Where its slopes from end to end differ by no more than B from one step to
 * the next, it then stays within 0.65 B h of the straight line from end to end of the last step h, and its slope within
 * 3.8 B of that line's: the sums over the four differences of what each contributes (0.42 B h and 2.2 B of degree 4,
 * 0.13 B h and 0.5 B of degree 2). When the last step is 1.5 times as long as the others that becomes 1.0 B h and 6.5
 * B; four times B h and eight times B leave room for steps that grow faster, whose changes are stretched besides. When
 * steps change it passes the ends before the last by what the integrator tolerates: a few tolerances W more leave room
 * for that. So nothing is missed where the best so far is further away, or where the step only rises or only falls.
 * What is not linear may bend as it likes, the least abs() where what is inside changes its sign, and what is read from
 * heats may jump with the time: these are always sampled. */
static bool is_quiet(const cd_run *run, const cd_accumulator *acc)
{
    const double reach = 4, share = 8, tolerances = 4;
    const struct cd_recorder *rec = run->recorder;
    const double sign = acc->over->kind == CD_OVER_MAX ? 1 : -1, h_s = rec->ended_s[0] - rec->ended_s[1];
    bool passes_zero = acc->in_abs && sign < 0 && acc->end[0] * acc->end[1] <= 0;
    if (!acc->linear || passes_zero || rec->n_ends < LEAST_ENDS)
        return false;
    const double a = sign * with_abs(acc, acc->end[0]), b = sign * with_abs(acc, acc->end[1]);
    const double away = sign * acc->value - (a > b ? a : b), W = tolerances * tolerance_of(run, acc);
    const course c = course_of(rec, acc);
    return away > reach * c.bend * h_s + W || fabs(c.slope) * h_s > share * c.bend * h_s + W;
}

/* The best of the ends of a step of which the inside does not count. */
static void take_ends(cd_accumulator *acc)
{
    const double sign = acc->over->kind == CD_OVER_MAX ? 1 : -1;
    for (int k = 0; k < 2; k++) {
        const double value = with_abs(acc, acc->end[k]);
        if (!(sign * acc->value >= sign * value))
            acc->value = value;
    }
}

/* ---- samples ---- */

/* Samples inside the last step all extremes at once that may be there. */
static void sample_inside(cd_run *run, double from_s, double to_s)
{
    struct cd_recorder *rec = run->recorder;
    for (size_t i = 0; i < rec->n_extremes; i++) {
        cd_accumulator *acc = rec->extremes[i];
        acc->sample[N_SAMPLES - 1] = with_abs(acc, acc->end[0]);
        acc->sample[0] = with_abs(acc, acc->end[1]);
    }
    for (int k = N_SAMPLES - 2; k > 0; k--) {
        cd_view view = cd_peek(run, from_s + (to_s - from_s) / (N_SAMPLES - 1) * k);
        for (size_t i = 0; i < rec->n_extremes; i++)
            if (!rec->extremes[i]->quiet)
                rec->extremes[i]->sample[k] = cd_view_value(&view, rec->extremes[i]->over->of, NULL);
    }
}

/* `sign` times the watched expression at a moment. */
static double sample(cd_run *run, const cd_accumulator *acc, double sign, double t_s)
{
    cd_view view = cd_peek(run, t_s);
    return sign * cd_view_value(&view, acc->over->of, NULL);
}

static double refine(cd_run *run, const cd_accumulator *acc, double sign, double a, double b)
{
    const double golden = 0.5 * (sqrt(5) - 1);
    double c = b - golden * (b - a), d = a + golden * (b - a);
    double at_c = sample(run, acc, sign, c), at_d = sample(run, acc, sign, d), best = fmax(at_c, at_d);
    for (int k = 0; k < 40 && b - a > 1e-9 * b; k++) {
        if (at_c > at_d) { /* one of the two inner samples stays one */
            b = d, d = c, at_d = at_c;
            c = b - golden * (b - a);
            at_c = sample(run, acc, sign, c);
        } else {
            a = c, c = d, at_c = at_d;
            d = a + golden * (b - a);
            at_d = sample(run, acc, sign, d);
        }
        best = fmax(best, fmax(at_c, at_d));
    }
    return best;
}

/* Whether the best of the samples, at y[k], has a peak beside it; between which samples (a, b). At an edge the slope
 * there, from three samples, decides. */
static bool bracket(const double *y, int k, int *a, int *b)
{
    enum { LAST = N_SAMPLES - 1 };
    *a = k > 0 ? k - 1 : 0;
    *b = k < LAST ? k + 1 : LAST;
    if (k == 0)
        return -3 * y[0] + 4 * y[1] - y[2] > 0;
    return k < LAST || 3 * y[LAST] - 4 * y[LAST - 1] + y[LAST - 2] < 0;
}

static void watch_extreme(cd_run *run, cd_accumulator *acc, double from_s, double to_s)
{
    double sign = acc->over->kind == CD_OVER_MAX ? 1 : -1, best = isnan(acc->value) ? -INFINITY : sign * acc->value;
    double h = (to_s - from_s) / (N_SAMPLES - 1), y[N_SAMPLES];
    int k = 0, a, b;
    for (int i = 0; i < N_SAMPLES; i++) {
        y[i] = sign * acc->sample[i];
        k = y[i] > y[k] ? i : k;
    }
    if (y[k] < best)
        return;
    best = y[k];
    if (run->tr && bracket(y, k, &a, &b))
        best = fmax(best, refine(run, acc, sign, from_s + h * a, from_s + h * b));
    acc->value = sign * best;
}

void cd_extremes_step(cd_run *run, double from_s, double to_s)
{
    struct cd_recorder *rec = run->recorder;
    bool any = false;
    if (rec->n_extremes == 0)
        return;
    see_ends(run, from_s, to_s);
    for (size_t i = 0; i < rec->n_extremes; i++) {
        cd_accumulator *acc = rec->extremes[i];
        acc->quiet = is_quiet(run, acc);
        any = any || !acc->quiet;
        if (acc->quiet)
            take_ends(acc);
    }
    if (!any)
        return;
    sample_inside(run, from_s, to_s);
    for (size_t i = 0; i < rec->n_extremes; i++)
        if (!rec->extremes[i]->quiet)
            watch_extreme(run, rec->extremes[i], from_s, to_s);
}
