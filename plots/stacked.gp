# SPDX-License-Identifier: GPL-3.0-or-later
#
# stacked - heat flows into nodes against time, one panel for each node: what enters is stacked upwards, what leaves
# downwards, and the line is their sum, the heat that the node itself takes up. Set before: data[panels] (files: time_s,
# the sum, then for each of the n flows the lower and upper edge of its areas above and below zero), y_label[panels],
# y_low[panels], y_high[panels], n, label[n]; see style.gp.
set multiplot
do for [p = 1:panels] {
    set tmargin at screen 1 - (42.0 + (p - 1) * (axes_px + 64)) / height
    set bmargin at screen 1 - (42.0 + (p - 1) * (axes_px + 64) + axes_px) / height
    if (p > 1) { unset arrow; unset object; unset label }
    set label 3 y_label[p] at screen 19 / width, screen 1 - (42.0 + (p - 1) * (axes_px + 64) + 0.5 * axes_px) / height \
        center rotate by 90 noenhanced textcolor rgb ink
    set yrange [y_low[p]:y_high[p]]
    set xzeroaxis linewidth 1 linecolor rgb ink
    eval(limits)
    plot for [k = 1:n] file_of[p] using ($1 / time_s):(column(4 * k - 1)):(column(4 * k)) with filledcurves \
            fillcolor rgb colour[(k - 1) % 7 + 1] fillstyle solid 1.0 noborder notitle, \
        for [k = 1:n] file_of[p] using ($1 / time_s):(column(4 * k + 1)):(column(4 * k + 2)) with filledcurves \
            fillcolor rgb colour[(k - 1) % 7 + 1] fillstyle solid 1.0 noborder notitle, \
        file_of[p] using ($1 / time_s):2 with lines linewidth 1.6 linecolor rgb ink notitle
}
unset multiplot
