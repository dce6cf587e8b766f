# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks share: the program as a process that obeys, medians of interleaved pairs, cases made smaller."""
import json
import os
import re
import statistics
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
EQUAL = 1e-3  # "equal accuracy": the relative error of the answer that both sides may make
REFERENCE_RTOL = 1e-10


class Runs:
    """bench_runs on one case: obeys orders one by one, so that others can run in between."""

    def __init__(self, program, case, *overrides):
        self.process = subprocess.Popen([program, case, *overrides], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.read_s = self.answer()["cpu_s"]  # of the first reading

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("bench_runs failed")
        return json.loads(line)

    def order(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        return self.answer()

    def cpu_s(self, order):
        """Of one call; the one before it fills the caches that the other side of a pair has emptied."""
        self.order(order)
        return self.order(order)["cpu_s"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def order(rtol, ledger=False, rows=False):
    return f"run {rtol:g}{' ledger' if ledger else ''}{' rows' if rows else ''}"


def interleaved(sides, rounds):
    """Times of several functions that return seconds, called in turn: {name: list}."""
    took = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            took[name].append(side())
    return took


def ratio(took, slow, fast):
    """Median of the ratios of the pairs."""
    return statistics.median(s / f for s, f in zip(took[slow], took[fast]))


def median(values):
    return statistics.median(values)


def loosest(errors, most=EQUAL):
    """The loosest setting from which on, towards the tightest, every error is below `most`; None: not even that."""
    best = None
    for setting in sorted(errors):
        if not abs(errors[setting]) < most:
            break
        best = setting
    return best


def only_measure(case, keep, out):
    """Writes a case to `out` without its plots and measures but one: what is asked of the other side of a comparison."""
    with open(case, encoding="utf-8") as f:
        sections = re.split(r"(?m)^(?=\[)", f.read())
    with open(out, "w", encoding="utf-8") as f:
        f.write("".join(s for s in sections if not re.match(r"\[(measure|plot) ", s) or s.startswith(f"[measure {keep}]")))
    return out
