# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of sweeps share: the program, a small case, checks that count."""
import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

program = Path(sys.argv[1]).resolve()
root = Path(__file__).resolve().parents[2]
magnet = root / "cases" / "nbti_magnet.ini"
folder = Path(tempfile.mkdtemp(prefix="cooldown_sweep_"))
complaints = []

# A plate of constant heat capacity C cooled through a strap of constant conductance G from 300 K to a bath at 20 K:
# T(t) = 20 K + 280 K exp(-t G/C), so that T < 100 K after t = C/G ln(280/80). Closed form of one node.
small = """
[case]
title    = One node
duration = 40 h
stop     = T(plate) < 60 K

[solver]
rtol = 1e-8

[param]
g = 1 W/K [0.5 W/K .. 4 W/K]
n = 1     [1 .. 4]

[node bath]
fixed = 20 K

[node plate]
capacity = 4000 J/K
start    = 300 K

[conduction strap]
between = plate, bath
G       = $( $g * $n )

[measure t100]
value = time(T(plate) < 100 K)
unit  = h

[measure t_low]
value = time(T(plate) < 30 K)

[measure T_end]
value = end(T(plate))

[sweep pairs]
vary    = g = 1 W/K, 2 W/K, 4 W/K
vary    = plate.capacity = 1000 J/K, 2000 J/K, 3000 J/K
method  = zip
measure = t100

[sweep both]
vary = g = 0.5 W/K .. 4 W/K in 4 log, n = 1 .. 3 step 1
"""


def write(name, text):
    path = folder / name
    path.write_text(text)
    return path


case = write("small.ini", small)


def check(what, good, more=""):
    if not good:
        complaints.append(what)
        print(f"FAILED: {what} {more}")


def run(*args, status=0, **kwargs):
    """Runs the program in the folder; complains when its exit status is another."""
    done = subprocess.run([str(program), *map(str, args)], cwd=folder, capture_output=True, text=True, timeout=280, **kwargs)
    if status is not None:
        check(f"exit status {status} of {' '.join(map(str, args))}", done.returncode == status,
              f"is {done.returncode}:\n{done.stderr}")
    return done


def table(db):
    """Header and rows of the CSV of a store."""
    rows = list(csv.reader(io.StringIO(run("results", db, "--csv").stdout)))
    return (rows[0], rows[1:]) if rows else ([], [])


def column(db, name):
    head, rows = table(db)
    at = head.index(name)
    return [row[at] for row in rows]


def header(db, name):
    """The whole heading of a column whose unit does not matter: "g (W/K)"."""
    return next(h for h in table(db)[0] if h.split(" ")[0] == name)


def finish():
    subprocess.run(["rm", "-rf", str(folder)])
    print(f"{len(complaints)} complaints")
    sys.exit(1 if complaints else 0)
