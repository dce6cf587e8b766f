#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cooldown sweep that is killed, stopped, without room, or continued with another case: nothing finished is lost,
nothing is computed twice, and the table is that of an undisturbed sweep.

    run_resume.py PROGRAM [KILLS CASE POINTS]   POINTS of the magnet, killed so often; as root also a disk that is full
                                                and one that is read-only
"""
import os
import random
import resource
import shutil
import signal
import sqlite3
import time

from bench import *

kills = int(sys.argv[2]) if len(sys.argv) > 2 else 3
heavy = len(sys.argv) > 2
points = int(sys.argv[4]) if heavy else 4800
if heavy:
    args = [Path(sys.argv[3]).resolve(), "--vary", "former_strap.area = 1 cm^2 .. 10 cm^2", "--measure", "t_cold", "--rtol", "1e-3"]
else:
    args = [case, "--vary", "g, plate.capacity = 1000 J/K .. 4000 J/K", "--measure", "t100", "--rtol", "1e-12"]  # slow enough to be hit
args += ["--method", "sobol", "--points", points]
seed = random.randrange(10**6)
print(f"seed {seed}")
random.seed(seed)

run("sweep", *args, "-o", "whole.db")
whole = run("results", "whole.db", "--csv").stdout
check("all points", whole.count("\n") == points + 1)


def finished(db):
    """Rows that are committed; 0 while there is no table."""
    try:
        with sqlite3.connect(f"file:{folder / db}?mode=ro", uri=True, timeout=5) as connection:
            return connection.execute("SELECT count(*) FROM points").fetchone()[0]
    except sqlite3.Error:
        return 0


def start(db, *more):
    """A sweep in one thread, slow enough to be hit."""
    return subprocess.Popen([str(program), "sweep", *map(str, args), "-o", db, "-j", "1", *more], cwd=folder, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True)


def wait_for(process, db, rows):
    until = time.time() + 200
    while process.poll() is None and finished(db) < rows and time.time() < until:
        time.sleep(0.01)


def rows_of(db):
    """All that is stored of each finished point, with the time that the computer took for it: no two runs have the same.
    Looked up in a copy, so that the program finds the journal that a kill may have left."""
    for end in ("", "-journal"):
        (folder / f"copy.db{end}").unlink(missing_ok=True)
        if (folder / (db + end)).exists():
            shutil.copy(folder / (db + end), folder / f"copy.db{end}")
    with sqlite3.connect(folder / "copy.db") as connection:
        return {row[0]: row for row in connection.execute("SELECT * FROM points")}


def resume_and_compare(db, what, rows=None):
    """What was finished is not computed again: the program says how many it took over, and computes the rest."""
    before = finished(db) if rows is None else len(rows)
    said = run("sweep", *args, "-o", db, "--resume").stderr
    check(f"{what}: computes the rest only", said.startswith(f"{points - before} point"), f"{before} before; {said}")
    check(f"{what}: takes over what was finished", before == 0 or f"{before} were finished before" in said, said)
    check(f"{what}: the table of an undisturbed sweep", run("results", db, "--csv").stdout == whole)
    now = rows_of(db)
    check(f"{what}: rows that were there are the same, to the time they took", all(now[point] == row for point, row in (rows or {}).items()))
    return before


# kill -9 at random moments, some in the middle of a commit, when at least half of the points are finished; every third
# sweep twice.
cut = 0
for k in range(kills):
    db = f"killed{k}.db"
    process = start(db)
    wait_for(process, db, random.randrange(points // 2, points * (8 if heavy else 6) // 10))
    time.sleep(random.uniform(0, 0.4 if heavy else 0.1))
    process.kill()
    process.wait()
    rows = rows_of(db)
    check(f"kill {k}: at least half were finished", len(rows) >= points // 2, len(rows))
    cut += len(rows) < points
    if k % 3 == 2 and len(rows) < points * 9 // 10:
        process = start(db, "--resume")
        wait_for(process, db, len(rows) + 1)
        process.kill()
        process.wait()
        now = rows_of(db)
        check(f"kill {k}: the second one loses nothing of the first", all(now.get(point) == row for point, row in rows.items()))
        rows = now
    print(f"kill {k}: {len(rows)} of {points} points were finished")
    resume_and_compare(db, f"kill {k}", rows)
check("sweeps were cut in the middle", cut > (kills // 2 if heavy else 0), cut)

# A kill costs at most a second: what was finished a second before it is there. The store is watched while the sweep
# goes on: never does a second pass without new rows while points of a few milliseconds are being finished.
process = start("watched.db")
wait_for(process, "watched.db", 1)
last, since, longest = finished("watched.db"), time.time(), 0
while process.poll() is None:
    now = finished("watched.db")
    if now > last:
        last, since = now, time.time()
    longest = max(longest, time.time() - since)
    time.sleep(0.02)
check("commits at least once a second", longest < 1, longest)

# Ctrl-C: stops cleanly, says how to go on, in words that a shell takes.
stopped = "it's 1 & only.db"
process = start(stopped)
wait_for(process, stopped, 1)
process.send_signal(signal.SIGINT)
said = process.communicate()[1]
check("Ctrl-C: exit status 130", process.returncode == 130, f"{process.returncode} {said}")
check("Ctrl-C: says how to resume", "--resume" in said and "interrupted" in said, said)
again = said.split("go on with: cooldown ", 1)[-1].strip()
done = subprocess.run(f"{program} {again}", shell=True, cwd=folder, capture_output=True, text=True)
check("Ctrl-C: what it says works", done.returncode == 0, done.stderr)
check("Ctrl-C: the table of an undisturbed sweep", run("results", stopped, "--csv").stdout == whole)

# Another case, another sweep, or no --resume: refused, with the difference, and the store stays as it was.
changed = args + ["--set", "case.duration=41h" if not heavy else "case.duration=61h"]
bytes_before = (folder / "whole.db").read_bytes()
said = run("sweep", *changed, "-o", "whole.db", "--resume", status=2).stderr
check("a changed case is refused with the difference", "- [case] duration = " in said and "+ [case] duration = " in said, said)
said = run("sweep", *args, "--seed", 5, "-o", "whole.db", "--resume", status=2).stderr
check("another seed is refused", "+ [sweep] seed = 5" in said, said)
said = run("sweep", *args, "-o", "whole.db", status=3).stderr
check("without --resume", f"holds {points} finished points" in said and "--resume" in said, said)
check("the store is as it was", (folder / "whole.db").read_bytes() == bytes_before)
write("other.db", "not a database\n")
said = run("sweep", *args, "-o", "other.db", "--force", status=3).stderr
check("a foreign file is not overwritten", (folder / "other.db").read_text() == "not a database\n", said)

# A second writer is refused at once.
process = start("two.db")
wait_for(process, "two.db", 1)
if process.poll() is None:
    said = run("sweep", *args, "-o", "two.db", "--resume", status=None)
    check("a second writer is refused", process.poll() is not None or (said.returncode == 3 and "another program" in said.stderr), said.stderr)
process.communicate()

# No room: a limit of the file's size stands for a full disk. A clear error, the store whole, and --resume finishes it.
def limit():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    room = (folder / "whole.db").stat().st_size * 7 // 10
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


said = run("sweep", *args, "-o", "full.db", status=3, preexec_fn=limit).stderr
check("a full disk is said", "full.db" in said and "disk is full" in said, said)
with sqlite3.connect(folder / "full.db") as connection:
    check("the store is whole", connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
resume_and_compare("full.db", "after a full disk")

# A folder that cannot be written (root writes everywhere: then a folder that cannot be made).
(folder / "locked").mkdir()
(folder / "locked").chmod(0o555)
target = "locked/a.db" if os.geteuid() != 0 else "/proc/a.db"
said = run("sweep", *args, "-o", target, status=3).stderr
check("a read-only folder is said", target in said and "cannot" in said, said)

# The same on a small disk of its own, where this may be made.
if heavy and os.geteuid() == 0:
    disk = folder / "disk"
    disk.mkdir()

    def mount(*options):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "none", str(disk)], capture_output=True).returncode == 0

    room = (folder / "whole.db").stat().st_size // 1024 * 7 // 10
    if mount(f"size={room}k"):
        said = run("sweep", *args, "-o", "disk/full.db", status=3).stderr
        check("a full disk is said", "disk/full.db" in said and "disk is full" in said, said)
        check("half was stored before", len(table("disk/full.db")[1]) > points // 2, len(table("disk/full.db")[1]))
        mount("remount", "ro")
        said = run("sweep", *args, "-o", "disk/full.db", "--resume", status=3).stderr
        check("a read-only disk is said", "disk/full.db" in said and "read-only" in said, said)
        said = run("sweep", *args, "-o", "disk/new.db", status=3).stderr
        check("a new store on a read-only disk", "disk/new.db" in said and "cannot" in said, said)
        check("what is stored can be read there", len(table("disk/full.db")[1]) > points // 2)
        mount("remount", "rw", f"size={10 * room}k")
        resume_and_compare("disk/full.db", "after a full disk")
        subprocess.run(["umount", str(disk)])
    else:
        print("no disk can be mounted here: skipped")

# Shards make the same table; each has its part; a merge of other studies is refused.
shards = [f"shard{k}.db" for k in (1, 2, 3)]
for k, db in enumerate(shards, 1):
    run("sweep", *args, "-o", db, "--shard", f"{k}/3")
    check("a third of the points", finished(db) == points // 3, finished(db))
run("results", "merge", "merged.db", shards[1], shards[0], shards[2], shards[0])
check("shards give the same table", run("results", "merged.db", "--csv").stdout == whole)
run("results", "merge", "merged.db", *shards, status=3)
run("sweep", *changed, "-o", "changed.db")
said = run("results", "merge", "mixed.db", shards[0], "changed.db", status=3).stderr
check("another study is not merged", "another study" in said and not (folder / "mixed.db").exists(), said)
run("sweep", *args, "-o", "merged.db", "--resume")

finish()
