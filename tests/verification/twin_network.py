# SPDX-License-Identifier: GPL-3.0-or-later
"""The twin's network: the small conduction-cooled NbTi magnet, six bodies, written out by hand.

C_i dT_i/dt = sum of flows into i; the joints of the two straps have no mass and are solved for at each call.
"""
import copy
import math

import numpy as np
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

import twin_cooler
import twin_properties

SIGMA = 5.670374419e-8
NODES = ["stage1", "stage2", "shield", "bus", "former", "coil"]
LEVELS_K = [250, 200, 150, 100, 77, 50, 20, 10, 5]
DURATION_S = 60 * 3600.0

NUMBERS = {
    "T_start": 300.0,
    "T_vessel": 300.0,
    "parts": {  # kg
        "stage1": {"copper": 2.0},
        "stage2": {"copper": 0.8},
        "shield": {"al6061": 9.0},
        "bus": {"copper": 4.0},
        "former": {"al6061": 6.0},
        "coil": {"copper": 9.0, "nbti": 1.6, "g10": 1.4},
    },
    "contact_G": 0.42, "contact_T": 4.2, "contact_n": 1.0,  # G = G_ref (T / T_ref)^n: 0.1 W/K2 * T
    "shield_strap": 2.0e-4 / 0.10,  # A/L in m
    "former_strap": 3.0e-4 / 0.15,
    "insulation": 0.20 / 0.5e-3,
    "outer_supports": 4 * math.pi / 4 * 0.020**2 / 0.150,
    "inner_supports": 4 * math.pi / 4 * 0.010**2 / 0.100,
    "copper_leads": 5.7e-5,
    "hts_leads": 3.0e-4,
    "outer_radiation": 0.0060,  # effective emissivity x area, m2
    "inner_radiation": 0.018,
    "radiation_n": 4.0,
    "sign": {"outer_radiation": 1.0, "inner_radiation": 1.0, "hts_leads": 1.0, "inner_supports": 1.0},
    "T1_K": twin_cooler.T1_K,
    "T2_K": twin_cooler.T2_K,
    "cross": "mean",
    "properties": twin_properties.COEFFICIENTS,
}


def mutated(change):
    """A copy of NUMBERS with `change(copy)` applied."""
    n = copy.deepcopy(NUMBERS)
    change(n)
    return n


class Magnet:
    def __init__(self, numbers=NUMBERS):
        n = self.n = numbers
        self.c = twin_properties.heat_capacities(n["properties"])
        self.K = {name: twin_properties.ConductivityIntegral(k)
                  for name, k in twin_properties.conductivities(n["properties"]).items()}
        self.cooler = twin_cooler.TwoStageCooler(n["T1_K"], n["T2_K"], n["cross"])
        self.a = n["contact_G"] / n["contact_T"] ** n["contact_n"]
        self.strap_Q = {}
        self.outside = 0  # calls of the cooler outside its map

    def heat_capacity(self, node, T):
        return sum(m * self.c[name](T) for name, m in self.n["parts"][node].items())

    def contact(self, T_hot, T_cold):
        """Integral of a T^n from T_cold to T_hot."""
        m = self.n["contact_n"] + 1
        return self.a / m * (T_hot**m - T_cold**m)

    def conduction(self, material, A_over_L, T1, T2):
        return A_over_L * (self.K[material](T1)[0] - self.K[material](T2)[0])

    def radiation(self, eA, T1, T2):
        p = self.n["radiation_n"]
        return SIGMA * eA * (T1**p - T2**p)

    def strap(self, name, T1, T2):
        """Contact, copper, contact in series. The one unknown is Q: it fixes both joints, and the copper between
        them must carry it too; that balance falls monotonically with Q."""
        if T1 == T2:
            return 0.0
        g, a, m, K = self.n[name], self.a, self.n["contact_n"] + 1, self.K["copper"]
        p1, p2 = T1**m, T2**m
        sign = 1.0 if T1 > T2 else -1.0
        limit = (p1 - p2) * a / m / 2  # the contacts alone carry at most this
        lo, hi = min(0.0, limit), max(0.0, limit)
        Q = min(max(self.strap_Q.get(name, 0.5 * limit), lo), hi)
        for _ in range(100):
            Ta, Tb = (p1 - m * Q / a) ** (1 / m), (p2 + m * Q / a) ** (1 / m)
            (Ka, ka), (Kb, kb) = K(Ta), K(Tb)
            f = g * (Ka - Kb) - Q
            slope = -g / a * (ka / Ta ** (m - 1) + kb / Tb ** (m - 1)) - 1
            if f > 0:
                lo = Q
            else:
                hi = Q
            Qn = Q - f / slope
            if not lo <= Qn <= hi:
                Qn = 0.5 * (lo + hi)
            done = abs(Qn - Q) <= 1e-13 * max(abs(Q), 1e-6)
            Q = Qn
            if done:
                break
        assert sign * Q >= 0
        self.strap_Q[name] = Q
        return Q

    def flows(self, T):
        n, Tv, sign = self.n, self.n["T_vessel"], self.n["sign"]
        stage1, stage2, shield, bus, former, coil = T
        q = {
            "shield_strap": self.strap("shield_strap", shield, stage1),
            "bus_joint": self.contact(bus, stage2),
            "former_strap": self.strap("former_strap", former, bus),
            "insulation": self.conduction("g10_normal", n["insulation"], coil, former),
            "outer_supports": self.conduction("g10_warp", n["outer_supports"], Tv, shield),
            "inner_supports": sign["inner_supports"] * self.conduction("g10_warp", n["inner_supports"], shield, former),
            "copper_leads": self.conduction("copper", n["copper_leads"], Tv, stage1),
            "hts_leads": sign["hts_leads"] * self.conduction("ss304", n["hts_leads"], stage1, bus),
            "outer_radiation": sign["outer_radiation"] * self.radiation(n["outer_radiation"], Tv, shield),
            "inner_radiation": sign["inner_radiation"] * self.radiation(n["inner_radiation"], shield, coil),
        }
        q["lift1"], q["lift2"], inside = self.cooler.lift(stage1, stage2)
        self.outside += not inside
        return q

    def rhs(self, t, y):
        """dT/dt of the six nodes; then the running heats: lifted by stage 1, by stage 2, received from the vessel (MJ)."""
        T = [min(max(float(v), 1.2), 330.0) for v in y[:6]]
        q = self.flows(T)
        into = [
            q["shield_strap"] + q["copper_leads"] - q["hts_leads"] - q["lift1"],
            q["bus_joint"] - q["lift2"],
            q["outer_supports"] + q["outer_radiation"] - q["shield_strap"] - q["inner_supports"] - q["inner_radiation"],
            q["former_strap"] + q["hts_leads"] - q["bus_joint"],
            q["insulation"] + q["inner_supports"] - q["former_strap"],
            q["inner_radiation"] - q["insulation"],
        ]
        rates = [Q / self.heat_capacity(node, Ti) for Q, node, Ti in zip(into, NODES, T)]
        received = q["outer_supports"] + q["copper_leads"] + q["outer_radiation"]
        return rates + [q["lift1"] * 1e-6, q["lift2"] * 1e-6, received * 1e-6]

    def run(self, method="LSODA", rtol=1e-9):
        y0 = [self.n["T_start"]] * 6 + [0.0] * 3
        self.solution = solve_ivp(self.rhs, (0.0, DURATION_S), y0, method=method, rtol=rtol, atol=rtol * 10,
                                  dense_output=True, first_step=1e-3)
        assert self.solution.success, self.solution.message
        return self

    def level_times(self):
        """{node: {level: first downward crossing in s, None for never}}."""
        out, sol = {}, self.solution
        for i, node in enumerate(NODES):
            T, out[node] = sol.y[i], {}
            for level in LEVELS_K:
                below = np.nonzero(T < level)[0]
                if len(below) == 0:
                    out[node][level] = None
                    continue
                j = below[0]
                out[node][level] = brentq(lambda t: sol.sol(t)[i] - level, sol.t[j - 1], sol.t[j], xtol=1e-6)
        return out

    def end(self):
        return {node: float(self.solution.y[i, -1]) for i, node in enumerate(NODES)}

    def closure(self):
        """|enthalpy lost - lifted + received| / lifted; the enthalpies by quadrature of c(T), not by the integrator."""
        lost = 0.0
        for node, T_end in self.end().items():
            for name, m in self.n["parts"][node].items():
                breaks = [T_end] + [b for b in twin_properties.C_BREAKS[name] if T_end < b < self.n["T_start"]]
                for lo, hi in zip(breaks, breaks[1:] + [self.n["T_start"]]):
                    lost += m * quad(self.c[name], lo, hi, epsrel=1e-12, limit=200)[0]
        lifted1, lifted2, received = self.solution.y[6:, -1] * 1e6
        lifted = lifted1 + lifted2
        return {"enthalpy_lost_J": lost, "lifted1_J": lifted1, "lifted2_J": lifted2, "received_J": received,
                "closure": abs(lost - lifted + received) / lifted}
