#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: exit status, what goes to which output, what is written and what is left alone.

    run_cli.py PROGRAM [TEST ...]
"""
import json
import math
import os
import pty
import re
import select
import signal
import subprocess
import time
import unittest

from command_line import COMMAND, SIMPLE, CommandLine, main

# A rod of many cells between two baths, and heaters that switch a thousand times: the integrator starts anew each time,
# so that the run takes long however fast a step is, and can be watched and interrupted.
SLOW = """
[case]
duration = 100 d
[node bath]
fixed = 77 K
[node end]
capacity = 1000 J/K
[conduction rod]
between = bath, end
material = rod
area = 1 cm^2
length = 1 m
segments = 3000
[material rod]
density = 8000 kg/m^3
c = 400 J/(kg K)
k = $(1 W/(m K^2) * T)
[solver]
rtol = 1e-8
max_steps = 100000000
""" + "".join(f"[load heater{i}]\non = end\npower = 3 W\nstart = {4 * i + 1} h\nstop = {4 * i + 3} h\n"
              for i in range(500))


class Cli(CommandLine):
    def test_a_wrong_command_line_is_explained(self):
        for words, arguments in [
            ("no command and no case", []),
            ('unrecognized command "rnu"; did you mean "run"?', ["rnu"]),
            ('unrecognized command "xyzzy"', ["xyzzy"]),
            ("run needs a case file", ["run"]),
            ('"other.ini" follows "simple.ini"', ["run", "simple.ini", "other.ini"]),
            ('did you mean "--no-plot"?', ["run", "simple.ini", "--no-plto"]),
            ('did you mean "--set"?', ["simple.ini", "--sett=a=1"]),
            ('unrecognized option "-x"', ["run", "-x", "simple.ini"]),
            ('unrecognized option "--json"', ["check", "--json", "simple.ini"]),
            ('option "-o" of run needs a value', ["run", "simple.ini", "-o"]),
            ('option "--json" of run takes no value', ["run", "simple.ini", "--json=yes"]),
            ("NAME=VALUE", ["run", "simple.ini", "--set", "gap"]),
            ("--rtol fast: give a number", ["run", "simple.ini", "--rtol", "fast"]),
            ("--rtol nan: give a number", ["run", "simple.ini", "--rtol", "nan"]),
            ("there is no help on", ["help", "rum"]),
            ('no help on "swich"; did you mean "switch"?', ["help", "swich"]),
            ("absent.ini", ["absent.ini"]),
        ]:
            with self.subTest(arguments=arguments):
                self.assertEqual(self.expect(2, words, *arguments), "")
        self.assertFalse((self.dir / "out").exists())

    def test_help_and_version(self):
        for arguments, words in [(["--version"], "cooldown "), (["--help"], "usage:"), (["help"], "exit status"),
                                 (["help", "run"], "--require-stop"), (["help", "link"], "heat_pipe"),
                                 (["help", "contact"], "au_au_on_cu"), (["help", "material"], "maxwell_garnett"),
                                 (["help", "piece"], "kevlar_erf"), (["help", "param"], "[FROM .. TO]"),
                                 (["help", "files"], "profile.csv"),
                                 (["run", "--help"], "--no-ledger"), (["check", "-h"], "usage: cooldown check")]:
            status, out, err = self.run_it(*arguments)
            self.assertEqual((status, err), (0, ""))
            self.assertIn(words, out)

    def test_verify_tells_the_error(self):
        status, out, err = self.run_it("simple.ini", "--verify", "--rtol", "1e-4", "--json", "--no-plot", "--quiet")
        self.assertEqual((status, err), (0, ""))
        summary = json.loads(out)
        error = summary["measures"]["t_150"]["value"] - 1234.5 / 0.321 * math.log((293 - 77) / (150 - 77))
        moved = summary["verify"]["measures"]["t_150"]
        self.assertAlmostEqual(-moved["by_tolerance"], error, delta=0.1 * abs(error))
        self.assertLess(abs(moved["by_tables"]), 0.01 * abs(error))
        self.assertIn("verified: moved at rtol 1e-06", self.run_it("simple.ini", "--verify", "--rtol", "1e-4", "--no-plot")[1])
        self.assertIsNone(json.loads(self.run_it("simple.ini", "--json", "--no-plot")[1])["verify"])

    def test_a_run_writes_its_folder(self):
        status, out, err = self.run_it("simple.ini")
        self.assertEqual((status, err), (0, ""), err)
        self.assertIn("a body on a strap", out)
        folder = self.dir / "out" / "simple"
        summary = json.loads((folder / "summary.json").read_text())
        # Default rtol 1e-5: the error is a few times that, so 1e-4 holds and 1e-6 does not.
        want_s = 1234.5 / 0.321 * math.log((293 - 77) / (150 - 77))
        self.assertAlmostEqual(summary["measures"]["t_150"]["value"] / want_s, 1, delta=1e-4)
        self.assertTrue((folder / "profile.csv").read_text().startswith("time_s,T_bath_K,T_body_K,Q_strap_W\n"))
        self.assertTrue((folder / "case.resolved.ini").exists())
        for name in ["temperature", "temperature_log", "heat"]:
            self.assertGreater((folder / f"{name}.svg").stat().st_size, 1000)
            self.assertEqual((folder / f"{name}.png").read_bytes()[:4], b"\x89PNG")
        self.assertEqual([p.name for p in folder.iterdir() if p.name.startswith(".")], [])

    def test_json_is_alone_on_the_standard_output(self):
        status, out, err = self.run_it("run", "--json", "--no-plot", "simple.ini", "-o", "here")
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(json.loads(out), json.loads((self.dir / "here" / "summary.json").read_text()))
        self.assertEqual(sorted(p.name for p in (self.dir / "here").iterdir()),
                         ["case.resolved.ini", "profile.csv", "summary.json"])

    def test_two_runs_give_the_same_bytes(self):
        for folder in ["one", "two"]:
            self.assertEqual(self.run_it("run", "simple.ini", "-o", folder)[0], 0)
        for path in (self.dir / "one").iterdir():
            self.assertEqual(path.read_bytes(), (self.dir / "two" / path.name).read_bytes(), path.name)

    def test_quiet_says_nothing(self):
        self.assertEqual(self.run_it("run", "-q", "--no-plot", "simple.ini"), (0, "", ""))
        self.assertEqual(self.run_it("check", "--quiet", "simple.ini"), (0, "", ""))

    def test_check_looks_at_all_properties(self):
        piece = "[piece {0}]\nproperty = {0}\nform = poly\ncoef = {1}\nrange = 4 K .. 300 K\ngrade = C\nsource = ours\n"
        self.write("materials/alloy.ini", "[material alloy]\n" + piece.format("k", "3") + piece.format("rho", "1e-8, -1e-10"))
        self.write("simple.ini", SIMPLE.format(stop=100).replace("G = 0.321 W/K", "material = alloy\narea_over_length = 100 mm"))
        own = {"env": {**os.environ, "COOLDOWN_PATH": str(self.dir)}}
        self.assertEqual(self.run_it("run", "--quiet", "--no-plot", "simple.ini", **own)[0], 0)
        status, out, err = self.run_it("check", "simple.ini", **own)
        self.assertEqual((status, out), (2, ""))
        self.assertRegex(err, r'alloy\.ini:1:\d+: error: rho of material "alloy" is not positive and finite at ')

    def test_check_runs_nothing(self):
        status, out, err = self.run_it("check", "simple.ini")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("321.0 mW/K", out)
        self.assertIn("fixed at 77.00 K", out)
        self.assertFalse((self.dir / "out").exists())

    def test_check_has_its_numbers(self):
        status, out, _ = self.run_it("check", "simple.ini")
        self.assertEqual(status, 0)
        body = next(line for line in out.splitlines() if line.strip().startswith("body"))
        # 1234.5 J/K at every temperature; 300 K -> 4 K: 296 K of it; the strap has one conductance.
        self.assertIn("1234", body.replace("1235", "1234"))
        self.assertIn("365.4 kJ", body)
        strap = next(line for line in out.splitlines() if line.strip().startswith("strap"))
        self.assertEqual(strap.count("321.0 mW/K"), 4, strap)

    def test_the_defaults_are_in_the_resolved_case(self):
        self.assertEqual(self.run_it("simple.ini", "-o", "d", "--no-plot", "-q")[0], 0)
        resolved = (self.dir / "d" / "case.resolved.ini").read_text()
        self.assertIn("rtol = 1e-05\n", resolved)
        self.assertIn("duration = 10800 s\n", resolved)
        solver = json.loads((self.dir / "d" / "summary.json").read_text())["solver"]
        self.assertEqual((solver["rtol"], solver["atol_K"]), (1e-5, 1e-6))

    def test_the_resolved_case_gives_the_same_run(self):
        self.assertEqual(self.run_it("simple.ini", "-o", "one", "--no-plot", "-q", "--rtol", "1e-7")[0], 0)
        self.assertEqual(self.run_it("one/case.resolved.ini", "-o", "two", "--no-plot", "-q")[0], 0)
        profiles = [(self.dir / name / "profile.csv").read_text() for name in ["one", "two"]]
        self.assertEqual(*profiles)

    def test_a_wrong_case_is_not_run(self):
        self.write("wrong.ini", SIMPLE.format(stop=100).replace("capacity", "capasity"))
        for command in ["run", "check"]:
            status, out, err = self.run_it(command, "wrong.ini")
            self.assertEqual((status, out), (2, ""))
            self.assertIn('did you mean "capacity"?', err)
            self.assertRegex(err, r"\d+ errors?, \d+ warnings?; nothing was run\n$")
        self.assertFalse((self.dir / "out").exists())

    def test_set_and_its_mistakes(self):
        out = self.run_it("run", "--json", "--no-plot", "simple.ini", "--set", "strap.G=0.5 W/K")[1]
        want_s = 1234.5 / 0.5 * math.log((293 - 77) / (150 - 77))
        self.assertAlmostEqual(json.loads(out)["measures"]["t_150"]["value"] / want_s, 1, delta=1e-4)
        self.expect(2, "nothing was run", "run", "simple.ini", "--set", "strap.G=0.5 kg")

    def test_set_reaches_what_is_not_there(self):
        _, out, err = self.run_it("run", "--json", "--no-plot", "simple.ini", "--set", "solver.rtol=1e-8")
        self.assertEqual((json.loads(out)["solver"]["rtol"], err), (1e-8, ""))
        self.write("range.ini", SIMPLE.format(stop=100).replace("0.321 W/K", "$g") + "[param]\ng = 0.3 W/K [0.1 W/K .. 0.5 W/K]\n")
        self.assertEqual(self.run_it("check", "-q", "range.ini", "--set", "g=0.4 W/K"), (0, "", ""))
        self.assertIn("outside its range", self.run_it("check", "range.ini", "--set", "g=0.6 W/K")[2])
        self.expect(2, "control character", "check", "range.ini", "--set", "case.title=a\n[node evil]")

    def test_start_from_keeps_the_boundaries_of_this_case(self):
        self.assertEqual(self.run_it("simple.ini", "-o", "before", "--no-plot", "-q")[0], 0)
        before = json.loads((self.dir / "before" / "summary.json").read_text())["end"]
        _, out, _ = self.run_it("run", "--json", "--no-plot", "simple.ini", "-o", "after", "--set", "case.start=from before",
                                "--set", "bath.fixed=20 K", "--set", "case.stop=T(body) < 21 K", "--rtol", "1e-9")
        after = json.loads(out)
        self.assertEqual(after["end"]["bath"], 20)
        want = 20 + (before["body"] - 20) * math.exp(-0.321 * after["time_end_s"] / 1234.5)
        self.assertAlmostEqual(after["end"]["body"] / want, 1, delta=1e-6)

    def test_a_law_that_nobody_names_is_a_warning(self):
        self.write("law.ini", SIMPLE.format(stop=100) + "[contact forgotten]\nG = 5 W/K\n")
        self.assertIn('contact "forgotten" joins nothing', self.run_it("check", "law.ini")[2])

    def test_require_stop(self):
        self.write("warm.ini", SIMPLE.format(stop=78))
        self.expect(1, "never met", "run", "--no-plot", "--require-stop", "--set", "case.duration=1h", "warm.ini")
        self.assertEqual(self.run_it("run", "--no-plot", "--require-stop", "simple.ini")[0], 0)

    def test_strict(self):
        self.assertEqual(self.run_it("run", "--no-plot", "--strict", "simple.ini")[0], 0)
        # An RRR that nobody asked for is a warning.
        self.write("warned.ini", SIMPLE.format(stop=100).replace("capacity = 1234.5 J/K", "parts = copper 3 kg"))
        self.assertEqual(self.run_it("run", "-q", "--no-plot", "warned.ini")[0], 0)
        for command in [["run", "--no-plot"], ["check"]]:
            self.expect(1, "--strict: ", *command, "--strict", "warned.ini")

    def test_another_result_is_kept(self):
        self.write("other.ini", SIMPLE.format(stop=120))
        self.assertEqual(self.run_it("run", "-q", "--no-plot", "simple.ini", "-o", "d")[0], 0)
        before = (self.dir / "d" / "summary.json").read_bytes()
        self.expect(3, "the result of another case (simple.ini)", "run", "--no-plot", "other.ini", "-o", "d")
        self.assertEqual((self.dir / "d" / "summary.json").read_bytes(), before)
        self.assertEqual(self.run_it("run", "-q", "--no-plot", "--force", "other.ini", "-o", "d")[0], 0)
        self.assertEqual(json.loads((self.dir / "d" / "summary.json").read_text())["case"]["stem"], "other")

    def test_a_folder_that_cannot_be(self):
        self.expect(3, "simple.ini is not a folder", "run", "--no-plot", "simple.ini", "-o", "simple.ini")
        self.expect(3, "Not a directory", "run", "--no-plot", "simple.ini", "-o", "simple.ini/sub")

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_a_full_standard_output(self):
        for arguments in [["--help"], ["check", "simple.ini"], ["run", "--json", "--no-plot", "simple.ini"]]:
            with open("/dev/full", "w") as full:
                status, _, err = self.run_it(*arguments, stdout=full)
            self.assertEqual(status, 3)
            self.assertIn("No space left on device", err)

    def test_a_reader_that_goes_away(self):
        for ignored in [False, True]:  # a parent may have had SIGPIPE ignored
            reader, writer = os.pipe()
            os.close(reader)
            handler = (lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN)) if ignored else None
            status, _, err = self.run_it("check", "simple.ini", stdout=writer, preexec_fn=handler)
            os.close(writer)
            self.assertEqual(err, "")
            self.assertIn(status, (0, -signal.SIGPIPE))

    def test_a_title_is_not_a_command(self):
        hidden = "`touch x` it's \"`touch x`\" '.system('touch x').' @a {b}_c $(touch x)"
        self.write("title.ini", SIMPLE.format(stop=100).replace("a body on a strap", hidden))
        status, _, err = self.run_it("title.ini", "-o", "figures")
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(sorted(p.name for p in self.dir.rglob("x")), [])
        self.assertIn("`touch x` it's", (self.dir / "figures" / "heat.svg").read_text().replace("’", "'"))

    def test_plots_with_a_measured_log(self):
        self.write("log.csv", "time_min,T_body_K\n0,293\n30,230\n60,190\n")
        self.write("plot.ini", SIMPLE.format(stop=100) +
                   "[plot log]\ny = T(body), T(bath)\nlogx = yes\nlogy = yes\ndata = log.csv\n"
                   "[plot flow]\ny = Q(strap)\n[plot slope]\ny = rate(T(body))\n[plot sum]\ny = E(strap)\n")
        status, _, err = self.run_it("plot.ini", "-o", "f")
        self.assertEqual((status, err), (0, ""))
        figures = sorted(p.name for p in (self.dir / "f").glob("*.svg"))
        self.assertEqual(figures, ["bands.svg", "energy.svg", "flow.svg", "heat.svg", "log.svg", "slope.svg", "stacked.svg", "sum.svg",
                                   "temperature.svg", "temperature_log.svg"])
        self.assertIn("body, measured", (self.dir / "f" / "log.svg").read_text())

    def test_gnuplot_may_be_missing(self):
        environment = {**os.environ, "PATH": str(self.dir)}
        status, _, err = self.run_it("simple.ini", env=environment)
        self.assertEqual(status, 0)
        self.assertIn("gnuplot was not found", err)

    def test_progress_then_interrupt(self):
        """The line comes on a terminal; SIGINT then ends the run and leaves nothing behind."""
        self.write("slow.ini", SLOW)
        master, slave = pty.openpty()
        running = subprocess.Popen([*COMMAND, "slow.ini"], cwd=self.dir, stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        seen = self.read_until(master, rb"\r[\d.]+ h of 2400\.00 h \(\d+ %\), bath 77 K, end [\d.]+ K", 120)
        running.send_signal(signal.SIGINT)
        seen += self.read_until(master, rb"interrupted at t = [\d.]+ h; nothing was written", 60)
        out = running.communicate(timeout=60)[0]
        os.close(master)
        self.assertEqual((running.returncode, out), (130, b""))
        self.assertRegex(seen, rb"\r *\rcooldown: interrupted")  # the line was cleared
        self.assertFalse((self.dir / "out").exists())

    def read_until(self, terminal, pattern, seconds):
        seen, end = b"", time.monotonic() + seconds
        while not re.search(pattern, seen):
            self.assertLess(time.monotonic(), end, seen)
            if select.select([terminal], [], [], 0.5)[0]:
                seen += os.read(terminal, 4096)
        return seen

    def test_no_progress_without_a_terminal(self):
        self.write("slow.ini", SLOW)
        running = subprocess.Popen([*COMMAND, "slow.ini"], cwd=self.dir, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(2)
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=60)
        self.assertEqual((running.returncode, out), (128 + signal.SIGTERM, b""))
        self.assertRegex(err, rb"^cooldown: interrupted[^\r]*$")


if __name__ == "__main__":
    main()
