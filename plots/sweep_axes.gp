# SPDX-License-Identifier: GPL-3.0-or-later
#
# sweep_axes - many parameters as parallel axes, the measure last: a polyline for each point; the tenth with the least
# measure blue over the others, the least of all orange. Set before: data (axis, place 0 to 1, rank 0 to 1; a blank line
# after each point), n_axes, name[], key[], unit[], low[], high[] (what the ends of the axes are), note; see style.gp.
set lmargin at screen 0.1
set rmargin at screen 0.9
set tmargin at screen 1 - 84.0 / height
set bmargin at screen (1.0 * foot + 60) / height
unset grid
unset border
unset tics
set xrange [1:n_axes]
set yrange [0:1]
small_font = device eq 'svg' ? ',11' : ',8'
do for [a = 1:n_axes] {
    set arrow 100 + a from a, 0 to a, 1 nohead linecolor rgb '#000000' linewidth 1.4 front
    set label 100 + a high[a] at a, graph 1.06 center noenhanced font small_font
    set label 200 + a low[a] at a, graph -0.06 center noenhanced font small_font
    # Names of neighbours stand at two heights: they are longer than the axes are apart.
    top = a % 2 ? -0.17 : -0.41
    set label 300 + a name[a] at a, graph top center noenhanced font small_font
    set label 400 + a key[a] at a, graph (top - 0.065) center noenhanced font small_font
    set label 500 + a unit[a] at a, graph (top - 0.13) center noenhanced font small_font
}
set label 2 note at screen 0.16, screen 1 - 38.0 / height left noenhanced font small_font
plot data using 1:($3 > 0.1 ? $2 : NaN) with lines linewidth 0.5 linecolor rgb '#b8b8b8' notitle, \
    data using 1:($3 <= 0.1 && $3 > 0 ? $2 : NaN) with lines linewidth 0.9 linecolor rgb '#0072b2' notitle, \
    data using 1:($3 == 0 ? $2 : NaN) with lines linewidth 2.2 linecolor rgb '#d55e00' notitle
