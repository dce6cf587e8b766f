# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a folder of their own, the program in it, and a case to begin with.

COOLDOWN_WRAPPER in the environment ("valgrind --quiet ...") is put before the program. Standard library only.
"""
import os
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
COMMAND = [*shlex.split(os.environ.get("COOLDOWN_WRAPPER", "")), PROGRAM]

# A body of constant heat capacity C on a strap of conductance G to a bath: T = T_bath + (T_start - T_bath) exp(-G t / C).
SIMPLE = """
[case]
title = a body on a strap
duration = 3 h
stop = T(body) < {stop} K
[node bath]
fixed = 77 K
[node body]
capacity = 1234.5 J/K
start = 293 K
[conduction strap]
between = body, bath
G = 0.321 W/K
[measure t_150]
value = time(T(body) < 150 K)
"""

class CommandLine(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.dir = Path(holder.name)
        self.write("simple.ini", SIMPLE.format(stop=100))

    def write(self, name, text):
        path = self.dir / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)

    def run_it(self, *arguments, **more):
        done = subprocess.run([*COMMAND, *arguments], cwd=self.dir, timeout=300, text=True,
                              **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more})
        return done.returncode, done.stdout, done.stderr

    def expect(self, status, words, *arguments):
        """The exit status, and words on the standard error."""
        got, out, err = self.run_it(*arguments)
        self.assertEqual(got, status, err)
        self.assertIn(words, err)
        return out


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
