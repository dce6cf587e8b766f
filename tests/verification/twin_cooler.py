# SPDX-License-Identifier: GPL-3.0-or-later
"""The twin's PT415: the load grid as a C1 bicubic T(q), inverted by Newton's method at every call, no table.

x = Q1/W, y = asinh(Q2/W); ln T1 and ln T2 are bicubic Hermite surfaces with PCHIP slopes along x and along y and, for
the cross derivative, PCHIP slopes of those slopes (mean of the two orders). Outside the grid the point is projected on
it by alternating clips of T1 and T2, and each stage goes on with its own slope in its own temperature only.

Map: Cryomech PT415 composite. Nodes with Q2 <= 10 W: Cryomech chart of 05 Apr 2022; Q2 >= 25 W: mean of two digitisations
of Green et al. 2015, IOP Conf. Ser. MSE 101 012002; three upper-right corners by the parallelogram rule in ln T.
"""
import math

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.optimize import brentq

Q1_W = [0, 25, 50, 75, 100, 150, 200, 250]
Q2_W = [0, 0.5, 1.35, 5, 8, 10, 25, 50, 75, 100, 125]
T1_K = [  # one row per Q1
    [30.67, 30.87, 31.06, 32.40, 34.23, 35.09, 42.28, 41.77, 41.77, 42.01, 42.28],
    [33.83, 34.03, 34.41, 38.44, 43.43, 44.10, 48.45, 49.03, 47.90, 47.88, 48.57],
    [39.21, 39.98, 41.33, 51.40, 52.93, 54.38, 57.32, 59.10, 58.86, 60.63, 62.41],
    [50.25, 51.21, 53.90, 62.25, 64.46, 65.51, 68.99, 71.87, 76.73, 85.39, 89.46],
    [71.55, 71.65, 71.84, 75.01, 77.51, 78.18, 85.08, 89.41, 100.36, 115.90, 123.03],
    [114.37, 114.57, 114.95, 121.28, 126.27, 127.61, 141.38, 153.35, 155.12, 163.03, 175.51],
    [216.26, 216.28, 216.32, 216.92, 217.39, 217.52, 218.82, 236.65, 246.58, 250.91, 270.11],
    [286.57, 286.64, 286.77, 288.86, 290.51, 290.95, 295.51, 303.66, 308.23, 313.64, 337.65],
]
T2_K = [  # one row per Q1
    [2.67, 3.39, 4.35, 8.29, 10.62, 11.98, 33.92, 76.56, 144.87, 247.90, 292.50],
    [2.62, 3.35, 4.27, 8.25, 10.78, 12.22, 34.73, 77.99, 144.87, 236.62, 306.37],
    [2.58, 3.27, 4.19, 8.65, 10.74, 13.50, 35.93, 78.94, 144.87, 224.98, 310.25],
    [2.83, 3.35, 4.11, 8.73, 11.91, 15.06, 37.50, 79.29, 139.44, 209.86, 296.11],
    [2.47, 3.27, 4.31, 9.33, 14.02, 17.55, 39.89, 79.73, 134.20, 200.93, 282.62],
    [5.13, 6.12, 7.42, 13.66, 19.50, 23.89, 51.68, 97.11, 151.59, 221.86, 315.38],
    [41.06, 41.96, 43.13, 48.80, 54.09, 58.07, 83.27, 150.37, 232.48, 320.13, 455.08],
    [70.64, 71.93, 73.61, 81.71, 89.28, 94.98, 131.03, 204.47, 285.00, 392.45, 557.88],
]


def pchip_slopes(x, f):
    """PCHIP slopes of f along its first axis."""
    return PchipInterpolator(x, f, axis=0).derivative()(x)


class Surface:
    """A C1 bicubic z(x, y) with its gradient, as one polynomial per cell in (u, v) of [0, 1]^2."""

    HERMITE = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [-3, 3, -2, -1], [2, -2, 1, 1]], float)

    def __init__(self, x, y, F, cross="mean"):
        Fx, Fy = pchip_slopes(x, F), pchip_slopes(y, F.T).T
        by_y, by_x = pchip_slopes(y, Fx.T).T, pchip_slopes(x, Fy)
        Fxy = {"mean": 0.5 * (by_y + by_x), "x then y": by_y, "y then x": by_x}[cross]
        self.a = [[self.cell(x, y, F, Fx, Fy, Fxy, i, j) for j in range(len(y) - 1)] for i in range(len(x) - 1)]

    def cell(self, x, y, F, Fx, Fy, Fxy, i, j):
        hx, hy, s = x[i + 1] - x[i], y[j + 1] - y[j], np.s_[i : i + 2, j : j + 2]
        G = np.block([[F[s], hy * Fy[s]], [hx * Fx[s], hx * hy * Fxy[s]]])
        return tuple(tuple(row) for row in (self.HERMITE @ G @ self.HERMITE.T).tolist())


def evaluate(a, u, v):
    """z, dz/du, dz/dv of one cell's polynomial sum a_mn u^m v^n."""
    z = zu = zv = 0.0
    for row in (a[3], a[2], a[1], a[0]):
        a0, a1, a2, a3 = row
        zu = zu * u + z
        z = z * u + (a0 + v * (a1 + v * (a2 + v * a3)))
        zv = zv * u + (a1 + v * (2 * a2 + 3 * v * a3))
    return z, zu, zv


class TwoStageCooler:
    def __init__(self, T1_K=T1_K, T2_K=T2_K, cross="mean"):
        self.x = [float(q) for q in Q1_W]
        self.y = [math.asinh(q) for q in Q2_W]
        self.surfaces = [Surface(np.array(self.x), np.array(self.y), np.log(np.array(T)), cross) for T in (T1_K, T2_K)]
        self.q = (100.0, 2.0)  # where the last inversion ended; a starting point, nothing else

    def temperatures(self, x, y):
        """(ln T1, ln T2) and their derivatives by x and y."""
        i = j = 0
        while i < len(self.x) - 2 and x > self.x[i + 1]:
            i += 1
        while j < len(self.y) - 2 and y > self.y[j + 1]:
            j += 1
        hx, hy = self.x[i + 1] - self.x[i], self.y[j + 1] - self.y[j]
        u, v = (x - self.x[i]) / hx, (y - self.y[j]) / hy
        z1, z1u, z1v = evaluate(self.surfaces[0].a[i][j], u, v)
        z2, z2u, z2v = evaluate(self.surfaces[1].a[i][j], u, v)
        return z1, z2, z1u / hx, z1v / hy, z2u / hx, z2v / hy

    def newton(self, l1, l2, start):
        """(x, y) with ln T1 = l1, ln T2 = l2; None when the iteration leaves the grid for good."""
        x, y = start
        at_edge = 0
        for _ in range(60):
            z1, z2, a, b, c, d = self.temperatures(x, y)
            det = a * d - b * c
            dx, dy = (d * (l1 - z1) - b * (l2 - z2)) / det, (a * (l2 - z2) - c * (l1 - z1)) / det
            step = min(1.0, 60.0 / max(abs(dx), 1e-300), 1.0 / max(abs(dy), 1e-300))
            xn = min(max(x + step * dx, self.x[0]), self.x[-1])
            yn = min(max(y + step * dy, self.y[0]), self.y[-1])
            at_edge = at_edge + 1 if (xn, yn) != (x + step * dx, y + step * dy) else 0
            if at_edge > 8:
                return None
            x, y = xn, yn
            if abs(dx) < 1e-11 * 250 and abs(dy) < 1e-11 and not at_edge:
                return x, y
        return None

    def invert(self, l1, l2):
        """Newton from the last point, else from the nearest node of the grid."""
        found = self.newton(l1, l2, self.q)
        if found is None:
            nodes = [(x, y) for x in self.x for y in self.y]
            far = lambda q: sum((p - w) ** 2 for p, w in zip(self.temperatures(*q)[:2], (l1, l2)))
            for start in sorted(nodes, key=far)[:6]:
                found = self.newton(l1, l2, start)
                if found:
                    break
        return found

    def edge(self, which, value, log_T):
        """On the edge where load `which` (0, 1) is `value`: ln T of stage `which`, where the other stage has log_T."""
        other = self.y if which == 0 else self.x
        at = lambda s: self.temperatures(value, s) if which == 0 else self.temperatures(s, value)
        f = lambda s: at(s)[1 - which] - log_T
        lo, hi = other[0], other[-1]
        s = lo if f(lo) >= 0 else hi if f(hi) <= 0 else brentq(f, lo, hi, xtol=1e-13)
        return at(s)[which]

    def project(self, l1, l2):
        """The nearest point of the map in the sense of alternating clips."""
        for _ in range(200):
            before = l1, l2
            l1 = min(max(l1, self.edge(0, self.x[0], l2)), self.edge(0, self.x[-1], l2))
            l2 = min(max(l2, self.edge(1, self.y[0], l1)), self.edge(1, self.y[-1], l1))
            if abs(l1 - before[0]) + abs(l2 - before[1]) < 1e-13:
                break
        return l1, l2

    def nearest_on_edge(self, l1, l2):
        """(x, y) of a projected point, which lies on the rim where Newton may step off: least squares by clamped steps."""
        x, y = min(((x, y) for x in self.x for y in self.y), key=lambda q: sum(
            (p - w) ** 2 for p, w in zip(self.temperatures(*q)[:2], (l1, l2))))
        for _ in range(200):
            z1, z2, a, b, c, d = self.temperatures(x, y)
            det = a * d - b * c
            xn = min(max(x + (d * (l1 - z1) - b * (l2 - z2)) / det, self.x[0]), self.x[-1])
            yn = min(max(y + (a * (l2 - z2) - c * (l1 - z1)) / det, self.y[0]), self.y[-1])
            if abs(xn - x) < 1e-9 and abs(yn - y) < 1e-11:
                break
            x, y = xn, yn
        return xn, yn

    def lift(self, T1, T2):
        """(Q1, Q2, inside) in W at the stage temperatures in K."""
        l1, l2 = math.log(T1), math.log(T2)
        found = self.invert(l1, l2)
        if found:
            self.q = found
            return found[0], math.sinh(found[1]), True
        c1, c2 = self.project(l1, l2)
        x, y = self.nearest_on_edge(c1, c2)
        _, _, a, b, c, d = self.temperatures(x, y)
        det = a * d - b * c
        T1c, T2c = math.exp(c1), math.exp(c2)
        slope1 = max(d / det / T1c, 0.0)  # dQ1/dT1
        slope2 = max(math.cosh(y) * a / det / T2c, 0.0)  # dQ2/dT2
        return x + slope1 * (T1 - T1c), math.sinh(y) + slope2 * (T2 - T2c), False
