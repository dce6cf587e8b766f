# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of instructions per function from valgrind's callgrind: own, inclusive, calls.

count(command, orders) runs `command` under callgrind with `orders` on its standard input; per_run() takes the difference of
two counts, so that reading and starting drop out.
"""
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass


@dataclass
class Function:
    object: str = ""
    file: str = ""
    own: int = 0        # instructions
    inclusive: int = 0  # with all that it calls; of no use where a function calls itself
    calls: int = 0
    called_by_libraries: int = 0  # calls from another object


class Names:
    """callgrind writes a name once, "(3) name", and then "(3)"; objects, files and functions have numbers of their own."""

    def __init__(self):
        self.known = {}

    def of(self, kind, text):
        number, name = re.match(r"\((\d+)\)(?: (.*))?$", text).groups()
        if name is not None:
            self.known[kind, number] = name
        return self.known[kind, number]


def parse(lines):
    """{(file, function): Function} of a callgrind.out file. Inlined lines count to the function they stand in."""
    names, out = Names(), {}
    object = file = called_file = called_object = ""
    function = called = None
    for line in lines:
        if line[:1].isdigit() or line[:1] in "+-*":
            cost = int(line.split()[1]) if len(line.split()) > 1 else 0
            if called is not None:  # the line after calls=: inclusive cost of those calls
                called.inclusive += cost
                function.inclusive += cost
                called = None
            elif function is not None:
                function.own += cost
                function.inclusive += cost
            continue
        key, _, value = line.rstrip("\n").partition("=")
        if key == "ob":
            object = names.of("ob", value)
        elif key == "fl":
            file = names.of("fl", value)
        elif key in ("fi", "fe"):
            names.of("fl", value)
        elif key == "fn":
            function = entry(out, names.of("fn", value), file, object)
            called_file, called_object = file, object
        elif key == "cob":
            called_object = names.of("ob", value)
        elif key in ("cfi", "cfl"):
            called_file = names.of("fl", value)
        elif key == "cfn":
            name = names.of("fn", value)
        elif key == "calls":
            callee = entry(out, name, called_file, called_object)
            callee.calls += int(value.split()[0])
            callee.called_by_libraries += int(value.split()[0]) if callee.object != object else 0
            called = Placeholder()
            called_file, called_object = file, object
    return out


class Placeholder:
    """A callee's inclusive cost stands with itself already; only the caller's grows by the calls."""
    inclusive = 0


def entry(out, name, file, object):
    key = (os.path.basename(file), name)
    if key not in out:
        out[key] = Function(object, file)
    return out[key]


def count(command, orders):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "out")
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={path}"] + command,
                       input="".join(order + "\n" for order in orders), capture_output=True, text=True, check=True)
        with open(path, encoding="utf-8") as f:
            lines = f.readlines()
    counts = parse(lines)
    total = next(int(line.split()[1]) for line in lines if line.startswith("totals:"))
    if sum(f.own for f in counts.values()) != total:
        raise SystemExit("callgrind's file was not understood: its functions do not add up to its total")
    return counts


def per_run(command, order, runs=2):
    """Per function: what one more run adds (numbers per run)."""
    few, many = count(command, [order]), count(command, [order] * (1 + runs))
    out = {}
    for key, f in many.items():
        before = few.get(key, Function())
        out[key] = Function(f.object, f.file, (f.own - before.own) / runs, (f.inclusive - before.inclusive) / runs,
                            (f.calls - before.calls) / runs, (f.called_by_libraries - before.called_by_libraries) / runs)
    return out
