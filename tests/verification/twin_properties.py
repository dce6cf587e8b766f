# SPDX-License-Identifier: GPL-3.0-or-later
"""Material properties of the twin: c(T) and the integral of k dT, from formulas typed in here.

Independent of the program on purpose: own copy of the coefficients, own quadrature, plain switching where two pieces
of a fit meet (the program blends them over +-5 % in T; the difference is far below what the comparison allows).
Sources: copper c: White & Collocott, J. Phys. Chem. Ref. Data 13 (1984) 1251. Copper k: Hust & Lankford, NBSIR 84-3007.
6061-T6, G-10, 304: NIST Cryogenic Material Properties (Marquardt, Le & Radebaugh, Cryocoolers 11).
NbTi c: CUDI two-fluid form below 20 K, McAshan's table above.
"""
import math

import numpy as np
from scipy.interpolate import PchipInterpolator

# Everything that a mutation of the self-test may touch stands in this table.
COEFFICIENTS = {
    # J/(kg K) = scale * sum a T^n below 25 K; scale * sum a (T/100)^i above; a T^n above 300 K
    "c_copper_cold": (0.01573663173, [(0.69434, 1), (0.047548, 3), (1.6314e-06, 5), (9.4786e-08, 7), (-1.3639e-10, 9), (5.3898e-14, 11)]),
    "c_copper_warm": (15.73663173, [4.89287, -57.51701, 238.2039, -345.4283, 275.8975, -132.5425, 38.17399, -6.07962, 0.4118687]),
    "c_copper_hot": (194.1644074, 0.12),
    "c_al6061_cold": (1.128123794, [(0.05, 1), (0.000919, 3)]),
    "c_al6061": [46.6467, -314.292, 866.662, -1298.3, 1162.27, -637.795, 210.351, -38.3094, 2.96344],
    "c_g10_cold": (0.05484165397, 2.6),
    "c_g10": [-2.4083, 7.6006, -8.2982, 7.3301, -4.2386, 1.4294, -0.24396, 0.015236],
    "c_nbti": {"gamma": 0.1546666667, "beta": 0.002706666667, "Tc": 9.2},
    "c_nbti_T": [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0, 120.0, 140.0, 160.0, 180.0, 200.0, 220.0, 240.0, 260.0, 280.0, 300.0, 320.0],
    "c_nbti_c": [24.75, 68.5, 124.0, 176.0, 219.0, 253.0, 279.0, 300.0, 317.0, 341.0, 357.0, 369.0, 378.0, 385.0, 391.0, 396.0, 400.0, 404.0, 407.0, 410.0],
    # W/(m K)
    "k_copper": {"P": [1.754e-08, 2.763, 1102.0, -0.165, 70.0, 1.756, 0.838], "L0": 2.443e-08, "P7_exponent": 0.1661,
                 "rho_ref": 1.548862e-08, "RRR": 50.0,
                 "Wc": [(-0.00012, 420.0, 470.0, 0.7), (-0.00016, 73.0, 87.0, 0.45), (-2e-05, 18.0, 21.0, 0.5)]},
    "k_g10_normal_cold": (0.01112998497, 1.35),
    "k_g10_normal": [-4.1236, 13.788, -26.068, 26.272, -14.663, 4.4954, -0.6905, 0.0397],
    "k_g10_warp_cold": (0.01126804754, 1.35),
    "k_g10_warp": [-2.64827, 8.80228, -24.8998, 41.1625, -39.8754, 23.1778, -7.95635, 1.48806, -0.11701],
    "k_ss304_cold": (0.06809904724, 1.0),
    "k_ss304": [-1.4087, 1.3982, 0.2543, -0.626, 0.2334, 0.4256, -0.4658, 0.165, -0.0199],
}

LN10 = math.log(10.0)


def polynomial(a, x):
    s = 0.0
    for coefficient in reversed(a):
        s = s * x + coefficient
    return s


def nist(a, T):
    """log10 y = sum a_i (log10 T)^i."""
    return math.exp(LN10 * polynomial(a, math.log10(T)))


def copper_k(p, T):
    """1/k = W0 + Wi + P7 Wi W0 / (Wi + W0), Hust & Lankford."""
    P1, P2, P3, P4, P5, P6, P7 = p["P"]
    beta = p["rho_ref"] / p["RRR"] / p["L0"]
    W0 = beta / T
    Wi = P1 * T**P2 / (1 + P1 * P3 * T ** (P2 + P4) * math.exp(-((P5 / T) ** P6)))
    for a, t1, t2, w in p["Wc"]:
        Wi += a * math.log(T / t1) * math.exp(-((math.log(T / t2) / w) ** 2))
    P7 = P7 / (beta / 0.0003) ** p["P7_exponent"]
    return 1 / (W0 + Wi + P7 * Wi * W0 / (Wi + W0))


def heat_capacities(n):
    """c(T) in J/(kg K) by material name; n is a table like COEFFICIENTS."""
    cold, warm, hot = n["c_copper_cold"], n["c_copper_warm"], n["c_copper_hot"]

    def copper(T):
        if T < 25.0:
            return cold[0] * sum(a * T**e for a, e in cold[1])
        return warm[0] * polynomial(warm[1], T / 100.0) if T < 300.0 else hot[0] * T ** hot[1]

    al_cold, al_warm = n["c_al6061_cold"], n["c_al6061"]

    def al6061(T):
        return al_cold[0] * sum(a * T**e for a, e in al_cold[1]) if T < 4.0 else nist(al_warm, T)

    g_cold, g_warm = n["c_g10_cold"], n["c_g10"]

    def g10(T):
        return g_cold[0] * T ** g_cold[1] if T < 4.0 else nist(g_warm, T)

    two, knots = n["c_nbti"], [math.log(T) for T in n["c_nbti_T"]]
    pieces = PchipInterpolator(knots, np.log(n["c_nbti_c"])).c.T.tolist()

    def nbti(T):
        g, b, Tc = two["gamma"], two["beta"], two["Tc"]
        if T < Tc:
            return (b + 3 * g / Tc**2) * T**3
        if T < 20.0:
            return g * T + b * T**3
        x, i = math.log(T), 0
        while i < len(pieces) - 1 and x > knots[i + 1]:
            i += 1
        d = x - knots[i]
        a = pieces[i]
        return math.exp(((a[0] * d + a[1]) * d + a[2]) * d + a[3])

    return {"copper": copper, "al6061": al6061, "g10": g10, "nbti": nbti}


# Temperatures at which a formula above changes: the enthalpy integral is split there.
C_BREAKS = {"copper": [25.0], "al6061": [4.0], "g10": [4.0], "nbti": [9.2] + COEFFICIENTS["c_nbti_T"]}


def conductivities(n):
    """k(T) in W/(m K) by material name."""

    def piecewise(cold, warm):
        return lambda T: cold[0] * T ** cold[1] if T < 4.0 else nist(warm, T)

    return {
        "copper": lambda T: copper_k(n["k_copper"], T),
        "g10_normal": piecewise(n["k_g10_normal_cold"], n["k_g10_normal"]),
        "g10_warp": piecewise(n["k_g10_warp_cold"], n["k_g10_warp"]),
        "ss304": piecewise(n["k_ss304_cold"], n["k_ss304"]),
    }


class ConductivityIntegral:
    """K(T) = integral of k dT from T_LOW: Gauss-Legendre on 2100 equal intervals of ln T (one of them ends at 4 K,
    where the formulas change), then the cubic through K and k at both ends of an interval: 1e-11 of K."""

    T_LOW, T_HIGH, N = 1.0, 4.0**4.2, 2100  # ln T_HIGH / ln 4 * 500 = 2100 intervals: 4 K is knot 500

    def __init__(self, k):
        self.h = math.log(self.T_HIGH / self.T_LOW) / self.N
        x, w = np.polynomial.legendre.leggauss(8)
        knots = [self.T_LOW * math.exp(i * self.h) for i in range(self.N + 1)]
        K = [0.0]
        for a, b in zip(knots, knots[1:]):
            K.append(K[-1] + 0.5 * (b - a) * sum(wi * k(0.5 * (a + b) + 0.5 * (b - a) * xi) for xi, wi in zip(x, w)))
        self.K = K
        self.s = [k(T) * T * self.h for T in knots]  # dK/du, u = (ln T)/h

    def __call__(self, T):
        """K and k at T."""
        u = math.log(T / self.T_LOW) / self.h
        i = min(max(int(u), 0), self.N - 1)
        d = u - i
        K0, K1, s0, s1 = self.K[i], self.K[i + 1], self.s[i], self.s[i + 1]
        c2 = 3 * (K1 - K0) - 2 * s0 - s1
        c3 = 2 * (K0 - K1) + s0 + s1
        return K0 + d * (s0 + d * (c2 + d * c3)), (s0 + d * (2 * c2 + 3 * d * c3)) / (T * self.h)
