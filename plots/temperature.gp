# SPDX-License-Identifier: GPL-3.0-or-later
#
# temperature - temperatures against time. Set before: data (profile.csv), n, column_of[n], label[n]; see style.gp.
y_title = 'Temperature (K)'
eval(place_y_title)
set yrange [0:*]
eval(limits)
plot for [i = 1:n] data using ($1 / time_s):(column(column_of[i])) with lines linestyle i notitle
