# SPDX-License-Identifier: GPL-3.0-or-later
#
# sweep_map - a measure over two parameters: a filled map, labelled isolines, the best point. Set before: map.csv (x, y, z
# in rows of equal x), points.csv, x_first ... z_last, step (between isolines), level_first, best_x, best_y, best_text,
# logx, logy, on_grid (0: between samples), x_title, y_label, z_label, note (what varies besides, or
# nothing); see style.gp.
y_title = y_label
eval(place_y_title)
over_points = 1
right = 0.85
set label 4 z_label at screen 0.965, screen 1 - 20.0 / height right noenhanced font (device eq 'svg' ? ',14' : ',10.3') textcolor rgb ink
set label 1 title at screen 0.03, screen 1 - 20.0 / height left noenhanced font (device eq 'svg' ? ',14' : ',10.3') textcolor rgb ink
set label 6 note at screen 0.03, screen 1 - 35.0 / height left noenhanced font (device eq 'svg' ? ',11' : ',8') textcolor rgb ink
set rmargin at screen right
unset grid
set border 15 linecolor rgb ink
if (logx) { set logscale x; set format x '%h'; set xtics (1); do for [e = -9:9] { set xtics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e) } }
if (logy) { set logscale y; set format y '%h'; set ytics (1); do for [e = -9:9] { set ytics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e) } }
set xrange [x_first:x_last]
set yrange [y_first:y_last]
# viridis (S. van der Walt, N. Smith, 2015): even to the eye, and to the colour-blind; the good end is the light one.
set palette defined (0 '#fde725', 0.25 '#5ec962', 0.5 '#21918c', 0.75 '#3b528b', 1 '#440154')
set cbrange [z_first:z_last]
set colorbox user origin screen 0.87, screen (1.0 * foot / height) size screen 0.03, screen (axes_px / height)
tick_font = device eq 'svg' ? ',14' : ',10.3'
number_font = device eq 'svg' ? ',13' : ',9.5'
set cbtics out scale 0.5 offset -0.7, 0 font tick_font textcolor rgb ink
# The isolines go into a table first, so that they can be drawn over the map, with their numbers in white boxes.
set table $isolines
set contour base
unset surface
set cntrparam levels incremental level_first, step, z_last
splot 'map.csv' using 1:2:3 with lines notitle
unset table
unset contour
set surface
between = device eq 'svg' ? 3 : 8 # quadrangles to a cell: each is a line of an SVG
set pm3d map interpolate between, between
set style textbox opaque noborder fillcolor rgb ground margins 0.5, 0.3
# A number on each line, a little farther along from one line to the next, so that they do not stand side by side.
is_labelled(point, z) = int(point) == 3 + 3 * (int(z / step + 0.5) % 4)
best_side = best_x > 0.5 * (x_first + x_last) ? 'right' : 'left'
set multiplot
splot 'map.csv' using 1:2:3 with pm3d notitle
unset pm3d
unset colorbox
unset label 1
unset label 2
unset label 3
unset label 4
unset label 6
set border 0
unset xtics
unset ytics
set datafile separator whitespace
plot $isolines using 1:2 with lines linecolor rgb '#ffffff' linewidth 1.2 notitle, \
    $isolines using (is_labelled(column(0), $3) ? $1 : NaN):2:(sprintf('%g', $3)) with labels boxed font number_font textcolor rgb ink noenhanced notitle
set datafile separator ','
set label 5 best_text at best_x, best_y point pointtype 3 pointsize (device eq 'svg' ? 1.6 : 3) linewidth 2.5 linecolor rgb '#d55e00' \
    offset character (best_x > 0.5 * (x_first + x_last) ? -1 : 1), character (best_y > 0.5 * (y_first + y_last) ? -0.9 : 0.9) \
    @best_side font number_font textcolor rgb ink noenhanced boxed front
plot 'points.csv' using 1:(on_grid ? NaN : $2) with points pointtype 7 pointsize 0.15 linecolor rgb '#ffffff' notitle
unset multiplot
