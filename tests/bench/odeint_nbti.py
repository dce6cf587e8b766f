#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cases/nbti_magnet.ini by the method of the paper: SciPy's odeint (LSODA) on the temperatures, as its best user would.

    odeint_nbti.py PROGRAM      time of one call, and a scan of tolerances against the program at rtol 1e-10

Nothing but the lift and the properties comes from the program (its commands `material` and `cooler`); the network is that
of the twin in tests/verification, typed in there. What a good user does, and what is done here:
  - each body's C(T), and the conductivity integrals at its ends, on one lattice uniform in ln T, so that a look-up is a
    logarithm and a multiplication, not a search;
  - the two straps with a joint at each end are solved beforehand: Q = G(T1, T2) (T1^2 - T2^2) with G on a lattice in
    (ln T1, ln T2), smooth and zero at equal ends; the cooler's lift on another;
  - the states in an order that makes the Jacobian banded (two on each side), so that its differences cost 5 calls, not 6.
Three right-hand sides of the same equations: `scalar` is plain Python on floats, `vector` few calls of NumPy, `interp` what
is written first: np.interp for the properties, a bilinear spline of SciPy for the lift.
"""
import csv
import io
import math
import os
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import numpy as np  # noqa: E402
from scipy.integrate import odeint  # noqa: E402
from scipy.interpolate import RectBivariateSpline  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "verification"))
from twin_network import NUMBERS, SIGMA  # noqa: E402

ORDER = ["stage2", "bus", "stage1", "former", "shield", "coil"]  # no link joins bodies more than two places apart
DURATION_S = 60 * 3600.0
LOW_K, HIGH_K = 1.4, 320.0
N_FINE, N_COARSE = 4001, 321  # points of the lattices in ln T
MATERIALS = {"copper": "copper(RRR=50)", "al6061": "al6061_t6", "nbti": "nbti", "g10": "g10_normal",
             "g10_normal": "g10_normal", "g10_warp": "g10_warp", "ss304": "ss304"}


def lattice(n):
    return np.exp(np.linspace(math.log(LOW_K), math.log(HIGH_K), n))


# ---- what the program tells ----

def ask(command, points, separator):
    """The columns of a command's CSV at many points, a few thousand to a call because a command line has an end."""
    rows = []
    for i in range(0, len(points), 3000):
        at = separator.join(points[i:i + 3000])
        done = subprocess.run(command + ["--csv", "--at", at], capture_output=True, text=True, check=True)
        rows += csv.DictReader(io.StringIO(done.stdout))
    return rows


def column(rows, name):
    return np.array([float(row[name]) for row in rows])


class Data:
    """Properties on the fine lattice, lift and straps on the coarse one of n x n points."""

    def __init__(self, program, n=N_COARSE):
        self.n, self.T = n, lattice(N_FINE)
        at = [f"{T:.10g} K" for T in self.T]
        rows = {name: ask([program, "material", of], at, ", ") for name, of in MATERIALS.items()}
        self.c = {name: column(rows[name], "c_J_per_kg_K") for name in ("copper", "al6061", "nbti", "g10")}
        self.K = {name: column(rows[name], "K_W_per_m") for name in ("copper", "g10_normal", "g10_warp", "ss304")}
        self.k_copper = column(rows["copper"], "k_W_per_m_K")
        self.C = {node: sum(m * self.c[name] for name, m in NUMBERS["parts"][node].items()) for node in ORDER}
        T = lattice(n)
        rows = ask([program, "cooler", "PT415"], [f"{a:.8g} K, {b:.8g} K" for a in T for b in T], "; ")
        self.lift = [column(rows, name).reshape(n, n) for name in ("Q1_W", "Q2_W")]
        self.strap = {name: self.strap_conductance(NUMBERS[name]) for name in ("shield_strap", "former_strap")}
        self.K_vessel = {name: np.interp(NUMBERS["T_vessel"], self.T, K) for name, K in self.K.items()}

    def strap_conductance(self, A_over_L):
        """Q / (T1^2 - T2^2) of joint, copper, joint in series, by bisection in Q at all points at once."""
        T = lattice(self.n)
        a, K = NUMBERS["contact_G"] / NUMBERS["contact_T"], self.K["copper"]
        T1, T2 = np.meshgrid(T, T, indexing="ij")
        squares = T1**2 - T2**2
        low, high = np.zeros_like(T1), np.full_like(T1, a / 4)  # of G; the joints alone would give a / 4
        for _ in range(50):
            G = 0.5 * (low + high)
            Q = G * squares
            Ta, Tb = np.sqrt(T1**2 - 2 * Q / a), np.sqrt(T2**2 + 2 * Q / a)
            carried = A_over_L * (np.interp(Ta, self.T, K) - np.interp(Tb, self.T, K))
            more = np.abs(carried) > np.abs(Q)
            low, high = np.where(more, G, low), np.where(more, high, G)
        near = np.abs(T1 / T2 - 1) < 0.02  # there the difference is small, and its limit better
        mean = np.sqrt(T1 * T2)
        k = np.interp(mean, self.T, self.k_copper)
        return np.where(near, 1 / (2 / (a * mean) + 1 / (A_over_L * k)) / (2 * mean), G)


def guarded(rhs):
    """LSODA tries states that leave the lattices when its tolerance is loose; they only need to be survived."""
    def call(T, t):
        try:
            return rhs(T, t)
        except (IndexError, ValueError):
            return rhs(np.clip(T, 1.01 * LOW_K, 0.99 * HIGH_K), t)
    return call


# ---- the right-hand side on floats ----

def pairs(*columns):
    """For each interval of the lattice: value and rise of each column."""
    return [tuple(v for y in columns for v in (float(y[i]), float(y[i + 1] - y[i]))) for i in range(len(columns[0]) - 1)]


def cells(*surfaces):
    """For each cell of a square lattice, flat: a + b u + c v + d u v of each surface."""
    out = []
    n = len(surfaces[0])
    for i in range(n - 1):
        for j in range(n - 1):
            out.append(tuple(float(v) for F in surfaces for v in (
                F[i, j], F[i + 1, j] - F[i, j], F[i, j + 1] - F[i, j], F[i + 1, j + 1] - F[i + 1, j] - F[i, j + 1] + F[i, j])))
    return out


def scalar_tables(data):
    """Of each body, in ORDER: its heat capacity, and what its own temperature says about the heats."""
    n, K, vessel = NUMBERS, data.K, data.K_vessel
    from_vessel = (n["outer_supports"] * (vessel["g10_warp"] - K["g10_warp"])
                   + SIGMA * n["outer_radiation"] * (n["T_vessel"]**4 - data.T**4))
    return [pairs(data.C[body], *heats) for body, heats in (
        ("stage2", []), ("bus", [n["hts_leads"] * K["ss304"]]),
        ("stage1", [n["hts_leads"] * K["ss304"], n["copper_leads"] * (vessel["copper"] - K["copper"])]),
        ("former", [n["insulation"] * K["g10_normal"], n["inner_supports"] * K["g10_warp"]]),
        ("shield", [n["inner_supports"] * K["g10_warp"], from_vessel]), ("coil", [n["insulation"] * K["g10_normal"]]))]


def scalar_rhs(data):
    log, n_cells = math.log, data.n - 1
    x0, per_x, coarse = math.log(LOW_K), (N_FINE - 1) / math.log(HIGH_K / LOW_K), (data.n - 1) / (N_FINE - 1)
    of_stage2, of_bus, of_stage1, of_former, of_shield, of_coil = scalar_tables(data)
    lift, shield_strap, former_strap = cells(*data.lift), cells(data.strap["shield_strap"]), cells(data.strap["former_strap"])
    half_a, radiation = 0.5 * NUMBERS["contact_G"] / NUMBERS["contact_T"], SIGMA * NUMBERS["inner_radiation"]

    def rhs(y, t):
        T2, Tb, T1, Tf, Ts, Tc = y.tolist()
        x2, xb, x1 = (log(T2) - x0) * per_x, (log(Tb) - x0) * per_x, (log(T1) - x0) * per_x
        xf, xs, xc = (log(Tf) - x0) * per_x, (log(Ts) - x0) * per_x, (log(Tc) - x0) * per_x
        i = int(x2)
        C, dC = of_stage2[i]
        C2 = C + (x2 - i) * dC
        i = int(xb)
        u = xb - i
        C, dC, Q, dQ = of_bus[i]
        Cb, hts = C + u * dC, Q + u * dQ
        i = int(x1)
        u = x1 - i
        C, dC, Q, dQ, q, dq = of_stage1[i]
        C1, hts, leads = C + u * dC, Q + u * dQ - hts, q + u * dq
        i = int(xf)
        u = xf - i
        C, dC, Q, dQ, q, dq = of_former[i]
        Cf, insulation, supports = C + u * dC, Q + u * dQ, q + u * dq
        i = int(xs)
        u = xs - i
        C, dC, Q, dQ, q, dq = of_shield[i]
        Cs, supports, from_vessel = C + u * dC, Q + u * dQ - supports, q + u * dq
        i = int(xc)
        u = xc - i
        C, dC, Q, dQ = of_coil[i]
        Cc, insulation = C + u * dC, Q + u * dQ - insulation
        u, v, w, r, s = x1 * coarse, x2 * coarse, xs * coarse, xf * coarse, xb * coarse
        i, j, k, l, m = int(u), int(v), int(w), int(r), int(s)
        a, b, c, d, e, f, g, h = lift[i * n_cells + j]
        p, q, vj = u - i, v - j, (u - i) * (v - j)
        lift1, lift2 = a + b * p + c * q + d * vj, e + f * p + g * q + h * vj
        a, b, c, d = shield_strap[k * n_cells + i]
        q = w - k
        strap = (a + b * q + (c + d * q) * p) * (Ts * Ts - T1 * T1)
        a, b, c, d = former_strap[l * n_cells + m]
        p, q = r - l, s - m
        fstrap = (a + b * p + (c + d * p) * q) * (Tf * Tf - Tb * Tb)
        joint = half_a * (Tb * Tb - T2 * T2)
        shine = radiation * (Ts**4 - Tc**4)
        return ((joint - lift2) / C2, (fstrap + hts - joint) / Cb, (strap + leads - hts - lift1) / C1,
                (insulation + supports - fstrap) / Cf, (from_vessel - strap - supports - shine) / Cs,
                (shine - insulation) / Cc)

    return guarded(rhs)


# ---- the same on arrays ----

def vector_rhs(data):
    n, K = NUMBERS, data.K
    x0, per_x, coarse = math.log(LOW_K), (N_FINE - 1) / math.log(HIGH_K / LOW_K), (data.n - 1) / (N_FINE - 1)
    # row by row of the look-up: which body, which table
    looked = [(i, data.C[node]) for i, node in enumerate(ORDER)] + [
        (1, n["hts_leads"] * K["ss304"]), (2, n["hts_leads"] * K["ss304"]), (2, n["copper_leads"] * K["copper"]),
        (3, n["insulation"] * K["g10_normal"]), (5, n["insulation"] * K["g10_normal"]),
        (3, n["inner_supports"] * K["g10_warp"]), (4, n["inner_supports"] * K["g10_warp"]),
        (4, n["outer_supports"] * K["g10_warp"] + SIGMA * n["outer_radiation"] * data.T**4)]
    body = np.array([i for i, _ in looked])
    row = np.arange(len(looked)) * N_FINE
    flat = np.ravel([y for _, y in looked])
    rise = np.append(np.diff(flat), 0)
    from_vessel = n["copper_leads"] * data.K_vessel["copper"], (
        n["outer_supports"] * data.K_vessel["g10_warp"] + SIGMA * n["outer_radiation"] * n["T_vessel"]**4)
    surfaces = np.ravel(np.array([data.lift[0], data.lift[1], data.strap["shield_strap"], data.strap["former_strap"]]))
    rows, columns = np.array([2, 2, 4, 3]), np.array([0, 0, 2, 1])
    plane = np.arange(4) * data.n**2
    half_a, radiation = 0.5 * n["contact_G"] / n["contact_T"], SIGMA * n["inner_radiation"]

    n_c = data.n

    def rhs(T, t):
        x = (np.log(np.maximum(T, LOW_K)) - x0) * per_x  # LSODA tries negative ones when its tolerance is loose
        i = x.astype(int)
        at = i[body] + row
        y = flat[at] + (x - i)[body] * rise[at]
        z = x * coarse
        i = z.astype(int)
        z = z - i
        at = plane + i[rows] * n_c + i[columns]
        u, v = z[rows], z[columns]
        lift1, lift2, shield_G, former_G = ((1 - u) * ((1 - v) * surfaces[at] + v * surfaces[at + 1]) + u * (
            (1 - v) * surfaces[at + n_c] + v * surfaces[at + n_c + 1])).tolist()
        hts_b, hts_1, leads, ins_f, ins_c, sup_f, sup_s, outer = y[6:].tolist()
        s2, sb, s1, sf, ss, sc = (T * T).tolist()
        strap, fstrap, joint = shield_G * (ss - s1), former_G * (sf - sb), half_a * (sb - s2)
        shine, hts, insulation, supports = radiation * (ss * ss - sc * sc), hts_1 - hts_b, ins_c - ins_f, sup_s - sup_f
        return np.array((joint - lift2, fstrap + hts - joint, strap + from_vessel[0] - leads - hts - lift1,
                         insulation + supports - fstrap, from_vessel[1] - outer - strap - supports - shine,
                         shine - insulation)) / y[:6]

    return guarded(rhs)


# ---- as it is written first ----

def interp_rhs(data):
    n, K, x, interp = NUMBERS, data.K, np.log(data.T), np.interp
    z = np.log(lattice(data.n))
    lift1, lift2, shield_G, former_G = (RectBivariateSpline(z, z, F, kx=1, ky=1) for F in data.lift + [
        data.strap["shield_strap"], data.strap["former_strap"]])
    K_vessel, a, Tv = data.K_vessel, 0.5 * n["contact_G"] / n["contact_T"], n["T_vessel"]

    def rhs(T, t):
        stage2, bus, stage1, former, shield, coil = np.log(np.maximum(T, LOW_K))
        T2, Tb, T1, Tf, Ts, Tc = T
        strap = shield_G(shield, stage1, grid=False) * (Ts**2 - T1**2)
        fstrap = former_G(former, bus, grid=False) * (Tf**2 - Tb**2)
        joint = a * (Tb**2 - T2**2)
        insulation = n["insulation"] * (interp(coil, x, K["g10_normal"]) - interp(former, x, K["g10_normal"]))
        K_shield = interp(shield, x, K["g10_warp"])
        outer = n["outer_supports"] * (K_vessel["g10_warp"] - K_shield)
        inner = n["inner_supports"] * (K_shield - interp(former, x, K["g10_warp"]))
        leads = n["copper_leads"] * (K_vessel["copper"] - interp(stage1, x, K["copper"]))
        hts = n["hts_leads"] * (interp(stage1, x, K["ss304"]) - interp(bus, x, K["ss304"]))
        shine, from_vessel = SIGMA * n["inner_radiation"] * (Ts**4 - Tc**4), SIGMA * n["outer_radiation"] * (Tv**4 - Ts**4)
        return [(joint - lift2(stage1, stage2, grid=False)) / interp(stage2, x, data.C["stage2"]),
                (fstrap + hts - joint) / interp(bus, x, data.C["bus"]),
                (strap + leads - hts - lift1(stage1, stage2, grid=False)) / interp(stage1, x, data.C["stage1"]),
                (insulation + inner - fstrap) / interp(former, x, data.C["former"]),
                (outer + from_vessel - strap - inner - shine) / interp(shield, x, data.C["shield"]),
                (shine - insulation) / interp(coil, x, data.C["coil"])]

    return rhs


RHS = {"scalar": scalar_rhs, "vector": vector_rhs, "interp": interp_rhs}


# ---- runs ----

RTOLS = [1e-2, 7e-3, 5e-3, 3e-3, 2e-3, 1e-3, 7e-4, 5e-4, 3e-4, 1e-4, 3e-5, 1e-5]
ROWS = 4000  # of the output: 54 s apart; coarser ones lose the time to 5 K, and they cost next to nothing


def solve(rhs, end_s, rtol, band=True, atol_K=None):
    """(time of the coil to 5 K in s, CPU seconds, calls, steps)."""
    t = np.linspace(0, end_s, ROWS + 1)
    bands = {"ml": 2, "mu": 2} if band else {}
    began = time.process_time()
    T, info = odeint(rhs, [NUMBERS["T_start"]] * 6, t, rtol=rtol, atol=atol_K or 0.1 * rtol, full_output=True,
                     mxstep=100000, **bands)
    coil = T[:, ORDER.index("coil")]
    below = int(np.argmax(coil < 5.0))
    t5 = crossing(t, coil, below) if below > 0 else math.nan
    return t5, time.process_time() - began, int(info["nfe"][-1]), int(info["nst"][-1])


def crossing(t, y, i, level=5.0):
    """When y first falls below the level: t as a cubic of y through four rows about it (y falls there)."""
    lo = max(0, min(i - 2, len(t) - 4))
    s, z = t[lo:lo + 4].tolist(), y[lo:lo + 4].tolist()
    return sum(s[a] * math.prod((level - z[b]) / (z[a] - z[b]) for b in range(4) if b != a) for a in range(4))


def call_time(rhs):
    """Seconds of a call, the least of five series."""
    states = [np.array([20.0 + 10 * i + j for i in range(6)]) for j in range(10)]
    best = math.inf
    for _ in range(5):
        began = time.process_time()
        for i in range(200):
            rhs(states[i % 10], 0.0)
        best = min(best, (time.process_time() - began) / 200)
    return best


def main():
    data = Data(sys.argv[1])
    for name, make in RHS.items():
        rhs = make(data)
        print(f"{name}: {1e6 * call_time(rhs):.1f} us a call")
        for band in (True, False):
            for rtol in RTOLS + [1e-7]:
                t5, took, calls, steps = solve(rhs, DURATION_S, rtol, band)
                print(f"  rtol {rtol:7.0e} {'banded' if band else 'full  '} {t5:12.2f} s to 5 K, {steps:6} steps, {calls:6} calls, {1e3 * took:8.2f} ms")


if __name__ == "__main__":
    main() if len(sys.argv) == 2 else sys.exit(__doc__)
