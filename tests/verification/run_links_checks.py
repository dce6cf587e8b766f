#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of worked checks of links, links_checks.csv: where each is held, or why it has no caller.

    run_links_checks.py [FOLDER]        the list and the tests of another tree, to see this test fail

Of each check `where` names a file of tests and, after a colon, the function (of a .c file; it must be one that its main
runs) or the item (of a case of analytic/) that compares it with what a run calls; the check's id stands in a comment
there. Without `where` there is a `reason`; beside it, a reason says which part of the check is not compared.
"""
import csv
import os
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
N_CHECKS = 127  # of the published collection of formulas, all of them


def text_of(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def place(path, name):
    """The text of a test function or of an item, or what is wrong with it."""
    if not os.path.isfile(os.path.join(ROOT, path)):
        return None, f"there is no file {path}"
    text = text_of(path)
    if path.endswith(".ini"):
        parts = re.split(r"^#> item (.*)\n", text, flags=re.M)  # text, name, text, name, text ...
        for i in range(1, len(parts), 2):
            if parts[i] == name:
                return parts[i + 1], None
        return None, f"{path} has no item {name}"
    found = re.search(rf"^static void {re.escape(name)}\(void \*\*\w+\)\n{{\n(.*?)^}}", text, flags=re.M | re.S)
    if not found:
        return None, f"{path} has no test function {name}"
    if not re.search(rf"(cmocka_unit_test\w*|TEST)\({re.escape(name)}\b", text):
        return None, f"{path} does not run {name}"
    return found.group(1), None


def mistake(row):
    """What is wrong with a row of the list, or None."""
    if not row["where"]:
        return None if row["reason"] else "neither a place nor a reason"
    path, _, name = row["where"].partition(":")
    text, wrong = place(path, name)
    if wrong:
        return wrong
    comments = " ".join(re.findall(r"/\*.*?\*/|^#.*$", text, flags=re.M | re.S))
    words = {word.rstrip(".") for word in re.split(r"[\s,:;]+", comments)}
    return None if row["id"] in words else f"its id does not stand in {row['where']}"


def main():
    with open(os.path.join(ROOT, "tests/verification/links_checks.csv"), encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    mistakes = [f"{row['id']}: {wrong}" for row in rows for wrong in [mistake(row)] if wrong]
    ids = [row["id"] for row in rows]
    mistakes += [f"{name}: listed more than once" for name in sorted(set(ids)) if ids.count(name) > 1]
    if len(ids) != N_CHECKS:
        mistakes.append(f"{len(ids)} checks are listed, not {N_CHECKS}")
    without = sum(not row["where"] for row in rows)
    print(f"{len(rows) - without} worked checks are held, {without} have no caller")
    print("\n".join(mistakes))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
