// SPDX-License-Identifier: GPL-3.0-or-later
//
// report - the page of `cooldown report`: one moment of the run, chosen by the slider or by pointing at a figure, is shown
// in figures, network and tables. Without this program the page shows the end of the run. Before it comes page.js.
"use strict";
(function () {
    const data = JSON.parse(document.getElementById("data").textContent);
    const time = data.columns.time_s;
    const slider = document.getElementById("time");
    const svgNamespace = "http://www.w3.org/2000/svg";

    const shown = page.shown;

    function power(value) {
        const size = Math.abs(value) < 1e-9 ? 0 : Math.abs(value);  // less is the solver's noise
        const unit = size >= 1000 ? [1e-3, "kW"] : size >= 1 || size === 0 ? [1, "W"] : size >= 1e-3 ? [1e3, "mW"] : [1e6, "\u00b5W"];
        return (size * unit[0]).toPrecision(size === 0 ? 1 : 4) + " " + unit[1];
    }

    function timeText(row) {
        return time[row] === 0 ? "0 " + data.unit : (time[row] / data.unit_s).toPrecision(4) + " " + data.unit;
    }

    // ---- the network ----

    // Between the stops of the program's own scale, along the logarithm of the temperature.
    function colourOf(T) {
        const stops = data.stops;
        let i = 1;
        if (!(T > stops[0][0])) return stops[0][1];
        while (i < stops.length && T > stops[i][0]) i++;
        if (i === stops.length) return stops[i - 1][1];
        const w = Math.log(T / stops[i - 1][0]) / Math.log(stops[i][0] / stops[i - 1][0]);
        let out = 0;
        for (const shift of [16, 8, 0]) {
            const a = stops[i - 1][1] >> shift & 255, b = stops[i][1] >> shift & 255;
            out |= Math.round((1 - w) * a + w * b) << shift;
        }
        return out;
    }

    function hex(rgb) {
        return "#" + rgb.toString(16).padStart(6, "0");
    }

    function isLight(rgb) {
        return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255) > 140;
    }

    // A thousandfold smaller flow is thinner by the same step everywhere: widths are logarithmic over five decades.
    let widest = 0;
    for (const line of data.lines)
        for (const value of data.columns[line.column]) widest = Math.max(widest, Math.abs(value));

    function widthOf(value) {
        if (!(value > 0) || !(widest > 0)) return 0.8;
        return Math.max(0.8, 7 + 6.2 * Math.log10(value / widest) / 5);
    }

    function showNetwork(row) {
        for (const node of data.nodes) {
            const group = document.getElementById(node.id), T = data.columns[node.column][row];
            if (!group) continue;
            const rgb = colourOf(T), texts = group.querySelectorAll("text");
            for (const shape of group.querySelectorAll("path, polygon, ellipse"))
                if (shape.getAttribute("fill") !== "none") shape.setAttribute("fill", hex(rgb));
            for (const text of texts) text.setAttribute("fill", isLight(rgb) ? "#000000" : "#ffffff");
            if (texts.length) texts[texts.length - 1].textContent = shown(T) + " K";
        }
        for (const line of data.lines) {
            const group = document.getElementById(line.id), heat = line.sign * data.columns[line.column][row];
            if (!group) continue;
            // dot draws the arrow head at the line's first point before that at its second
            const heads = group.querySelectorAll("polygon"), texts = group.querySelectorAll("text");
            for (const part of group.querySelectorAll("path, polygon")) part.setAttribute("stroke-width", widthOf(Math.abs(heat)));
            if (heads.length === 2) {
                heads[0].style.visibility = heat < 0 ? "visible" : "hidden";
                heads[1].style.visibility = heat > 0 ? "visible" : "hidden";
            }
            if (texts.length) texts[texts.length - 1].textContent = "\u00a0\u00a0" + power(heat) + "\u00a0\u00a0";
        }
    }

    // ---- the figures ----

    const figures = [];
    for (const svg of document.querySelectorAll("svg[data-box]")) {
        const [left, right, top, bottom, from, to, log] = svg.dataset.box.split(" ").map(Number);
        const cursor = document.createElementNS(svgNamespace, "line");
        cursor.setAttribute("class", "cursor");
        cursor.setAttribute("y1", top);
        cursor.setAttribute("y2", bottom);
        svg.appendChild(cursor);
        const figure = {svg, cursor, left, right, from, to, log, readout: svg.parentNode.querySelector(".readout"), what: svg.dataset.readout};
        figures.push(figure);
        const point = (event) => {
            const box = svg.getBoundingClientRect();
            const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
            if (x < left || x > right) return;
            const w = (x - left) / (right - left);
            show(rowAt(log ? from * Math.pow(to / from, w) : from + w * (to - from)));
        };
        svg.addEventListener("pointermove", point);
        svg.addEventListener("pointerdown", point);
    }

    // Load maps: a ring where each cooler stands; pointing chooses the time at which the path is nearest.
    const maps = [];
    for (const svg of document.querySelectorAll("svg[data-map]")) {
        const [left, right, top, bottom, x0, x1, y0, y1, logx, logy] = svg.dataset.boxOfMap.split(" ").map(Number);
        const along = (from, to, log, T) => log ? Math.log(T / from) / Math.log(to / from) : (T - from) / (to - from);
        const place = (pair, row) => [left + (right - left) * along(x0, x1, logx, data.columns[pair[0]][row]),
            bottom - (bottom - top) * along(y0, y1, logy, data.columns[pair[1]][row])];
        const map = {pairs: data.maps[svg.dataset.map] || [], place, readout: svg.parentNode.querySelector(".readout")};
        map.rings = map.pairs.map(() => {
            const ring = document.createElementNS(svgNamespace, "circle");
            ring.setAttribute("class", "marker");
            ring.setAttribute("r", 7);
            return svg.appendChild(ring);
        });
        maps.push(map);
        const point = (event) => {
            const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
            const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
            if (x < left || x > right || y < top || y > bottom) return;
            let best = 0, least = Infinity;
            for (const pair of map.pairs)
                for (let row = 0; row < time.length; row++) {
                    const at = place(pair, row), d = Math.hypot(at[0] - x, at[1] - y);
                    if (d < least) { least = d; best = row; }
                }
            show(best);
        };
        svg.addEventListener("pointermove", point);
        svg.addEventListener("pointerdown", point);
    }

    function showMaps(row) {
        for (const map of maps) {
            map.readout.textContent = "";
            addValue(map.readout, "t =", timeText(row));
            map.pairs.forEach((pair, i) => {
                const at = map.place(pair, row);
                map.rings[i].setAttribute("cx", at[0]);
                map.rings[i].setAttribute("cy", at[1]);
                for (const column of pair) addValue(map.readout, column.slice(2, -2), shown(data.columns[column][row]) + " K");
            });
        }
    }

    // The row nearest to a time.
    function rowAt(seconds) {
        let a = 0, b = time.length - 1;
        while (b - a > 1) {
            const middle = a + b >> 1;
            if (time[middle] > seconds) b = middle; else a = middle;
        }
        return seconds - time[a] < time[b] - seconds ? a : b;
    }

    function addValue(parent, label, text) {
        const span = document.createElement("span");
        span.textContent = label + " " + text;
        parent.appendChild(span);
    }

    function showReadout(figure, row) {
        figure.readout.textContent = "";
        if (figure.what === "T") {
            for (const node of data.nodes)
                addValue(figure.readout, node.column.slice(2, -2), shown(data.columns[node.column][row]) + " K");
        } else if (figure.what === "Q") {
            const seen = new Set();
            for (const line of data.lines)
                if (!seen.has(line.column)) {
                    seen.add(line.column);
                    addValue(figure.readout, line.column.slice(2, -2), shown(data.columns[line.column][row]) + " W");
                }
        } else if (data.plots[figure.what]) {
            for (const curve of data.plots[figure.what].curves)
                addValue(figure.readout, curve.label, shown(curve.values[row]) + " " + data.plots[figure.what].unit);
        }
    }

    function showFigures(row) {
        for (const figure of figures) {
            const w = figure.log ? Math.log(time[row] / figure.from) / Math.log(figure.to / figure.from)
                                 : (time[row] - figure.from) / (figure.to - figure.from);
            const inside = w >= -1e-9 && w <= 1 + 1e-9, x = figure.left + w * (figure.right - figure.left);
            figure.cursor.style.display = inside ? "" : "none";
            if (inside) {
                figure.cursor.setAttribute("x1", x);
                figure.cursor.setAttribute("x2", x);
            }
            showReadout(figure, row);
        }
    }

    // ---- the tables ----

    function showTables(row) {
        for (const cell of document.querySelectorAll("td[data-column]")) {
            const value = data.columns[cell.dataset.column][row];
            cell.dataset.value = value;
            cell.textContent = shown(value);
        }
    }

    // ---- one moment ----

    function show(row) {
        slider.value = row;
        const text = timeText(row);
        document.getElementById("time-shown").textContent = text;
        slider.setAttribute("aria-valuetext", text);
        for (const place of document.querySelectorAll(".shown-time"))
            place.textContent = row === time.length - 1 ? "at the end" : row === 0 ? "at the start" : "after " + text;
        showFigures(row);
        showMaps(row);
        showTables(row);
        showNetwork(row);
    }

    // Paper shows the end.
    let before = 0;
    page.onPrint(() => {
        before = Number(slider.value);
        show(time.length - 1);
    }, () => show(before));

    if (time.length > 1) {
        slider.max = time.length - 1;
        slider.addEventListener("input", () => show(Number(slider.value)));
        document.querySelector(".timebar").hidden = false;
    }
    show(time.length - 1);
})();
