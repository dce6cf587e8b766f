#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closed forms and published numbers, through the command line: every case of analytic/ is run and held against what it states.

    run_analytic.py PROGRAM [NAME]...      all cases, or those whose file name contains one of the words

A case states what it expects in comments beginning `#>`; lines apply to the run begun last.

    #> item A1                                         which benchmark the following lines belong to
    #> run [--set K=V]... [rtol=1e-10] [as NAME]        begins a run (default: no settings, rtol 1e-8); NAME to refer to it
    #> bounds 4 K .. 300 K                              every temperature in every row lies there, but for 1e-6 of it
    #> T(node) at 3600 s = 194.9 K +- 1e-6 rel          a column of profile.csv at exactly that time, or `at end`; also Q(link)
    #> mean(rod.1..20) at 25 s = 228.7 K +- 2e-5        mean of cells
    #> level(node, 20 K) = 26938.4 s +- 0.1             level times of summary.json
    #> measure NAME = 5.5 +- 1e-3                       in the measure's unit
    #> T(a) at 7200 s = T(a) at 3600 s of NAME +- 1e-9 rel   the same of another run

A tolerance is absolute, or relative with `rel`. On every run with heat capacity the energy must close: `closure` of summary.json below
1e-6. One line per check; exit status 0 when all pass and no item is left out, else 1.
"""
import csv
import json
import math
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "analytic")
CLOSURE = 1e-6
BOUND_SLACK = 1e-6  # of the bound: a hundred times rtol

ITEMS = (["A1", "A1 with load", "A2", "A3", "A4 n=3", "A4 n=1", "B1", "B2", "B4", "C1", "C2", "C4", "C4 energy", "C4 bounds"]
         + ["D enthalpy Cu", "D enthalpy Al 6061", "D enthalpy SS 304", "D1", "D2 Cu", "D2 Al", "D3 constant", "D3 NIST", "D4 Cu", "D4 Al"]
         + ["E 304 SS", "E Al 6061", "E Cu RRR 50", "E Cu RRR 100", "E G-10 normal", "E G-10 warp", "E1", "E2", "E3", "E4"]
         + ["F n=5", "F n=10", "F n=20", "F n=40", "F n=80", "F Fourier", "F joint", "G T2", "G T2 cells", "L3 off", "L3 on", "L6", "P gas", "P coil", "P pot"])

QUANTITY = r"(?:T|Q|mean)\([\w.]+\) at (?:end|\S+ s)"
CHECK = re.compile(rf"(?P<what>{QUANTITY}|level\(\w+, \S+ K\)|measure \w+) = "
                   rf"(?P<want>{QUANTITY} of \w+|\S+)(?: [A-Za-z]+)? \+- (?P<tol>\S+)(?P<rel> rel)?")


class Mistake(Exception):
    """Something in a case's comments or in the program's output that cannot be understood."""


class Run:
    """One run of a case: its settings, then its results."""

    def __init__(self, words):
        self.settings, self.rtol, self.name, self.checks, self.bounds = [], "1e-8", None, [], None
        words = list(words)
        while words:
            word = words.pop(0)
            if word == "--set":
                self.settings += [word, words.pop(0)]
            elif word.startswith("rtol="):
                self.rtol = word[5:]
            elif word == "as":
                self.name = words.pop(0)
            else:
                raise Mistake(f"#> run: {word}")

    def start(self, program, case, folder):
        command = [program, "run", case, "-o", folder, "--rtol", self.rtol, "--no-plot", "--quiet"] + self.settings
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=250)
        if done.returncode != 0:
            raise Mistake(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as f:
            self.summary = json.load(f)
        with open(os.path.join(folder, "profile.csv"), encoding="utf-8") as f:
            rows = list(csv.reader(line for line in f if not line.startswith("#")))
        self.columns = {name: i for i, name in enumerate(rows[0])}
        self.rows = [[float(v) for v in row] for row in rows[1:]]

    def row(self, when):
        if when == "end":
            return self.rows[-1]
        t = float(when)
        found = [row for row in self.rows if abs(row[0] - t) <= 1e-9 * t]
        if not found:
            raise Mistake(f"no row at {when} s in profile.csv")
        return found[0]

    def column(self, row, name):
        if name not in self.columns:
            raise Mistake(f"no column {name} in profile.csv")
        return row[self.columns[name]]

    def value(self, what):
        """The number that a text like "T(block) at 3600 s" stands for."""
        if what.startswith("measure "):
            measure = self.summary["measures"][what[8:]]
            return math.nan if measure is None else measure["value"]
        level = re.fullmatch(r"level\((\w+), (\S+) K\)", what)
        if level:
            t = self.summary["levels"][level[1]][level[2]]
            return math.nan if t is None else t
        kind, name, when = re.fullmatch(r"(\w+)\(([\w.]+)\) at (\S+)(?: s)?", what).groups()
        row = self.row(when)
        if kind == "mean":
            rod, first, last = re.fullmatch(r"(\w+)\.(\d+)\.\.(\d+)", name).groups()
            cells = [self.column(row, f"T_{rod}.{i}_K") for i in range(int(first), int(last) + 1)]
            return sum(cells) / len(cells)
        return self.column(row, f"{kind}_{name}_{'K' if kind == 'T' else 'W'}")

    def extremes(self):
        temperatures = [i for name, i in self.columns.items() if name.startswith("T_")]
        return (min(min(row[i] for i in temperatures) for row in self.rows),
                max(max(row[i] for i in temperatures) for row in self.rows))


def read_expectations(path):
    """The runs of a case with their checks [(item, match)], in order."""
    runs, item = [], None
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if not line.startswith("#>"):
                continue
            text = line[2:].strip()
            if text.startswith("item "):
                item = text[5:]
            elif text == "run" or text.startswith("run "):
                runs.append(Run(text.split()[1:]))
            else:
                if not runs:
                    runs.append(Run([]))
                match = CHECK.fullmatch(text)
                bounds = re.fullmatch(r"bounds (\S+) K \.\. (\S+) K", text)
                if bounds:
                    runs[-1].bounds = float(bounds[1]), float(bounds[2])
                elif match:
                    runs[-1].checks.append((item, match))
                else:
                    raise Mistake(f"{path}:{number}: not understood: {text}")
    if not runs:
        raise Mistake(f"{path}: nothing is expected of it")
    return runs


class Report:
    def __init__(self):
        self.count, self.failed, self.items = 0, 0, set()

    def line(self, item, where, what, got, want, tolerance):
        off = abs(got - want)
        good = off <= tolerance
        self.count += 1
        self.failed += not good
        self.items.add(item)
        print(f"{'ok    ' if good else 'FAILED'} {item:18} {where:32} {what:34} got {got:.12g}  want {want:.12g}"
              f"  +- {tolerance:.2g}  off {off:.2g}", flush=True)

    def mistake(self, where, error):
        self.count += 1
        self.failed += 1
        print(f"FAILED {where}: {error}", flush=True)


def check_run(report, run, named, where):
    for item, match in run.checks:
        try:
            want = match["want"]
            if " of " in want:
                what, other = want.rsplit(" of ", 1)
                want = named[other].value(what)
            want = float(want)
            tolerance = float(match["tol"]) * (abs(want) if match["rel"] else 1.0)
            report.line(item, where, match["what"], run.value(match["what"]), want, tolerance)
        except (Mistake, KeyError, AttributeError, ValueError) as e:
            report.mistake(f"{item} {where} {match['what']}", repr(e))
    if run.bounds:
        (low, high), (lowest, highest) = run.bounds, run.extremes()
        report.line("C4 bounds", where, f"coldest above {low:g} K", min(lowest, low), low, BOUND_SLACK * max(low, 1.0))
        report.line("C4 bounds", where, f"hottest below {high:g} K", max(highest, high), high, BOUND_SLACK * high)
    closure = run.summary.get("closure")
    if closure is not None:
        report.line("C4 energy", where, "closure of energy", closure, 0.0, CLOSURE)


def check_case(report, program, path):
    name = os.path.basename(path)
    try:
        runs = read_expectations(path)
    except Mistake as e:
        return report.mistake(name, e)
    named = {}
    for run in runs:
        where = " ".join([name[:-4]] + run.settings[1::2])
        with tempfile.TemporaryDirectory() as folder:
            try:
                run.start(program, path, os.path.join(folder, "out"))
            except (Mistake, OSError, ValueError, IndexError, subprocess.TimeoutExpired) as e:
                report.mistake(where, e)
                continue
        named[run.name] = run
        check_run(report, run, named, where)


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    program, words = os.path.abspath(arguments[0]), arguments[1:]
    report = Report()
    for name in sorted(os.listdir(HERE)):
        if name.endswith(".ini") and (not words or any(word in name for word in words)):
            check_case(report, program, os.path.join(HERE, name))
    left_out = [item for item in ITEMS if item not in report.items]
    strangers = sorted(report.items - set(ITEMS))
    print(f"{report.count} checks, {report.failed} failed; {len(report.items)} of {len(ITEMS)} items")
    if not words:
        print(f"items left out: {', '.join(left_out) or 'none'}" + (f"; not in the list: {', '.join(strangers)}" if strangers else ""))
    return 1 if report.failed or strangers or (left_out and not words) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
