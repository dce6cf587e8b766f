# SPDX-License-Identifier: GPL-3.0-or-later
#
# sweep_axes - many parameters as parallel axes, the measure last: a polyline for each point; the tenth with the least
# measure blue over the others, the least of all orange. Set before: data (axis, place 0 to 1, rank 0 to 1; a blank line
# after each point), n_axes, name[], key[], unit[], low[], high[] (what the ends of the axes are), n_words,
# word[], word_at[] (axis), word_place[] (0 to 1): what stands on the axes of words; note; see style.gp.
left = 0.1
right = 0.9
top_px = 84.0
bottom_px = height - foot - 20.0
over_points = 1
down(px) = 1 - (bottom_px + px) / height         # so far below the axes
set lmargin at screen left
set rmargin at screen right
set tmargin at screen 1 - top_px / height
set bmargin at screen down(0)
unset grid
unset border
unset tics
set xrange [1:n_axes]
set yrange [0:1]
many = n_axes > 7
small_font = device eq 'svg' ? (many ? ',12' : ',13.5') : device eq 'png' ? (many ? ',8.8' : ',9.9') : (many ? ',4.9' : ',5.6')
do for [a = 1:n_axes] {
    set arrow 100 + a from a, 0 to a, 1 nohead linecolor rgb ink linewidth 1.4 front
    set label 100 + a high[a] at a, screen 1 - (top_px - 14) / height center noenhanced font small_font textcolor rgb ink
    set label 200 + a low[a] at a, screen down(14) center noenhanced font small_font textcolor rgb ink
    # Names of neighbours stand at two heights: they are longer than the axes are apart.
    top = a % 2 ? 38 : 98
    set label 300 + a name[a] at a, screen down(top) center noenhanced font small_font textcolor rgb ink
    set label 400 + a key[a] at a, screen down(top + 18) center noenhanced font small_font textcolor rgb ink
    set label 500 + a unit[a] at a, screen down(top + 36) center noenhanced font small_font textcolor rgb ink
}
# Words stand beside their places, over the lines.
set style textbox opaque noborder fillcolor rgb ground margins 0.3, 0.2
do for [k = 1:n_words] {
    set label 600 + k word[k] at word_at[k], word_place[k] left offset character 0.6, 0 noenhanced font small_font textcolor rgb ink boxed front
}
pale = theme eq 'dark' ? '#8a939b' : '#9aa0a6'   # contrast enough for thin lines, light and dark
set label 1 title at screen left, screen 1 - 20.0 / height left noenhanced textcolor rgb ink font small
set label 2 note at screen left, screen 1 - 42.0 / height left noenhanced font small_font textcolor rgb ink
plot data using 1:($3 > 0.1 ? $2 : NaN) with lines linewidth 0.6 linecolor rgb pale notitle, \
    data using 1:($3 <= 0.1 && $3 > 0 ? $2 : NaN) with lines linewidth 0.9 linecolor rgb colour[1] notitle, \
    data using 1:($3 == 0 ? $2 : NaN) with lines linewidth 2.2 linecolor rgb colour[2] notitle
