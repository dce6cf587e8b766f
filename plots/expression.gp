# SPDX-License-Identifier: GPL-3.0-or-later
#
# expression - the figure of a [plot] section: its expressions against time, measured points over them. Set before: data
# (time_s and one column for each expression), n, label[n], y_label, logx, logy (0 or 1), x_min, and for logy y_min, y_max;
# n_measured and, unless it is 0, measured (a file: time_s and one column for each), like[j] (the curve whose colour they
# take), measured_label[j], thin (of how many rows one point is drawn); see style.gp.
y_title = y_label
eval(place_y_title)
if (logx) { set logscale x; set xrange [x_min:time_max]; set format x '%h' }
if (logx && time_max < 600 * x_min) { eval(time_tics) }
if (logy) { set logscale y; set yrange [y_min:y_max]; set format y '%h' }
if (logy && y_label eq 'Temperature (K)') { eval(temperature_tics) }
eval(limits)
if (n_measured > 0) {
    plot for [i = 1:n] data using ($1 / time_s):(column(i + 1)) with lines linestyle i notitle, \
        for [j = 1:n_measured] measured using ($1 / time_s):(column(j + 1)) every thin with points linestyle like[j] \
        linewidth 1.4 pointsize point_size notitle
} else {
    plot for [i = 1:n] data using ($1 / time_s):(column(i + 1)) with lines linestyle i notitle
}
