#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast runs are: one table each of rates, of whose instructions they are, and of growth with the network.

    run.py BENCH_RUNS CASE [--large]

CPU time of one process, medians of interleaved rounds. --large adds 10^5 nodes. valgrind is used where it is installed.
"""
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = re.compile(r"(network|link|material|cooler|solve|text|case)/[a-z_]+\.c:")


def bench(program, case, rounds):
    return json.loads(subprocess.run([program, case, str(rounds)], capture_output=True, text=True, check=True).stdout)


def rates(program, case):
    b = bench(program, case, 31)
    print(f"{os.path.basename(case)}: {b['nodes']} nodes, {b['links']} links; runs a second on one core")
    print(f"  {'setting':34} {'steps':>7} {'without reading':>16} {'with reading':>14}")
    for name, key, steps in (("rtol 1e-5, ledger", "run_s", "steps"), ("rtol 1e-3, no ledger (sweeps)", "sweep_s", "sweep_steps")):
        print(f"  {name:34} {b[steps]:7} {1 / b[key]:16.0f} {1 / (b[key] + b['read_s']):14.0f}")
    print(f"  reading the case {1e3 * b['read_s']:.2f} ms, a run {1e3 * b['run_s']:.2f} ms")


def instructions(program, case, rounds, folder):
    """Per file and function, of a whole process."""
    out = os.path.join(folder, f"callgrind.{rounds}")
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, case, str(rounds), "none"],
                   capture_output=True, check=True)
    text = subprocess.run(["callgrind_annotate", "--auto=no", "--threshold=100", out], capture_output=True, text=True, check=True).stdout
    total, ours = 0, 0
    for line in text.splitlines():
        found = re.match(r"\s*([\d,]+) \([\d. ]+%\)\s+(\S.*)", line)
        if found and "PROGRAM TOTALS" in line:
            total = int(found[1].replace(",", ""))
        elif found and OURS.search(found[2]) and "vector_ops" not in found[2]:
            ours += int(found[1].replace(",", ""))
    return total, ours


def share(program, case):
    if not shutil.which("valgrind"):
        print("\nvalgrind is not installed: no count of instructions")
        return
    with tempfile.TemporaryDirectory() as folder:
        once, twice = instructions(program, case, 1, folder), instructions(program, case, 3, folder)
    total, ours = (twice[0] - once[0]) / 2, (twice[1] - once[1]) / 2
    print(f"\ninstructions of one run (callgrind): {total / 1e6:.1f} million; {100 * ours / total:.0f} % in our own code,")
    print("  the rest in CVODES, KLU, our vector operations for them, and the C library")


def growth(program, sizes):
    print("\ngrowth (CPU seconds; exponent from the size before)")
    print(f"  {'kind':6} {'nodes':>7} {'read':>9} {'run':>9} {'steps':>7} {'run exp.':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("rod", "tree", "plate"):
            before = None
            for n in sizes:
                path = os.path.join(folder, f"{kind}{n}.ini")
                with open(path, "w", encoding="utf-8") as f:
                    subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), kind, str(n)], stdout=f, check=True)
                b = bench(program, path, 3 if n <= 1000 else 1)
                per_step = b["run_s"] / b["steps"]
                exponent = math.log(per_step / before[1]) / math.log(b["nodes"] / before[0]) if before else math.nan
                print(f"  {kind:6} {b['nodes']:7} {b['read_s']:9.4f} {b['run_s']:9.4f} {b['steps']:7} {exponent:9.2f}", flush=True)
                before = (b["nodes"], per_step)


def main():
    program, case = sys.argv[1:3]
    rates(program, case)
    share(program, case)
    growth(program, [10, 100, 1000, 10000] + ([100000] if "--large" in sys.argv else []))


if __name__ == "__main__":
    main()
