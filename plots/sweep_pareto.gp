# SPDX-License-Identifier: GPL-3.0-or-later
#
# sweep_pareto - two measures against each other: all points, and the front of those that no other beats in both. Set
# before: all.csv, front.csv (x, y), points, note, x_title, y_label; see style.gp.
y_title = y_label
eval(place_y_title)
over_points = 1
set offsets graph 0.03, graph 0.03, graph 0.05, graph 0.05
set label 12 note at graph 0.98, graph 0.96 right noenhanced font (device eq 'svg' ? ',11' : device eq 'png' ? ',8' : ',4.5')
plot 'all.csv' using 1:2 with points pointtype 7 pointsize (points > 300 ? 0.5 : 1) * (device eq 'svg' ? 0.3 : device eq 'png' ? 0.5 : 0.15) linecolor rgb '#9aa0a6' notitle, \
    'front.csv' using 1:2 with steps linestyle 2 dashtype solid linewidth 1.4 notitle, \
    'front.csv' using 1:2 with points linestyle 2 pointtype 7 notitle
