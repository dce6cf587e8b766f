#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cooldown report of the store of a sweep: what the page and the Markdown say equals the export; no name, title or path
becomes markup or a command; what is missing is said.

    run_report.py PROGRAM
"""
import html.parser
import json
import os
import re
import sqlite3

from bench import *


class Page(html.parser.HTMLParser):
    """Tags with their attributes, and the cells of each table (data-value, text)."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.heading = [], [], ""
        self.tables, self.table, self.inside = {}, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "table":
            self.table = self.tables.setdefault(attrs.get("id", f"table {len(self.tables)}"), [])
        elif tag == "tr" and self.table is not None:
            self.table.append([])
        elif tag in ("td", "th") and self.table:
            self.table[-1].append([attrs.get("data-value"), ""])
        if tag in ("td", "th", "h1"):
            self.inside = tag

    def handle_endtag(self, tag):
        self.inside = None if tag == self.inside else self.inside
        self.table = None if tag == "table" else self.table

    def handle_data(self, data):
        if self.inside == "h1":
            self.heading += data
        elif self.inside and self.table:
            self.table[-1][-1][1] += data


def report(db, *args, name=None, **kwargs):
    run("report", db, *args, "--quiet", **kwargs)
    text = (folder / (name or str(db).removesuffix(".db") + "_report.html")).read_text()
    return text, Page(text)


def data_of(text):
    block = re.search(r'id="data">(.*?)</script>', text, re.S).group(1)
    check("the data are no markup", "<" not in block)
    return json.loads(block)


def check_points(name, page, db, most=500):
    """Each listed number is that of the export, digit for digit; the first measure rises."""
    head, rows = table(db)
    of_point = {row[0]: dict(zip([h.split(" (")[0] for h in head], row)) for row in rows}
    titles = [text.split(" (")[0] for _, text in page.tables["points"][0]]
    listed = page.tables["points"][1:]
    check(f"{name}: all points are listed", len(listed) == min(len(rows), most), len(listed))
    for cells in listed:
        exported = of_point[cells[0][1]]
        for title, (value, text) in zip(titles, cells):
            if title != "state":
                check(f"{name}: {title} of point {cells[0][1]}", exported[title] == (text if value is None else value),
                      f"{exported[title]!r} is shown as {value!r}, {text!r}")
    return titles, listed, of_point


# A grid of two numbers: the contour; and lines where one has few values.
run("sweep", case, "--vary", "g = 0.5 W/K .. 4 W/K in 5 log", "--vary", "n = 1 .. 4 in 4", "-o", "map.db")
text, page = report("map.db")
titles, listed, exported = check_points("map", page, "map.db")
check("titles", titles == ["point", "g", "n", "t100", "t_low", "T_end"] or titles == ["point", "g", "n", "t100", "T_end"], titles)
first = [float(cells[titles.index("t100")][0]) for cells in listed]
check("the best point comes first", first == sorted(first))
best = min(exported.values(), key=lambda row: float(row["t100"]))
check("the best design is named", f"point {best['point']}: g = 4.000 W/K, n = 4.000" in text)
shown = re.search(r"<dt>Least t100</dt><dd><strong>([0-9.]+) h<", text)
check("its value, in hours", shown and abs(float(shown.group(1)) / (float(best["t100"]) / 3600) - 1) < 5.1e-4, best["t100"])
data = data_of(text)
check("figures are inline", page.tags.count("figure") == len(data["figures"]) and page.tags.count("svg") == len(data["figures"]))
check("a contour of g and n", [data["columns"][axis["column"]]["name"] for axis in data["figures"][0]["axes"]] == ["g", "n"])
check("nothing outside is named", not re.findall(r'(?:href|src)="(?!#)[^"]*"', text))
check("all parts are filled", "{{" not in text)
ids = re.findall(r'\bid=["\']([^"\']*)', text)
check("ids are unique", len(ids) == len(set(ids)), [i for i in set(ids) if ids.count(i) > 1])
check("filters are found", set(re.findall(r"url\(#([^)]*)\)", text)) <= set(ids))
check("the resolved case is there", "[conduction strap]" in text and "sha256" in text)
report("map.db", "-o", "elsewhere", name="elsewhere/report.html")
check("the same elsewhere", (folder / "elsewhere/report.html").read_text() == text)
check("where it went is printed", run("report", "map.db").stdout == "map_report.html\n")

# Where the corners of the box are in the figure: the least g is at its left, the greatest n at its top.
box = list(map(float, data["figures"][0]["box"].split()))
check("the box of the axes", box[4:6] == [0.5, 4] and box[6:8] == [1, 4] and box[0] < box[1] and box[2] < box[3], box)

# One point that failed makes no measure vary that is one for all others.
run("sweep", case, "--vary", "g = 1 W/K .. 4 W/K in 5", "--vary", "n = 1 .. 4 in 4", "-o", "hole.db")
with sqlite3.connect(folder / "hole.db") as connection:
    connection.execute("UPDATE points SET status = 'failed', message = 'no step', t100 = NULL, T_end = NULL WHERE point = 0")
    connection.execute("UPDATE points SET t100 = NULL WHERE point = 1")
text, page = report("hole.db")
check("a failed point is no variation", "T_end over" not in text and "Least T_end" not in text and
      re.search(r"<dt>T_end</dt><dd><strong>60.00 K</strong><span>the same for all", text))
shown = {cells[0][1]: [text for title, (_, text) in zip(page.tables["points"][0], cells) if title[1] in ("t100 (h)", "T_end (K)")]
         for cells in page.tables["points"][1:]}
check("a failed point has dashes, and never is of those that ended", shown["0"] == ["–", "–"] and shown["1"] == ["never", "60.00"], shown)
check("points that never reach a measure are counted", "; 1 never reaches it</span>" in text)
check("wall times are called so", "the sum of the run times" in text and "processor" not in text)
figure = data_of(text)["figures"][0]
check("a hole leaves the map a map", [data_of(text)["columns"][axis["column"]]["name"] for axis in figure["axes"]] == ["g", "n"] and
      "interpolated" not in text)
check("points that are not drawn are counted in the caption", "2 points without t100 not drawn" in text)
check("the page's program knows it", [data_of(text)["points"][i] for i in data_of(text)["failed"]] == [0])

run("sweep", case, "--vary", "g, n = 1 .. 4", "--method", "sobol", "--points", 40, "-o", "sobol.db")
check("a map between samples is called so", "interpolated between 40 samples" in report("sobol.db")[0])

# The front of two measures is listed with the extremes: no point of the export is as good as one of it in both.
run("sweep", write("mass.ini", small + "[measure mass]\nvalue = end($g * $n * $n)\n"), "--vary", "g = 1 W/K .. 4 W/K in 4", "--vary", "n = 1 .. 4 in 3",
    "-o", "mass.db")
text, page = report("mass.db")
pairs = {row["point"]: (float(row["mass"]), float(row["t100"])) for row in check_points("mass", page, "mass.db")[2].values()}
front = {p for p, (a, b) in pairs.items() if not any(c <= a and d <= b and (c, d) != (a, b) for c, d in pairs.values())}
listed = [cells[1][1] for cells in page.tables["designs"][1:] if cells[0][1] == "front"]
check("the front is listed", len(listed) > 2 and set(listed) <= front and {pairs[p] for p in listed} == {pairs[p] for p in front}, (listed, front))

# More points than are listed; those that fail; a second measure that some never reach.
late = write("late.ini", small.replace("duration = 40 h", "duration = $(40 h / $n)").replace("[1 .. 4]", "[1 .. 9]"))
run("sweep", late, "--vary", "g = 0.5 W/K .. 4 W/K in 130", "--vary", "n = 1, 2, 3, 4", "-o", "long.db")
text, page = report("long.db")
titles, listed, exported = check_points("long", page, "long.db")
check("what is left out is said", "Listed are the 500 points with the least t100 of 520" in text)
check("data for the figures of all", len(data_of(text)["points"]) == 520)
markdown = run("report", "long.db", "--markdown").stdout.strip()
said = (folder / markdown).read_text()
rows = [row.split("|")[1:-1] for row in said.splitlines() if re.match(r"\| \d", row)]
check("rows of the Markdown", len(rows) == 40 and [cell[0].strip() for cell in rows] == [c[0][1] for c in listed[:40]])
check("no markup in the Markdown", "<" not in said)

with sqlite3.connect(folder / "long.db") as connection:
    connection.execute("UPDATE points SET status = 'failed', message = 'the step <b>broke</b>\nmore', t100 = NULL WHERE point < 3")
    connection.execute("UPDATE points SET status = 'invalid', message = 'no such value', t100 = NULL WHERE point = 7")
text, page = report("long.db")
check("failed points are counted", "4 failed" in text)
check("with their reasons", "3 points failed: the step &lt;b&gt;broke&lt;/b&gt; (the first is point 0)" in text and
      "1 point invalid: no such value (point 7)" in text)
said = (folder / run("report", "long.db", "--markdown").stdout.strip()).read_text()
check("in the Markdown too", "- 3 points failed: the step &lt;b\\>broke&lt;/b\\> (first: point 0)" in said and
      "- 1 point invalid: no such value (first: point 7)" in said and "<" not in said, said[:2000])

# Names that would be markup, commands or formats.
machine = "it's 5 % %s \"`touch x`\" <img src=x onerror=alert(1)> µ² 低温"
hostile = small.replace("One node", 'T "µ" \'` & </script><script>alert(1)</script> 100 %d').replace(
    "[conduction strap]", "[cooler gm]\nstage1 = plate\nmodel = a.csv\n[conduction strap]")
write("a.csv", "T1_K,Q1_W\n20,0\n300,30\n")
write(machine + ".csv", "T1_K,Q1_W\n20,0\n300,50\n")
write("plain.csv", "T1_K,Q1_W\n20,0\n300,80\n")
path = write("hostile.ini", hostile)
done = run("sweep", path, "--vary", f"gm.model = a.csv, {machine}.csv, plain.csv", "--vary", "g = 1 W/K, 2 W/K, 3 W/K",
           "-o", machine + ".db", status=None)
check("the hostile sweep runs", done.returncode == 0, done.stderr)
if done.returncode == 0:
    text, page = report(machine + ".db")
    check("the title is a text", page.heading == 'T "µ" \'` & </script><script>alert(1)</script> 100 %d', page.heading)
    check("no tag of theirs", page.tags.count("script") == 2 and "img" not in page.tags, page.tags.count("script"))
    check("no attribute of theirs", [a for a in page.attributes if a.startswith("on") or a == "src"] == [])
    check("a measure that is one for all is no figure", "the same for all points" in text and "T_end over" not in text)
    words = {cells[1][1] for cells in page.tables["points"][1:]} | {cells[2][1] for cells in page.tables["points"][1:]}
    check("the word is shown as it is", machine + ".csv" in words, words)
    check("nothing was run", not (folder / "x").exists())
    check("figures are drawn", page.tags.count("svg") == len(data_of(text)["figures"]) > 0)
    run("results", machine + ".db", "--plot", "hostile.png", "--x", "gm.model", "--x", "g")

# More words than have a place: those with the least measure stay, the best among them; figure and caption say so.
for i in range(30):
    write(f"m{i}.csv", f"T1_K,Q1_W\n20,0\n300,{(37 * i) % 30 + 20}\n")
run("sweep", write("words.ini", hostile.replace("One node", "Words")), "--vary", "gm.model = " + ", ".join(f"m{i}.csv" for i in range(30)), "-o", "words.db")
text, page = report("words.db")
words = data_of(text)["figures"][0]["axes"][0]["words"]
best = [cells[1][1] for cells in page.tables["points"][1:26]]
check("the 25 best words have a place, in their order", words == sorted(best, key=lambda w: int(w[1:-4])), words)
check("which is said in figure and caption", text.count("25 of 30 words drawn: those with the least t100") >= 3)
svg = re.search(r"<svg.*?</svg>", text, re.S).group(0)
check("and these words stand there", {w for w in re.findall(r"m\d+\.csv", svg)} == set(words))

# Words stand on parallel axes; round numbers have no exponent; a long name leaves its unit; a logarithmic axis ends with
# its data.
long = write("long.ini", hostile.replace("[measure t100]", "[measure time_until_the_plate_is_below_one_hundred]"))
run("sweep", long, "--vary", "gm.model = a.csv, plain.csv", "--vary", "n = 1, 2", "--vary", "plate.capacity = 1000 J/K, 2000 J/K", "-o", "axes.db")
svg = re.search(r"<svg.*?</svg>", report("axes.db")[0], re.S).group(0)
check("words on parallel axes", all(word in svg for word in ("a.csv", "plain.csv", ">2000<", ">1000<")) and "e+0" not in svg)
run("sweep", long, "--vary", "g = 0.5 W/K .. 4 W/K in 6 log", "--vary", "n = 1, 2, 3", "-o", "ends.db")
text, page = report("ends.db")
box = list(map(float, data_of(text)["figures"][0]["box"].split()))
check("a logarithmic axis ends with its data", 0.4 < box[4] <= 0.5 and 4 <= box[5] < 5 and box[8] == 1, box)
check("a long name leaves its unit", re.search(r">time_until_the_plate[a-z_]*\.\.\. \(h\)<", text))

# What is missing is said; what is no store is refused.
nowhere = {**os.environ, "PATH": "/nowhere"}
done = run("report", "map.db", "-o", "bare", env=nowhere)
check("without gnuplot", "install gnuplot-nox" in done.stderr and done.stderr.count("\n") == 1, done.stderr)
check("the page is there all the same", "could not be drawn" in (folder / "bare/report.html").read_text())
check("without a browser", "install chromium" in run("report", "map.db", "--pdf", "-o", "bare", env=nowhere, status=3).stderr)
check("no such file", "nothing.db: there is no such file or folder" in run("report", "nothing.db", status=2).stderr)
(folder / "two.dots").mkdir()
(folder / "two.dots" / "plain").write_bytes((folder / "hole.db").read_bytes())
check("a name without an ending", run("report", "two.dots/plain").stdout == "two.dots/plain_report.html\n" and
      (folder / "two.dots/plain_report.html").exists())
check("plotted too", run("plot", "two.dots/plain", "--format", "svg").stdout == "two.dots/plain.svg\n" and (folder / "two.dots/plain.svg").exists())
check("not a store", "no results of a study" in run("report", case, status=3).stderr)
with sqlite3.connect(folder / "map.db") as connection:
    connection.execute("DELETE FROM points")
check("no points yet", "no finished point yet" in run("report", "map.db", status=2).stderr)
check("no hidden folder is left", not list(folder.rglob(".cooldown-*")))

finish()
