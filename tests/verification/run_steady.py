#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steady state of a case is where its transient ends.

Usage: run_steady.py BINARY CASE...

Runs `cooldown steady` on every case, and the case itself from its own start (a `steady` start is replaced by 300 K) for
as long as 20 years at rtol 1e-8 without stop; all nodes must agree to 1e-6 K. A case that changes by itself for ever (it
has events, schedules or thermostats) is left out by name of its sections.
"""
import json
import re
import subprocess
import sys
import tempfile

LONG = ["--set", "case.duration=7300 d", "--set", "case.stop=t > 7300 d", "--set", "case.start=300 K"]
RESTLESS = re.compile(r"^\s*\[(event|schedule|thermostat)\b|^\s*(period|schedule|thermostat)\s*=", re.MULTILINE)
TOLERANCE_K = 1e-6


def text_with_includes(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def main():
    binary, failures, compared = sys.argv[1], 0, 0
    for case in sys.argv[2:]:
        if RESTLESS.search(text_with_includes(case)):
            print(f"left out {case}: it does not come to rest")
            continue
        steady = run([binary, "steady", case, "--json", "--quiet"])["T_K"]
        with tempfile.TemporaryDirectory() as folder:
            end = run([binary, "run", case, "-o", folder + "/out", "--json", "--quiet", "--no-plot", "--no-ledger",
                       "--rtol", "1e-8", *LONG])["end"]
        worst = max(steady, key=lambda node: abs(steady[node] - end[node]))
        off = abs(steady[worst] - end[worst])
        good = off <= TOLERANCE_K and set(steady) == set(end)
        compared += 1
        failures += not good
        print(f"{'ok    ' if good else 'FAILED'} {case}: {len(steady)} nodes, {worst} off by {off:.1e} K")
    print(f"{compared} compared, {failures} failed")
    return 1 if failures or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
