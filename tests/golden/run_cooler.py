#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`cooldown cooler`, maps of one's own, and what a run says of capacity that is assumed.

    run_cooler.py PROGRAM [TEST ...]
"""
import csv
import json
import math
import os
import shutil

from command_line import CommandLine, main


class Cooler(CommandLine):
    def test_coolers_are_listed_and_described(self):
        status, out, err = self.run_it("cooler")
        self.assertEqual((status, err), (0, ""))
        rows = {line.split()[0]: line for line in out.splitlines() if line and line[0].isupper()}
        self.assertRegex(rows["PT415"], r"40 W at 45 K, 1\.5 W at 4\.2 K .* 30\.7, 2\.67 .* 30\.7-308, 2\.47-320 .* verified")
        self.assertRegex(rows["RDK-415D"], r"14\.9 \+ .* verified")
        self.assertRegex(rows["AL600"], r"600 W at 80 K .* rating only .* recalled")
        status, out, err = self.run_it("cooler", "PT415")
        self.assertEqual((status, err), (0, ""))
        for words in ["rating        40 W at 45 K, 1.5 W at 4.2 K; there the map lifts 58.6, 1.39 W",
                      "guaranteed    40 W at 45 K, 1.35 W at 4.2 K; there the map lifts 58.6, 1.39 W", "10.70 kW",
                      "Green et al. 2015"]:
            self.assertIn(words, out)

    def test_a_broken_cooler_file_hides_no_other(self):
        self.write("cases/coolers/mine.ini", "[cooler]\ntitle = x\nstages = 2\nsource = y\n[map]\nnode = 1, 2\n")
        status, out, err = self.run_it("cooler", env={**os.environ, "COOLDOWN_PATH": str(self.dir)})
        self.assertEqual(status, 0, err)
        self.assertRegex(out, r"(?m)^mine +cannot be read: see cooldown cooler mine$")
        self.assertRegex(out, r"(?m)^PT415 .* verified$")
        self.assertIn('warning: cooler "mine" cannot be read', err)

    def test_a_certificate_above_the_map(self):
        status, out, err = self.run_it("cooler", "PT420")
        self.assertRegex(" ".join(out.split()), r"55 W at 45 K, 2 W at 4.2 K; there the map lifts 69.6, 1.6 W, so that "
                         r"capacity = guaranteed scales it by 0.79, 1 \(never above 1\)")

    def test_the_lift_of_a_cooler_as_csv(self):
        status, out, err = self.run_it("cooler", "RDK-415D", "--csv", "--at",
                                       "46.6 K, 4.19 K; 300 K, 300 K; 20 K, 3 K;")
        self.assertEqual((status, err), (0, ""))
        head, *rows = [line.split(",") for line in out.splitlines()]
        self.assertEqual(head, "T1_K,T2_K,Q1_W,Q2_W,region".split(","))
        self.assertEqual([row[4] for row in rows], ["map", "extended", "outside"])
        self.assertAlmostEqual(float(rows[0][2]), 40, delta=0.1)     # a node of its file
        self.assertAlmostEqual(float(rows[0][3]), 1.5, delta=0.01)
        self.assertAlmostEqual(float(rows[1][2]), 200, delta=0.5)    # what it assumes of 300 K
        self.assertLess(float(rows[2][2]), 0)
        status, out, err = self.run_it("cooler", "PT415", "--csv", "--at", "94 K, 150 K")
        self.assertEqual(out.splitlines()[1].split(",")[4], "interpolated")
        status, out, err = self.run_it("cooler", "PT60", "--csv", "--at", "82.59 K")
        self.assertRegex(out.splitlines()[1], r"^82\.59,,60(\.0*\d*)?,,map$")
        status, out, err = self.run_it("cooler", "PT60", "--csv")
        self.assertEqual(out.splitlines()[1], "27.67,,0,,map")       # its nodes

    def test_questions_about_coolers_and_their_mistakes(self):
        for words, arguments in [
            ('did you mean "PT415"?', ["cooler", "PT451"]),
            ("2 temperatures for a cooler with 1 stage", ["cooler", "PT60", "--at", "45 K, 4 K"]),
            ("1 temperatures for a cooler with 2 stages", ["cooler", "PT415", "--at", "45 K"]),
            ("needs a unit", ["cooler", "PT415", "--at", "45, 4.2"]),
            ("no cooler is at 0.05 K", ["cooler", "PT60", "--at", "50 mK"]),
            ("cooler needs the name of a model", ["cooler", "--csv"]),
            ("cooler takes one model", ["cooler", "PT415", "PT60"]),
            ("cooler takes --plot alone", ["cooler", "PT415", "--plot", "x.svg", "--csv"]),
            ("must end in .svg or .png", ["cooler", "PT415", "--plot", "x.pdf"]),
            ("no-such-folder", ["cooler", "PT415", "--plot", "x.svg", "no-such-folder"]),
            ("two stages only", ["cooler", "PT60", "--plot", "x.svg", "no-such-folder"]),
            ("absent.csv", ["cooler", "absent.csv"]),
        ]:
            with self.subTest(arguments=arguments):
                self.assertEqual(self.expect(2, words, *arguments), "")

    CHART = "T1_K,Q1_W,T2_K,Q2_W\n" + "".join(f"{30 + q1 + 3 * q2},{q1},{2.5 + 1.5 * q2 + 0.01 * q1},{q2}\n"
                                              for q1 in (0, 10, 30) for q2 in (0, 1, 3))
    BODIES = """
            [case]
            duration = 10 min
            [node a]
            capacity = 500 J/K
            start = 60 K
            [node b]
            capacity = 100 J/K
            start = 6 K
            """

    def test_a_digitised_map_beside_the_case(self):
        self.write("maps/chart.csv", self.CHART)
        status, out, err = self.run_it("cooler", "maps/chart.csv", "--csv", "--at", "43 K, 4.1 K")
        self.assertEqual((status, err), (0, ""))
        T1, T2, Q1, Q2, region = out.splitlines()[1].split(",")
        self.assertAlmostEqual(float(Q1), 10, delta=0.05)
        self.assertAlmostEqual(float(Q2), 1, delta=0.01)
        self.write("maps/case.ini", self.BODIES + """
            [cooler mine]
            model = "chart.csv"
            stage1 = a
            stage2 = b
            """)
        status, out, err = self.run_it("run", "maps/case.ini", "-o", "one", "--no-plot", "--json")
        self.assertEqual((status, err), (0, ""))
        again = self.run_it("run", "one/case.resolved.ini", "-o", "two", "--no-plot", "--json")
        self.assertEqual(again[0], 0, again[2])
        self.assertEqual((self.dir / "one/profile.csv").read_bytes(), (self.dir / "two/profile.csv").read_bytes())
        self.assertIn("chart.csv  sha256", (self.dir / "one/case.resolved.ini").read_text())

    def test_where_a_digitised_map_ends(self):
        self.write("chart.csv", self.CHART)
        status, out, err = self.run_it("cooler", "chart.csv")
        self.assertIn("W, outside the data: the slope at their end goes on", out)
        self.write("warm.ini", """
            [case]
            duration = 20 min
            [node a]
            capacity = 5000 J/K
            [node b]
            capacity = 1000 J/K
            [cooler mine]
            model = "chart.csv"
            stage1 = a
            stage2 = b
            """)
        status, out, err = self.run_it("run", "warm.ini", "-o", "one", "--no-plot")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("! 100 % of the heat was taken out outside the data of", out.splitlines()[2])
        self.assertIn("chart.csv", out.splitlines()[2])
        self.expect(2, "so that both stages need one", "run", "warm.ini", "--set", "mine.warm_capacity_stage1=150W")
        status, out, err = self.run_it("run", "warm.ini", "-o", "two", "--no-plot", "--set",
                                       "mine.warm_capacity_stage1=150W", "--set", "mine.warm_capacity_stage2=30W")
        self.assertEqual(status, 0, err)
        self.assertIn("! 100 % of the heat was taken out on capacity that is assumed beyond the data of",
                      out.splitlines()[2])

    def test_assumed_capacity_is_said_first(self):
        self.write("gm.ini", """
            [case]
            duration = 4 d
            stop = T(b) < 4.2 K
            [node a]
            parts = copper(RRR=50) 10 kg
            [node b]
            parts = copper(RRR=50) 10 kg
            [cooler gm]
            model = RDK-415D
            stage1 = a
            stage2 = b
            """)
        status, out, err = self.run_it("run", "gm.ini", "--no-plot", "-o", "gm")
        self.assertEqual(status, 0, err)
        self.assertIn("% of the heat was taken out on capacity that is assumed beyond the data of RDK-415D",
                      out.splitlines()[2])
        self.assertIn("with 40 % less at 300 K after", out.splitlines()[3])
        told = json.loads((self.dir / "gm/summary.json").read_text())
        assumed, compressor = told["assumed"], told["compressors"]["gm"]
        self.assertGreater(assumed["share"], 0.5)
        self.assertEqual(assumed["models"], "RDK-415D")
        self.assertAlmostEqual(assumed["goal_s"], told["time_end_s"])
        self.assertGreater(assumed["goal_less_s"], 1.2 * assumed["goal_s"])
        self.assertLess(assumed["goal_more_s"], 0.9 * assumed["goal_s"])
        self.assertAlmostEqual(compressor["power_W"], 7500)
        self.assertAlmostEqual(compressor["energy_J"], 7500 * told["time_end_s"], delta=1)
        self.assertEqual((assumed["less"], assumed["more"]), ("40 % less at 300 K", "40 % more at 300 K"))
        self.assertEqual(assumed["anchors"]["gm"]["less_share"], [0.6, 0.6])
        # the anchors of -40 % and +40 % written in the case give the times that were told, to the integrator's tolerance
        for share, key in [(0.6, "less"), (1.4, "more")]:
            self.write("other.ini", (self.dir / "gm.ini").read_text() + f"warm_capacity_stage1 = {share * 200} W\n"
                       f"warm_capacity_stage2 = {share * 70} W\n")
            status, out, err = self.run_it("run", "other.ini", "--no-plot", "--json", "-o", "other")
            self.assertAlmostEqual(json.loads(out)["time_end_s"] / assumed[f"goal_{key}_s"], 1, delta=1e-3)

    def figure_data(self, *arguments):
        """The files that gnuplot gets to draw, by a gnuplot that keeps them."""
        kept = self.dir / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        self.write("bin/gnuplot", f"""#!/bin/sh
            cp ./* "{kept}"
            exec "{shutil.which("gnuplot")}" "$@"
            """)
        (self.dir / "bin/gnuplot").chmod(0o755)
        status, out, err = self.run_it(*arguments, env={**os.environ, "PATH": f"{self.dir}/bin:{os.environ['PATH']}"})
        self.assertEqual((status, out, err), (0, "", ""))
        return {path.name: path.read_text() for path in kept.iterdir()}

    def lifts_at(self, name, points):
        """Q1, Q2 of a cooler at pairs of temperatures."""
        status, out, err = self.run_it("cooler", name, "--csv", "--at", "; ".join(f"{a} K, {b} K" for a, b in points))
        return [[float(cell) for cell in line.split(",")[2:4]] for line in out.splitlines()[1:]]

    @staticmethod
    def pieces(text):
        """The pieces of a line, broken by empty lines."""
        return [[line.split(",") for line in piece.splitlines()] for piece in text.strip().split("\n\n")
                if not piece.startswith("nan")]

    def path_of(self, run, *nodes):
        with open(self.dir / run / "profile.csv", newline="") as file:
            return [[float(row[f"T_{node}_K"]) for node in nodes] for row in csv.DictReader(file)]

    def test_a_load_map_is_drawn(self):
        self.test_assumed_capacity_is_said_first()
        for name in ["map.svg", "map.png"]:
            status, out, err = self.run_it("cooler", "RDK-415D", "--plot", name, "gm")
            self.assertEqual((status, out, err), (0, "", ""))
            self.assertGreater((self.dir / name).stat().st_size, 5000)
        self.expect(2, 'has no cooler of model "PT415"', "cooler", "PT415", "--plot", "map2.svg", "gm")
        self.assertFalse((self.dir / "map2.svg").exists())
        self.assertEqual(self.run_it("cooler", "PT60", "--plot", "curve.svg")[0], 0)
        self.assertEqual(sorted(p.name for p in self.dir.glob("*.svg")), ["curve.svg", "map.svg"])

    def test_what_a_load_map_shows(self):
        self.test_assumed_capacity_is_said_first()
        drawn = self.figure_data("cooler", "RDK-415D", "--plot", "map.svg", "gm")
        path, wanted = self.pieces(drawn["path.csv"])[0], self.path_of("gm", "a", "b")
        self.assertEqual(len(path), len(wanted))
        for (x, y), (T1, T2) in zip(path, wanted):
            self.assertAlmostEqual(float(x) / T1, 1, delta=1e-6)
            self.assertAlmostEqual(float(y) / T2, 1, delta=1e-6)
        for stage in (1, 2):    # along a line the load of its stage stays, that of the other does not
            for piece in self.pieces(drawn[f"lines{stage}.csv"])[::7]:
                Q = list(zip(*self.lifts_at("RDK-415D", [piece[0], piece[len(piece) // 2], piece[-1]])))
                self.assertLess(max(Q[stage - 1]) - min(Q[stage - 1]), 0.6)
                self.assertGreater(max(Q[2 - stage]) - min(Q[2 - stage]), 0.2)
        self.assertIn("run (gm)", "".join(drawn.values()))

    def test_texts_of_a_load_map_cover_nothing(self):
        """No text lies on a node, on a line of the other stage or on another text; lines written alike have one text."""
        for model, wanted in ("PT415", {"25 W", "250 W"}), ("COOLPOWER-7-25", {"0 W"}), ("PT405", {"0 W"}), ("PT420", {"0 W", "100 W"}):
            drawn = self.figure_data("cooler", model, "--plot", "map.svg")
            axes = dict(line.split(" = ", 1) for line in drawn["prologue.gp"].splitlines() if " = " in line)
            lines = [[], []]
            for stage in (1, 2):
                for which in ("", "x") if int(axes["assumed"]) else ("",):
                    for piece in self.pieces(drawn[f"lines{stage}{which}.csv"]):
                        lines[stage - 1] += self.px_of(axes, piece)
            nodes = [p for name in ("measured", "other") for p in self.px_of(axes, self.pieces(drawn[f"{name}.csv"])[0])]
            boxes = []
            for stage in (1, 2):
                labels = [label for label in self.pieces(drawn[f"labels{stage}.csv"])[0] if label[2]]
                texts = [label[2] for label in labels]
                self.assertEqual(len(texts), len(set(texts)), texts)
                self.assertLessEqual(wanted if stage == 1 else {"0 W"}, set(texts), texts)
                for label, (x, y) in zip(labels, self.px_of(axes, labels)):
                    half = 0.5 * (12.9 + 8.3 * sum(c.isdigit() for c in label[2]))

                    def inside(points, by_x=0, by_y=0):
                        return [p for p in points if abs(p[0] - x) < half + by_x and abs(p[1] - y) < 6.5 + by_y]
                    self.assertEqual(inside(nodes, 2, 2), [], (model, label))
                    self.assertEqual(inside(lines[2 - stage]), [], (model, label))
                    for other in boxes:
                        self.assertEqual(inside([other[:2]], other[2], 6.5), [], (model, label))
                    self.assertTrue(0 < x < 483 and 0 < y < 323, (model, label))  # others gnuplot leaves out
                    boxes.append((x, y, half))
            self.assertEqual("load on stage 1" in drawn["prologue.gp"], model in ("PT415", "PT420"))

    @staticmethod
    def px_of(axes, points):
        """Where points fall in the area of the axes, 483 px by 323 px on paper (plots/style.gp)."""
        def along(axis, size, T):
            low, high = float(axes[f"{axis}_min"]), float(axes[f"{axis}_max"])
            return size * (math.log(T / low) / math.log(high / low) if int(axes[f"log{axis}"]) else (T - low) / (high - low))
        return [(along("x", 483, float(p[0])), along("y", 323, float(p[1]))) for p in points]

    def test_the_paths_of_two_coolers_on_a_map_of_ones_own(self):
        self.write("maps/chart.csv", self.CHART)
        self.write("maps/two.ini", self.BODIES + """
            [node c]
            capacity = 900 J/K
            start = 60 K
            [node d]
            capacity = 300 J/K
            start = 6 K
            [cooler one]
            model = "chart.csv"
            stage1 = a
            stage2 = b
            [cooler other]
            model = "chart.csv"
            stage1 = c
            stage2 = d
            """)
        status, out, err = self.run_it("run", "maps/two.ini", "-o", "two", "--no-plot")
        self.assertEqual(status, 0, err)
        drawn = self.figure_data("cooler", "maps/chart.csv", "--plot", "map.svg", "two")
        self.assertIn("run (one, other)", "".join(drawn.values()))
        paths = self.pieces(drawn["path.csv"])
        self.assertEqual(len(paths), 2)
        for path, nodes in zip(paths, ["ab", "cd"]):
            for (x, y), (T1, T2) in zip(path, self.path_of("two", *nodes)):
                self.assertAlmostEqual(float(x) / T1, 1, delta=1e-6)
                self.assertAlmostEqual(float(y) / T2, 1, delta=1e-6)


if __name__ == "__main__":
    main()
