#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a case costs in proportion to its size: no list of names is gone through for each name.

    run_reading.py READ_CASE

READ_CASE reads cases of n, 2n and 4n parts under callgrind. From 2n to 4n it must spend about twice the instructions
that it spends more from n to 2n; were a part of them quadratic, up to four times. Instructions, not seconds: they are
the same on a busy machine. Skipped (77) where valgrind is not installed or cannot run the program (sanitizers).
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench"))
import generate  # noqa: E402

MOST = 2.15  # arrays that grow by doubling and searches in sorted lists cost a little more than twice

MANY = """[case]
duration = 20 d
[node wall]
fixed = 300 K
[node n0]
parts = al6061_t6 1 kg
[radiation warm]
between = wall, n0
area = 1 m^2
effective_emissivity = 0.02
[cooler gm]
stage1 = n0
lift   = 4 K: 0 W, 10 K: 8 W, 20 K: 20 W, 80 K: 60 W, 300 K: 90 W
"""

PART = """[param]
m{i} = {i} g
[node n{i}]
capacity = 4 K: 1 J/K, 300 K: {i} J/K
[node j{i}]
massless = yes
[contact law{i}]
G = 4 K: 1 W/K, 300 K: {i} W/K
[contact weld{i}]
between = n{i}, j{i}
G = 1 W/K
[conduction bar{i}]
between = j{i}, n{h}
material = copper(RRR=50)
area = 1 cm^2
length = 1 m
contact = law{i}
mass = no
[load heater{i}]
on = n{i}
power = $( 1 W )
state = off
[thermostat keep{i}]
acts_on = heater{i}
node = n{i}
set = 20 K
hysteresis = 1 K
[event open{i}]
when = T(n{i}) < 20 K
do = heater{i}.power = 2 W
[measure time{i}]
value = time(T(n{i}) < {i} K)
[measure heat{i}]
value = max_t(Q(bar{i}))
[plot figure{i}]
y = T(n{i})
"""


def many(n):
    """One of everything that may be named, n times over, and a schedule whose entries stand in the wrong order."""
    yield MANY
    for i in range(1, n + 1):
        yield PART.format(i=i, h=(i - 1) // 2)
    yield "[schedule all]\n" + "".join(f"at = {n - i} h: heater{1 + i % n}.power = {i} W\n" for i in range(n))


def generated(kind):
    def write(n):
        text = []
        generate.KINDS[kind](n, text.append)
        return [line + "\n" for line in text]
    return write


def instructions(program, case, folder):
    out = os.path.join(folder, "callgrind.out")
    run = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, case], capture_output=True, text=True)
    counted = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not counted:
        print(run.stdout[-2000:], run.stderr[-2000:])
        sys.exit(1 if run.stdout else 77)
    return int(counted[1])


def growth(program, write, sizes, folder):
    counts = []
    for n in sizes:
        case = os.path.join(folder, "case.ini")
        with open(case, "w") as f:
            f.writelines(write(n))
        counts.append(instructions(program, case, folder))
    return counts, (counts[2] - counts[1]) / (counts[1] - counts[0])


def main():
    if not shutil.which("valgrind"):
        print("valgrind is not installed")
        return 77
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, write, n in (("many", many, 40), ("tree", generated("tree"), 200), ("plate", generated("plate"), 256)):
            sizes = (n, 2 * n, 4 * n) if name != "plate" else (n, 2 * n + 17, 4 * n)
            counts, ratio = growth(sys.argv[1], write, sizes, folder)
            if name == "plate":  # 16^2, 23^2 and 32^2 bodies
                ratio *= 2 * (23**2 - 16**2) / (32**2 - 23**2)
            print(f"{name}: {', '.join(f'{c / 1e6:.1f}' for c in counts)} million instructions for {sizes}; ratio {ratio:.3f}")
            failed = failed or not 1.5 < ratio < MOST
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
