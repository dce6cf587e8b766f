#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every figure of every case is drawn: gnuplot and dot say nothing while they draw, and no picture is empty.

    run_figures.py PROGRAM [--all] [CASE ...]

Of each case of cases/ (or the CASEs) the run's figures, the page with its network, the strip of networks; of the sweeps of
cases/nbti_straps.ini their figures. --all: also in the themes screen and dark, and as PDF. Standard library only.
"""
import concurrent.futures
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [*shlex.split(os.environ.get("COOLDOWN_WRAPPER", "")), os.path.abspath(sys.argv[1])]
ALL = "--all" in sys.argv
CASES = [Path(a).resolve() for a in sys.argv[2:] if a != "--all"] or sorted((ROOT / "cases").glob("*.ini"))
ALWAYS = ["temperature", "temperature_log", "heat", "stacked", "chain", "energy"]
SWEEPS = [("strap", [], ["map.svg", "map.png"]), ("coolers", [], ["lines.svg", "lines.png"]),
          ("design", ["--points", "60"], ["axes.svg", "axes.png"])]

# Stands before the real program in PATH and keeps what that says.
SPY = """#!/bin/sh
"{real}" "$@" 2>>"{log}"
status=$?
cat "{log}" >&2
exit $status
"""


class Look:
    """One case: its folder, and what was wrong."""

    def __init__(self, name, scratch):
        self.name, self.folder, self.problems = name, scratch / name, []
        self.log = self.folder / "said.txt"
        spies = self.folder / "spies"
        spies.mkdir(parents=True)
        for tool in ("gnuplot", "dot"):
            (spies / tool).write_text(SPY.format(real=shutil.which(tool), log=self.log))
            (spies / tool).chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{spies}:{os.environ['PATH']}"}

    def check(self, good, what):
        if not good:
            self.problems.append(f"{self.name}: {what}")

    def run(self, *arguments):
        done = subprocess.run([*PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, capture_output=True,
                              text=True, timeout=280)
        self.check(done.returncode == 0 and not done.stderr, f"{arguments[0]} says {done.stderr!r}")
        said = self.log.read_text() if self.log.exists() else ""
        self.check(not said, f"gnuplot or dot says, at {' '.join(map(str, arguments))}: {said!r}")
        self.log.unlink(missing_ok=True)

    def look_at(self, folder):
        for path in sorted(folder.glob("*.svg")):
            self.check(not empty_svg(path.read_text()), f"{path.name} shows nothing")
        for path in sorted(folder.glob("*.png")):
            self.check(not empty_png(path.read_bytes()), f"{path.name} shows nothing")
        for path in sorted(folder.glob("*.pdf")):
            self.check(path.read_bytes()[:5] == b"%PDF-" and path.stat().st_size > 2000, f"{path.name} shows nothing")


def empty_svg(text):
    """gnuplot puts what is plotted into groups of their own; those that are there only for the legend or for no data are
    empty. dot draws nodes."""
    text = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", text, flags=re.S)
    if "graph0" in text:
        return "<ellipse" not in text and "<path" not in text and "<polygon" not in text
    plotted = re.findall(r'<g id="gnuplot_plot_\w+"\s*>(.*?)</g>\s*</g>', text + "</g></g>", re.S)
    marks = sum(len(re.findall(r"<(?:path|polygon|use|rect|circle)\b", part)) for part in plotted)
    return marks == 0


def empty_png(data):
    """Less than two bytes in a thousand differ from the plain ground of the picture."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return True
    at, packed = 8, b""
    while at < len(data):
        length = int.from_bytes(data[at:at + 4], "big")
        if data[at + 4:at + 8] == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += length + 12
    plain = zlib.decompress(packed)
    counts = sorted((plain.count(bytes([value])) for value in range(256)), reverse=True)
    return len(plain) - sum(counts[:5]) < 0.002 * len(plain)


def look_at_case(case, scratch):
    look = Look(case.stem, scratch)
    out = look.folder / "out"
    look.run("run", case, "-o", out, "--quiet")
    for name in ALWAYS:
        look.check((out / f"{name}.svg").exists() and (out / f"{name}.png").exists(), f"{name} was not drawn")
    look.run("report", out, "--quiet")
    page = (out / "report.html").read_text() if (out / "report.html").exists() else ""
    look.check('class="missing"' not in page and 'id="network-picture"' in page, "the page lacks a picture")
    look.run("graph", "--run", out, "-o", out / "strip.png", "--quiet")
    look.look_at(out)
    for theme in ("screen", "dark") if ALL else ():
        look.run("plot", out, "--theme", theme, "--format", "svg,png,pdf", "-o", out / theme)
        look.look_at(out / theme)
        look.run("graph", case, "--theme", "dark" if theme == "dark" else "paper", "-o", out / theme / "steady.svg", "--quiet")
    return look.problems


def look_at_sweep(sweep, scratch):
    name, options, pictures = sweep
    look = Look(f"sweep_{name}", scratch)
    store = look.folder / "store.db"
    look.run("sweep", ROOT / "cases/nbti_straps.ini", name, *options, "-o", store, "--quiet")
    for picture in pictures:
        look.run("results", store, "--plot", look.folder / picture)
    for theme in ("screen", "dark") if ALL else ():
        look.run("results", store, "--plot", look.folder / f"{theme}.png", "--theme", theme)
    look.run("report", store, "--quiet")
    look.check('class="missing"' not in (look.folder / "store_report.html").read_text(), "the page lacks a picture")
    look.look_at(look.folder)
    return look.problems


def main():
    for tool in ("gnuplot", "dot"):
        if not shutil.which(tool):
            print(f"skipped: {tool} was not found (apt-get install gnuplot-nox graphviz)")
            return 77
    problems = []
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        work = [pool.submit(look_at_case, case, Path(scratch)) for case in CASES]
        work += [pool.submit(look_at_sweep, sweep, Path(scratch)) for sweep in SWEEPS]
        for done in work:
            problems += done.result()
    print("\n".join(problems) or f"figures of {len(CASES)} cases and {len(SWEEPS)} sweeps: none is empty, nothing was said")
    return 1 if problems else 0


sys.exit(main())
