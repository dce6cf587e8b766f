#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`cooldown steady`: exit status, what goes to which output.

    run_steady.py PROGRAM [TEST ...]
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv[1])

# 3 W on a cooler of 0.5 W/K above 10 K: 16 K. With 50 W on one of at most 20 W: none.
LUMP = """
[case]
duration = 1 d
[param]
load = 3 W
[node lump]
capacity = 4000 J/K
[cooler gm]
stage1 = lump
lift = {lift}
[load heat]
on = lump
power = $load
"""
LINEAR = LUMP.format(lift="$(0.5 W/K * (T - 10 K))")
HUMP = LUMP.format(lift="4 K: 0 W, 10 K: 5 W, 20 K: 1 W, 40 K: 21 W\ninterpolation = linear")


class Steady(unittest.TestCase):
    def ask(self, text, *options):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "case.ini")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            done = subprocess.run([PROGRAM, "steady", path, *options], capture_output=True, text=True, cwd=folder)
            self.assertEqual(os.listdir(folder), ["case.ini"])  # nothing is written
        return done

    def test_text(self):
        done = self.ask(LINEAR, "--to", "20 K")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("one steady state, found from 7 starts", done.stdout)
        self.assertRegex(done.stdout, r"lump +16\n")
        self.assertRegex(done.stdout, r"gm\.1 +2\.000 W more at 20\.00 K, as stated: it would lift 5\.000 W")

    def test_json(self):
        done = self.ask(LINEAR, "--json")
        answer = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0)
        self.assertAlmostEqual(answer["T_K"]["lump"], 16, delta=1e-9)
        self.assertAlmostEqual(answer["links_W"]["gm.1"], 3, delta=1e-9)
        self.assertEqual(len(answer["states"]), 1)
        self.assertIsNone(answer["margins"]["gm.1"]["margin_W"])  # a formula has no end
        self.assertEqual(answer["notes"], [])

    def test_set(self):
        answer = json.loads(self.ask(LINEAR, "--json", "--set", "load=4 W").stdout)
        self.assertAlmostEqual(answer["T_K"]["lump"], 18, delta=1e-9)

    def test_rules_are_left_out(self):
        done = self.ask(LINEAR + "[event off]\nwhen = T(lump) < 100 K\ndo = stop heat\n")
        self.assertEqual(done.returncode, 0)
        self.assertIn("! what events, schedules and switching thermostats do is left out", done.stdout)
        self.assertRegex(done.stdout, r"lump +16\n")

        answer = json.loads(self.ask(LINEAR + "[event off]\nwhen = T(lump) < 100 K\ndo = stop heat\n", "--json").stdout)
        self.assertEqual(len(answer["notes"]), 1)
        self.assertIn("switching thermostats do is left out", answer["notes"][0])

    def test_only_other_starts_lead_somewhere(self):
        """Above 15 K the cooler lifts less than the 3 W: from 300 K the lump only warms; from 2 K it stays at 7.6 K."""
        falling = LUMP.format(lift="4 K: 0 W, 10 K: 5 W, 20 K: 1 W\ninterpolation = linear")
        note = "the case's own start leads to no steady state; 1 state was found from other starts"
        done = self.ask(falling)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no steady state was found", done.stderr)
        self.assertIn(f"! {note}\n", done.stdout)
        self.assertRegex(done.stdout, r"lump +7\.6\n")
        self.assertEqual(self.ask(falling, "--quiet").stdout, "")
        answer = json.loads(self.ask(falling, "--json").stdout)
        self.assertEqual((answer["status"], answer["notes"]), ("none", [note]))
        self.assertEqual([state["of_case"] for state in answer["states"]], [False])
        self.assertEqual(json.loads(self.ask(falling.replace("4000 J/K", "4000 J/K\nstart = 8 K"), "--json").stdout)["notes"], [])

    def test_several(self):
        done = self.ask(HUMP)
        self.assertEqual(done.returncode, 0)
        self.assertIn("! 2 steady states", done.stdout)
        self.assertRegex(done.stdout, r"lump +22 +7\.6\n")
        done = self.ask(HUMP, "--strict")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--strict: 2 steady states", done.stderr)

    def test_none(self):
        done = self.ask(LUMP.format(lift="$(20 W * T / (T + 40 K))"), "--set", "load=50 W")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("no steady state", done.stderr)
        self.assertIn('"lump"', done.stderr)
        done = self.ask(LUMP.format(lift="$(20 W * T / (T + 40 K))"), "--set", "load=50 W", "--json")
        self.assertEqual(json.loads(done.stdout)["status"], "none")

    def test_wrong_limit(self):
        done = self.ask(LINEAR, "--to", "20 W")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("20 W", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
