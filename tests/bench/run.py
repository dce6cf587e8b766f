#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast runs are, as ratios side by side, with the conditions of each.

    run.py PROGRAM BENCH_FOLDER CASE [--large] [--only odeint,split,growth,euler]

PROGRAM is cooldown, BENCH_FOLDER where bench_runs, bench_split and euler were built, CASE nbti_magnet.ini. CPU time of one
thread, medians of interleaved rounds. --large adds networks of 10^5 nodes. Without SciPy or valgrind what needs them is
left out, and said. Nothing is asserted here; run_agreement.py does.
"""
import os
import sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported
sys.dont_write_bytecode = True

import bench_euler  # noqa: E402
import bench_growth  # noqa: E402
import bench_split  # noqa: E402


def odeint(program, built, case):
    try:
        import bench_odeint
    except ImportError as e:
        print(f"no comparison with odeint: {e} (Debian: python3-scipy)")
        return
    bench_odeint.report(program, built("bench_runs"), case)


def main(arguments):
    options = [a for a in arguments if a.startswith("--")]
    named = [a for a in arguments if not a.startswith("--")]
    only = set("odeint,split,growth,euler".split(","))
    if "--only" in options:
        only = set(named.pop(3).split(",")) if len(named) > 3 else {"nothing"}
    if len(named) != 3 or not only <= {"odeint", "split", "growth", "euler"} or not set(options) <= {"--large", "--only"}:
        sys.exit(__doc__)
    program, folder, case = named
    built = lambda name: os.path.join(folder, name)
    if "odeint" in only:
        odeint(program, built, case)
    if "split" in only:
        bench_split.report(built("bench_runs"), built("bench_split"), case)
    if "euler" in only:
        bench_euler.report(built("euler"), built("bench_runs"))
    if "growth" in only:
        bench_growth.report(built("bench_runs"), "--large" in options)


if __name__ == "__main__":
    main(sys.argv[1:])
