# SPDX-License-Identifier: GPL-3.0-or-later
#
# overlay - temperatures of several runs in one figure. Set before: data (time_s,T_K; the n curves one below the other,
# two empty lines between them), n, label[n], y_min, y_max; see style.gp.
y_title = 'Temperature (K)'
eval(place_y_title)
set logscale y
set yrange [y_min:y_max]
eval(temperature_tics)
plot for [i = 1:n] data using ($1 / time_s):2 index i - 1 with lines linestyle i notitle
