# SPDX-License-Identifier: GPL-3.0-or-later
#
# bars - horizontal bars, one below the other: energies, hours in bands of temperature, heat budget. Set before: data (from
# top to bottom: place counted from 1, from, to, colour), n_bars, row_label[n_bars], row_text[n_bars] (stands right of the
# bar; '' none), row_head[n_bars] (1: a heading without bar), x_min, x_max; n and label[n]: what the colours mean; see
# style.gp.
set yrange [n_bars + 0.5:0.5]
set xrange [x_min:x_max]
unset ytics
set grid noytics
set border 1
if (x_min < -0.02 * x_max) { set arrow 99 from first 0, graph 0 to first 0, graph 1 nohead linewidth 1 linecolor rgb ink }
do for [i = 1:n_bars] {
    if (row_head[i]) {
        set label 200 + i row_label[i] at screen 21 / width, first i left noenhanced textcolor rgb ink
    } else {
        set label 200 + i row_label[i] at screen left - 8 / width, first i right noenhanced textcolor rgb ink font small
    }
    set label 300 + i row_text[i] at first row_at[i], first i left offset 0.6, 0 noenhanced textcolor rgb ink font small
}
set style fill solid 1.0 noborder
plot data using (0.5 * ($2 + $3)):1:2:3:($1 - 0.36):($1 + 0.36):4 with boxxyerror linecolor variable notitle
