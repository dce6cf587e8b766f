#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweeps by several processes (a build with -Dmpi=true): four ranks give the table of one process; one that is killed
ends the job, which then goes on where it stopped; mistakes are said once.

    run_mpi.py PROGRAM
"""
import os
import signal
import sqlite3
import time

from bench import *

os.environ.update(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMPI_MCA_btl_vader_single_copy_mechanism="none")
points = 400
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
    return [int(pid) for pid in listed.split()]


job = launch("-o", "killed.db")
until = time.time() + 200
while finished("killed.db") < points // 3 and job.poll() is None and time.time() < until:
    time.sleep(0.01)
children = ranks_of(job)
check("the job is going on", job.poll() is None and len(children) >= 4, children)
os.kill(children[-1], signal.SIGKILL)
job.communicate(timeout=100)
before = finished("killed.db")
check("the job ends when a rank is killed", job.returncode != 0 and 0 < before < points, f"{job.returncode} {before}")
job = launch("-o", "killed.db", "--resume")
said = job.communicate(timeout=250)[1]
check("goes on", job.returncode == 0 and f"{before} were finished before" in said, said)
check("the table of one process, after a kill", run("results", "killed.db", "--csv").stdout == whole)

job = launch("-o", "four.db")
said = job.communicate(timeout=100)[1]
check("a store that is there", job.returncode == 3 and said.count("holds 400 finished points") == 1, f"{job.returncode} {said}")
args[3] = "g = -1 W/K, 1 W/K"
args[-4:] = []
job = launch("-o", "wrong.db")
said = job.communicate(timeout=100)[1]
check("invalid points", job.returncode == 2 and said.count("nothing was run") == 1, f"{job.returncode} {said}")

finish()
