#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How accurate the cooldown time is, and how well energy closes, as the tolerance falls.

Usage: run_convergence.py BINARY CASE

Runs the case at rtol 1e-3 ... 1e-12 and prints the time of its first time() measure, the difference from the run at 1e-12, the
closure and the steps. Demands what the README says of the default tolerance and what the project promises:
  - the error of the time falls with rtol and is below 2e-5 of it at the default 1e-5 (measured: 1e-5),
  - energy closes to 1e-5 at the default and to 1e-8 at 1e-10,
  - steps grow slower than rtol^(-1/3): blow-up at tight tolerance would mean a curve that is not smooth.
"""
import json
import subprocess
import sys
import tempfile

RTOLS = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12]


def run(binary, case, rtol):
    with tempfile.TemporaryDirectory() as folder:
        command = [binary, "run", case, "-o", folder + "/out", "--rtol", repr(rtol), "--json", "--no-plot"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def first_time(summary):
    for name, measure in summary["measures"].items():
        if name.startswith("t_") and measure is not None:
            return name, measure["value"]
    raise SystemExit("the case has no measure t_...")


def main():
    binary, case = sys.argv[1:3]
    rows = [(rtol, run(binary, case, rtol)) for rtol in RTOLS]
    name, best = first_time(rows[-1][1])
    print(f"{name} at rtol {RTOLS[-1]:g}: {best!r} {rows[-1][1]['measures'][name]['unit']}")
    print("    rtol   relative error   closure     steps")
    failures = 0
    error, closure, steps = {}, {}, {}
    for rtol, summary in rows:
        error[rtol] = abs(first_time(summary)[1] - best) / best
        closure[rtol] = summary["closure"]
        steps[rtol] = summary["solver"]["steps"]
        print(f"{rtol:8.0e} {error[rtol]:16.2e} {closure[rtol]:9.1e} {steps[rtol]:9d}")
    demands = [
        ("error of the time at 1e-5 below 2e-5", error[1e-5] < 2e-5),
        ("error of the time at 1e-7 below 5e-7 of it", error[1e-7] < 5e-7),
        ("error falls from 1e-3 to 1e-6", error[1e-6] < 0.01 * error[1e-3]),
        ("closure at 1e-5 below 1e-5", closure[1e-5] < 1e-5),
        ("closure at 1e-10 below 1e-8", closure[1e-10] < 1e-8),
        ("steps from 1e-6 to 1e-9 grow less than 10 times", steps[1e-9] < 10 * steps[1e-6]),
        ("steps from 1e-9 to 1e-12 grow less than 10 times", steps[1e-12] < 10 * steps[1e-9]),
    ]
    for text, true in demands:
        print(("ok    " if true else "FAILED") + "  " + text)
        failures += not true
    print(f"{len(demands) - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
