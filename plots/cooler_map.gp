# SPDX-License-Identifier: GPL-3.0-or-later
#
# cooler_map - the load map of a cooler with two stages: curves of constant load in the plane of its temperatures, nodes
# marked (filled: measured; open: filled in by whoever made the map), and the path of a cooldown. Set before: x_min, x_max,
# y_min, y_max, logx, logy, assumed (1: draw, dashed, what is beyond the data), solid (0: there is nothing else), n_path,
# first_is_measured; files lines1.csv, lines2.csv (x: the assumed part), labels1.csv, labels2.csv (the middles of the
# texts), measured.csv, other.csv, path.csv; see style.gp.
y_title = 'Temperature of stage 2 (K)'
eval(place_y_title)
over_points = 1
set xrange [x_min:x_max]
set yrange [y_min:y_max]
temperatures = '(1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300)'
if (logx) { set logscale x; eval('set xtics ' . temperatures) }
if (logy) { set logscale y; eval('set ytics ' . temperatures) }
ps = device eq 'svg' ? 0.55 : device eq 'png' ? 1.1 : 0.25
grey = '#909090'
do for [m = 1:2] { set style line 30 + m linecolor rgb colour[m] linewidth 1.6 dashtype solid }
if (!solid) { do for [m = 1:2] { set style line 30 + m linewidth 1.2 dashtype (6, 5) } }
set style line 33 linecolor rgb grey linewidth 1.2 dashtype (6, 5)
set style line 34 linecolor rgb colour[3] linewidth 3.4 dashtype solid
array style_of[4] = [31, 32, assumed && solid ? 33 : 34, 34]
do for [k = 1:n] {
    set arrow k from screen legend_x(k), screen legend_y(k) to screen legend_x(k) + 45 / width, screen legend_y(k) nohead linestyle style_of[k]
}
do for [j = 1:n_measured] {
    set label 40 + j '' at screen legend_x(n + j) + 22.5 / width, screen legend_y(n + j) point \
        pointtype (j == 1 && first_is_measured ? 7 : 6) pointsize 1.4 * ps linewidth 1.2 linecolor rgb ink
}
set style textbox opaque fillcolor rgb ground noborder margins 0.2, 0.2
small = device eq 'svg' ? ',13' : device eq 'png' ? ',9.5' : ',5.4'
plot 'lines1x.csv' using 1:(assumed ? $2 : 1e9) with lines linestyle solid ? 33 : 31 notitle, \
    'lines2x.csv' using 1:(assumed ? $2 : 1e9) with lines linestyle solid ? 33 : 32 notitle, \
    'lines1.csv' with lines linestyle 31 notitle, 'lines2.csv' with lines linestyle 32 notitle, \
    (n_path > 0 ? 'path.csv' : 'measured.csv') using 1:(n_path > 0 ? $2 : 1e9) with lines linestyle 34 notitle, \
    'other.csv' with points pointtype 7 pointsize ps linecolor rgb ground notitle, \
    'other.csv' with points pointtype 6 pointsize ps linewidth 1.2 linecolor rgb ink notitle, \
    'measured.csv' with points pointtype 7 pointsize ps linecolor rgb ink notitle, \
    'labels1.csv' using 1:2:3 with labels boxed font small textcolor rgb colour[1] noenhanced notitle, \
    'labels2.csv' using 1:2:3 with labels boxed font small textcolor rgb colour[2] noenhanced notitle
