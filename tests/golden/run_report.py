#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that work on a result folder long after the run: plot, graph, report. What they write, from the folder
alone; what is said when a program they need is missing; and that no title, name or path is taken for a command or markup.

    run_report.py PROGRAM [TEST ...]

COOLDOWN_WRAPPER in the environment is put before the program. Standard library only.
"""
import html.parser
import json
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
COMMAND = [*shlex.split(os.environ.get("COOLDOWN_WRAPPER", "")), PROGRAM]

TITLE = """it's 100 % "cold" </script><script>alert(1)</script> & &lt; \\N \\n `touch x` {{data}} <img src=x onerror=alert(2)> µ² 低温"""
CASE = f"""
[case]
title = {TITLE}
duration = 10 h
[node plate]
parts = copper(RRR=50) 2.5 kg
[node coil]
parts = copper(RRR=100) 8 kg, nbti 3 kg
[conduction strap]
between = coil, plate
material = copper(RRR=50)
area = 2 cm^2
length = 120 mm
[cooler machine]
stage1 = plate
lift = 40 K: 5 W, 300 K: 60 W
[load wires]
on = coil
power = 20 mW
[measure t_cold]
value = time(T(coil) < 150 K)
[plot cold]
title = '`touch y`' "`touch y`" onclick=alert(3) <b>system("touch y")</b> #
y = T(plate)
nodes = coil
xrange = 1 h .. 4 h
[plot either]
y = if(T(coil) < 150 K, T(coil), T(plate))
[plot why]
kind = chain
nodes = coil
times = 1 h, 5 h
yrange = 10 K .. 300 K
[plot flows]
kind = stacked
nodes = plate
"""
TWO_STAGES = """
[case]
title = Two stages
duration = 6 h
[node first]
parts = copper(RRR=50) 6 kg
[node second]
parts = copper(RRR=100) 4 kg
[cooler gm]
model = PT415
stage1 = first
stage2 = second
[load wires]
on = second
power = 1 W
"""
FIGURES = ["temperature", "temperature_log", "heat", "stacked", "chain", "bands", "energy", "budget", "cold", "either", "why", "flows"]


class Page(html.parser.HTMLParser):
    """What a browser would see: tags, their attributes, and the text of the first heading."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.heading, self.inside = [], [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.inside = tag == "h1"

    def handle_endtag(self, tag):
        if tag == "h1":
            self.inside = False

    def handle_data(self, data):
        self.heading += data if self.inside else ""


class Results(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.base = Path(cls.holder.name) / "it's <b> \"here\" & there"
        cls.base.mkdir()
        (cls.base / "case.ini").write_text(CASE)
        done = cls.call("run", "case.ini", "-o", "result", "--quiet")
        assert done.returncode == 0 and not done.stderr, done.stderr
        (cls.base / "case.ini").unlink()  # what follows has the result folder alone

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def call(cls, *arguments, **more):
        return subprocess.run([*COMMAND, *arguments], cwd=cls.base, capture_output=True, text=True, timeout=300, **more)

    def good(self, *arguments):
        done = self.call(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def expect(self, status, words, *arguments, **more):
        done = self.call(*arguments, **more)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertIn(words, done.stderr)

    def tearDown(self):
        for name in "xy":
            self.assertFalse(list(Path(self.holder.name).rglob(name)), "a text was run as a command")
        self.assertFalse(list(self.base.rglob(".cooldown-*")), "a hidden folder was left")

    def test_a_run_draws_every_figure(self):
        names = sorted(p.name for p in (self.base / "result").glob("*.svg"))
        self.assertEqual([n for n in names if n != "network.svg"], sorted(f"{n}.svg" for n in FIGURES))

    def test_plot_draws_again_in_themes_and_formats(self):
        self.good("plot", "result", "--theme", "dark", "--format", "svg, pdf", "-o", "dark")
        self.assertEqual(sorted(p.name for p in (self.base / "dark").iterdir()),
                         sorted(f"{n}.{e}" for n in FIGURES for e in ["svg", "pdf"]))
        for name in FIGURES:
            ElementTree.parse(self.base / "dark" / f"{name}.svg")
            self.assertEqual((self.base / "dark" / f"{name}.pdf").read_bytes()[:5], b"%PDF-")
        self.assertIn("#14181c", (self.base / "dark" / "heat.svg").read_text())
        self.assertNotIn("#14181c", (self.base / "result" / "heat.svg").read_text())

    def test_plot_lays_runs_over_each_other(self):
        shutil.copytree(self.base / "result", self.base / "other")
        self.good("plot", "result", "other", "-o", "both")
        text = "".join(ElementTree.parse(self.base / "both" / "overlay.svg").getroot().itertext())
        self.assertIn("result, coil", text)
        self.assertIn("other, coil", text)
        self.good("plot", "result", "--nodes", "coil, plate", "-o", "nodes")
        text = "".join(ElementTree.parse(self.base / "nodes" / "overlay.svg").getroot().itertext())
        self.assertIn("result, plate", text)

    def test_bands_add_up_to_the_goal(self):
        holding = json.loads((self.base / "result" / "summary.json").read_text())["holding_back"]
        self.assertEqual((holding["node"], holding["condition"]), ("coil", "time(T(coil) < 150 K)"))
        bands = holding["bands"]
        self.assertEqual([b["to_K"] for b in bands], [250, 200, None])
        self.assertAlmostEqual(sum(b["time_s"] for b in bands) / holding["goal_s"], 1, delta=1e-9)
        for rank in holding["ranking"]:  # what a part saves in all is what it saves in the bands
            saved = sum(b["saved_s"][rank["name"]] for b in bands)
            self.assertAlmostEqual(saved, rank["saved_s"], delta=1e-6 * holding["goal_s"])
        self.assertGreater(bands[0]["saved_s"]["machine.1"], 0.1 * bands[0]["time_s"])

    def test_network_is_told_by_the_summary(self):
        network = json.loads((self.base / "result" / "summary.json").read_text())["network"]
        self.assertEqual([(n["name"], n["kind"]) for n in network["nodes"]], [("plate", "body"), ("coil", "body")])
        strap = network["links"][0]
        self.assertEqual([(e["node"], e["heat"], e["sign"]) for e in strap["ends"]],
                         [("coil", "strap", -1), ("plate", "strap", 1)])
        self.assertEqual(strap["of"], "copper(RRR=50)")

    def test_graph(self):
        self.good("graph", "--run", "result", "--at", "2 h", "-o", "at.svg")
        text = "".join(ElementTree.parse(self.base / "at.svg").getroot().itertext())
        rows = [line.split(",") for line in (self.base / "result" / "profile.csv").read_text().splitlines()]
        coil = rows[0].index("T_coil_K")
        at_2_h = [float(r[coil]) for r in rows[1:] if float(r[0]) == 7200][0]
        self.assertIn(f"{at_2_h:.4g} K", text)
        self.assertIn("it's 100 % \"cold\" </script><script>alert(1)</script> & &lt; \\N \\n", text)
        self.good("graph", "--run", "result", "-o", "strip.gv")
        strip = (self.base / "strip.gv").read_text()
        self.assertEqual(strip.count("subgraph cluster_"), 4)
        holding = json.loads((self.base / "result" / "summary.json").read_text())["holding_back"]
        # The second picture is that of the coil at 150 K, which is the goal; between rows the line is straight.
        shown = float(re.search(r'label="after ([0-9.]+) h"', strip).group(1))
        self.assertAlmostEqual(shown / (holding["goal_s"] / 3600), 1, delta=1e-3)
        self.assertIn('\\\\N \\\\n', strip)
        self.good("graph", "--run", "result", "-o", "strip.png")
        self.assertEqual((self.base / "strip.png").read_bytes()[:4], b"\x89PNG")
        (self.base / "again.ini").write_text(CASE)
        self.good("graph", "again.ini", "--by", "conductance")
        ElementTree.parse(self.base / "again_network.svg")

    def test_report(self):
        self.assertEqual(self.good("report", "result"), "result/report.html\n")
        text = (self.base / "result" / "report.html").read_text()
        page = Page(text)
        self.assertEqual(page.heading, TITLE)
        self.assertEqual(page.tags.count("script"), 2)
        self.assertEqual(page.tags.count("figure"), len(FIGURES))
        self.assertEqual(page.tags.count("svg"), len(FIGURES) + 1)
        self.assertEqual([t for t in page.tags if t in ("img", "b", "link", "iframe")], [])
        self.assertEqual([a for a in page.attributes if a.startswith("on") or a == "src"], [])
        self.assertNotIn("{{", re.sub(r"\{\{data\}\}", "", text))
        self.assertEqual(re.findall(r'(?:href|src)="(?!#)[^"]*"', text), [])
        ids = re.findall(r'\bid=["\']([^"\']*)', text)
        self.assertEqual(sorted(i for i in set(ids) if ids.count(i) > 1), [])
        block = re.search(r'id="data">(.*?)</script>', text, re.S).group(1)
        self.assertNotIn("<", block)
        data = json.loads(block)
        self.assertEqual(data["plots"]["either"]["curves"][0]["label"], "if(T(coil) < 150 K, T(coil), T(plate))")
        rows = (self.base / "result" / "profile.csv").read_text().splitlines()
        self.assertEqual(len(data["columns"]["time_s"]), len(rows) - 1)
        self.assertEqual(sorted(data["columns"]), sorted(rows[0].split(",")))
        self.good("report", "result", "-o", "again")
        self.assertEqual((self.base / "again" / "report.html").read_text(), text)

    def test_load_map(self):
        """The map is in the result folder; the path in the picture goes through the temperatures of the rows."""
        (self.base / "two.ini").write_text(TWO_STAGES)
        self.good("run", "two.ini", "-o", "two", "--quiet")
        (self.base / "two.ini").unlink()
        self.assertTrue((self.base / "two" / "load_map.png").exists())
        self.assertFalse((self.base / "result" / "load_map.svg").exists())  # its cooler has one stage
        maps = json.loads((self.base / "two" / "load_maps.json").read_text())
        self.assertEqual([m["coolers"] for m in maps], [[["gm", "first", "second"]]])
        self.assertIn([31.06, 4.35, 0, 1.35], [node[:4] for node in maps[0]["nodes"]])  # as cases/coolers/PT415.ini has it
        self.good("plot", "two", "-o", "again_two", "--theme", "dark")
        self.assertTrue((self.base / "again_two" / "load_map.svg").exists())
        self.good("report", "two", "--quiet")
        text = (self.base / "two" / "report.html").read_text()
        box = list(map(float, re.search(r'data-box-of-map="([^"]*)"', text).group(1).split()))
        data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.S).group(1))
        first, second = (data["columns"][c] for c in data["maps"]["load_map"][0])
        self.assertEqual(data["maps"]["load_map"], [["T_first_K", "T_second_K"]])

        def along(low, high, logarithmic, T):
            return math.log(T / low) / math.log(high / low) if logarithmic else (T - low) / (high - low)

        picture = text[text.index('id="figure-load_map"'):]
        picture = picture[:picture.index("</figure>")]
        ends = []
        for path in re.findall(r"d='M([^']*)'", picture):
            points = re.findall(r"([-0-9.]+),([-0-9.]+)", path)
            ends.append([float(x) for pair in (points[0], points[-1]) for x in pair])
        want = [x for row in (0, -1) for x in (
            box[0] + (box[1] - box[0]) * along(box[4], box[5], box[8], first[row]),
            box[3] - (box[3] - box[2]) * along(box[6], box[7], box[9], second[row]))]
        self.assertTrue(any(max(abs(a - b) for a, b in zip(end, want)) < 0.6 for end in ends), (want, ends))

    def test_markdown(self):
        self.good("report", "result", "--markdown", "--quiet")
        text = (self.base / "result" / "report.md").read_text()
        summary = json.loads((self.base / "result" / "summary.json").read_text())
        self.assertIn(f"**{summary['holding_back']['goal_s'] / 3600:.3f} h**, until T(coil) &lt; 150 K", text)
        self.assertIn("| machine.1 |", text)
        self.assertNotIn("<", text)

    def test_missing_programs_are_named(self):
        nowhere = {**os.environ, "PATH": "/nowhere"}
        self.expect(0, "install gnuplot-nox", "report", "result", "-o", "bare", env=nowhere)
        self.expect(0, "install graphviz", "report", "result", "-o", "bare", env=nowhere)
        page = Page((self.base / "bare" / "report.html").read_text())
        self.assertEqual(page.tags.count("figure"), len(FIGURES))  # those that the run left
        self.expect(3, "install chromium", "report", "result", "-o", "bare", "--pdf", env=nowhere)
        self.assertFalse((self.base / "bare" / "report.pdf").exists())
        self.expect(3, "install graphviz", "graph", "--run", "result", "-o", "none.svg", env=nowhere)
        self.expect(3, "install gnuplot-nox", "plot", "result", "-o", "none", env=nowhere)
        self.assertFalse((self.base / "none.svg").exists())

    def test_wrong_command_lines(self):
        for words, arguments in [
            ("plot needs a result folder", ["plot"]),
            ("report needs a result folder", ["report"]),
            ("report takes one result folder", ["report", "a", "b"]),
            ("--pdf and --markdown", ["report", "result", "--pdf", "--markdown"]),
            ("absent: there is no such file or folder", ["report", "absent"]),
            ('there is no theme "pink"', ["plot", "result", "--theme", "pink"]),
            ('there is no format "jpg"', ["plot", "result", "--format", "svg,jpg"]),
            ('no run has a node "spool"', ["plot", "result", "--nodes", "spool"]),
            ("graph needs one case file, or --run DIR", ["graph"]),
            ("takes no case", ["graph", "again.ini", "--run", "result"]),
            ("--at is a time of a run", ["graph", "again.ini", "--at", "2 h"]),
            ("ends in none of .svg", ["graph", "--run", "result", "-o", "picture.jpg"]),
            ("a time is wanted", ["graph", "--run", "result", "--at", "5 K"]),
            ("after the end of the run", ["graph", "--run", "result", "--at", "90 h"]),
            ("--by width: heat or conductance", ["graph", "--run", "result", "--by", "width"]),
        ]:
            with self.subTest(arguments=arguments):
                self.expect(2, words, *arguments)

    def test_damaged_folders_are_refused(self):
        def damage(name, change):
            folder = self.base / "damaged"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.base / "result", folder)
            path = folder / name
            path.write_text(change(path.read_text()))

        def without_network(text):
            summary = json.loads(text)
            del summary["network"]
            return json.dumps(summary)

        for name, change, words in [
            ("profile.csv", lambda t: t[:5000], "is damaged"),
            ("profile.csv", lambda t: t.splitlines()[0] + "\n", "has no rows"),
            ("profile.csv", lambda t: "", "is empty"),
            ("summary.json", lambda t: t[:900], "cannot be read"),
            ("summary.json", without_network, "run the case again"),
            ("summary.json", lambda t: t.replace('"finished"', '"failed"'), "no finished run"),
            ("plots.json", lambda t: t[:-1], "cannot be read"),
        ]:
            with self.subTest(name=name, words=words):
                damage(name, change)
                self.expect(2, words, "report", "damaged")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
