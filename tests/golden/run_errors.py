#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Case files with mistakes: what the program says of each, word by word.

    run_errors.py PROGRAM [--update] [NAME ...]

Every errors/NAME.ini says in its first lines what must be said of it, written by hand:

    # expect 16: unrecognized key "lenght"      an error in line 16 whose message contains this text
    # expect include/b.ini:1: circular          an error in line 1 of another file
    # expect: no [case]                         an error wherever it stands
    # expect warning 9: W/m K                   a warning there
    # expect hint: did you mean "length"?       some hint contains this text
    # args: --set strap.length=3cm              further arguments of the program

As many errors must be reported as are expected. errors/NAME.err holds the whole text, so that every change of it is
seen; --update writes it anew. Each case ends with exit status 2, prints nothing on stdout and writes nothing.
COOLDOWN_WRAPPER in the environment ("valgrind --quiet ...") is put before the program. Standard library only.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ERRORS = HERE / "errors"
DIAGNOSTIC = re.compile(r"^(?:(?P<file>[^\n]*?):(?P<line>\d+):\d+: |(?P<who>[^\n:]*): )?"
                        r"(?P<severity>error|warning): (?P<message>.*)$", re.MULTILINE)

# What cannot be kept as a readable file: what makes it at a path, and what must be said.
PLAIN = (HERE / "good" / "plain.ini").read_bytes()
DURATION = b"duration = 3 h"


def plain_but(duration):
    """Writes good/plain.ini with another line for the duration, which is its line 4."""
    return lambda path: path.write_bytes(PLAIN.replace(DURATION, duration))


MADE = {
    "made_binary": (plain_but(DURATION + b"\x00"), '# expect: cannot read "made_binary.ini": it is binary'),
    "made_utf16": (lambda path: path.write_bytes(PLAIN.decode().encode("utf-16")),
                   '# expect: cannot read "made_utf16.ini": it is binary'),
    "made_control_byte": (plain_but(b"duration = 3 \x07h"), "# expect 4: control character 0x07"),
    "made_empty": (lambda path: path.write_bytes(b""), '# expect: cannot read "made_empty.ini": it is empty'),
    "made_blank": (lambda path: path.write_bytes(b" \n\t\r\n\n"), '# expect: cannot read "made_blank.ini": it is empty'),
    "made_directory": (lambda path: path.mkdir(), '# expect: cannot read "made_directory.ini": Is a directory'),
    "made_nothing": (lambda path: None, '# expect: cannot read "made_nothing.ini": No such file or directory'),
    "made_long_line": (plain_but(DURATION + b" " * 70000 + b"# long"),
                       '# expect: cannot read "made_long_line.ini": line 4 is longer than 64 KiB'),
    "made_deep_parentheses": (plain_but(b"duration = $(" + b"(" * 30000 + b"2 h"), "# expect 4: brackets"),
    "made_long_sum": (plain_but(b"duration = $( 1 h" + b" + 1 s" * 9000 + b" + 1 m )"), "# expect 4: cannot add"),
}


def expectations(header):
    """(errors, warnings, hints, arguments): the first two as (file or None, line or None, text)."""
    errors, warnings, hints, arguments = [], [], [], []
    for line in header.splitlines():
        if m := re.match(r"# args: (.*)", line):
            arguments = shlex.split(m[1])
        elif m := re.match(r"# expect hint: (.*)", line):
            hints.append(m[1])
        elif m := re.match(r"# expect( warning)?(?: (?:(\S+):)?(\d+))?: (.*)", line):
            (warnings if m[1] else errors).append((m[2], m[3] and int(m[3]), m[4]))
        elif line.startswith("# expect"):
            raise SystemExit(f"cannot read the expectation: {line}")
    return errors, warnings, hints, arguments


def unmet(expected, found, case):
    """The expectations that no diagnostic meets."""
    def meets(want, d):
        file, line, text = want
        if line is not None and (d["file"], int(d["line"] or 0)) != (file or case, line):
            return False
        return text in d["message"]
    return [w for w in expected if not any(meets(w, d) for d in found)]


def judge(name, header, result, stderr, out):
    """What is wrong with the program's answer: a list of sentences."""
    errors, warnings, hints, _ = expectations(header)
    said = [m.groupdict() for m in DIAGNOSTIC.finditer(stderr)]
    said_errors = [d for d in said if d["severity"] == "error"]
    said_warnings = [d for d in said if d["severity"] == "warning"]
    wrong = []
    if not errors:
        wrong.append("the case expects no error")
    if result.returncode != 2:
        wrong.append(f"exit status {result.returncode}, not 2")
    if result.stdout:
        wrong.append("something on stdout")
    if out.exists():
        wrong.append("something was written")
    if len(said_errors) != len(errors):
        wrong.append(f"{len(said_errors)} errors, not {len(errors)}")
    for want in unmet(errors, said_errors, name + ".ini"):
        wrong.append(f"no such error: {want}")
    for want in unmet(warnings, said_warnings, name + ".ini"):
        wrong.append(f"no such warning: {want}")
    for text in hints:
        if not re.search(r"^ *hint: .*" + re.escape(text), stderr, re.MULTILINE):
            wrong.append(f"no hint with: {text}")
    return wrong


def run_case(command, name, header, scratch, update):
    """Runs one case; what is wrong with the answer as a text, empty when nothing is."""
    folder, out = ERRORS, scratch / (name + ".out")
    if name in MADE:
        folder = scratch / name
        folder.mkdir()
        MADE[name][0](folder / (name + ".ini"))
    before = sorted(folder.glob("**/*"))
    arguments = [*command, "run", name + ".ini", "-o", str(out), "--no-plot", *expectations(header)[3]]
    result = subprocess.run(arguments, cwd=folder, capture_output=True, timeout=300)
    # Messages that name the project's own files show where it lies on this machine.
    stderr = result.stderr.decode("utf-8", "replace").replace(str(ROOT), "@ROOT@")
    recorded = ERRORS / (name + ".err")
    if update:
        recorded.write_text(stderr, encoding="utf-8")
    wrong = judge(name, header, result, stderr, out)
    if not update and sorted(folder.glob("**/*")) != before:
        wrong.append("files appeared beside the case")
    if not recorded.exists() or recorded.read_text(encoding="utf-8") != stderr:
        wrong.append(f"differs from errors/{name}.err")
    return f"{name}: {'; '.join(wrong)}\n{stderr}" if wrong else ""


def main():
    program, *names = [a for a in sys.argv[1:] if a != "--update"]
    update = "--update" in sys.argv
    command = shlex.split(os.environ.get("COOLDOWN_WRAPPER", "")) + [str(Path(program).resolve())]
    headers = {p.stem: p.read_text(encoding="utf-8") for p in sorted(ERRORS.glob("*.ini"))}
    headers |= {name: header for name, (_, header) in MADE.items()}
    complaints = [] if names else [f"errors/{p.name} belongs to no case" for p in sorted(ERRORS.glob("*.err"))
                                   if p.stem not in headers]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda name: run_case(command, name, headers[name], Path(scratch), update), names or headers)
        complaints += [answer for answer in answers if answer]
    print("\n".join(complaints))
    print(f"{len(names or headers)} case files with mistakes, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
