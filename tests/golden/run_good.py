#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Case files that are unusual but right: each must be read, checked and run without a word of complaint.

    run_good.py PROGRAM [NAME ...]

What else is asked of good/NAME.ini stands in its first lines:

    # same as plain.ini: why      its profile.csv is that of good/plain.ini, byte for byte
    # like plain.ini: why         the same up to the rounding of sums in another order
    # stderr: Latin-1             a note with this text is printed
    # draws                       the figures are drawn, and no command hidden in a title makes a file "x"

The example of README.md is one of them. COOLDOWN_WRAPPER in the environment ("valgrind --quiet ...") is put before the
program. Standard library only.
"""
import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

GOOD = Path(__file__).resolve().parent / "good"
README = GOOD.parent.parent.parent / "README.md"
# Sums in another order change the last bits of the heat flows; the integrator's steps, and so its error, stay the same
# to many more digits than its tolerance of 1e-5.
ROUNDING = 1e-8


def run(command, folder, *arguments):
    result = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, timeout=600)
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def columns(path):
    with open(path, newline="") as file:
        head, *rows = csv.reader(file)
    return {name: [float(row[i]) for row in rows] for i, name in enumerate(head)}


def profiles_differ(one, other):
    """How two profiles differ beyond rounding, or None."""
    a, b = columns(one), columns(other)
    if set(a) != set(b) or len(a["time_s"]) != len(b["time_s"]):
        return "other columns or rows"
    for name in a:
        scale = max(map(abs, a[name]), default=0) or 1
        worst = max(abs(x - y) for x, y in zip(a[name], b[name])) / scale
        if not worst <= ROUNDING:
            return f"{name} differs by {worst:.2g} of its largest value"
    return None


def judge_answer(text, status, stderr):
    wrong = [] if status == 0 else [f"exit status {status}"]
    notes = re.findall(r"^# stderr: (.*)$", text, re.MULTILINE)
    wrong += [f"no note with: {note}" for note in notes if note not in stderr]
    if stderr and not notes:
        wrong.append("something on stderr")
    return wrong


def judge_profile(text, out, plain):
    if re.search(r"^\ufeff?# same as plain.ini", text) and out.read_bytes() != plain.read_bytes():
        return [f"profile.csv is not that of plain.ini, byte for byte ({profiles_differ(out, plain)})"]
    if re.search(r"^\ufeff?# like plain.ini", text) and (how := profiles_differ(out, plain)):
        return [f"profile.csv is not that of plain.ini: {how}"]
    return []


def judge_figures(folder, out):
    wrong = []
    if shutil.which("gnuplot") and not (list(out.glob("*.svg")) and list(out.glob("*.png"))):
        wrong.append("no figures")
    if any(p.name == "x" for p in folder.rglob("*")):
        wrong.append("a title ran a command")
    return wrong


def readme_case(scratch):
    case = scratch / "README.ini"
    case.write_text(re.search(r"^```ini\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)[1])
    return case


def run_case(command, case, scratch, plain):
    """Runs and checks one case in a folder of its own; what is wrong as a text, empty when nothing is."""
    text = case.read_bytes().decode("latin-1" if case.stem == "latin1" else "utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    folder = scratch / case.stem
    folder.mkdir()
    out = folder / "out"
    draws = text.startswith("# draws")
    status, _, stderr = run(command, folder, "run", str(case), "-o", str(out), *([] if draws else ["--no-plot"]))
    wrong = judge_answer(text, status, stderr)
    if status == 0:
        wrong += judge_profile(text, out / "profile.csv", plain)
    if draws:
        wrong += judge_figures(folder, out)
    status, stdout, stderr_of_check = run(command, folder, "check", str(case))
    wrong += ["check: " + w for w in judge_answer(text, status, stderr_of_check)]
    if not stdout:
        wrong.append("check says nothing")
    return f"{case.stem}: {'; '.join(wrong)}\n{stderr}" if wrong else ""


def main():
    program, *names = sys.argv[1:]
    command = shlex.split(os.environ.get("COOLDOWN_WRAPPER", "")) + [str(Path(program).resolve())]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(os.cpu_count()) as pool:
        scratch = Path(scratch)
        run(command, scratch, "run", str(GOOD / "plain.ini"), "-o", "reference", "--quiet", "--no-plot")
        plain = scratch / "reference" / "profile.csv"
        cases = [GOOD / (n + ".ini") for n in names] or [*sorted(GOOD.glob("*.ini")), readme_case(scratch)]
        complaints = [a for a in pool.map(lambda case: run_case(command, case, scratch, plain), cases) if a]
    print("\n".join(complaints))
    print(f"{len(cases)} unusual case files, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
