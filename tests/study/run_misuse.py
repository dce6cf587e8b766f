#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweeps that are asked for something wrong, or meet files that are: each is told in words, and nothing is lost.

    run_misuse.py PROGRAM
"""
import re
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

finish()
