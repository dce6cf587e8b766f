#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cooldown results: lists, filters, sorts, exports, profiles, figures; and the store as others read it.

    run_results.py PROGRAM
"""
import re
import sqlite3

from bench import *

run("sweep", case, "both", "-o", "both.db", "--keep-profiles", "1, 3..4")

# As Python reads it: the documented tables.
with sqlite3.connect(folder / "both.db") as connection:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    check("tables", {"meta", "columns", "points", "profiles"} <= names, names)
    rows = connection.execute('SELECT point, status, g, n, t100, t_low, steps FROM points ORDER BY point').fetchall()
    check("rows", len(rows) == 12 and rows[0][0] == 0 and all(row[1] == "ok" and row[6] > 10 for row in rows), rows)
    check("SI", rows[0][2] == 0.5 and abs(rows[0][4] - 4000 / 0.5 * 1.252763) < 0.1, rows[0])
    check("NULL for never", rows[0][5] is None)
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    check("meta", meta["program"].startswith("cooldown ") and re.fullmatch("[0-9a-f]{64}", meta["case_sha256"]) and
          meta["n_points"] == "12" and "[node plate]" in meta["case"], meta.keys())
    unit = connection.execute("SELECT unit, scale FROM columns WHERE name = 't100'").fetchone()
    check("units", unit == ("h", 3600.0), unit)
    journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
    check("no write-ahead log, which network file systems cannot have", journal == "delete", journal)
    kept = [row[0] for row in connection.execute("SELECT point FROM profiles ORDER BY point")]
    check("profiles of the points asked for", kept == [1, 3, 4], kept)

profile = run("results", "both.db", "--profile", 3).stdout.splitlines()
check("a profile", profile[0] == "time_s,T_bath_K,T_plate_K,Q_strap_W" and len(profile) > 100, profile[:2])
check("no such profile", "was kept" in run("results", "both.db", "--profile", 2, status=2).stderr)


def points(*args):
    """Numbers of the points that a list shows, in its order."""
    return [int(line.split()[0]) for line in run("results", "both.db", *args).stdout.splitlines() if re.match(r" +\d", line)]


check("a list", points() == list(range(12)))
check("sorted", points("--sort", "t100", "--reverse")[0] == 0 and points("--sort", "t100")[0] == 11)
check("filtered, with units", points("--where", "g <= 1000 mW/K", "--where", "n = 2") == [1, 4])
check("filtered by a time in hours", points("--where", "t100 > 2 h") == [0], points("--where", "t100 > 2 h"))
check("by status", points("--where", "status != ok") == [])
check("limited", points("--limit", 3) == [0, 1, 2])
check("hours are shown", "t100 (h)" in run("results", "both.db").stdout)
for args, words in ((["--where", "g < 3 K"], "write it with a unit"), (["--where", "gg < 3"], "did you mean"),
                    (["--sort", "t10"], 'did you mean "t100"'), (["--where", "g"], "write COLUMN < VALUE")):
    said = run("results", "both.db", *args, status=2).stderr
    check(f"{args}: {words}", words in said, said)
check("not a store", "no results of a study" in run("results", case, status=3).stderr)
check("no file", "no such file" in run("results", "none.db", status=3).stderr)

# Figures of each kind; what cannot be drawn is said.
run("sweep", case, "--vary", "g, n = 1, 2, 3, plate.capacity = 2000 J/K .. 5000 J/K", "--method", "lhs", "--points", 60, "-o", "many.db")
run("sweep", case, "--vary", "g = 0.5 W/K .. 4 W/K in 5 log", "--vary", "n = 1 .. 4 in 4", "-o", "map.db")
for db, args, words in (("both.db", [], ["g (", "n = 2", "t100 (h)"]), ("map.db", [], ["g (", "t100 (h)"]),
                        ("many.db", [], ["plate", ".capacity", "the tenth with the least"]),
                        ("many.db", ["--pareto", "plate.capacity"], ["plate.capacity (J/K)", "t100 (h)"]),
                        ("both.db", ["--x", "n", "--where", "g = 0.5 W/K"], ["t100 (h)"]),
                        ("both.db", ["--measure", "T_end"], ["T_end (K)"])):
    run("results", db, "--plot", "figure.svg", *args)
    svg = (folder / "figure.svg").read_text()
    check(f"figure of {db} {args}", svg.rstrip().endswith("</svg>"))
    for word in words:
        check(f"figure of {db} {args} has {word}", word in svg)
    (folder / "figure.svg").unlink()
run("results", "map.db", "--plot", "dark.svg", "--theme", "dark")
check("in a theme", "#14181c" in (folder / "dark.svg").read_text().lower())
check("no such theme", 'there is no theme "pink"' in run("results", "map.db", "--plot", "a.svg", "--theme", "pink", status=2).stderr)
check("nothing to draw", "nothing to draw" in run("results", "both.db", "--plot", "a.svg", "--measure", "t_low", status=2).stderr)
check("no picture", "svg" in run("results", "both.db", "--plot", "a.pdf", status=3).stderr)

# Names that SQLite cannot tell apart, or that are columns already, still get columns of their own.
names = write("names.ini", small.replace("n = 1     [1 .. 4]", "n = 1\nN = 1\nstatus = 1\nsteps = 1"))
run("sweep", names, "--vary", "n=1,2", "--vary", "N=1,2", "--vary", "status=1,2", "--vary", "steps=1", "-o", "names.db")
check("names", len(table("names.db")[1]) == 8 and {"n", "N", "status", "steps"} <= set(table("names.db")[0]))

finish()
