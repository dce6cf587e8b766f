/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve_build - tabulates a source on the octave grid, and adds tabulated curves up.
 *
 * Each octave gets 2^4 intervals, then 2^5 ... 2^10, until the cubic through the values and slopes at the knots agrees
 * with the source within 1e-7 at the quarter points of every interval. Slopes are differences of the source over
 * (-2 .. 2) steps of 2^-15 in ln T: their error is step^4/30 of the fifth derivative (for a jump blended over 1 % in T
 * 1e-8 of the steepest slope), and the source's rounding / step, about 1e-9 of y/T. Where a kink or a jump lies within
 * reach the four steps all go to the side that does not meet it, so a knot on a kink has its own slope on either side.
 */
#include "cubic.h"
#include "curve.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

enum { LEAST_BITS = 4, JUMP_BITS = 7, MOST_BITS = 10, MOST_DETAIL = 1, MOST_STEPS = 4 };

static const double agreement = 1e-7;         /* of the cubic with the source, relative */
static const double log_step = 0x1p-15;       /* of the differences, in ln T */
static const double roughness_of_kink = 3e-6; /* fourth difference over y: a kink of 0.03 in the log-slope */
static const double jump_margin = 0.02;       /* about a jump, relative */

typedef struct {
    cd_curve_source source;
    const void *ctx;
    bool positive;
    double lowest; /* every value is above: 0, or minus infinity */
    const cd_curve_detail *detail;
    double ratio[2 * MOST_STEPS + 1]; /* from a knot to the places of the differences: exp(-4 steps) ... exp(4 steps) */
    double T_bad_K;                   /* NAN: none so far */
} sampler;

static inline double sample(sampler *s, double T_K)
{
    double y = s->source(s->ctx, T_K);
    if (!(y > s->lowest && y < INFINITY) && isnan(s->T_bad_K))
        s->T_bad_K = T_K;
    return y;
}

/* The five values at steps first, first + 1, ... first + 4 from a knot, where the value is y_knot. */
static inline void sample_five(sampler *s, double T_K, double y_knot, int first, double y[5])
{
    for (int i = 0; i < 5; i++)
        y[i] = first + i == 0 ? y_knot : sample(s, T_K * s->ratio[first + i + MOST_STEPS]);
}

/* The fourth difference over the largest value: tiny where the source is smooth. */
static inline double roughness(const double y[5])
{
    double largest = DBL_MIN;
    for (int i = 0; i < 5; i++)
        largest = fabs(y[i]) > largest ? fabs(y[i]) : largest;
    return fabs(y[0] - 4 * y[1] + 6 * y[2] - 4 * y[3] + y[4]) / largest;
}

static bool near_listed_kink(const sampler *s, double T_K)
{
    for (size_t i = 0; i < s->detail->n_kinks; i++)
        if (fabs(s->detail->kinks_K[i] - T_K) <= 3 * log_step * T_K)
            return true;
    return false;
}

/* Twelve steps times the derivative at y0 from the four values beyond it. */
static double one_sided(double y0, double y1, double y2, double y3, double y4)
{
    return 48 * (y1 - y0) - 36 * (y2 - y0) + 16 * (y3 - y0) - 3 * (y4 - y0);
}

/* dy/dT at a knot for the interval on its left and for the one on its right; equal unless a kink is near. */
static void slopes_at(sampler *s, double T_K, double y_knot, double *left, double *right)
{
    double y[5], back[5], ahead[5], twelve_steps_K = 12 * log_step * T_K;
    sample_five(s, T_K, y_knot, -2, y);
    if (roughness(y) <= roughness_of_kink && !near_listed_kink(s, T_K)) {
        *left = *right = (8 * (y[3] - y[1]) - (y[4] - y[0])) / twelve_steps_K;
        return;
    }
    sample_five(s, T_K, y_knot, -4, back);
    sample_five(s, T_K, y_knot, 0, ahead);
    double r_back = roughness(back), r_ahead = roughness(ahead);
    *left = -one_sided(back[4], back[3], back[2], back[1], back[0]) / twelve_steps_K;
    *right = one_sided(ahead[0], ahead[1], ahead[2], ahead[3], ahead[4]) / twelve_steps_K;
    if (r_back > 4 * r_ahead + roughness_of_kink)
        *left = *right;
    else if (r_ahead > 4 * r_back + roughness_of_kink)
        *right = *left;
}

/* The cubic on [0, width] with values y0, y1 and slopes s0, s1 at its ends. */
static inline cd_cubic hermite(double y0, double y1, double s0, double s1, double width)
{
    double secant = (y1 - y0) / width;
    return (cd_cubic){.a = {y0, s0, (3 * secant - 2 * s0 - s1) / width, (s0 + s1 - 2 * secant) / (width * width)}};
}

/* What is known of one octave: the source at the quarter points of its intervals (every fourth is a knot), and its
 * slopes at the knots. All these places are exact fractions of the octave, so that halving the intervals makes knots of
 * the midpoints and midpoints of the quarter points, and nothing is asked twice. */
typedef struct {
    double T_first_K;
    uint32_t bits, n_full; /* intervals: 2^bits; the first n_full have all their values */
    double y[(4 << (MOST_BITS + MOST_DETAIL)) + 1];
    double left[(1 << (MOST_BITS + MOST_DETAIL)) + 1], right[(1 << (MOST_BITS + MOST_DETAIL)) + 1];
} octave;

static void find_knot(sampler *s, octave *o, uint32_t i, bool has_value)
{
    double T_K = o->T_first_K + i * (o->T_first_K / (UINT32_C(1) << o->bits));
    if (!has_value)
        o->y[4 * i] = sample(s, T_K);
    slopes_at(s, T_K, o->y[4 * i], &o->left[i], &o->right[i]);
}

/* Its first knot is the last one of the octave before it. */
static void begin_octave(sampler *s, octave *o, int e, uint32_t bits)
{
    const uint32_t last = e > 0 ? UINT32_C(1) << o->bits : 0;
    o->T_first_K = ldexp(1.0, CD_CURVE_FIRST_EXPONENT + e);
    o->bits = bits;
    o->n_full = 0;
    if (e == 0) {
        find_knot(s, o, 0, false);
        return;
    }
    o->y[0] = o->y[4 * last];
    o->left[0] = o->left[last];
    o->right[0] = o->right[last];
}

/* Makes two intervals of each: what is known moves to its new places, from the last to the first. */
static void halve_intervals(octave *o)
{
    for (uint32_t i = o->n_full; i > 0; i--) {
        for (uint32_t quarter = 0; quarter < 4; quarter++)
            o->y[8 * i - 2 * quarter] = o->y[4 * i - quarter];
        o->left[2 * i] = o->left[i];
        o->right[2 * i] = o->right[i];
    }
    o->n_full *= 2;
    o->bits++;
}

/* The values of interval i that are not known yet: all, or the slopes of a knot in the middle of one that was known,
 * and the quarter points that were eighths. */
static void complete_interval(sampler *s, octave *o, uint32_t i, bool known)
{
    double width_K = o->T_first_K / (UINT32_C(1) << o->bits), T_left_K = o->T_first_K + i * width_K;
    if (!known || i % 2 == 0)
        find_knot(s, o, i + 1, known);
    for (uint32_t quarter = 1; quarter <= 3; quarter++)
        if (!known || quarter != 2)
            o->y[4 * i + quarter] = sample(s, T_left_K + 0.25 * quarter * width_K);
}

/* Does the cubic agree with the source at its quarter points, whose values are y[1] to y[3]? */
static inline bool agrees(const sampler *s, const cd_cubic *cubic, const double *y, double width_K)
{
    const double *a = cubic->a;
    bool good = true;
    for (int quarter = 1; quarter <= 3; quarter++) {
        double d = 0.25 * quarter * width_K;
        double got = a[0] + d * (a[1] + d * (a[2] + d * a[3]));
        double scale = s->positive ? y[quarter] : fmax(fabs(y[quarter]), fabs(a[0]));
        if (!(fabs(got - y[quarter]) <= agreement * scale))
            good = false;
    }
    return good;
}

/* Fills the cubics of an octave. Returns whether all agree with the source; unless `all`, it stops at one that does
 * not. */
static bool fill_octave(sampler *s, octave *o, bool all, cd_cubic *cubic)
{
    uint32_t n = UINT32_C(1) << o->bits, n_known = o->n_full;
    double width_K = o->T_first_K / n;
    bool good = true;
    for (uint32_t i = 0; i < n && (good || all); i++) {
        const double *y = &o->y[4 * i];
        complete_interval(s, o, i, i < n_known);
        o->n_full = i + 1;
        cubic[i] = hermite(y[0], y[4], o->right[i], o->left[i + 1], width_K);
        good = agrees(s, &cubic[i], y, width_K) && good;
    }
    return good;
}

/* The fewest intervals that the octave from T_first to 2 T_first may have. */
static uint32_t least_bits(const cd_curve_detail *detail, double T_first_K)
{
    for (size_t i = 0; i < detail->n_resolve; i++)
        if (detail->resolve_K[i] * (1 + jump_margin) >= T_first_K &&
            detail->resolve_K[i] * (1 - jump_margin) <= 2 * T_first_K)
            return JUMP_BITS;
    return LEAST_BITS;
}

/* A kink may leave a cubic that dips below zero between two positive values: then T_bad is there. One that agrees with
 * positive values at its quarter points is positive there; only its right end is left to look at. */
static void check_positive(sampler *s, const cd_cubic *cubic, bool agreed, double T_left_K, double width_K)
{
    for (int quarter = agreed ? 4 : 0; quarter <= 4 && isnan(s->T_bad_K); quarter++) {
        double d = 0.25 * quarter * width_K;
        if (!(cubic->a[0] + d * (cubic->a[1] + d * (cubic->a[2] + d * cubic->a[3])) > 0))
            s->T_bad_K = T_left_K + d;
    }
}

/* Fills in T_left and Y_left of all intervals, from Y at T_MIN, and the constant cubic that follows the last. */
static void integrate(cd_curve *curve, cd_cubic *piece, double Y_first)
{
    double Y = Y_first, y = 0, width_K = 0;
    uint32_t i = 0;
    for (int e = 0; e < CD_CURVE_N_OCTAVES; e++) {
        uint32_t n = UINT32_C(1) << curve->octave[e].bits;
        double T_first_K = ldexp(1.0, CD_CURVE_FIRST_EXPONENT + e);
        width_K = T_first_K / n;
        for (uint32_t k = 0; k < n; k++, i++) {
            piece[i].T_left_K = T_first_K + k * width_K;
            piece[i].Y_left = Y;
            Y += cd_cubic_integral(piece[i].a, width_K);
        }
    }
    const double *a = piece[i - 1].a;
    y = a[0] + width_K * (a[1] + width_K * (a[2] + width_K * a[3]));
    piece[i] = (cd_cubic){.a = {y, 0, 0, 0}, .Y_left = Y, .T_left_K = CD_CURVE_T_MAX_K};
    curve->Y_end = Y;
    curve->piece = piece;
    curve->n_pieces = i;
}

/* How the interval of a temperature is found from its bits. T_first = 2^e has only its exponent, so shifted by as much
 * it is what the offset must take off. */
static void place_octaves(cd_curve *curve)
{
    for (int e = 0; e < CD_CURVE_N_OCTAVES; e++) {
        uint32_t shift = DBL_MANT_DIG - 1 - curve->octave[e].bits;
        double T_first_K = ldexp(1.0, CD_CURVE_FIRST_EXPONENT + e);
        uint64_t first;
        memcpy(&first, &T_first_K, sizeof first);
        curve->place[e].shift = shift;
        curve->place[e].offset = curve->octave[e].first - (uint32_t)(first >> shift);
    }
}

/* The power law below T_MIN, with the log-slope at T_MIN where that is not negative. */
static void continue_below(cd_curve *curve, const cd_cubic *first)
{
    double power = first->a[0] > 0 ? first->a[1] * CD_CURVE_T_MIN_K / first->a[0] : 0;
    curve->low_y = first->a[0];
    curve->low_power = power > 0 ? power : 0;
}

const cd_curve *cd_curve_new(cd_arena *arena, cd_curve_source source, const void *ctx, bool positive,
                             const cd_curve_detail *detail, double *T_bad_K)
{
    static const cd_curve_detail plain = {NULL, 0, NULL, 0};
    sampler s = {.source = source,
                 .ctx = ctx,
                 .positive = positive,
                 .lowest = positive ? 0 : -INFINITY,
                 .detail = detail ? detail : &plain,
                 .T_bad_K = NAN};
    for (int i = -MOST_STEPS; i <= MOST_STEPS; i++)
        s.ratio[i + MOST_STEPS] = exp(i * log_step);
    cd_curve *curve = cd_arena_alloc(arena, 1, sizeof *curve);
    octave known;
    cd_cubic cubics[1 << (MOST_BITS + MOST_DETAIL)], *piece;
    uint32_t n = 0, room = 1024; /* enough for most */
    piece = cd_arena_alloc(arena, room, sizeof *piece);
    for (int e = 0; e < CD_CURVE_N_OCTAVES; e++) {
        double T_first_K = ldexp(1.0, CD_CURVE_FIRST_EXPONENT + e);
        bool agreed;
        begin_octave(&s, &known, e, least_bits(s.detail, T_first_K));
        while (!(agreed = fill_octave(&s, &known, known.bits == MOST_BITS, cubics)) && known.bits < MOST_BITS &&
               isnan(s.T_bad_K))
            halve_intervals(&known);
        if (cd_arena_detail(arena) > 0) { /* twice as many as it needs */
            halve_intervals(&known);
            agreed = fill_octave(&s, &known, true, cubics);
        }
        uint32_t more = UINT32_C(1) << known.bits;
        for (uint32_t i = 0; i < more && positive; i++)
            check_positive(&s, &cubics[i], agreed, T_first_K + T_first_K / more * i, T_first_K / more);
        if (!isnan(s.T_bad_K)) {
            *T_bad_K = s.T_bad_K;
            return NULL;
        }
        if (n + more + 1 > room) {
            room = n + more + 1 > 2 * room ? n + more + 1 : 2 * room;
            piece = cd_arena_grow(arena, piece, n, room, sizeof *piece);
        }
        memcpy(piece + n, cubics, more * sizeof *piece);
        curve->octave[e].first = n;
        curve->octave[e].bits = known.bits;
        n += more;
    }
    place_octaves(curve);
    continue_below(curve, &piece[0]);
    integrate(curve, piece, curve->low_y * CD_CURVE_T_MIN_K / (curve->low_power + 1));
    return curve;
}

/* Adds w times the cubic of `from`, seen from d further right, to `into`. */
static void add_shifted(cd_cubic *into, const cd_cubic *from, double d, double w)
{
    const double *a = from->a;
    if (d == 0) { /* the same to the last bit */
        for (int i = 0; i < 4; i++)
            into->a[i] += w * a[i];
        return;
    }
    into->a[0] += w * (a[0] + d * (a[1] + d * (a[2] + d * a[3])));
    into->a[1] += w * (a[1] + d * (2 * a[2] + d * (3 * a[3])));
    into->a[2] += w * (a[2] + 3 * d * a[3]);
    into->a[3] += w * a[3];
}

/* Adds w times one octave of a curve to that octave of the sum, whose intervals are as narrow or narrower. */
static void add_octave(cd_cubic *into, uint32_t bits, const cd_curve *curve, int e, double w)
{
    uint32_t fewer = bits - curve->octave[e].bits;
    double width_K = ldexp(1.0, CD_CURVE_FIRST_EXPONENT + e - (int)bits);
    for (uint32_t i = 0; i < UINT32_C(1) << bits; i++) {
        uint32_t from = i >> fewer, first = from << fewer;
        add_shifted(&into[i], &curve->piece[curve->octave[e].first + from], (i - first) * width_K, w);
    }
}

const cd_curve *cd_curve_sum(cd_arena *arena, const cd_curve *const *curve, const double *w, size_t n)
{
    assert(n >= 1);
    if (n == 1 && w[0] == 1)
        return curve[0];
    cd_curve *sum = cd_arena_alloc(arena, 1, sizeof *sum);
    uint32_t n_pieces = 0;
    for (int e = 0; e < CD_CURVE_N_OCTAVES; e++) {
        uint32_t bits = LEAST_BITS;
        for (size_t j = 0; j < n; j++)
            bits = curve[j]->octave[e].bits > bits ? curve[j]->octave[e].bits : bits;
        sum->octave[e].first = n_pieces;
        sum->octave[e].bits = bits;
        n_pieces += UINT32_C(1) << bits;
    }
    cd_cubic *piece = cd_arena_alloc(arena, n_pieces + 1, sizeof *piece);
    double Y_first = 0;
    for (size_t j = 0; j < n; j++) {
        Y_first += w[j] * curve[j]->piece[0].Y_left;
        sum->low_y += w[j] * curve[j]->low_y;
        for (int e = 0; e < CD_CURVE_N_OCTAVES; e++)
            add_octave(piece + sum->octave[e].first, sum->octave[e].bits, curve[j], e, w[j]);
    }
    /* A sum of power laws is none: below T_MIN take the one that keeps the value and the integral there. */
    sum->low_power = Y_first > 0 ? fmax(0, sum->low_y * CD_CURVE_T_MIN_K / Y_first - 1) : 0;
    place_octaves(sum);
    integrate(sum, piece, Y_first);
    return sum;
}
