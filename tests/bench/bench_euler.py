# SPDX-License-Identifier: GPL-3.0-or-later
"""The three cryoblocks-like cases against the explicit Euler method in C (euler.c, euler_*.ini)."""
import json
import os
import subprocess

from measure import EQUAL, HERE, REFERENCE_RTOL, Runs, interleaved, loosest, median, order, ratio

CASES = {"two": "two nodes, C as T^2 and T^3", "sensor": "the same and a light sensor", "rod": "rod of 100 cells"}
FACTORS = [1.0, 1.2, 1.4, 1.6, 1.8, 1.95]  # of the step that Gershgorin's circles allow; stable below 1 to 2, see euler.c
RTOLS = [1e-2, 5e-3, 2e-3, 1e-3, 5e-4, 2e-4, 1e-4]


def euler(program, name, factor):
    done = subprocess.run([program, name, f"{factor:g}"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def deviation(answer, reference):
    """The larger of the relative errors of the time to the level and of the temperature at the end."""
    return max(abs(answer[key] / reference[key] - 1) if answer[key] else float("inf") for key in ("t_level", "T_end"))


def stability_limit(program, name, reference):
    """The largest factor that gives the answer: beyond its limit the method oscillates, and what it gives is nothing."""
    good = [f for f in FACTORS if deviation(euler(program, name, f), reference) < EQUAL]
    return max(good)


def compare(program, bench_runs, name, rounds):
    with Runs(bench_runs, os.path.join(HERE, f"euler_{name}.ini")) as runs:
        answer = lambda rtol: runs.order(order(rtol))["measures"]
        reference = answer(REFERENCE_RTOL)
        factor = stability_limit(program, name, reference)
        rtol = loosest({r: deviation(answer(r), reference) for r in RTOLS})
        took = interleaved({"euler": lambda: euler(program, name, factor)["cpu_s"],
                            "equal": lambda: runs.cpu_s(order(rtol)),
                            "default": lambda: runs.cpu_s(order(1e-5, ledger=True, rows=True)),
                            "read": lambda: runs.cpu_s("read")}, rounds)
        e = euler(program, name, factor)
        print(f"\n  {CASES[name]}: to {reference['t_level']:.7g} s, {reference['T_end']:.8g} K in the end")
        print(f"    {'':30} {'off by':>8} {'steps':>10} {'calls':>10} {'ms':>10} {'Euler takes':>12} {'with reading':>13}")
        line(f"explicit Euler, {factor:g} of the bound", deviation(e, reference), e["steps"], e["steps"], took, "euler")
        for key, r, text in (("equal", rtol, order(rtol)), ("default", 1e-5, order(1e-5, True, True))):
            done = runs.order(text)
            how = f"rtol {r:g}, {'ledger, rows' if key == 'default' else 'no ledger'}"
            line(how, deviation(done["measures"], reference), done["steps"], done["rhs"], took, key)


def line(how, off, steps, calls, took, key):
    times = f"{ratio(took, 'euler', key):11.0f} x {median([e / (t + r) for e, t, r in zip(took['euler'], took[key], took['read'])]):11.1f} x"
    print(f"    {how:30} {off:8.1e} {steps:10} {calls:10} {1e3 * median(took[key]):10.3f} {times if key != 'euler' else ''}")


def report(program, bench_runs, rounds=5):
    print("\nagainst the explicit Euler method in C at its stability limit; errors against our run at rtol 1e-10;")
    print("  ours at the loosest rtol that gives both, time and temperature, to 0.1 %; CPU time, medians of interleaved rounds")
    for name in CASES:
        compare(program, bench_runs, name, rounds)
