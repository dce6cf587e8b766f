#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast sweeps are, what they take of memory and disk, and that the table does not depend on who computes it: Sobol
points of cases/nbti_magnet.ini over six parameters. Nothing is asserted on seconds; other work on the machine shows.

    sweeps.py PROGRAM [--mpi PROGRAM] [--pairs 5] [--pair-points 3000] [--points 1500,10000,100000]
"""
import argparse
import hashlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

case = Path(__file__).resolve().parents[2] / "cases" / "nbti_magnet.ini"
axes = ("former_strap.area = 1 cm^2 .. 6 cm^2", "former_strap.length = 0.08 m .. 0.3 m", "shield_strap.area = 1 cm^2 .. 4 cm^2",
        "bus_joint.G_ref = 0.1 W/K .. 1 W/K", "inner_radiation.area = 0.3 m^2 .. 1.2 m^2", "insulation.length = 0.2 mm .. 2 mm")
rtol = "1e-3"
mpirun = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "4"]


def peak_MB(pid):
    """Greatest memory so far of the process or one that it has started, as the system counts it from its start (what
    wait4 tells includes Python's own from before)."""
    try:
        own = int(re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text()).group(1)) * 1024 / 1e6
        others = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, AttributeError):
        return 0
    return max([own, *map(peak_MB, others)])


def measure(command, out=None):
    """Seconds by the clock, seconds of processors, greatest memory in MB of one process, looked at every millisecond."""
    began, memory_MB, done = time.monotonic(), 0, 0
    process = subprocess.Popen([str(word) for word in command], stdout=out or subprocess.DEVNULL)
    while not done:
        memory_MB = max(memory_MB, peak_MB(process.pid))
        time.sleep(0.001)
        done, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, memory_MB


def sweep(program, db, points, *more, launcher=()):
    words = [word for axis in axes for word in ("--vary", axis)]
    return measure([*launcher, program, "sweep", case, *words, "--measure", "t_cold", "--method", "sobol", "--points", points,
                    "--rtol", rtol, "--quiet", "--force", "-o", db, *more])


def sha256(program, db):
    with tempfile.TemporaryFile() as out:
        took = measure([program, "results", db, "--csv"], out)
        out.seek(0)
        return hashlib.sha256(out.read()).hexdigest(), took


def conditions(program):
    duration = re.search(r"^duration\s*=\s*(.*)", case.read_text(), re.M).group(1)
    version = subprocess.run([str(program), "--version"], capture_output=True, text=True).stdout.strip()
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return (f"{version}, {case.name} over {len(axes)} parameters, rtol {rtol}, no ledger, no profiles, each point to its end at {duration}, "
            f"one measure (t_cold);\n{os.cpu_count()} processors ({model.group(1) if model else '?'}), load {os.getloadavg()[0]:.1f} at the start; "
            "times are those of the whole command, with reading the case and checking all points")


def pairs(program, n, points, db):
    rates = {1: [], 2: []}
    ratios = []
    for k in range(n):
        for threads in (1, 2) if k % 2 == 0 else (2, 1):
            rates[threads].append(points / sweep(program, db, points, "-j", threads)[0])
        ratios.append(rates[2][-1] / rates[1][-1])
    print(f"\n{points} points, medians of {n} interleaved pairs:")
    for threads in (1, 2):
        print(f"  {threads} thread{'s' if threads > 1 else ' '}  {statistics.median(rates[threads]):7.0f} points/s  "
              f"({min(rates[threads]):.0f} to {max(rates[threads]):.0f})")
    print(f"  ratio      {statistics.median(ratios):7.2f}           ({min(ratios):.2f} to {max(ratios):.2f})")


def sizes(program, counts, folder):
    """The table of the largest store's sha256."""
    print("\n  points  threads    s   points/s  ms of processor/point   MB   MB of the file   results --csv     --csv --sort")
    for points in counts:
        db = folder / f"{points}.db"
        took = sweep(program, db, points, "-j", 2)
        sha, listed = sha256(program, db)
        ordered = measure([program, "results", db, "--csv", "--sort", "t_cold"])
        print(f"{points:8d} {2:8d} {took[0]:6.1f} {points / took[0]:9.0f} {1000 * took[1] / points:22.2f} {took[2]:6.1f}"
              f" {db.stat().st_size / 1e6:12.1f} {listed[0]:10.2f} s {listed[2]:3.0f} MB {ordered[0]:6.2f} s {ordered[2]:3.0f} MB", flush=True)
    return sha


def main():
    words = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    words.add_argument("program", type=Path)
    words.add_argument("--mpi", type=Path)
    words.add_argument("--pairs", type=int, default=5)
    words.add_argument("--pair-points", type=int, default=3000)
    words.add_argument("--points", default="1500,10000,100000")
    asked = words.parse_args()
    counts = sorted(int(n) for n in asked.points.split(","))
    with tempfile.TemporaryDirectory(prefix="cooldown_bench_") as name:
        folder = Path(name)
        print(conditions(asked.program), flush=True)
        if asked.pairs > 0:
            pairs(asked.program, asked.pairs, asked.pair_points, folder / "pair.db")
        sha = sizes(asked.program, counts, folder)
        tables = {f"2 threads, {counts[-1]} points": sha}
        sweep(asked.program, folder / "one.db", counts[-1], "-j", 1)
        tables["1 thread"] = sha256(asked.program, folder / "one.db")[0]
        if asked.mpi:
            took = sweep(asked.mpi, folder / "ranks.db", counts[-1], launcher=mpirun)
            tables["4 ranks of MPI"] = sha256(asked.program, folder / "ranks.db")[0]
            print(f"4 ranks of MPI (one of them only hands out and writes): {took[0]:.1f} s, {counts[-1] / took[0]:.0f} points/s, "
                  f"{took[2]:.1f} MB the largest process")
        print("\nthe table as CSV:")
        for who, digest in tables.items():
            print(f"  {digest[:16]}  {who}")
        if len(set(tables.values())) > 1:
            sys.exit("the tables differ")


main()
