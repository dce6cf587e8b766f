#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What two published cooldowns say about warm capacity: the apparent mass m(T) = Q / (c dT/dt) along them.

Usage: apparent_mass.py BINARY [--figure FILE.svg|FILE.png]

A cold mass of copper that one stage cools gives the same m at every temperature when the map is right; a map that is too
large when warm gives a mass that grows with T. The masses were not published: only the shape counts.
  - A cavity on a PT420-RM (coolers/cooldown_PT420-RM_cornell.csv): T1 and T2 are known. Lift by the measured map of the PT415,
    and by that of the PT420, which is assumed above 80 K and 17 K.
  - A cavity on three RDE-418D4 (coolers/cooldown_3xRDE-418D4_GA.csv): only the cavity's temperature is known, taken for T2.
    Lift by the curve of its second stage, assumed above 13 K, and by a rating alone.
c is copper's (both cavities are niobium and copper: below 60 K their heat capacities part).
Demands that the measured map gives what a survey found (8 to 15 kg, mean 11 kg), that no curve leaves its mean by more than
the +-40 % that our assumptions claim, and that warm and cold half agree within 18 %, on the Gifford-McMahon machine within 15 %.
Its assumed decay theta is scanned: only the shortest and the longest fail, so that any of about 50 to 170 K fits equally.
"""
import csv
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from twin_properties import COEFFICIENTS, heat_capacities

HERE = Path(__file__).resolve().parent
STYLE = HERE.parent.parent / "plots" / "style.gp"
copper = heat_capacities(COEFFICIENTS)["copper"]


def rows(name):
    with open(HERE / "coolers" / name, newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def lift(binary, model, places, data=None):
    """Lift of the second stage (W) at each place (text for --at), and its region; `data`: a folder for COOLDOWN_PATH."""
    done = subprocess.run([binary, "cooler", model, "--csv", "--at", "; ".join(places)], capture_output=True, text=True,
                          check=True, env={**os.environ, **({"COOLDOWN_PATH": data} if data else {})})
    answers = list(csv.DictReader(done.stdout.splitlines()))
    return [float(a["Q2_W"]) for a in answers], [a["region"] for a in answers]


def between(points, at):
    """The curve through (t, T) points at time `at`, straight in ln T."""
    for (t0, T0), (t1, T1) in zip(points, points[1:]):
        if t0 <= at <= t1:
            return T0 * (T1 / T0) ** ((at - t0) / (t1 - t0))
    raise SystemExit(f"no point at {at} s")


def secants(points, span):
    """(t, T, -dT/dt) in the middle of every `span` intervals."""
    for (t0, T0), (t1, T1) in zip(points, points[span:]):
        yield 0.5 * (t0 + t1), 0.5 * (T0 + T1), (T0 - T1) / (t1 - t0)


def cornell(binary):
    """Per model: (T of the cavity, apparent mass), from 275 K to 70 K, below which the radio-frequency coupler's heat counts."""
    of = {name: [(60 * float(r["t_min"]), float(r["T_K"])) for r in rows("cooldown_PT420-RM_cornell.csv")
                 if r["channel"] == name] for name in ("stage1", "stage2", "cavity_equator")}
    middle = [m for m in secants(of["cavity_equator"], 2) if 65 < m[1] < 280]
    places = [f"{between(of['stage1'], t):.6g} K, {between(of['stage2'], t):.6g} K" for t, _, _ in middle]
    out = {}
    for model in ("PT415", "PT420"):
        Q, regions = lift(binary, model, places)
        out[model] = [(T, q / copper(T) / rate, region) for (_, T, rate), q, region in zip(middle, Q, regions)]
    return out


def cavity_of_general_atomics():
    points = [(3600 * float(r["t_h"]), float(r["T_K"])) for r in rows("cooldown_3xRDE-418D4_GA.csv")]
    return [m for m in secants(points, 3) if 55 < m[1] < 280]


def scan_of_decay(binary):
    """{theta (K): points} of the second stage with other decays in the place of its file's."""
    text = (HERE.parent.parent / "cases" / "coolers" / "RDE-418D4-stage2.ini").read_text()
    middle, out = cavity_of_general_atomics(), {}
    for theta in (30, 50, 85, 170, 400):
        changed, n = re.subn(r"^theta( *)=.*$", rf"theta\1= {theta} K", text, flags=re.MULTILINE)
        if n != 1:
            raise SystemExit("RDE-418D4-stage2.ini has no theta")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "cases", "coolers").mkdir(parents=True)
            Path(folder, "cases", "coolers", "scanned.ini").write_text(changed)
            Q, regions = lift(binary, "scanned", [f"{T:.6g} K" for _, T, _ in middle], folder)
        out[theta] = [(T, 3 * q / copper(T) / rate, region) for (_, T, rate), q, region in zip(middle, Q, regions)]
    return out


def general_atomics(binary):
    middle = cavity_of_general_atomics()
    out = {}
    for model, place in (("RDE-418D4-stage2", "{0} K"), ("RDE-418D4-60Hz", "45 K, {0} K")):
        Q, regions = lift(binary, model, [place.format(f"{T:.6g}") for _, T, _ in middle])
        out[model] = [(T, 3 * q / copper(T) / rate, region) for (_, T, rate), q, region in zip(middle, Q, regions)]
    return out


def describe(title, of):
    print(title)
    for model, points in of.items():
        mean = sum(m for _, m, _ in points) / len(points)
        print(f"  {model}: mean {mean:.1f} kg")
        for T, m, region in points:
            print(f"    {T:6.1f} K {m:7.1f} kg  {m / mean - 1:+5.0%}  {region}")


def trend(points):
    """Mean of the warm half over mean of the cold half."""
    points = sorted(points)
    half = len(points) // 2
    cold, warm = points[:half], points[-half:]
    return (sum(m for _, m, _ in warm) / half) / (sum(m for _, m, _ in cold) / half)


def draw(path, cornell_of, ga_of):
    curves = [("cavity on PT420-RM, map of PT415", cornell_of["PT415"]), ("the same, PT420 extended", cornell_of["PT420"]),
              ("cavity on 3 RDE-418D4, extended", ga_of["RDE-418D4-stage2"]), ("the same, rating alone", ga_of["RDE-418D4-60Hz"])]
    device = "png" if path.endswith(".png") else "svg"
    with tempfile.TemporaryDirectory() as folder:
        for i, (_, points) in enumerate(curves, 1):
            mean = sum(m for _, m, _ in points) / len(points)
            Path(folder, f"{i}.csv").write_text("".join(f"{T:.4f},{m / mean:.5f}\n" for T, m, _ in points))
        labels = ", ".join(f"'{label}'" for label, _ in curves)
        Path(folder, "figure.gp").write_text(
            f"device = '{device}'\nfile = 'figure'\ntitle = 'Apparent mass along two published cooldowns'\nn = {len(curves)}\n"
            f"array label[{len(curves)}] = [{labels}]\nn_measured = 0\nx_title = 'Temperature of the cavity (K)'\n"
            f"load '{STYLE}'\ny_title = 'Apparent mass over its mean'\neval(place_y_title)\n"
            "set xrange [50:290]\nset yrange [0:1.8]\nset arrow 90 from 50, 1 to 290, 1 nohead linecolor rgb '#808080'\n"
            + "plot " + ", ".join(f"'{i}.csv' with linespoints linestyle {i} notitle" for i in range(1, len(curves) + 1)) + "\n")
        subprocess.run(["gnuplot", "-d", "figure.gp"], cwd=folder, check=True)
        Path(path).write_bytes(Path(folder, "figure." + device).read_bytes())


def main():
    binary = os.path.abspath(sys.argv[1])
    cornell_of, ga_of = cornell(binary), general_atomics(binary)
    describe("cavity on a PT420-RM (Stilin et al. 2020)", cornell_of)
    describe("cavity on three RDE-418D4 (Ciovati et al. 2023)", ga_of)
    if "--figure" in sys.argv:
        draw(sys.argv[sys.argv.index("--figure") + 1], cornell_of, ga_of)
    curves = {**cornell_of, **ga_of}
    for model, points in curves.items():
        print(f"{model}: mass from the warm half over that from the cold half {trend(points):.2f}")
    measured = [m for _, m, _ in cornell_of["PT415"]]
    demands = [("PT415: 8 to 15 kg everywhere", 8 < min(measured) and max(measured) < 15),
               ("PT415: mean 10 to 12 kg", 10 < sum(measured) / len(measured) < 12)]
    for model, points in curves.items():
        mean = sum(m for _, m, _ in points) / len(points)
        demands.append((f"{model}: within 40 % of its mean", all(abs(m / mean - 1) < 0.4 for _, m, _ in points)))
        bound = 0.15 if model in ga_of else 0.18
        demands.append((f"{model}: no trend beyond {bound:.0%}", abs(trend(points) - 1) < bound))
    for theta, points in scan_of_decay(binary).items():
        print(f"RDE-418D4-stage2 with theta = {theta} K: warm half over cold half {trend(points):.2f}")
        fits = 50 <= theta <= 170
        demands.append((f"theta = {theta} K {'fits' if fits else 'does not fit'} within 15 %",
                        (abs(trend(points) - 1) < 0.15) == fits))
    for text, true in demands:
        print(("ok    " if true else "FAILED") + "  " + text)
    return 0 if all(true for _, true in demands) else 1


if __name__ == "__main__":
    sys.exit(main())
