/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * continuation - see continuation.h.
 */
#include "continuation.h"

#include <math.h>

/* The range that the power at an end is brought into. */
typedef struct {
    double least, most;
} limits;

static const limits any = {-INFINITY, INFINITY}, constant = {0, 0};

static limits limits_below(cd_property_kind property, cd_material_class class)
{
    static const limits conductivity[] = {
        [CD_CLASS_METAL] = {1, 1}, [CD_CLASS_SUPERCONDUCTOR] = {1, 3}, [CD_CLASS_DIELECTRIC] = {2, 3}};
    if (property != CD_PROPERTY_K && property != CD_PROPERTY_C)
        return constant;
    if (class == CD_CLASS_NONE)
        return any;
    return property == CD_PROPERTY_K ? conductivity[class] : (limits){1, 3};
}

static limits limits_above(cd_property_kind property, cd_material_class class)
{
    if (property == CD_PROPERTY_EMISSIVITY)
        return constant;
    if (class == CD_CLASS_NONE)
        return any;
    return property == CD_PROPERTY_K ? (limits){-1, 1} : (limits){0, 1};
}

cd_continuation cd_continuation_of(cd_property_kind property, cd_material_class class, bool below, double T_K, double y,
                                   double slope)
{
    cd_continuation c = {.rule = CD_CONTINUE_POWER, .T_K = T_K, .y = y};
    if (property == CD_PROPERTY_CONTRACTION) {
        c.rule = CD_CONTINUE_LINE;
        c.slope_at = slope;
        c.slope = below ? 0 : slope;
        return c;
    }
    limits l = below ? limits_below(property, class) : limits_above(property, class);
    c.power_at = slope * T_K / y;
    c.power = fmin(fmax(c.power_at, l.least), l.most);
    if (below && property == CD_PROPERTY_C && class == CD_CLASS_METAL && c.power == c.power_at) {
        c.rule = CD_CONTINUE_ELECTRONS;
        c.beta = y * (c.power - 1) / (2 * T_K * T_K * T_K);
        c.gamma = y * (3 - c.power) / (2 * T_K);
    }
    return c;
}

/* r(x) for x = ln(T/T_end) of either sign, odd in x: what a power that vanishes over the first 10 % adds up to. */
static double fading(double x)
{
    const double w = log(1.1);
    double left = fmax(0, 1 - fabs(x) / w);
    return copysign(w / 3 * (1 - left * left * left), x);
}

double cd_continuation_value(const cd_continuation *c, double T_K)
{
    if (c->rule == CD_CONTINUE_ELECTRONS)
        return T_K * (c->gamma + c->beta * T_K * T_K);
    double x = log(T_K / c->T_K);
    if (c->rule == CD_CONTINUE_LINE)
        return c->y + c->slope * (T_K - c->T_K) + (c->slope_at - c->slope) * c->T_K * fading(x);
    double bend = c->power_at - c->power;
    return c->y * exp(bend == 0 ? c->power * x : c->power * x + bend * fading(x));
}

const char *cd_continuation_text(cd_arena *arena, const cd_continuation *c)
{
    if (c->rule == CD_CONTINUE_ELECTRONS)
        return "as gamma T + beta T^3";
    if (c->rule == CD_CONTINUE_LINE && c->slope != 0)
        return "in a straight line";
    if (c->rule == CD_CONTINUE_LINE || c->power == 0)
        return "constant";
    return c->power == 1 ? "as T" : cd_arena_printf(arena, "as T^%.3g", c->power);
}
