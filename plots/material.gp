# SPDX-License-Identifier: GPL-3.0-or-later
#
# material - properties of materials against temperature, one panel for each property, measured points over the curves.
# Set before: data (T_K, then for each panel one column for each curve), points (panel, curve, T_K, value), panels,
# y_label[panel], y_min[panel], y_max[panel], n, label[n], x_title; see style.gp.
panel_height = 323.0
gap = 64.0
top_of(p) = 1 - (42.0 + (p - 1) * (panel_height + gap)) / height
bottom_of(p) = top_of(p) - panel_height / height
point_size = device eq 'svg' ? 0.7 : device eq 'png' ? 1.6 : 0.3
set logscale xy
set xrange [1:400]
set xtics (1, 2, 4, 10, 20, 40, 77, 150, 300)
set format y '%h'
set multiplot
do for [p = 1:panels] {
    set tmargin at screen top_of(p)
    set bmargin at screen bottom_of(p)
    set yrange [y_min[p]:y_max[p]]
    set ytics auto
    if (y_max[p] < 300 * y_min[p]) {                # few decades: 1, 2, 5
        set ytics (1)
        do for [e = -6:6] { set ytics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e) }
    }
    set label 3 y_label[p] at screen 0.032, screen 0.5 * (top_of(p) + bottom_of(p)) center rotate by 90 noenhanced textcolor rgb ink
    plot for [i = 1:n] data using 1:(column(1 + (p - 1) * n + i)) with lines linestyle i notitle, \
        for [i = 1:n] points using ($1 == p && $2 == i ? $3 : NaN):4 with points linestyle i linewidth 1.2 \
        pointsize point_size notitle
    unset label
    unset arrow
}
unset multiplot
