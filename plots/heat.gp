# SPDX-License-Identifier: GPL-3.0-or-later
#
# heat - heat flows against time: what the coolers lift, and the largest flows of the links. Set before: data, n,
# column_of[n], label[n], y_min, y_max; see style.gp. The scale is logarithmic and shows magnitudes: a flow that turns
# round dips to the lower edge.
y_title = 'Heat flow, magnitude (W)'
eval(place_y_title)
set logscale y
set yrange [y_min:y_max]
set format y '%h'
eval(limits)
plot for [i = 1:n] data using ($1 / time_s):(abs(column(column_of[i]))) with lines linestyle i notitle
