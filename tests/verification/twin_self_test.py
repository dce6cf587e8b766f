# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the twin to be trusted, and would its comparison notice a mistake?

Each mutation is one slip that a program could contain: a map node misread, an exponent or a sign changed, a link left
out. The mutated twin plays the program: its result is written as summary.json and profile.csv, read back and compared. Every
slip must push something out of tolerance; the twin itself, and choices that the data leave open, must not.
"""
import csv
import json
import os
import tempfile

import twin_network as network
import twin_nbti as twin


def set_node(surface, q1_W, q2_W, value_K):
    i, j = network.twin_cooler.Q1_W.index(q1_W), network.twin_cooler.Q2_W.index(q2_W)

    def change(n):
        assert abs(n[surface][i][j] / value_K - 1) < 0.1 and n[surface][i][j] != value_K
        n[surface][i][j] = value_K

    return change


def set_value(*path_and_value):
    *path, key, value = path_and_value

    def change(n):
        for step in path:
            n = n[step]
        assert n[key] != value
        n[key] = value

    return change


def flip(*path):
    *path, key = path

    def change(n):
        for step in path:
            n = n[step]
        n[key] = -n[key]

    return change


MUTATIONS = {
    "map node T2(50 W, 50 W) 78.94 read as 74.98 K": set_node("T2_K", 50, 50, 74.98),
    "map node T2(100 W, 75 W) 134.20 read as 143.20 K": set_node("T2_K", 100, 75, 143.20),
    "map node T1(100 W, 75 W) 100.36 read as 103.60 K": set_node("T1_K", 100, 75, 103.60),
    "map node T2(0, 0) 2.67 read as 2.76 K": set_node("T2_K", 0, 0, 2.76),
    "map node T1(25 W, 0) 33.83 read as 33.38 K": set_node("T1_K", 25, 0, 33.38),
    "exponent of the pressed contacts 1 -> 1.05": set_value("contact_n", 1.05),
    "exponent of radiation 4 -> 3.95": set_value("radiation_n", 3.95),
    "exponent P6 of copper's conductivity 1.756 -> 1.576": set_value("properties", "k_copper", "P", 5, 1.576),
    "exponent 0.1661 of copper's P7 -> 0.1166": set_value("properties", "k_copper", "P7_exponent", 0.1166),
    "sign of radiation vessel - shield": flip("sign", "outer_radiation"),
    "sign of radiation shield - coil": flip("sign", "inner_radiation"),
    "sign of the HTS leads": flip("sign", "hts_leads"),
    "sign of the supports shield - former": flip("sign", "inner_supports"),
    "sign of exponent P4 of copper's conductivity": flip("properties", "k_copper", "P", 3),
    "sign of W_c of copper's conductivity about 470 K": set_value("properties", "k_copper", "Wc", 0, (0.00012, 420.0, 470.0, 0.7)),
    "a link left out: the HTS leads": set_value("sign", "hts_leads", 0.0),
    "RRR 50 -> 100 in straps and leads": set_value("properties", "k_copper", "RRR", 100.0),
    "NbTi left out": set_value("parts", "coil", "nbti", 0.0),
}

# Left open by the data: must stay inside the tolerance.
CHOICES = {
    "nothing changed": lambda n: None,
    "cross derivative of the map: x first": set_value("cross", "x then y"),
    "cross derivative of the map: y first": set_value("cross", "y then x"),
}


def through_files(folder, result):
    """Writes a result as the program does and reads it back with the comparison's own reader."""
    summary, profile = os.path.join(folder, "summary.json"), os.path.join(folder, "profile.csv")
    levels = {node: {str(level): t for level, t in times.items()} for node, times in result["levels"].items()}
    with open(summary, "w", encoding="utf-8") as f:
        json.dump({"levels": levels, "end": result["end"]}, f)
    with open(profile, "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(["time_s"] + [f"T_{node}_K" for node in network.NODES])
        writer.writerow([0] + [300] * len(network.NODES))
        writer.writerow([network.DURATION_S] + [repr(result["end"][node]) for node in network.NODES])
    return twin.read_result(summary, profile)


def worst(reference, result, folder):
    return max(twin.compare(reference, through_files(folder, result)), key=lambda row: row[3])


def check_twin_itself():
    """Energy closes, and two other integrators give the same."""
    magnet = network.Magnet().run()
    closure = magnet.closure()["closure"]
    print(f"energy closure of the twin {closure:.1e} (must be below 1e-8)")
    reference = {"levels": magnet.level_times(), "end": magnet.end()}
    ok = closure < 1e-8 and magnet.outside == 0
    for method in ("Radau", "BDF"):
        other = network.Magnet().run(method, 1e-8)
        off = max(row[3] for row in twin.compare(reference, {"levels": other.level_times(), "end": other.end()}))
        print(f"{method} instead of LSODA: {off:.1e} of the tolerance (must be below 0.001)")
        ok = ok and off < 1e-3
    return ok, reference


def main():
    ok, reference = check_twin_itself()
    with tempfile.TemporaryDirectory() as folder:
        for changes, must_fail in ((CHOICES, False), (MUTATIONS, True)):
            for name, change in changes.items():
                what, _, _, off = worst(reference, twin.twin_result(network.mutated(change)), folder)
                good = (off > 1.0) == must_fail
                ok = ok and good
                verdict = "noticed" if off > 1.0 else "within tolerance"
                print(f"{name:52} {verdict:16} {off:9.3f} of tolerance, {what}{'' if good else '  WRONG'}")
    print("self-test passed" if ok else "self-test FAILED")
    return 0 if ok else 1
