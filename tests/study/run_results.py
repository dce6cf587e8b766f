#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cooldown results: lists, filters, sorts, exports, profiles, figures; and the store as others read it.

    run_results.py PROGRAM
"""
import random
import re
import shutil
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

# A table of many blocks: the rows of the small one over and over, with other times, some of them never. Sorted and
# filtered as Python does it; and whoever reads slowly (a pager) does not keep a sweep from writing.
shutil.copy(folder / "both.db", folder / "long.db")
random.seed(1)
times = {}
with sqlite3.connect(folder / "long.db") as connection:
    names = [row[1] for row in connection.execute("PRAGMA table_info(points)")]
    row = list(connection.execute("SELECT * FROM points WHERE point = 3").fetchone())
    at = names.index("t100")
    connection.execute("DELETE FROM points")
    for point in random.sample(range(20000), 13000):
        row[0], row[at] = point, random.choice([None, 100.0 * random.randrange(1, 400)])
        times[point] = row[at]
        connection.execute(f"INSERT INTO points VALUES ({','.join('?' * len(row))})", row)


def numbers(*args):
    return [int(line.split(",")[0]) for line in run("results", "long.db", "--csv", *args).stdout.splitlines()[1:]]


rising = sorted(times)
check("a long table", numbers() == rising)
check("a long table, backwards", numbers("--sort", "point", "--reverse") == rising[::-1])
check("a long table, sorted, never last", numbers("--sort", "t100") == sorted(rising, key=lambda p: times[p] or 1e9))
check("a long table, sorted backwards, never last", numbers("--sort", "t100", "--reverse") == sorted(rising, key=lambda p: -(times[p] or -1)))
few = [p for p in rising if times[p] and times[p] <= 7200]
check("a long table, filtered", numbers("--where", "t100 <= 2 h") == few)
said = run("results", "long.db", "--where", "t100 <= 2 h", "--limit", 5).stdout
check("what is not shown is counted", f"13000 finished, 0 of them failed; {len(few)} chosen" in said and
      f"... and {len(few) - 5} more" in said and said.count("\n") == 10, said)
reader = subprocess.Popen([str(program), "results", "long.db", "--csv"], cwd=folder, stdout=subprocess.PIPE, text=True)
head = reader.stdout.readline()
with sqlite3.connect(folder / "long.db", timeout=5) as connection:
    connection.execute("DELETE FROM points WHERE point = ?", (rising[-1],))
check("a reader does not keep others from writing", reader.poll() is None, reader.returncode)
check("a row that is gone is not shown", head.startswith("point,") and len(reader.stdout.readlines()) == 12999)
reader.wait()

# What a kill in the middle of a commit leaves: some pages of the next state in the file, the old ones in the journal.
with sqlite3.connect(folder / "long.db") as connection:
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("UPDATE points SET t100 = 1")  # more than fits: pages are written before the commit
    shutil.copy(folder / "long.db", folder / "torn.db")
    shutil.copy(folder / "long.db-journal", folder / "torn.db-journal")
    connection.rollback()
whole = run("results", "long.db", "--csv").stdout
shutil.copy(folder / "torn.db", folder / "second.db")
shutil.copy(folder / "torn.db-journal", folder / "second.db-journal")
check("a store whose sweep was killed while it committed", run("results", "torn.db", "--csv").stdout == whole)
run("results", "merge", "from_torn.db", "second.db")
check("and its merge", run("results", "from_torn.db", "--csv").stdout == whole)

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
run("results", "map.db", "--plot", "figure.svg")
numbers = set(re.findall(r">\s*([0-9.]+)\s*<", (folder / "figure.svg").read_text()))
check("isolines of a coarse map have their numbers", len(numbers & {"0.2", "0.4", "0.6", "0.8", "1.2", "1.4", "1.6"}) >= 6, numbers)
check("the map is no chequerboard", (folder / "figure.svg").read_text().count("<polygon") > 3000)
# cooldown plot knows a store from a result folder, and draws the same figure.
run("results", "map.db", "--plot", "figure.svg")
run("plot", "map.db")
check("plot draws the figure of results", (folder / "map.svg").read_text() == (folder / "figure.svg").read_text())
check("and a picture", (folder / "map.png").read_bytes().startswith(b"\x89PNG"))
run("results", "many.db", "--plot", "figure.svg", "--pareto", "plate.capacity", "--measure", "T_end", "--where", "n = 2")
run("plot", "--pareto", "plate.capacity", "many.db", "--measure", "T_end", "--where", "n = 2", "-o", "front.svg")
check("plot takes the options of results", (folder / "front.svg").read_text() == (folder / "figure.svg").read_text())
(folder / "figures").mkdir()
run("plot", "both.db", "--x", "n", "--where", "g = 0.5 W/K", "-o", "figures", "--format", "png")
check("in a folder", [path.name for path in (folder / "figures").iterdir()] == ["both.png"])
for db, more in (("map.db", []), ("both.db", []), ("many.db", []), ("many.db", ["--pareto", "plate.capacity"])):
    run("plot", db, *more, "-o", "paper.pdf")
    check(f"{db} {more} for a paper", (folder / "paper.pdf").read_bytes().startswith(b"%PDF"))
    (folder / "paper.pdf").unlink()
for args, status, words in ((["both.db", "many.db"], 2, "one sweep at a time"), (["both.db", "--nodes", "a"], 2, "for result folders"),
                            (["both.db", "--format", "gif"], 2, "svg, png or pdf"),
                            (["both.db", "--format", ""], 2, "names no format"), (["both.db", "--format", "png", "-o", "a.svg"], 2, "is no figure of"), (["both.db", "--measure", "t10"], 2, "did you mean"),
                            (["foreign.db"], 3, "no results of a study"), (["both.db", "-o", "map.db/a.svg"], 3, "map.db")):
    if not (folder / "foreign.db").exists():
        with sqlite3.connect(folder / "foreign.db") as connection:
            connection.execute("CREATE TABLE t (x)")
    said = run("plot", *args, status=status).stderr
    check(f"plot {args}: {words}", words in said, said)
(folder / "figure.svg").unlink()
run("results", "map.db", "--plot", "dark.svg", "--theme", "dark")
check("in a theme", "#14181c" in (folder / "dark.svg").read_text().lower())
run("plot", "map.db", "--theme", "dark", "-o", "dark_too.svg")
check("plot takes a theme too", (folder / "dark_too.svg").read_text() == (folder / "dark.svg").read_text())
shutil.copy(folder / "map.db", folder / "odd.db")
with sqlite3.connect(folder / "odd.db") as connection:
    connection.execute("UPDATE meta SET value = '\U0001f9ca\U00012345' WHERE key = 'title'")   # ice, and a cuneiform sign
told = run("plot", "odd.db", "--format", "png").stderr
check("letters without a font are told", "letters that no font here has" in told and "\U00012345" in told, told)
check("no such theme", 'there is no theme "pink"' in run("results", "map.db", "--plot", "a.svg", "--theme", "pink", status=2).stderr)
check("nothing to draw", "nothing to draw" in run("results", "both.db", "--plot", "a.svg", "--measure", "t_low", status=2).stderr)
check("no picture", "none of .svg, .png and .pdf" in run("results", "both.db", "--plot", "a.gif", status=3).stderr)

# Names that SQLite cannot tell apart, or that are columns already, still get columns of their own.
names = write("names.ini", small.replace("n = 1     [1 .. 4]", "n = 1\nN = 1\nstatus = 1\nsteps = 1"))
run("sweep", names, "--vary", "n=1,2", "--vary", "N=1,2", "--vary", "status=1,2", "--vary", "steps=1", "-o", "names.db")
check("names", len(table("names.db")[1]) == 8 and {"n", "N", "status", "steps"} <= set(table("names.db")[0]))

finish()
