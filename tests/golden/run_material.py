#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cooldown material: what it prints, draws and refuses.

    run_material.py PROGRAM [TEST ...]

COOLDOWN_WRAPPER in the environment ("valgrind --quiet ...") is put before the program. Standard library only.
"""
import csv
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
COMMAND = [*shlex.split(os.environ.get("COOLDOWN_WRAPPER", "")), PROGRAM]
ROOT = Path(__file__).resolve().parent.parent.parent
HEADER = "T_K,k_W_per_m_K,c_J_per_kg_K,K_W_per_m,h_J_per_kg,rho_ohm_m,emissivity"


class Material(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.dir = Path(holder.name)

    def run_it(self, *arguments, status=0, command="material", **environment):
        done = subprocess.run([*COMMAND, command, *map(str, arguments)], capture_output=True, text=True, cwd=self.dir,
                              env={**os.environ, "COOLDOWN_PATH": "", **environment}, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def rows(self, *arguments):
        out, _ = self.run_it(*arguments, "--csv")
        self.assertEqual(out.splitlines()[0], HEADER)
        return list(csv.DictReader(io.StringIO(out)))

    def test_list(self):
        out, err = self.run_it()
        self.assertEqual(err, "")
        self.assertIn("copper(RRR, B, data)", out)
        self.assertIn("copper_polished", out)
        n, curves, a, b, c, d = re.search(r"(\d+) materials, (\d+) distinct curves in all data sets: (\d+) of grade A .*?, (\d+) B "
                                          r".*?, (\d+) C .*?, (\d+) D", out, re.DOTALL).groups()
        self.assertEqual(int(n), len(list((ROOT / "materials").glob("*.ini"))))
        self.assertEqual(int(curves), int(a) + int(b) + int(c) + int(d))
        told = (ROOT / "materials" / "README.md").read_text()
        self.assertIn(f"{n} materials, {curves} distinct curves in all data sets: {a} of grade A", told)
        self.assertIn(f"{b} B (one source,", told)
        self.assertIn(f"{c} C (textbook constants or recalled), {d} D (an order of magnitude)", told)

    def test_page(self):
        out, err = self.run_it("copper(RRR=50)")
        self.assertEqual(err, "")
        for words in ["White & Collocott", "grade A", "+-5 %", "below 1 K as gamma T + beta T^3", "blended at 25 K",
                      "8960 kg/m^3", "integrals of k and c from 0 K"]:
            self.assertIn(words, out)

    def test_page_of_a_superconductor_names_its_jump(self):
        out, _ = self.run_it("niobium(RRR=300)")
        self.assertIn("jump spread at 9.25 K: 9.2 K to 9.3 K", out)
        self.assertIn("recalled", out)

    def test_csv(self):
        row, = self.rows("al6061_t6", "--at", "77 K")
        self.assertAlmostEqual(float(row["k_W_per_m_K"]), 83.531, delta=5e-4)  # the NIST fit, computed elsewhere
        self.assertAlmostEqual(float(row["c_J_per_kg_K"]), 348.13, delta=5e-3)
        self.assertEqual((row["rho_ohm_m"], row["emissivity"]), ("", ""))
        row, = self.rows("copper_polished", "--at", "77 K")
        self.assertEqual(row["k_W_per_m_K"], "")
        self.assertAlmostEqual(float(row["emissivity"]), 0.012, delta=1e-8)

    def test_field_lowers_k_and_raises_rho(self):
        plain, = self.rows("copper(RRR=100)", "--at", "10 K")
        field, = self.rows("copper(RRR=100, B=2 T)", "--at", "10 K")
        gain = float(field["rho_ohm_m"]) / float(plain["rho_ohm_m"])
        self.assertGreater(gain, 1.3)
        self.assertAlmostEqual(float(plain["k_W_per_m_K"]) / float(field["k_W_per_m_K"]), gain, delta=1e-4)

    def test_integral(self):
        out, _ = self.run_it("ss304(data=nist)", "--integral", "4 K, 300 K", "--csv")
        row, = csv.DictReader(io.StringIO(out))
        self.assertAlmostEqual(float(row["K_W_per_m"]), 3030.8, delta=0.06)  # computed elsewhere
        self.assertAlmostEqual(float(row["h_J_per_kg"]), 92180.745, delta=0.01)
        out, _ = self.run_it("ss304", "--integral", "300 K, 4 K")
        self.assertIn("conductivity integral from 300 K to 4 K: -", out)

    def test_outside_the_data_is_said(self):
        _, err = self.run_it("g10", "--at", "0.5 K, 400 K")
        self.assertIn("0.5 K is below the data of k of g10_normal (1 K to 320 K): continued as T^2", err)
        self.assertIn("400 K is above the data of c", err)

    def test_wrong_questions(self):
        for arguments, words in [
            (["coper"], 'did you mean "copper"?'),
            (["steel"], '"ss304"'),
            (["unobtainium"], "lists those there are"),
            (["copper(RRR=5)"], "outside its range"),
            (["copper(RRR=100, B=200 T)"], "outside the range"),
            (["al6061_t6(B=2 T)"], "takes no field"),
            (["copper", "--at", "4"], "needs a unit"),
            (["ss304", "--at", "4 W"], "4 W"),
            (["ss304", "--at", "-4 K"], "below absolute zero"),
            (["ss304", "--at", "4000 K"], "is outside 0 K to 2048 K"),
            (["ss304", "--plot", "three.gif"], "must end in .svg or .png"),
            (["ss304", "--integral", "4 K"], "from one temperature to another"),
            (["ss304", "al6061_t6"], "--compare"),
            (["--compare", "ss304", "al6061_t6"], "--plot"),
            (["--at", "4 K"], "needs a name"),
            (["ss304", "--at", "4 K", "--integral", "4 K, 5 K"], "one at a time"),
            (["ss304", "--att", "4 K"], 'did you mean "--at"?'),
        ]:
            out, err = self.run_it(*arguments, status=2)
            self.assertEqual(out, "")
            self.assertIn(words, err)

    def test_own_folder(self):
        (self.dir / "mine" / "materials").mkdir(parents=True)
        (self.dir / "mine" / "materials" / "alloy.ini").write_text(
            "[material alloy]\nalias = our_alloy\n[piece k]\nproperty = k\nform = power\na = 2\nn = 1\n"
            "range = 1 K .. 300 K\ngrade = B\nsource = ours\n")
        out, _ = self.run_it("our_alloy", "--at", "50 K", "--csv", COOLDOWN_PATH=str(self.dir / "mine"))
        self.assertAlmostEqual(float(out.splitlines()[1].split(",")[1]), 100, delta=1e-5)

    def test_figures(self):
        if not shutil.which("gnuplot"):
            self.skipTest("no gnuplot")
        self.run_it("copper(RRR=100)", "--plot", "one.svg")
        self.assertIn("<svg", (self.dir / "one.svg").read_text())
        self.run_it("--compare", "ss304", "al6061_t6", "--plot", "two.png")
        self.assertEqual((self.dir / "two.png").read_bytes()[:4], b"\x89PNG")
        (self.dir / "file").write_text("in the way")
        _, err = self.run_it("ss304", "--plot", "file/three.svg", status=3)
        self.assertIn("no figure: cannot", err)
        (self.dir / "file").unlink()
        self.assertEqual(sorted(path.name for path in self.dir.iterdir()), ["one.svg", "two.png"])

    def test_exported_csv_gives_the_same_run(self):
        out, _ = self.run_it("ss304", "--csv")
        (self.dir / "steel.csv").write_text(out)
        case = ("[case]\nduration = 2 h\n[node bath]\nfixed = 77 K\n[node body]\nparts = {0} 2 kg\n"
                "[conduction bar]\nbetween = body, bath\nmaterial = {0}\narea = 20 cm^2\nlength = 10 cm\nmass = no\n")
        own = "[material steel]\ndensity = 7900 kg/m^3\nk = steel.csv\nc = \"steel.csv\"\n"
        (self.dir / "library.ini").write_text(case.format("ss304"))
        (self.dir / "own.ini").write_text(case.format("steel") + own)
        ends = []
        for name in ["library", "own", "out/own/case.resolved"]:
            self.run_it(f"{name}.ini", "--no-plot", "--force", command="run")
            text = (self.dir / "out" / Path(name).name / "profile.csv").read_text().splitlines()
            ends.append(float(text[-1].split(",")[text[0].split(",").index("T_body_K")]))
        self.assertAlmostEqual(ends[1], ends[0], delta=0.05)  # 27 points, linear in log-log between
        self.assertEqual(ends[2], ends[1])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
