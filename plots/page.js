// SPDX-License-Identifier: GPL-3.0-or-later
//
// page - what the pages of `cooldown report` share: numbers, tables sorted by the heads of their columns, light and dark,
// printing.
"use strict";
const page = (function () {
    // Four digits, as the program writes them.
    function shown(value) {
        if (value === null || !isFinite(value)) return "\u2013";
        const size = Math.abs(value);
        if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(3);
        return size >= 1000 ? value.toFixed(0) : value.toPrecision(4);
    }

    // What cannot be compared (never, nothing) stays last whichever way.
    function sortBy(table, column, descending) {
        const body = table.tBodies[0], rows = Array.from(body.rows);
        const key = (row) => {
            const cell = row.cells[column];
            if (!("value" in cell.dataset)) return cell.textContent;
            return cell.dataset.value === "" || isNaN(cell.dataset.value) ? null : Number(cell.dataset.value);
        };
        rows.sort((a, b) => {
            const x = key(a), y = key(b);
            if (x === null || y === null) return (x === null) - (y === null);
            const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en", {numeric: true});
            return descending ? -order : order;
        });
        for (const row of rows) body.appendChild(row);
    }

    for (const table of document.querySelectorAll("table.sortable"))
        Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = head.textContent;
            button.title = "sort by " + head.textContent;
            head.textContent = "";
            head.scope = "col";
            head.appendChild(button);
            button.addEventListener("click", () => {
                const descending = head.getAttribute("aria-sort") === "ascending";
                for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
                head.setAttribute("aria-sort", descending ? "descending" : "ascending");
                sortBy(table, column, descending);
            });
        });

    const theme = document.getElementById("theme");
    theme.hidden = false;
    theme.addEventListener("click", () => {
        const root = document.documentElement;
        const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
        root.dataset.theme = dark ? "light" : "dark";
    });

    // Paper shows what is folded away, too.
    function onPrint(before, after) {
        const details = Array.from(document.querySelectorAll("details"));
        let opened = [];
        window.addEventListener("beforeprint", () => {
            opened = details.map((d) => d.open);
            details.forEach((d) => { d.open = true; });
            before();
        });
        window.addEventListener("afterprint", () => {
            details.forEach((d, i) => { d.open = opened[i]; });
            after();
        });
    }

    return {shown, onPrint};
})();
