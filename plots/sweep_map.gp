# SPDX-License-Identifier: GPL-3.0-or-later
#
# sweep_map - a measure over two parameters: a filled map, labelled isolines, the best point. Set before: map.csv (x, y, z
# in rows of equal x), points.csv, x_first ... z_last, step (between isolines), level_first, best_x, best_y, best_text,
# logx, logy, on_grid (0: between samples), cells_x, cells_y (of the grid), x_title, y_label, z_label, note (what varies
# besides, or nothing); see style.gp.
y_title = y_label
eval(place_y_title)
over_points = 1
right = 0.85
set label 4 z_label at screen 0.965, screen 1 - 20.0 / height right noenhanced font (device eq 'svg' ? ',14' : device eq 'png' ? ',10.3' : ',5.8') textcolor rgb ink
set label 1 title at screen 0.03, screen 1 - 20.0 / height left noenhanced font (device eq 'svg' ? ',14' : device eq 'png' ? ',10.3' : ',5.8') textcolor rgb ink
set label 6 note at screen 0.03, screen 1 - 35.0 / height left noenhanced font (device eq 'svg' ? ',11' : device eq 'png' ? ',8' : ',4.5') textcolor rgb ink
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
tick_font = device eq 'svg' ? ',14' : device eq 'png' ? ',10.3' : ',5.8'
number_font = device eq 'svg' ? ',13' : device eq 'png' ? ',9.5' : ',5.4'
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
# So many quadrangles to a cell of the grid that there are about so many across: each is a line of an SVG or PDF.
across = device eq 'png' ? 240 : 60
between_x = cells_x < across ? ceil(across / cells_x) : 1
between_y = cells_y < across ? ceil(across / cells_y) : 1
set pm3d map interpolate between_x, between_y
set style textbox opaque noborder fillcolor rgb ground margins 0.5, 0.3
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
plot $isolines using 1:2 with lines linecolor rgb '#222222' linewidth 2.8 notitle, \
    $isolines using 1:2 with lines linecolor rgb '#ffffff' linewidth 1.2 notitle
# A number at the middle of each line, or a little beside it where another stands there; none at the edge. The table has
# a line of x, y, level for each point; what is no point ends an isoline.
share(value, first, last, logarithmic) = logarithmic ? log(value / first) / log(last / first) : (value - first) / (last - first)
array at_x[200]
array at_y[200]
at_x[1] = share(best_x, x_first, x_last, logx)
at_y[1] = share(best_y, y_first, y_last, logy)
taken = 1
length = 0
do for [i = 1:|$isolines| + 1] {
    line = i <= |$isolines| ? $isolines[i] : ''
    is_point = words(line) == 3 && line[1:1] ne '#'
    if (!is_point && length > 1) {
        placed = 0
        do for [part in "0.5 0.35 0.65 0.2 0.8"] {
            along = part * (length - 1)
            low = $isolines[i - length + int(along)]
            high = $isolines[i - length + ceil(along)]
            x = word(low, 1) + (along - int(along)) * (word(high, 1) - word(low, 1))
            y = word(low, 2) + (along - int(along)) * (word(high, 2) - word(low, 2))
            u = share(x, x_first, x_last, logx)
            v = share(y, y_first, y_last, logy)
            free = !placed && taken < 200 && u > 0.03 && u < 0.97 && v > 0.03 && v < 0.97
            do for [k = 1:taken] { if (abs(u - at_x[k]) < 0.07 && abs(v - at_y[k]) < 0.06) { free = 0 } }
            if (free) {
                placed = 1
                taken = taken + 1
                at_x[taken] = u
                at_y[taken] = v
                set label 100 + taken sprintf('%g', real(word(low, 3))) at x, y center font number_font textcolor rgb ink noenhanced boxed front
            }
        }
    }
    length = is_point ? length + 1 : 0
}
set datafile separator ','
set label 5 best_text at best_x, best_y point pointtype 3 pointsize (device eq 'svg' ? 1.6 : device eq 'png' ? 3 : 0.7) linewidth 2.5 linecolor rgb '#d55e00' \
    offset character (best_x > 0.5 * (x_first + x_last) ? -1 : 1), character (best_y > 0.5 * (y_first + y_last) ? -0.9 : 0.9) \
    @best_side font number_font textcolor rgb ink noenhanced boxed front
plot 'points.csv' using 1:(on_grid ? NaN : $2) with points pointtype 7 pointsize 0.15 linecolor rgb '#ffffff' notitle
unset multiplot
