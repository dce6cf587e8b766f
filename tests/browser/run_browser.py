#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the pages of `cooldown report` in headless Chromium and works with them: no error, no request to anywhere, slider,
pointing and sorting do what they say, and the values shown at three times are those of profile.csv; on the pages of
sweeps the values are those of the export.

    run_browser.py PROGRAM [--shots DIR] [CASE ...]

Without CASE: all of cases/, and some of tests/golden/good. --shots leaves pictures of each page in DIR: light, dark, and
printed (PDF), to be looked at. Exit status 77 (skipped) without chromium. Standard library only.
"""
import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "cases").glob("*.ini")) + [ROOT / "tests/golden/good" / name for name in
                                                 ["section4.ini", "title_hostile.ini", "utf8.ini", "plain.ini", "materials.ini"]]
WATCH = """<script>
window.seen = {errors: [], refused: []};
window.addEventListener("error", (e) => seen.errors.push(String(e.message)));
window.addEventListener("securitypolicyviolation", (e) => seen.refused.push(e.blockedURI || e.violatedDirective));
window.alert = () => seen.errors.push("a title ran as a script");
</script>"""
WORK = """<script>
(function () {
    const data = JSON.parse(document.getElementById("data").textContent), slider = document.getElementById("time");
    const last = data.columns.time_s.length - 1;
    const cells = () => Object.fromEntries(Array.from(document.querySelectorAll("td[data-column]"),
        (c) => [c.dataset.column, [c.dataset.value, c.textContent]]));
    seen.moments = [0, Math.round(0.37 * last), Math.round(0.81 * last)].map((row) => {
        slider.value = row;
        slider.dispatchEvent(new Event("input"));
        const network = {};
        for (const node of data.nodes) {
            const texts = document.getElementById(node.id) ? document.getElementById(node.id).querySelectorAll("text") : [];
            if (texts.length) network[node.column] = texts[texts.length - 1].textContent;
        }
        return {time_s: data.columns.time_s[row], cells: cells(), network, said: slider.getAttribute("aria-valuetext"),
            readout: Array.from(document.querySelectorAll(".readout"), (r) => r.textContent)};
    });
    seen.pointed = Array.from(document.querySelectorAll("svg[data-box]"), (svg) => {
        const [left, right, , , from, to, log] = svg.dataset.box.split(" ").map(Number), box = svg.getBoundingClientRect();
        const scale = box.width / svg.viewBox.baseVal.width, x = box.left + scale * (left + 0.25 * (right - left));
        svg.dispatchEvent(new PointerEvent("pointermove", {clientX: x, clientY: box.top + 0.4 * box.height, bubbles: true}));
        const cursor = svg.querySelector(".cursor");
        return {want_s: log ? from * Math.pow(to / from, 0.25) : from + 0.25 * (to - from),
            got_s: data.columns.time_s[Number(slider.value)], cursor: (Number(cursor.getAttribute("x1")) - left) / (right - left),
            log, from, to};
    });
    const table = document.getElementById("now-nodes"), heads = table.tHead.rows[0].cells;
    const order = () => Array.from(table.tBodies[0].rows, (r) => [r.cells[0].textContent, r.cells[4].dataset.value]);
    const press = (column) => heads[column].querySelector("button").click();
    press(4); seen.rising = order(); seen.said = heads[4].getAttribute("aria-sort");
    press(4); seen.falling = order();
    press(0); seen.named = order();
    const before = getComputedStyle(document.body).backgroundColor;
    document.getElementById("theme").click();
    seen.grounds = [before, getComputedStyle(document.body).backgroundColor];
    seen.unnamed = Array.from(document.querySelectorAll("main svg, input, figure"), (e) => e)
        .filter((e) => e.tagName === "FIGURE" ? !e.querySelector("figcaption") : e.tagName === "INPUT" ? !e.labels.length
            : !e.getAttribute("aria-label")).length;
    seen.resources = performance.getEntriesByType("resource").map((e) => e.name);
    const out = document.createElement("pre");
    out.id = "seen";
    out.textContent = JSON.stringify(seen);
    document.body.appendChild(out);
})();
</script>"""

SWEEPS = [("strap", []), ("coolers", []), ("design", ["--points", "700"])]
WORK_ON_SWEEP = """<script>
(function () {
    const table = document.getElementById("points"), heads = Array.from(table.tHead.rows[0].cells);
    const data = JSON.parse(document.getElementById("data").textContent);
    const order = (column) => Array.from(table.tBodies[0].rows, (r) => r.cells[column].dataset.value);
    seen.heads = heads.map((h) => h.textContent);
    seen.rows = Array.from(table.tBodies[0].rows, (r) => Array.from(r.cells, (c) => [c.dataset.value, c.textContent]));
    const press = (column) => heads[column].querySelector("button").click();
    seen.sorted = heads.map((head, column) => {
        press(column);
        const rising = order(column), said = head.getAttribute("aria-sort");
        press(column);
        return {rising, said, falling: order(column)};
    });
    const tall = document.documentElement.scrollHeight;
    seen.first = [data.points[0], Array.from(document.querySelectorAll(".readout"), (r) => r.textContent.split(":")[0])];
    seen.pointed = Array.from(document.querySelectorAll("svg[data-figure]"), (svg, i) => {
        const [left, right, top, bottom, x0, x1, y0, y1, logx, logy] = data.figures[i].box.trim().split(" ").map(Number);
        const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
        const at = [left + 0.3 * (right - left), top + 0.4 * (bottom - top)];
        svg.dispatchEvent(new PointerEvent("pointermove", {clientX: box.left + scale * at[0], clientY: box.top + scale * at[1], bubbles: true}));
        const marker = svg.querySelector(".marker"), column = (axis) => data.figures[i].axes[axis].column;
        return {parallel: data.figures[i].parallel, x: data.columns[column(0)].name, y: data.columns[column(1)].name, logx, logy,
            at: [(at[0] - left) / (right - left), (bottom - at[1]) / (bottom - top)], ends: [x0, x1, y0, y1],
            marker: [(Number(marker.getAttribute("cx")) - left) / (right - left), (bottom - Number(marker.getAttribute("cy"))) / (bottom - top)],
            corners: (marker.getAttribute("points") || "").split(" ").length, axes: data.figures[i].axes.length,
            said: svg.parentNode.querySelector(".readout").textContent, marked: document.querySelectorAll("#points tr.picked").length};
    });
    seen.moved = document.documentElement.scrollHeight - tall;
    const pick = document.querySelector("#designs button.pick");
    pick.click();
    seen.picked = [pick.textContent, document.getElementById("picked").textContent];
    document.getElementById("theme").click();
    // As on paper, whose pages are 186 mm and, for wide tables, 273 mm wide between their margins: what is cut off.
    const style = document.querySelector("style");
    style.textContent = style.textContent.replace("@media print", "@media all");
    seen.cut = Array.from(document.querySelectorAll("main table"), (t) => {
        document.querySelector("main").style.width = t.closest(".wide") ? "273mm" : "186mm";
        const room = document.querySelector("main").getBoundingClientRect();
        return t.id + ": " + (t.getBoundingClientRect().right > room.right + 1 ? Math.round(t.scrollWidth - room.width) : 0) + " px";
    });
    seen.unnamed = Array.from(document.querySelectorAll("main svg")).filter((e) => !e.getAttribute("aria-label")).length;
    seen.resources = performance.getEntriesByType("resource").map((e) => e.name);
    const out = document.createElement("pre");
    out.id = "seen";
    out.textContent = JSON.stringify(seen);
    document.body.appendChild(out);
})();
</script>"""

problems = []


def check(good, where, what):
    if not good:
        problems.append(f"{where}: {what}")


def browse(page, *more):
    """Runs the browser on a page: what it printed, and what its console said."""
    with tempfile.TemporaryDirectory() as profile:
        command = [shutil.which("chromium") or "chromium", "--headless", "--disable-gpu", "--no-first-run", "--disable-sync",
                   "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--enable-logging=stderr",
                   "--virtual-time-budget=4000", f"--user-data-dir={profile}", *more, page.as_uri()]
        if os.geteuid() == 0:
            command.insert(1, "--no-sandbox")
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def near(a, b, relative):
    return abs(a - b) <= relative * max(abs(a), abs(b)) + 1e-30


def check_values(name, seen, profile):
    """Every value of the table at each moment against profile.csv, and three of them in table, network and figure."""
    by_time = {f"{float(row['time_s']):.7g}": row for row in profile}
    for moment in seen["moments"]:
        row = by_time.get(f"{moment['time_s']:.7g}")
        check(row is not None, name, f"the page's time {moment['time_s']} s is no row of profile.csv")
        if row is None:
            continue
        check(len(moment["cells"]) >= 2, name, "the tables hold no values")
        for column, (value, text) in moment["cells"].items():
            want = float(row[column])
            check(near(float(value), want, 1e-7), name, f"{column} is {value}, but {want} in profile.csv")
            check(near(float(text), want, 5.1e-4), name, f"{column} is shown as {text}, but {want} in profile.csv")
        for column, text in moment["network"].items():
            check(near(float(text.split()[0]), float(row[column]), 5.1e-4), name, f"the network shows {text} for {column}")
        temperatures = [c for c in moment["cells"] if c.startswith("T_") and "." not in c]
        for column in temperatures[:3]:
            words = f"{column[2:-2]} {moment['cells'][column][1]} K"
            check(any(words in r for r in moment["readout"]), name, f"no figure says {words!r}")


def check_behaviour(name, seen, profile):
    check(not seen["errors"], name, f"errors: {seen['errors']}")
    check(not seen["refused"], name, f"the page's policy refused: {seen['refused']}")
    check(not seen["resources"], name, f"requests: {seen['resources']}")
    check(seen["unnamed"] == 0, name, f"{seen['unnamed']} figures or fields without a name for a screen reader")
    check(len(seen["pointed"]) >= 3, name, "there are not three figures to point at")
    times = [float(row["time_s"]) for row in profile]
    step = max(b - a for a, b in zip(times, times[1:]))
    for point in seen["pointed"]:
        check(abs(point["got_s"] - point["want_s"]) <= 0.51 * step, name, f"pointing at {point['want_s']} s shows {point['got_s']} s")
        if not point["log"]:
            want = (point["got_s"] - point["from"]) / (point["to"] - point["from"])
            check(abs(point["cursor"] - want) < 1e-6, name, "the cursor is not at its time")
    rising = [float(value) for _, value in seen["rising"]]
    check(rising == sorted(rising) and seen["said"] == "ascending", name, f"sorting by temperature gives {rising}")
    falling = [float(value) for _, value in seen["falling"]]
    check(falling == sorted(falling, reverse=True), name, f"sorting again gives {falling}")
    check(len(rising) < 2 or rising != falling or len(set(rising)) == 1, name, "sorting changes nothing")
    named = [n for n, _ in seen["named"]]
    check(sorted(named) == sorted(n for n, _ in seen["rising"]), name, "sorting loses rows")
    check(seen["grounds"][0] != seen["grounds"][1], name, "the button does not change light and dark")


def check_page(program, case, scratch, shots):
    name, out = case.stem, scratch / case.stem
    for arguments in [["run", case, "-o", out, "--quiet"], ["report", out]]:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=300)
        check(done.returncode == 0 and not done.stderr, name, f"{arguments[0]} says {done.stderr!r}")
        if done.returncode:
            return
    text = (out / "report.html").read_text()
    if len(list(csv.reader(open(out / "profile.csv")))) < 3:
        return
    seen = open_page(name, out / "watched.html", text, WORK)
    if seen:
        profile = list(csv.DictReader(open(out / "profile.csv")))
        check_values(name, seen, profile)
        check_behaviour(name, seen, profile)
    if shots:
        take_shots(program, name, out, text, shots)
    print(f"{name}: opened")


def open_page(name, page, text, work):
    """What the page tells after the work in it was done; None: it did not come to its end."""
    outside = re.findall(r'(?:src|href|action)\s*=\s*["\'](?!#)[^"\']*|@import|url\(\s*["\']?(?!#)[^)]*', text)
    check(not outside, name, f"the page names something outside: {outside[:3]}")
    check(text.count("<script") == 2, name, "there are not two script blocks")
    page.write_text(text.replace("<head>", "<head>" + WATCH, 1).replace("</body>", work + "</body>", 1))
    dom, console = browse(page, "--dump-dom", "--window-size=1400,1000")
    check(not console, name, f"the console says {console}")
    found = re.search(r'<pre id="seen">(.*?)</pre>', dom, re.S)
    check(found, name, "the page's program did not come to its end")
    return json.loads(html.unescape(found.group(1))) if found else None


def check_sweep(program, sweep, scratch, shots):
    """The page of a sweep of cases/nbti_straps.ini against the export of its store."""
    name, options = sweep
    store, out = scratch / f"{name} <b>.db", scratch / f"sweep_{name}"
    out.mkdir()
    for arguments in [["sweep", ROOT / "cases/nbti_straps.ini", name, *options, "-o", store, "--quiet"],
                      ["report", store, "-o", out]]:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=300)
        check(done.returncode == 0 and not done.stderr, name, f"{arguments[0]} says {done.stderr!r}")
    text = (out / "report.html").read_text()
    seen = open_page(f"sweep {name}", out / "watched.html", text, WORK_ON_SWEEP)
    if not seen:
        return
    done = subprocess.run([program, "results", store, "--csv"], capture_output=True, text=True, check=True)
    exported = {row["point"]: {key.split(" (")[0]: value for key, value in row.items()}
                for row in csv.DictReader(done.stdout.splitlines())}
    titles = [h.split(" (")[0] for h in seen["heads"]]
    check(len(seen["rows"]) == min(500, len(exported)), name, f"{len(seen['rows'])} rows are shown")
    for row in seen["rows"]:
        for title, (value, shown) in zip(titles, row):
            check(value == exported[row[0][1]][title], name, f"{title} of point {row[0][1]} is {value} ({shown})")
    for title, column in zip(titles, seen["sorted"]):
        rising = [float(x) for x in column["rising"]]
        check(rising == sorted(rising) and column["said"] == "ascending", name, f"sorting by {title} does not sort")
        check([float(x) for x in column["falling"]] == rising[::-1] or
              [float(x) for x in column["falling"]] == sorted(rising, reverse=True), name, f"sorting {title} again does not fall")
    check(len(seen["pointed"]) >= 1, name, "there is no figure to point at")
    for point in seen["pointed"]:
        number = re.match(r"point (\d+): ", point["said"])
        check(number, name, f"pointing at a figure says {point['said']!r}")
        if not number or point["parallel"]:
            check(point["corners"] == point["axes"], name, "the line of the point lacks corners")
            continue
        check(abs(point["marker"][0] - point["at"][0]) < 0.25, name, f"the marker is far away: {point}")
        for axis in "xy":  # the marker stands at the exported value
            low, high = point["ends"][:2] if axis == "x" else point["ends"][2:]
            w = point["marker"][axis == "y"]
            want = low * (high / low) ** w if point["log" + axis] else low + w * (high - low)
            shown = re.search(rf"{re.escape(point[axis])} = ([0-9.e-]+)", point["said"])
            check(shown and near(float(shown.group(1)), want, 2e-3), name, f"{point[axis]} at the marker is {want}: {point['said']}")
    check(set(seen["first"][1]) == {f"point {seen['first'][0]}"}, name, f"at first not the best point is shown: {seen['first']}")
    check(seen["moved"] < 30, name, f"pointing moves the page by {seen['moved']} px")
    check(seen["picked"][1].startswith(f"point {seen['picked'][0]}: "), name, f"picking shows {seen['picked']}")
    for key in ("errors", "refused", "resources"):
        check(not seen[key], name, f"{key}: {seen[key]}")
    check(seen["cut"] == ["designs: 0 px", "points: 0 px"], name, f"paper cuts the tables: {seen['cut']}")
    check(seen["unnamed"] == 0, name, f"{seen['unnamed']} figures without a name for a screen reader")
    if shots:
        take_shots(program, f"sweep_{name}", out, text, shots, store)
    print(f"sweep {name}: opened")


def take_shots(program, name, out, text, shots, of=None):
    dark = out / "dark.html"
    dark.write_text(text.replace('<html lang="en">', '<html lang="en" data-theme="dark">', 1))
    browse(out / "report.html", f"--screenshot={shots}/{name}_light.png", "--window-size=1400,5200")
    browse(dark, f"--screenshot={shots}/{name}_dark.png", "--window-size=1400,5200")
    browse(out / "report.html", f"--screenshot={shots}/{name}_narrow.png", "--window-size=520,5200")
    subprocess.run([program, "report", of or out, "--pdf", "--quiet", "-o", out], check=True)
    shutil.copy(out / "report.pdf", f"{shots}/{name}.pdf")


def main():
    arguments = sys.argv[2:]
    shots = None
    if arguments[:1] == ["--shots"]:
        shots, arguments = Path(arguments[1]).resolve(), arguments[2:]
        shots.mkdir(parents=True, exist_ok=True)
    if not shutil.which("chromium"):
        print("skipped: chromium was not found (apt-get install chromium)")
        return 77
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        for case in [Path(a).resolve() for a in arguments] or CASES:
            check_page(program, case, Path(scratch), shots)
        for sweep in SWEEPS if not arguments else []:
            check_sweep(program, sweep, Path(scratch), shots)
    print("\n".join(problems) or "all pages are good")
    return 1 if problems else 0


sys.exit(main())
