#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent twin of cases/nbti_magnet.ini, to hold the program against.

Same network, nothing shared: numbers typed in, own property integrals, own inversion of the cooler map, SciPy's
integrator. Needs NumPy and SciPy only.

    twin_nbti.py                                the twin's own level times and end temperatures
    twin_nbti.py SUMMARY.json [PROFILE.csv]     compare a result of the program (profile.csv is looked for beside it)
    twin_nbti.py --run PROGRAM CASE [--rtol X]  run the program first, then compare
    twin_nbti.py --self-test                    does the comparison notice a changed map node, exponent, sign?

Every level time must agree within 0.5 %, every temperature after 60 h within 20 mK. What the twin itself leaves open is
far less: other integrators 3e-7, blends at joins of fits 3e-5, order of the map's cross derivative 2e-4 and 0.5 mK; the
rest is room for the program's table of the map. Exit status: 0 agrees, 1 does not, 2 wrong usage or unreadable result.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
import twin_network as network  # noqa: E402

TIME_TOLERANCE = 0.005  # relative
END_TOLERANCE_K = 0.020


class Unreadable(Exception):
    pass


def twin_result(numbers=network.NUMBERS):
    magnet = network.Magnet(numbers).run()
    return {"levels": magnet.level_times(), "end": magnet.end()}


def read_result(summary_path, profile_path):
    """The program's level times and, twice, its temperatures at 60 h: from summary.json and from the last row."""
    try:
        with open(summary_path, encoding="utf-8") as f:
            summary = json.load(f)
        with open(profile_path, encoding="utf-8") as f:
            rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
        last = rows[-1]
        if abs(float(last["time_s"]) - network.DURATION_S) > 1e-3:
            raise Unreadable(f"{profile_path}: last row is at {last['time_s']} s, not at 60 h")
        levels = {node: {level: summary["levels"][node][str(level)] for level in network.LEVELS_K}
                  for node in network.NODES}
        return {"levels": levels, "end": {node: summary["end"][node] for node in network.NODES},
                "row": {node: float(last[f"T_{node}_K"]) for node in network.NODES}}
    except (OSError, ValueError, KeyError, IndexError) as e:
        raise Unreadable(f"{summary_path}, {profile_path}: {type(e).__name__}: {e}") from e


def compare(twin, program):
    """Rows (what, twin, program, deviation in units of the tolerance); a `never` on one side only is infinitely off."""
    rows = []
    for node in network.NODES:
        for level in network.LEVELS_K:
            want, got = twin["levels"][node][level], program["levels"][node][level]
            if want is None or got is None:
                off = 0.0 if want is None and got is None else float("inf")
            else:
                off = abs(got - want) / (TIME_TOLERANCE * want)
            rows.append((f"{node} to {level} K (h)", want and want / 3600, got and got / 3600, off))
    for where in ("end", "row"):
        for node in network.NODES if where in program else []:
            want, got = twin["end"][node], program[where][node]
            off = abs(got - want) / END_TOLERANCE_K
            rows.append((f"{node} after 60 h ({'summary' if where == 'end' else 'profile'}, K)", want, got, off))
    return rows


def failures(rows):
    return [row for row in rows if not row[3] <= 1.0]  # also catches NaN


def show(rows):
    number = lambda v: f"{v:14.6f}" if v is not None else f"{'never':>14}"
    print(f"{'':40} {'twin':>14} {'program':>14}  of tolerance")
    for what, want, got, off in rows:
        print(f"{what:40} {number(want)} {number(got)}  {off:9.3f}{'' if off <= 1.0 else '  FAILED'}")
    failed = failures(rows)
    print(f"{len(rows)} compared, {len(failed)} outside the tolerance (0.5 % of a time, 20 mK), "
          f"largest {max(row[3] for row in rows):.3f} of it")
    return 1 if failed else 0


def compare_files(summary_path, profile_path=None):
    profile_path = profile_path or os.path.join(os.path.dirname(summary_path), "profile.csv")
    return show(compare(twin_result(), read_result(summary_path, profile_path)))


def run_and_compare(program, case, extra):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "nbti_magnet")
        command = [program, "run", case, "-o", out, "--no-plot", "--quiet"] + extra
        done = subprocess.run(command, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            print(f"{' '.join(command)}: exit status {done.returncode}")
            return 1
        return compare_files(os.path.join(out, "summary.json"))


def print_twin():
    magnet = network.Magnet().run()
    levels, end = magnet.level_times(), magnet.end()
    print("hours to" + "".join(f"{level:>10} K" for level in network.LEVELS_K) + "   after 60 h (K)")
    for node in network.NODES:
        cells = (f"{t / 3600:12.5f}" if t is not None else f"{'never':>12}" for t in levels[node].values())
        print(f"{node:8}" + "".join(cells) + f"{end[node]:17.6f}")
    print("heats after 60 h (W): " + ", ".join(f"{k} {v:.6g}" for k, v in magnet.flows([end[n] for n in network.NODES]).items()))
    print("energy: " + ", ".join(f"{k} {v:.7g}" for k, v in magnet.closure().items()))
    print(f"calls of the cooler outside its map: {magnet.outside}")
    return 0


def main(arguments):
    try:
        if not arguments:
            return print_twin()
        if arguments == ["--self-test"]:
            import twin_self_test
            return twin_self_test.main()
        if arguments[0] == "--run" and len(arguments) in (3, 5):
            return run_and_compare(arguments[1], arguments[2], arguments[3:])
        if not arguments[0].startswith("-") and len(arguments) <= 2:
            return compare_files(*arguments)
    except Unreadable as e:
        print(f"cannot compare: {e}")
        return 2
    print(__doc__)
    return 0 if arguments == ["--help"] else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
