# SPDX-License-Identifier: GPL-3.0-or-later
#
# chain - temperatures along the way from a node to its cooler, one line for each time. Set before: data (place on the
# way from 1, then the temperature at each of n times), n_places, place[n_places], n, label[n], y_min, y_max, narrow (1: less than a
# decade); see style.gp.
y_title = 'Temperature (K)'
eval(place_y_title)
set logscale y
set yrange [y_min:y_max]
eval(narrow ? narrow_tics : temperature_tics)
set xrange [0.7:n_places + 0.3]
unset xtics
set grid noxtics
eval(limits)
do for [i = 1:n_places] {
    set label 200 + i place[i] at first i, graph 0 right rotate by 35 offset 0, -0.7 noenhanced textcolor rgb ink font small
    set arrow 200 + i from first i, graph 0 to first i, graph 1 nohead linewidth 0.8 linecolor rgb grid dashtype (2, 4) back
}
plot for [i = 1:n] data using 1:(column(i + 1)) with linespoints linestyle i pointsize 0.6 * point_size notitle
