#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cooldown sweep: which points are computed, what comes out, and that it does not depend on the threads.

    run_sweep.py PROGRAM
"""
import json
import math

from bench import *


def near(a, b, tolerance):
    return abs(a - b) <= tolerance * abs(b)


def t100(c, g):
    """C/G ln(280/80), s: the closed form of one node (bench.py)."""
    return c / g * math.log(280 / 80)


# Pairs of a [sweep], against the closed form; with the case's rtol of 1e-8 times are good to some 1e-7 (1.2e-4 at 1e-5).
run("sweep", case, "pairs", "-o", "pairs.db")
check("three pairs", column("pairs.db", "point") == ["0", "1", "2"])
for got, c, g in zip(column("pairs.db", "t100 (s)"), (1000, 2000, 3000), (1, 2, 4)):
    check(f"time of C = {c}, g = {g}", near(float(got), t100(c, g), 1e-6), got)

# A grid: the last axis runs fastest; logarithmic values by a constant ratio; steps; never is empty.
run("sweep", case, "both", "-o", "both.db")
check("values of n", column("both.db", "n") == ["1", "2", "3"] * 4)
for got, k in zip(column("both.db", header("both.db", "g")), range(12)):
    check(f"value {k} of g", near(float(got), 0.5 * 8 ** (k // 3 / 3), 1e-14), got)
for got, k in zip(column("both.db", "t100 (s)"), range(12)):
    check(f"time {k} of the grid", near(float(got), t100(4000, 0.5 * 8 ** (k // 3 / 3) * (k % 3 + 1)), 1e-6), got)
check("the stop at 60 K keeps 30 K from being reached", set(column("both.db", "t_low (s)")) == {""})
check("stopped", set(column("both.db", "stopped")) == {"1"})

# One point is what a run with the same --set gives, to 14 digits.
run("run", case, "--set", "g=0.5 W/K", "--set", "n=3", "--no-plot", "--no-ledger", "-o", "one")
one = json.loads((folder / "one" / "summary.json").read_text())["measures"]["t100"]["value"]
check("a point is a run", f'{float(column("both.db", "t100 (s)")[2]) / 3600:.14g}' == f"{one:.14g}", one)

# Words, a bare parameter in samples, a range from $parameters, a file of points.
run("sweep", magnet, "--vary", "pt415.model = PT415, PT415", "--measure", "t_shield", "-o", "words.db")
check("words", column("words.db", "pt415.model") == ["PT415", "PT415"])
for method in ("lhs", "sobol"):
    run("sweep", case, "--vary", "g, n = 1 .. 3 step 1", "--method", method, "--points", 64, "-o", f"{method}.db", "--measure", "t100")
    g = sorted(float(x) for x in column(f"{method}.db", header(f"{method}.db", "g")))
    check(f"{method} keeps the range", 0.5 <= g[0] and g[-1] <= 4)
    # 64 points, one in each 64th of the range (Latin hypercube); shifted Sobol, a (0, m, 1)-net modulo 1, has one or two
    # whatever the shift, so none of 32 strips is empty.
    strips = 64 if method == "lhs" else 32
    full = len({int((x - 0.5) / 3.5 * strips) for x in g})
    check(f"{method} is even", full >= (strips if method == "lhs" else strips - 1), full)
    check(f"{method} takes all steps", set(column(f"{method}.db", "n")) == {"1", "2", "3"})
    run("sweep", case, "--vary", "g, n = 1 .. 3 step 1", "--method", method, "--points", 64, "-o", "again.db", "--measure", "t100", "--force")
    check(f"{method} repeats", table("again.db") == table(f"{method}.db"))
    run("sweep", case, "--vary", "g, n = 1 .. 3 step 1", "--method", method, "--points", 64, "--seed", 2, "-o", "again.db", "--measure", "t100", "--force")
    check(f"{method} with another seed", table("again.db") != table(f"{method}.db"))
write("points.csv", "# two points\ng (W/K), plate.capacity\n1, 1000 J/K\n0.002 kW/K,2000 J/K\n")
run("sweep", case, "--points-file", "points.csv", "--measure", "t100", "-o", "file.db")
for got, c, g in zip(column("file.db", "t100 (s)"), (1000, 2000), (1, 2)):
    check("points of a file", near(float(got), t100(c, g), 1e-6), got)

write("words.csv", "point,pt415.model,former_strap.area (cm^2)\n7,PT415,1\n8,PT415, 2\n9,\"PT415\",0.0003 m^2\n")
run("sweep", magnet, "--points-file", "words.csv", "--measure", "t_shield", "--rtol", "1e-3", "-o", "words.db", "--force")
check("words of a file", column("words.db", "pt415.model") == ["PT415"] * 3)
for got, want in zip(column("words.db", "former_strap.area (m^2)"), (1e-4, 2e-4, 3e-4)):
    check("quantities beside words", near(float(got), want, 1e-15), got)
# Latin-1 in a comment is noted with its line; a cell that is missing, or a line that is cut, is said.
(folder / "latin.csv").write_bytes(b"# 20 \xb0C\ng (W/K)\n1\n2\n")
said = run("sweep", case, "--points-file", "latin.csv", "--measure", "t100", "-o", "latin.db").stderr
check("a note on Latin-1", "is read as Latin-1" in said and "\n  # 20" in said, said)
for text, words in (("g (W/K),n\n1,2\n3,\n", 'a value of "n" is missing'), ("g (W/K),n\n1,2\n3\n", "has not 2 cells"),
                    ("g (W/K),n\n", "has no points"), ("# nothing\n", "no line of names")):
    write("bad.csv", text)
    said = run("sweep", case, "--points-file", "bad.csv", "-o", "never.db", status=2).stderr
    check(f"{words}", words in said, said)

# The table is the same for any number of threads, byte for byte.
texts = set()
for jobs in (1, 2, 4):
    run("sweep", magnet, "--method", "sobol", "--points", 60, "--vary", "former_strap.area = 1 cm^2 .. 10 cm^2",
        "--vary", "coil.field = 0 T .. 4 T", "--measure", "t_cold", "-j", jobs, "-o", f"j{jobs}.db")
    texts.add(run("results", f"j{jobs}.db", "--csv").stdout)
check("-j 1, 2, 4 give the same bytes", len(texts) == 1)

# What is wrong is said before anything runs, each mistake once, with a point; nothing is left behind.
wrong = run("sweep", case, "--vary", "g = -1 W/K, 1 W/K, 2 m", "--vary", "n = 1, 2", "-o", "wrong.db", status=2)
check("tells how many", "4 of 6 points cannot be run; nothing was run" in wrong.stderr, wrong.stderr)
check("tells the mistake", wrong.stderr.count("error:") == 3, wrong.stderr)
check("no store", not (folder / "wrong.db").exists())
run("sweep", case, "--vary", "g = -1 W/K, 1 W/K", "--skip-invalid", "-o", "skipped.db", status=1)
check("invalid points as rows", column("skipped.db", "status") == ["invalid", "ok"])
for args, words in (
        (["--vary", "gg = 1 W/K, 2 W/K"], 'did you mean "g"'),
        (["--vary", "strap.lenth = 1 m, 2 m"], "lenth"),
        (["--vary", "strop.G = 1 W/K, 2 W/K"], 'did you mean "strap"'),
        (["--vary", "g = 1 W/K .. 2 W/K"], "does not say how many values"),
        (["--vary", "g = 1 W/K .. 2 W/K in 3", "--vary", "g = 1 W/K"], "varied twice"),
        (["--vary", "g = 1 W/K, 2 W/K", "--vary", "n = 1, 2, 3", "--method", "zip"], "cannot be paired"),
        (["--vary", "g", "--method", "sobol"], "samples need a number of points"),
        (["--vary", "g", "--method", "soboll", "--points", "4"], "unrecognized method"),
        (["--vary", "g = 1 W/K, 2 W/K", "--measure", "t10"], 'did you mean "t100"'),
        (["--vary", "g = 1 W/K, 2 W/K", "--measure", "max_t(T(plate))"], "as [measure NAME] with value = max_t(T(plate))"),
        (["nothing"], "there are: pairs, both"),
        ([], "has several sweeps"),
        (["--vary", "g = 1 W/K, 2 W/K", "--keep-profiles", "7"], "names no points"),
        (["--vary", "g=1 W/K,2 W/K", "--shard", "4/3"], "from 1/N to N/N"),
        (["--points-file", "none.csv"], "none.csv"),
        (["--vary", "g = 1 W/K .. 2 W/K in 4000", "--vary", "n = 1 .. 4 in 4000"], "more than ten million")):
    said = run("sweep", case, *args, "-o", "never.db", status=2).stderr
    check(f"{args}: {words}", words in said, said)
axes = ", ".join(f"x{i}" for i in range(41))
many = write("many.ini", small.replace("[param]", "[param]\n" + "\n".join(f"x{i} = 1 [1 .. 2]" for i in range(41))))
check("41 axes are too many for Sobol", "at most 40 axes" in run("sweep", many, "--vary", axes, "--method", "sobol", "--points", 4, status=2).stderr)
run("sweep", many, "--vary", axes, "--method", "lhs", "--points", 4, "-o", "lhs41.db")

# A point whose run fails is a row with its reason; the others are computed; the exit status says so.
failing = write("failing.ini", small.replace("rtol = 1e-8", "rtol = 1e-8\nmax_steps = 50"))
run("sweep", failing, "--vary", "plate.capacity = 4000 J/K, \"4 K: 1 J/K, 20 K: 9000 J/K, 21 K: 1 J/K, 300 K: 1e6 J/K\"",
    "--measure", "T_end", "-o", "failing.db", "--set", "case.duration=4000 h", "--set", "solver.rtol=1e-9", status=1)
check("a failed point is a row", "failed" in column("failing.db", "status"), table("failing.db"))
check("with its reason", any("step" in m for m in column("failing.db", "message")), column("failing.db", "message"))

finish()
