#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example cases: each is run, and a milestone of it held against an estimate by hand or a published number.

    run_cases.py PROGRAM [CASE]...      all, or those named (without .ini)

The estimates use no result of the program. Each says how it comes about and why its tolerance is what it is. On every
run the energy must close to 1e-5 (rtol of the cases is 1e-5; measured: below 1e-6). Standard library only.
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "..", "..", "cases")
CLOSURE = 1e-5

# case, settings, measure, unit that it is in, expected, tolerance
MILESTONES = [
    # 1.02 W (1 W of RF, some 20 mW of supports, cables and radiation from a shield at 34 K) on the second stage: between
    # the chart's 0.5 W at 3.39 K and 1.35 W at 4.35 K, 3.98 K. A pad: G = a T, a = 16 * 0.1 W/K (2000/445)^0.4 / 4.2 K
    # = 0.695 W/K^2. Two pads and the strips (A/L = 4.8 mm, k = L0 T/rho0 = 4000 W/(m K) at 4.4 K for RRR 1000):
    # T^2 = 3.98^2 + 2 * 1.02/0.695 behind the first, 53 mK along the strips, the same again: 4.71 K, so 0.73 K in all.
    # 0.03 K: 0.1 K of the stage (chart to 5 % in Q) changes it by 0.015 K, the knee of the pads at 40 K by 0.004 K.
    ("srf_cavity", {}, "dT_rf", "K", 0.73, 0.03),

    # Two leads of 200 A at 47 W/kA (McFee; Wiedemann-Franz), 18.8 W; insulation 0.003 m2 sigma (300 K)^4, 1.4 W; four
    # rods of G-10, 2.3 mm * 160 W/m, 0.4 W; the lift of the case inverted at 20.6 W: 11 K - 27.4 K ln(1 - 20.6/250).
    # 0.2 K is 1.7 W: the leads of real copper are up to 8 % below Wiedemann-Franz. At rest the leads bring a third less: 12.6 K.
    ("rebco_coil", {}, "T_head", "K", 13.36, 0.2),

    # Wiedemann-Franz, 2 * 250 A sqrt(L0 (300^2 - 34^2)) = 23.3 W; k rho of copper is 5 % to 10 % below L0 T from 20 K
    # to 150 K, so that the leads come out up to 8 % lower and not higher than by a few percent.
    ("current_leads", {}, "Q_copper", "W", 23.3, 0.08 * 23.3),

    # The same leads at rest conduct (A/L) K: I L/A = 3.88e6 A/m for 250 A (copper of RRR 100, 300 K to 50 K), and
    # K = 119190 W/m from 40 K (NIST, RRR 50) and about 1200 W/(m K) for 7 K more, to the first stage at 33 K: 16.5 W.
    # 4 %: the best shape for RRR 50 is 1.5 % longer, the two sources of k of copper differ by 1.8 %.
    ("current_leads", {"I_run": "0 A"}, "Q_copper", "W", 16.5, 0.04 * 16.5),

    # Liquid nitrogen per mass of metal, 300 K to 77 K by boiling alone: Al 0.83, stainless steel 0.43, Cu 0.37
    # (PMC9017651, table 2). 420 kg Al, 100 kg steel, 297 kg conductor and 17 kg cooler heads as copper, 20 kg of
    # epoxy-glass as aluminium: 349 + 43 + 116 + 17 = 525 kg. In 55 h from 300 K the cold shield takes up 22 W of
    # radiation and 3 W through its rods: 5 MJ, 25 kg. 4 %: two digits of the table, and conductor that is not all copper.
    ("mri_precool", {}, "nitrogen_used", "kg", 550, 0.04 * 550),
]


def run(program, case, settings, folder):
    command = [program, "run", os.path.join(CASES, case + ".ini"), "-o", folder, "--no-plot", "--quiet", "--force"]
    for name, value in settings.items():
        command += ["--set", f"{name}={value}"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=250)
    if done.returncode != 0:
        return None, done.stderr.strip()
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
        return json.load(file), ""


def judge(program, milestone, folder):
    """One line about a milestone, and whether it is met."""
    case, settings, name, unit, want, tolerance = milestone
    summary, error = run(program, case, settings, folder)
    where = " ".join([case] + [f"{k}={v}" for k, v in settings.items()])
    if summary is None:
        return f"{where}: {error}", False
    measure, closure = summary["measures"].get(name), summary["closure"]
    if measure is None or measure["unit"] != unit:
        return f"{where}: no measure {name} in {unit}: {measure}", False
    good = abs(measure["value"] - want) <= tolerance and closure is not None and closure <= CLOSURE
    return (f"{where}: {name} = {measure['value']:.5g} {unit}, by hand {want:.5g} +- {tolerance:.2g}; "
            f"energy closes to {closure:.1e}"), good


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    program, names = os.path.abspath(arguments[0]), arguments[1:]
    failed = count = 0
    for milestone in MILESTONES:
        if names and milestone[0] not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            line, good = judge(program, milestone, os.path.join(folder, "out"))
        print("ok    " if good else "FAILED", line, flush=True)
        count += 1
        failed += not good
    print(f"{count} milestones, {failed} failed")
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
