#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The structure that src/ promises, held against the files themselves.

    check_structure.py SRC LIBRARY [COMPILER]

  - a file includes only headers of its own folder and of the folders below it; the program only cooldown.h;
  - CVODES is called in solve/transient*.c only;
  - every symbol of the library that others can see begins cd_, and none is a variable (the one mutex is local to unit.c);
  - the library refers to no function that prints to the standard streams, exits or reads the environment;
  - cooldown.h compiles alone, as C and as C++ where there is such a compiler.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

FLOORS = ["text", "material", "cooler", "link", "network", "case", "solve", "study", "output"]
PUBLIC = "cooldown.h"
FORBIDDEN = {"printf", "puts", "putchar", "perror", "exit", "_exit", "abort", "getenv", "secure_getenv", "stdout", "stderr"}

problems = []


def includes(path):
    return re.findall(r'^\s*#\s*include\s+"([^"]+)"', path.read_text(), re.M)


def check_floors(src):
    for path in sorted(src.glob("*/*.[ch]")):
        floor = path.parent.name
        for name in includes(path):
            target = (path.parent / name).resolve()
            where = target.parent.name if target.parent != src.resolve() else ""
            if floor == "cli":
                good = where == "cli" or target.name == PUBLIC
            elif where == "":
                good = target.name == PUBLIC and FLOORS.index(floor) >= FLOORS.index("case")
            else:
                good = where in FLOORS and FLOORS.index(where) <= FLOORS.index(floor)
            if not good:
                problems.append(f"{path}: includes {name}, which is not below it")
        if "cvodes/cvodes.h" in path.read_text() and not path.name.startswith("transient"):
            problems.append(f"{path}: only solve/transient*.c calls CVODES")


def check_symbols(library):
    listing = subprocess.run(["nm", "--extern-only", "--format=sysv", str(library)], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        columns = [column.strip() for column in line.split("|")]
        if len(columns) != 7 or columns[0] == "Name" or columns[0].startswith("__"):  # compiler's and sanitizer's own
            continue
        name, kind, section = columns[0], columns[2], columns[6]
        if kind == "U":
            if name in FORBIDDEN:
                problems.append(f"library uses {name}")
        elif not name.startswith("cd_"):
            problems.append(f"library exports {name}")
        elif section.startswith((".bss", ".data")) and not section.startswith(".data.rel.ro") or kind == "C":
            problems.append(f"library has the global variable {name}")


def check_header(src, compiler):
    for command in [[compiler, "-std=c17"], [shutil.which("g++") or "", "-xc++"]]:
        if command[0]:
            done = subprocess.run([*command, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", str(src / PUBLIC)],
                                  capture_output=True, text=True)
            if done.returncode:
                problems.append(f"{PUBLIC} does not compile alone with {' '.join(command)}:\n{done.stderr}")


src, library = Path(sys.argv[1]), Path(sys.argv[2])
check_floors(src)
check_symbols(library)
check_header(src, sys.argv[3] if len(sys.argv) > 3 else "cc")
print("\n".join(problems) or "structure as promised")
sys.exit(1 if problems else 0)
