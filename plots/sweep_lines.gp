# SPDX-License-Identifier: GPL-3.0-or-later
#
# sweep_lines - a measure over one parameter, a line for each value of a second. Set before: data (a block for each line:
# x, y), note (what is not drawn), n_lines, n (names in the legend; 0 for one line), label[n], n_words, word[n_words] (names on the abscissa), upright, logx, x_first,
# x_last, # many (1: too many points to mark each), x_title, y_label; see style.gp.
y_title = y_label
eval(place_y_title)
over_points = 1
if (logx) { set logscale x; set format x '%h'; set xtics (1); do for [e = -9:9] { set xtics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e) } }
# gnuplot itself would go on to the next decades, and with offsets beyond.
if (logx) { set xrange [x_first / (x_last / x_first)**0.03:x_last * (x_last / x_first)**0.03] }
if (n_words > 0) {
    set xrange [0.5:n_words + 0.5]
    if (upright) { set xtics rotate by 90 right offset 0, 0 } # names too long to stand beside each other
    set xtics ()
    do for [i = 1:n_words] { set xtics add (word[i] i) }
}
set offsets graph 0.03, graph 0.03, graph 0.05, graph 0.05
if (strlen(note)) {                             # under the title, which gets room
    set tmargin at screen 1 - 64.0 / height
    top_px = 64.0
    set label 4 note at screen left, screen 1 - 45.0 / height left noenhanced font small textcolor rgb ink
}
set datafile separator ','
plot for [i = 1:n_lines] data index (i - 1) using 1:2 with lines linestyle i notitle, \
    for [i = 1:n_lines] data index (i - 1) using 1:(many ? NaN : $2) with points linestyle i dashtype solid notitle
