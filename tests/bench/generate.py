#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes case files of any size: rods, trees of straps, plates.

    generate.py rod|tree|plate N > CASE.ini

rod    one copper bar of N cells between a body on a cooler and a fixed end (one [conduction], segments = N)
tree   N bodies, each on a strap to its parent, two children each, the root on a cooler
plate  a square of about N bodies, each linked to its right and lower neighbour, cooled at one corner

Our own numbers: 60 kg of copper and aluminium in all whatever N is, so that the cooldown stays the same and only the
number of nodes grows.
"""
import math
import sys


HEAD = """[case]
title    = {kind} of {n} nodes
duration = 20 d
[output]
every = 20 d
[node wall]
fixed = 300 K
[cooler gm]
stage1 = {cooled}
lift   = 4 K: 0 W, 10 K: 8 W, 20 K: 20 W, 80 K: 60 W, 300 K: 90 W
"""


def rod(n, put=print):
    put(HEAD.format(kind="rod", n=n, cooled="body"))
    put("[node body]\nparts = al6061_t6 5 kg")
    put(f"[conduction bar]\nbetween = body, far\nmaterial = copper(RRR=50)\narea = 60 cm^2\nlength = 1 m\nsegments = {n}")
    put("[node far]\nparts = al6061_t6 1 kg")
    put("[radiation warm]\nbetween = wall, far\narea = 1 m^2\neffective_emissivity = 0.02")


def tree(n, put=print):
    put(HEAD.format(kind="tree", n=n, cooled="b0"))
    for i in range(n):
        put(f"[node b{i}]\nparts = al6061_t6 {60 / n:.9g} kg")
        if i > 0:
            put(f"[conduction s{i}]\nbetween = b{i}, b{(i - 1) // 2}\nmaterial = copper(RRR=50)\narea_over_length = "
                  f"{0.05 / math.sqrt(n):.9g} m")
    put(f"[radiation warm]\nbetween = wall, b{n - 1}\narea = 1 m^2\neffective_emissivity = 0.02")


def plate(n, put=print):
    side = max(2, round(math.sqrt(n)))
    put(HEAD.format(kind="plate", n=side * side, cooled="p0_0"))
    for i in range(side):
        for j in range(side):
            put(f"[node p{i}_{j}]\nparts = al6061_t6 {60 / side**2:.9g} kg")
            for k, l in ((i + 1, j), (i, j + 1)):
                if k < side and l < side:
                    put(f"[conduction c{i}_{j}_{k}_{l}]\nbetween = p{i}_{j}, p{k}_{l}\nmaterial = al6061_t6\n"
                          "area_over_length = 20 mm")
    put(f"[radiation warm]\nbetween = wall, p{side - 1}_{side - 1}\narea = 1 m^2\neffective_emissivity = 0.02")


KINDS = {"rod": rod, "tree": tree, "plate": plate}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in KINDS or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    KINDS[sys.argv[1]](int(sys.argv[2]))
