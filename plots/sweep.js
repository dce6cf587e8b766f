// SPDX-License-Identifier: GPL-3.0-or-later
//
// sweep - the page of `cooldown report` about a sweep: one point, chosen by pointing at a figure or by its number in a
// table, is shown in all figures and tables. Before it comes page.js.
(function () {
    const data = JSON.parse(document.getElementById("data").textContent);
    const svgNamespace = "http://www.w3.org/2000/svg";
    const rowOf = new Map(data.points.map((point, i) => [point, i]));

    const failed = new Set(data.failed);

    // A run that came to its end never reached what it has no value of; one that failed has none of anything.
    function valueText(column, i) {
        const value = column.values[i];
        return typeof value === "string" ? value : value === null ? (failed.has(i) ? "\u2013" : "never") : page.shown(value) + (column.unit ? " " + column.unit : "");
    }

    // ---- where a point is in a figure, in the figure's own units; null: it is not in it ----

    function along(from, to, log, value) {
        return log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
    }

    // The number of a word, or the value; NaN where there is none.
    function onAxis(axis, i) {
        const value = axis.column < 0 ? null : data.columns[axis.column].values[i];
        if (axis.words) return axis.words.indexOf(value) < 0 ? NaN : axis.words.indexOf(value) + 1;
        return value === null ? NaN : value;
    }

    function placesOf(figure) {
        const [left, right, top, bottom, x0, x1, y0, y1, logx, logy] = figure.box;
        return data.points.map((point, i) => {
            if (data.columns[figure.measure].values[i] === null) return null;
            const values = figure.axes.map((axis) => onAxis(axis, i));
            if (values.some(isNaN)) return null;
            if (!figure.parallel)
                return [[left + (right - left) * along(x0, x1, logx, values[0]), bottom - (bottom - top) * along(y0, y1, logy, values[1])]];
            return values.map((value, a) => {
                const axis = figure.axes[a], n = axis.words ? axis.words.length : 0;
                const w = axis.words ? (n > 1 ? (value - 1) / (n - 1) : 0.5) : axis.to > axis.from ? (value - axis.from) / (axis.to - axis.from) : 0.5;
                return [left + (right - left) * a / (values.length - 1), bottom - (bottom - top) * w];
            });
        });
    }

    // How far a place in the figure is from a point: from its spot, or up and down from its line.
    function distance(place, x, y) {
        if (place.length === 1) return Math.hypot(place[0][0] - x, place[0][1] - y);
        let k = 1;
        while (k < place.length - 1 && x > place[k][0]) k++;
        const w = Math.min(1, Math.max(0, (x - place[k - 1][0]) / (place[k][0] - place[k - 1][0])));
        return Math.abs((1 - w) * place[k - 1][1] + w * place[k][1] - y);
    }

    const figures = [];
    for (const svg of document.querySelectorAll("svg[data-figure]")) {
        const told = data.figures[Number(svg.dataset.figure)];
        if (!told.box) continue;
        const figure = {svg, box: told.box.trim().split(" ").map(Number), axes: told.axes, parallel: told.parallel, measure: told.measure,
            readout: svg.parentNode.querySelector(".readout")};
        figure.places = placesOf(figure);
        figure.marker = document.createElementNS(svgNamespace, figure.parallel ? "polyline" : "circle");
        figure.marker.setAttribute("class", "marker");
        if (!figure.parallel) figure.marker.setAttribute("r", 8);
        figure.marker.style.display = "none";
        svg.appendChild(figure.marker);
        figures.push(figure);
        const point = (event) => {
            const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
            const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
            const [left, right, top, bottom] = figure.box;
            if (x < left - 9 || x > right + 9 || y < top - 9 || y > bottom + 9) return;
            let best = -1, least = Infinity;
            figure.places.forEach((place, i) => {
                const d = place ? distance(place, x, y) : Infinity;
                if (d < least) { least = d; best = i; }
            });
            if (best >= 0) show(best);
        };
        svg.addEventListener("pointermove", point);
        svg.addEventListener("pointerdown", point);
    }

    // ---- one point ----

    function show(i) {
        const words = data.columns.map((column) => column.name + " = " + valueText(column, i));
        const text = "point " + data.points[i] + ": " + words.join(", ");
        for (const figure of figures) {
            const place = figure.places[i];
            figure.marker.style.display = place ? "" : "none";
            figure.readout.textContent = text;
            if (place && figure.parallel) figure.marker.setAttribute("points", place.map((p) => p.join(",")).join(" "));
            if (place && !figure.parallel) {
                figure.marker.setAttribute("cx", place[0][0]);
                figure.marker.setAttribute("cy", place[0][1]);
            }
        }
        for (const button of document.querySelectorAll("button.pick"))
            button.closest("tr").classList.toggle("picked", Number(button.textContent) === data.points[i]);
        document.getElementById("picked").dataset.point = data.points[i];
    }

    // The number of a point in a table is a button.
    for (const [id, at] of [["points", 0], ["designs", 1]])
        for (const row of document.getElementById(id) ? document.getElementById(id).tBodies[0].rows : []) {
            const cell = row.cells[at], number = Number(cell.dataset.value);
            if (!rowOf.has(number)) continue;
            const button = document.createElement("button");
            button.type = "button";
            button.className = "pick";
            button.textContent = cell.textContent;
            button.title = "show point " + number + " in the figures";
            cell.textContent = "";
            cell.appendChild(button);
            button.addEventListener("click", () => {
                show(rowOf.get(number));
                document.getElementById("picked").textContent = figures.length ? figures[0].readout.textContent : "";
            });
        }

    // The best point is there from the start, so that pointing does not move the page; the points are in its order.
    if (figures.length && data.points.length) show(0);
    for (const figure of figures) figure.readout.style.minHeight = figure.readout.offsetHeight + "px";

    document.getElementById("pick-help").hidden = figures.length === 0;
    page.onPrint(() => {}, () => {});
})();
