#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweeps that are asked for something wrong, or meet files that are: each is told in words, and nothing is lost.

    run_misuse.py PROGRAM
"""
import re
import sqlite3
import time

from bench import *


def refused(words, *args, status=2):
    """The program ends with this status and says these words."""
    said = run(*args, status=status).stderr
    check(f"{' '.join(map(str, args))}: {words}", words in said, said)
    return said


# ---- points that cannot be run ----

# More than a thousand, which is as many as are kept to tell them: 25 x 41 = 1025; and a million, told as soon as enough.
said = refused("heat capacity must not be negative", "sweep", case, "--vary", "plate.capacity = -2 J/K .. -1 J/K in 25", "--vary",
               "n = 1 .. 2 in 41", "-o", "never.db")
counted = re.search(r"(\d+) of 1025 points cannot be run", said)
check("many wrong points are counted", counted and int(counted[1]) >= 1000, said[-300:])
said = refused("this is -0.001 m^2", "sweep", magnet, "--vary", "former_strap.area = -10 cm^2 .. -1 cm^2 in 3", "-o", "never.db")
check("one mistake of many values is said once", said.count("must be above") == 1 and "and 2 more like it" in said, said)
began = time.monotonic()
said = refused("lenth", "sweep", case, "--vary", "strap.lenth = 1 m .. 2 m in 1000", "--vary", "n = 1 .. 2 in 1000",
               "-o", "never.db")
check("a key that is wrong is told at once", time.monotonic() - began < 3, time.monotonic() - began)
check("of a million", "of 1000000 points cannot be run" in said and "at least" in said, said[-300:])
check("no store", not (folder / "never.db").exists())

# ---- names of stores ----

two = ["--vary", "g = 1 W/K, 2 W/K", "--measure", "t100"]
refused("needs a name", "sweep", case, *two, "-o", "")
run("sweep", case, *two, "-o", ":memory:")
check("a name that SQLite keeps for itself", len(table(":memory:")[1]) == 2)
refused("finished points already", "sweep", case, *two, "-o", ":memory:", status=3)

# ---- merge: what it was not asked to make stays, what it could not make goes ----

for k in (1, 2):
    run("sweep", case, *two, "--shard", f"{k}/2", "-o", f"shard_{k}.db")
run("results", "merge", ":both:", "shard_1.db", "shard_2.db")
check("merged", len(table(":both:")[1]) == 2)
(folder / "empty").mkdir()
refused("empty: is there already", "results", "merge", "empty", "shard_1.db", status=3)
check("a folder in the way stays", (folder / "empty").is_dir())
write("text.db", "not yet read")
refused("text.db: is there already", "results", "merge", "text.db", "shard_1.db", status=3)
check("a file in the way stays", (folder / "text.db").read_text() == "not yet read")
refused("none.db: there is no such file", "results", "merge", "all.db", "shard_1.db", "none.db", status=3)
check("a missing shard is not made", not (folder / "none.db").exists() and not (folder / "all.db").exists())
refused("text.db: holds no results of a study", "results", "merge", "all.db", "shard_1.db", "text.db", status=3)
check("a merge that failed leaves nothing", not (folder / "all.db").exists())
write("all.db", "")
run("results", "merge", "all.db", "shard_1.db", "shard_2.db")
check("an empty file may be merged into", len(table("all.db")[1]) == 2)

# A shard in which a commit goes on is waited for.
for first, second in (("shard_1.db", "shard_2.db"), ("shard_2.db", "shard_1.db")):
    with sqlite3.connect(folder / "shard_2.db", isolation_level=None) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        merging = subprocess.Popen([str(program), "results", "merge", f"after_{first}", first, second], cwd=folder,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(0.4)
        connection.execute("COMMIT")
    said = merging.communicate(timeout=20)[1]
    check(f"merge waits for {first} and {second}", merging.returncode == 0, said)

# The job array of cases/nbti_straps.sbatch, without Slurm: tasks that end together, after one that was killed while it
# merged, and tasks that are started again.
array = folder / "array"
array.mkdir()
(array / "merging").mkdir()
write("array/merging.db", "half of it")
write("array/merging.db-journal", "half of it")


def task(k):
    env = dict(os.environ, SLURM_ARRAY_TASK_MAX="2", SLURM_ARRAY_TASK_ID=str(k), COOLDOWN=str(program), CASE=str(case),
               SWEEP="pairs", OUT=str(array))
    return subprocess.Popen(["bash", str(root / "cases" / "nbti_straps.sbatch")], env=env, stderr=subprocess.PIPE, text=True)


run("sweep", case, "pairs", "-o", "pairs.db")
for attempt in ("first", "again"):
    for k, process in [(k, task(k)) for k in (1, 2)]:
        said = process.communicate(timeout=60)[1]
        check(f"task {k}, {attempt}", process.returncode == 0, said)
    check(f"the array's table, {attempt}", (array / "all.csv").exists() and
          (array / "all.csv").read_text() == run("results", "pairs.db", "--csv").stdout, attempt)
    (array / "all.csv").unlink(missing_ok=True)  # as if killed just before it was there

# ---- stores that cannot be read: the reason is said ----

whole = bytearray((folder / "all.db").read_bytes())
page = int.from_bytes(whole[16:18], "big")
(folder / "cut.db").write_bytes(whole[:page + 100])
refused("cut.db: cannot read it: it is no SQLite file, or is damaged", "results", "cut.db", status=3)

# A page of points that is spoiled, which reading the head does not touch.
run("sweep", case, "--vary", "g = 1 W/K .. 2 W/K in 200", "--measure", "t100", "-o", "spoiled.db")
with sqlite3.connect(folder / "spoiled.db") as connection:
    at = connection.execute("SELECT max(pageno) FROM dbstat WHERE name = 'points' AND pagetype = 'leaf'").fetchone()[0]
spoiled = bytearray((folder / "spoiled.db").read_bytes())
spoiled[(at - 1) * page:at * page] = b"\xff" * page
(folder / "spoiled.db").write_bytes(spoiled)
refused("cannot read what is finished", "sweep", case, "--vary", "g = 1 W/K .. 2 W/K in 200", "--measure", "t100", "-o", "spoiled.db",
        "--resume", status=3)

# ---- another study ----

both = ["--vary", "g = 1 W/K, 2 W/K", "--vary", "n = 1, 2"]
run("sweep", case, *both, "--measure", "t100, T_end", "-o", "order.db")
said = refused("in another order", "sweep", case, *both[2:], *both[:2], "--measure", "t100, T_end", "-o", "order.db", "--resume")
check("the first line of another order", "- vary = g = 1 W/K, 2 W/K\n+ vary = n = 1, 2\n" in said, said)
said = refused("in another order", "sweep", case, *both, "--measure", "T_end, t100", "-o", "order.db", "--resume")
check("measures in another order", "- measure = t100\n+ measure = T_end\n" in said, said)

# ---- options ----

refused("from 1 to 10000000", "sweep", case, *two, "--points", 99999999)
refused("plot needs a result folder", "plot", "-o", "order.db")
refused("plot needs a result folder", "plot", "--theme", "dark", "--nodes=order.db", "--output", "order.db")
refused("--nodes is for result folders", "plot", "--theme", "dark", "order.db", "--nodes", "all.db")
refused("svg, png or pdf", "plot", "order.db", "-o", "figure.jpg")
check("no folder of that name", not (folder / "figure.jpg").exists())
refused("none.db: there is no such file or folder", "plot", "none.db")

# ---- files of points ----

for text, words in (("g (W/K),n,g\n1,2,3\n", '"g" is varied twice'), ("g, n x\n1,2\n", '"n x" is no name'),
                    ("# points\ng (W/K),n\n1,2\n\n3\n4,5\n", "bad.csv:5:1: error: a line of bad.csv has not 2 cells"),
                    ("g (W/K),n\n1,2\n3,\n", 'bad.csv:3:1: error: a value of "n" is missing'),
                    (",".join(f"strap.a{i}" for i in range(300)) + "\n" + ",".join("1" * 300) + "\n", "more than 256 columns")):
    write("bad.csv", text)
    refused(words, "sweep", case, "--points-file", "bad.csv", "-o", "never.db")
write("g.csv", "g (W/K)\n1\n2\n")
refused('"g" is varied twice', "sweep", case, "--vary", "g = 1 W/K, 2 W/K", "--points-file", "g.csv", "-o", "never.db")

# A table that was exported comes back, also one with points that failed.
run("sweep", case, *both, "-o", "exported.db")
write("exported.csv", run("results", "exported.db", "--csv").stdout)
run("sweep", case, "--points-file", "exported.csv", "-o", "again.db")
check("an exported table comes back", table("again.db") == table("exported.db"), table("again.db"))
run("sweep", case, "--vary", "g = -1 W/K, 1 W/K", "--skip-invalid", "-o", "skipped.db", status=1)
write("skipped.csv", run("results", "skipped.db", "--csv").stdout)
run("sweep", case, "--points-file", "skipped.csv", "--skip-invalid", "-o", "skipped_again.db", status=1)
check("with points that failed", column("skipped_again.db", "status") == ["invalid", "ok"])
names = write("names.ini", small.replace("n = 1     [1 .. 4]", "n = 1\nstatus = 1\nsteps = 1"))
run("sweep", names, "--vary", "n=1,2", "--vary", "status=1,2", "--vary", "steps=1", "-o", "names.db")
write("names.csv", run("results", "names.db", "--csv").stdout)
run("sweep", names, "--points-file", "names.csv", "-o", "names_again.db")
check("with parameters named as columns", table("names_again.db") == table("names.db"))

# ---- questions about results ----

for args, words in ((["--x", "n"], "--x is for figures: add --plot"), (["--pareto", "n"], "--pareto is for figures"),
                    (["--csv", "--profile", 3], "--profile prints the file of one point, which takes no --csv"),
                    (["--profile", 3, "--plot", "x.svg"], "--plot draws a figure, which takes no --profile"),
                    (["--plot", "x.svg", "--csv"], "takes no --csv"), (["--where", "point = one"], "no number of a point")):
    refused(words, "results", "order.db", *args)
refused("results merge takes no --csv", "results", "merge", "--csv", "x.db", "shard_1.db")


def numbers(*args):
    return [int(line.split(",")[0]) for line in run("results", *args, "--csv").stdout.splitlines()[1:]]


check("a table with a limit", numbers("order.db", "--limit", 3) == [0, 1, 2])
check("a table with a limit that is none", numbers("order.db", "--limit", 0) == [0, 1, 2, 3])
check("where point", numbers("order.db", "--where", "point < 3", "--where", "point != 1") == [0, 2])
check("sorted by status", numbers("skipped.db", "--sort", "status", "--reverse") == [1, 0])

# Points that were finished before get no profile: that is said.
said = run("sweep", case, *both, "--measure", "t100, T_end", "-o", "order.db", "--resume", "--keep-profiles", "1..2").stderr
check("no profile of what is finished", "2 points were finished before, without profile" in said, said)
run("sweep", case, *both, "-o", "kept.db", "--keep-profiles", "1..2")
said = run("sweep", case, *both, "-o", "kept.db", "--resume", "--keep-profiles", "1..2").stderr
check("no warning where they are", "without profile" not in said, said)

# A map over two of three parameters tells of the third.
run("sweep", case, "--vary", "g, n = 1 .. 4, plate.capacity = 2000 J/K .. 5000 J/K", "--method", "sobol", "--points", 64, "-o", "many.db")
run("results", "many.db", "--plot", "map.svg", "--x", "g", "--x", "n")
check("a map tells what varies besides", "plate.capacity varies too" in (folder / "map.svg").read_text())

finish()
