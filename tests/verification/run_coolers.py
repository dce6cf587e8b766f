#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coolers in whole runs: the bare head, the warm capacity's weight in a cooldown, and the cases with two coolers.

Usage: run_coolers.py BINARY

Standard library only.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CASES = HERE.parent.parent / "cases"
BINARY = os.path.abspath(sys.argv[1])
failures = 0


def demand(text, true):
    global failures
    print(("ok    " if true else "FAILED") + "  " + text)
    failures += not true


def run(case, *arguments):
    """Summary, columns of the profile, and what was said on the standard error."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([BINARY, "run", str(case), "-o", folder + "/out", "--json", "--no-plot", *arguments],
                              capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{case}: {done.stderr}")
        with open(folder + "/out/profile.csv", newline="") as file:
            head, *rows = csv.reader(file)
    return json.loads(done.stdout), {name: [float(r[i]) for r in rows] for i, name in enumerate(head)}, done.stderr


def value(summary, name):
    return summary["measures"][name]["value"]


def bare_head():
    """The base is the node without load of the map, 30.67 K and 2.67 K. The table of the map goes through it exactly; what is
    left is the decay of the last hours."""
    summary, profile, _ = run(HERE / "coolers" / "bare_head.ini")
    t, T1, T2 = value(summary, "t_cold"), value(summary, "T_first"), value(summary, "T_second")
    print(f"bare PT415: 4.2 K after {t:.1f} min; ends at {T1:.4f} K and {T2:.4f} K")
    demand("4.2 K after 50 to 70 min", 50 < t < 70)
    demand("first stage ends at 30.67 K to 0.01 K, not below", -1e-4 < T1 - 30.67 < 0.01)
    demand("second stage ends at 2.67 K to 0.01 K, not below", -1e-4 < T2 - 2.67 < 0.01)
    # On its way the second stage follows its no-load curve, which dips to 2.5 K under load on the first. It must not cross it:
    # where it is below, it is a heat source, by more than warming up with the curve takes.
    demand("the second stage never leaves its no-load curve downwards", min(profile["Q_head.2_W"]) > -0.01)


def sensitivity():
    """The NbTi magnet on the PT415-RM, whose chart ends at 78 K and 18 K, and which is the PT415 beyond: the assumed lift of
    either stage at 300 K by +-30 %, one at a time."""
    case, head = CASES / "nbti_magnet.ini", ("--set", "pt415.model=PT415-RM", "--no-ledger")
    names = ("t_cold", "t_nitrogen", "T_coil")
    full, _, _ = run(case, "--no-ledger")
    base, _, _ = run(case, *head)
    print("NbTi magnet, lift at 300 K       coil at 5 K  coil at 77 K  change of the first")
    print(f"  as measured (239 W, 81 W)      {value(base, 't_cold'):8.3f} h   {value(base, 't_nitrogen'):8.3f} h")
    of = {}
    for stage, warm in ((1, 238.9), (2, 81.2)):
        for share in (0.7, 1.3):
            summary, _, _ = run(case, *head, "--set", f"pt415.warm_capacity_stage{stage}={share * warm:.6g}W")
            of[stage, share] = {name: value(summary, name) for name in names}
            t = of[stage, share]["t_cold"]
            print(f"  stage {stage} times {share}              {t:8.3f} h   {of[stage, share]['t_nitrogen']:8.3f} h"
                  f"  {t / value(base, 't_cold') - 1:+7.1%}")
    demand("extended by itself the chart is the full map (time to 1e-3)",
           abs(value(base, "t_cold") / value(full, "t_cold") - 1) < 1e-3)
    demand("less on stage 2 is slower, more is faster, by 5 to 40 %",
           1.05 < of[2, 0.7]["t_cold"] / value(base, "t_cold") < 1.4 and 0.6 < of[2, 1.3]["t_cold"] / value(base, "t_cold") < 0.95)
    demand("the end does not know of it (1 mK)",
           all(abs(x["T_coil"] - value(base, "T_coil")) < 1e-3 for x in of.values()))


def two_coolers():
    both, profile, err = run(CASES / "two_coolers.ini")
    demand("two_coolers runs without a word", err == "")
    demand("its coolers do the same", all(abs(a - b) < 1e-6 * max(abs(a), 1) for a, b in
                                          zip(profile["Q_a.2_W"], profile["Q_b.2_W"])))
    late, profile, err = run(CASES / "delayed_cooler.ini")
    demand("delayed_cooler runs without a word", err == "")
    one, _, _ = run(CASES / "delayed_cooler.ini", "--set", "delay=8d")
    times = [value(s, "t_cold") for s in (both, late)]
    alone = one["measures"]["t_cold"]
    print(f"coil at 4.2 K: two coolers {times[0]:.2f} h, the second a day late {times[1]:.2f} h, "
          f"one alone {'never' if alone is None else format(alone['value'], '.2f') + ' h'}")
    demand("late is slower than both, by less than the delay", times[0] < times[1] < times[0] + 24)
    demand("alone it is slower still", alone is None or alone["value"] > times[1])
    idle = [q for t, q in zip(profile["time_s"], profile["Q_b.1_W"]) if t < 24 * 3600]
    demand("until then the idle head leaks heat into its first stage", max(idle[1:]) <= 0 and min(idle) < -5)
    on = late["compressors"]["b"]
    demand("its compressor runs from then on", abs(on["on_s"] - (late["time_end_s"] - 24 * 3600)) < 1
           and abs(on["energy_J"] - 10.7e3 * on["on_s"]) < 1)
    failed, profile, err = run(CASES / "failed_cooler.ini")
    demand("failed_cooler runs without a word", err == "")
    print(f"one of two fails: 5.5 K after {value(failed, 't_warm'):.1f} min, {value(failed, 'T_coil'):.3f} K in the end")
    demand("it begins cold and steady", profile["T_coil_K"][0] < 4.2 and profile["T_coil_K"][-1] > 5.5)
    demand("the failed head lets in what it conducts",
           abs(value(failed, "leak_1") - (0.05 * (300 - profile["T_first_b_K"][-1])
                                          - 0.005 * (profile["T_first_b_K"][-1] - profile["T_second_b_K"][-1]))) < 1e-3)
    cut, profile, _ = run(CASES / "failed_cooler.ini", "--set", "G_off1=0W/K", "--set", "G_off2=0W/K")
    demand("cut off from it, the magnet stays cold", max(profile["T_coil_K"]) < 4.2)
    quiet, _, err = run(CASES / "failed_cooler.ini", "--set", "b.off_conductance=0W/K")
    demand("and nothing else matters of it", abs(quiet["end"]["coil"] - cut["end"]["coil"]) < 1e-9)


def main():
    bare_head()
    sensitivity()
    two_coolers()
    print(f"{failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
