#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweeps by several processes (a build with -Dmpi=true): four ranks give the table of one process; one that is killed,
or Ctrl-C, ends the job, which then goes on where it stopped; who waits leaves the processor to others; mistakes are said
once.

    run_mpi.py PROGRAM
"""
import os
import signal
import sqlite3
import time

from bench import *

os.environ.update(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMPI_MCA_btl_vader_single_copy_mechanism="none")
points = 16000
args = ["sweep", case, "--vary", "g, plate.capacity = 1000 J/K .. 4000 J/K", "--measure", "t100", "--rtol", "1e-12",
        "--method", "sobol", "--points", points]
mpirun = ["mpirun", "--oversubscribe", "-np", "4", str(program)]


def launch(*more):
    return subprocess.Popen([*mpirun, *map(str, args), *more], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(db):
    try:
        with sqlite3.connect(f"file:{folder / db}?mode=ro", uri=True, timeout=5) as connection:
            return connection.execute("SELECT count(*) FROM points").fetchone()[0]
    except sqlite3.Error:
        return 0


run(*args, "-o", "one.db")
whole = run("results", "one.db", "--csv").stdout

job = launch("-o", "four.db")
said = job.communicate(timeout=250)[1]
check("four ranks", job.returncode == 0, said)
check("the table of one process", run("results", "four.db", "--csv").stdout == whole)
check("said once", said.count("results in four.db") == 1, said)


def ranks_of(job):
    """The processes that mpirun has started."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(job.pid)], capture_output=True, text=True).stdout
    return sorted(int(pid) for pid in listed.split())


def begin(db):
    """A job that has finished a twentieth of its points (mpirun takes a second to end it), and its ranks in their order."""
    job = launch("-o", db)
    until = time.time() + 200
    while finished(db) < points // 20 and job.poll() is None and time.time() < until:
        time.sleep(0.01)
    ranks = ranks_of(job)
    check(f"{db}: the job is going on", job.poll() is None and len(ranks) == 4, ranks)
    return job, ranks


def look(db):
    """How many are finished after the end, by the program: it takes back what a kill left half written."""
    return len(table(db)[1])


def cpu_s(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# Open MPI ends a job when one of its ranks dies, or when mpirun is interrupted: by SIGKILL, a second later. What was
# committed stays, and the same command with --resume goes on with it, with mpirun or without.
for db, who, number, status in (("worker.db", 3, signal.SIGKILL, None), ("writer.db", 0, signal.SIGKILL, None),
                                ("mpirun.db", None, signal.SIGINT, None), ("told.db", 0, signal.SIGINT, 130)):
    job, ranks = begin(db)
    os.kill(job.pid if who is None else ranks[who], number)
    said = job.communicate(timeout=100)[1]
    before = look(db)
    check(f"{db}: the job ends", job.returncode == status if status else job.returncode != 0, f"{job.returncode} {said}")
    check(f"{db}: keeps what is finished", points // 20 <= before < points, before)
    if status == 130:
        check(f"{db}: says how to go on", f"interrupted; {before} of {points} points" in said and "--resume" in said, said)
    if who == 3:
        job = launch("-o", db, "--resume")
        said = job.communicate(timeout=250)[1]
        check(f"{db}: goes on with ranks", job.returncode == 0, said)
    else:
        said = run(*args, "-o", db, "--resume").stderr
    check(f"{db}: computes the rest only", said.startswith(f"{points - before} points") and f"{before} were finished before" in said, said)
    check(f"{db}: the table of one process", run("results", db, "--csv").stdout == whole)

# Ranks that wait for rank 0 leave the processors to others: while it stands still they soon have nothing to do.
job, ranks = begin("idle.db")
os.kill(ranks[0], signal.SIGSTOP)
time.sleep(3)
used_s = [cpu_s(rank) for rank in ranks[1:]]
time.sleep(2)
used_s = [cpu_s(rank) - s for rank, s in zip(ranks[1:], used_s)]
os.kill(ranks[0], signal.SIGCONT)
check("idle ranks sleep", max(used_s) < 0.1, used_s)
said = job.communicate(timeout=250)[1]
check("and go on", job.returncode == 0 and run("results", "idle.db", "--csv").stdout == whole, said)

job = launch("-o", "four.db")
said = job.communicate(timeout=100)[1]
check("a store that is there", job.returncode == 3 and said.count(f"holds {points} finished points") == 1, f"{job.returncode} {said}")
args[3] = "g = -1 W/K, 1 W/K"
args[-4:] = []
job = launch("-o", "wrong.db")
said = job.communicate(timeout=100)[1]
check("invalid points", job.returncode == 2 and said.count("nothing was run") == 1, f"{job.returncode} {said}")

# Started as one of four by a launcher that this MPI does not know: each would be process 0 and compute everything.
said = run("sweep", case, "--vary", "g = 1 W/K, 2 W/K", "-o", "alone.db", status=2, env=dict(os.environ, PMI_SIZE="4")).stderr
check("alone of several", "but MPI finds no other" in said and not (folder / "alone.db").exists(), said)

finish()
