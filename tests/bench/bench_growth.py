# SPDX-License-Identifier: GPL-3.0-or-later
"""How the time of a step grows with the network: rods, trees and plates that generate.py writes."""
import math
import os
import subprocess
import sys
import tempfile

from measure import HERE, Runs, median


def write_case(kind, nodes, folder):
    path = os.path.join(folder, f"{kind}{nodes}.ini")
    with open(path, "w", encoding="utf-8") as f:
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), kind, str(nodes)], stdout=f, check=True)
    return path


def peak_memory_MB(process):
    try:
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as f:
            return next(int(line.split()[1]) / 1024 for line in f if line.startswith("VmHWM"))
    except OSError:
        return math.nan


def size(bench_runs, path, rounds):
    """One run's numbers, medians of the times; reading is counted while nothing is in the caches yet."""
    with Runs(bench_runs, path) as runs:
        done = [runs.order("run 1e-5 ledger rows") for _ in range(rounds)]
        run_s = median([d["cpu_s"] for d in done])
        return done[0] | {"run_s": run_s, "read_s": runs.read_s, "memory_MB": peak_memory_MB(runs.process)}


def report(bench_runs, large):
    sizes = [10, 100, 1000, 10000] + ([100000] if large else [])
    print("\ngrowth: rtol 1e-5, ledger, rows, 20 days (CPU time; exponents from the size before; memory of the process at most)")
    print(f"  {'kind':6} {'nodes':>7} {'reading s':>10} {'exp.':>5} {'run s':>9} {'steps':>6} {'us a step':>10} {'exp.':>5} {'MB':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("rod", "tree", "plate"):
            before = None
            for nodes in sizes:
                now = size(bench_runs, write_case(kind, nodes, folder), 3 if nodes <= 1000 else 1)
                show(kind, now, before)
                before = now


def show(kind, now, before):
    step = lambda d: d["run_s"] / d["steps"]
    by = lambda f: math.log(f(now) / f(before)) / math.log(now["nodes"] / before["nodes"]) if before else math.nan
    print(f"  {kind:6} {now['nodes']:7} {now['read_s']:10.4f} {by(lambda d: d['read_s']):5.2f} {now['run_s']:9.4f} {now['steps']:6} "
          f"{1e6 * step(now):10.1f} {by(step):5.2f} {now['memory_MB']:6.0f}", flush=True)
