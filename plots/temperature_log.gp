# SPDX-License-Identifier: GPL-3.0-or-later
#
# temperature_log - temperatures against time on a logarithmic scale, which shows the cold end. Set before: data, n,
# column_of[n], label[n], y_min, y_max; see style.gp.
y_title = 'Temperature (K)'
eval(place_y_title)
set logscale y
set yrange [y_min:y_max]
eval(temperature_tics)
eval(limits)
plot for [i = 1:n] data using ($1 / time_s):(column(column_of[i])) with lines linestyle i notitle
