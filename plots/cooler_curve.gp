# SPDX-License-Identifier: GPL-3.0-or-later
#
# cooler_curve - the lift of a cooler with one stage against its temperature, measured points marked. Files: curve.csv,
# beyond.csv (outside the data), measured.csv; see style.gp.
y_title = 'Lift (W)'
eval(place_y_title)
set xrange [0:310]
set yrange [0:*]
ps = device eq 'svg' ? 0.55 : 1.1
set style line 1 linecolor rgb colour[1] linewidth 2.2 dashtype solid
set style line 2 linecolor rgb '#909090' linewidth 1.6 dashtype (6, 5)
do for [k = 1:n] {
    set arrow k from screen legend_x(k), screen legend_y(k) to screen legend_x(k) + 45 / width, screen legend_y(k) nohead linestyle k
}
plot 'beyond.csv' with lines linestyle 2 notitle, 'curve.csv' with lines linestyle 1 notitle, \
    'measured.csv' with points pointtype 7 pointsize ps linecolor rgb ink notitle
