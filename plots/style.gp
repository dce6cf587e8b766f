# SPDX-License-Identifier: GPL-3.0-or-later
#
# style - what all figures share: size, fonts, colours, axes. Run before each template, once for each device.
#
# The program sets before: device ('svg' or 'png'), file (name without ending), title, n (curves), label[n], time_unit,
# time_s (seconds in that unit), time_max, n_measured (0: no measured points); or, where the abscissa
# is no time, x_title in the place of the three of time; panels (one plot unless it is set). The canvas is 600 px wide and meant for one
# column of a paper (85 mm), where its letters of 17 px are 7 pt high.
reset
set encoding utf8
longest = 0                                     # name in the legend
do for [i = 1:n] { longest = strlen(label[i]) > longest ? strlen(label[i]) : longest }
do for [j = 1:n_measured] { longest = strlen(measured_label[j]) > longest ? strlen(measured_label[j]) : longest }
cell = 62 + 10.5 * longest                      # px for a line and its name
columns = int(540 / cell) < 1 ? 1 : int(540 / cell) > 4 ? 4 : int(540 / cell)
columns = n + n_measured < columns ? n + n_measured : columns
columns = columns < 1 ? 1 : columns             # a figure without a legend
rows = (n + n_measured + columns - 1) / columns
foot = 86 + 23 * rows                           # px below the axes
if (!exists('panels')) { panels = 1 }           # plots one above the other
height = 42 + 323 * panels + 64 * (panels - 1) + foot
if (device eq 'svg') {
    set terminal svg noenhanced size 600, height font 'DejaVu Sans,Arial,Helvetica,sans-serif,17' dashlength 0.8 \
        background '#ffffff'
} else {
    set terminal pngcairo noenhanced size 1200, 2 * height font 'DejaVu Sans,12.5' fontscale 2 linewidth 2 \
        dashlength 0.8 background '#ffffff'
}
set output file . '.' . device

# The palette of M. Okabe and K. Ito (2008), which the colour-blind can tell apart, without its yellow, too pale for a
# line on white. Neighbours differ in their dashes too, so that the figure survives a black-and-white printer.
array colour[7] = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000']
do for [i = 1:24] {
    set style line i linewidth 2.2 linecolor rgb colour[(i - 1) % 7 + 1] pointtype (i % 2 ? 6 : 4) pointsize 0.6
}
do for [i = 0:18:6] {
    set style line i + 1 dashtype solid
    set style line i + 2 dashtype (18, 6)
    set style line i + 3 dashtype (7, 5)
    set style line i + 4 dashtype (18, 5, 3, 5)
    set style line i + 5 dashtype (3, 4)
    set style line i + 6 dashtype (18, 5, 3, 5, 3, 5)
}

set lmargin at screen 0.16
set rmargin at screen 0.965
set tmargin at screen 1 - 42.0 / height
set bmargin at screen 1.0 * foot / height
set border 3 linewidth 1.2
set tics nomirror out scale 0.8
if (device eq 'svg') { set xtics offset 0, 0.5 }  # it sets them lower
set grid xtics ytics linecolor rgb '#b4b4b4' linewidth 0.8 dashtype (2, 4)
set label 1 title at screen 0.16, screen 1 - 20.0 / height left noenhanced font (device eq 'svg' ? ',14' : ',10.3')
# The legend and the titles of the axes stand at fixed places: gnuplot's own are set off by the width of letters, which
# its two devices measure so differently that names would overlap in one of them.
unset key
legend_x(k) = (337.5 - 0.5 * columns * cell + ((k - 1) % columns) * cell) / 600
legend_y(k) = (20.0 + 23 * (rows - 1 - (k - 1) / columns)) / height
do for [k = 1:n] {
    set arrow k from screen legend_x(k), screen legend_y(k) to screen legend_x(k) + 0.075, screen legend_y(k) nohead linestyle k
    set label 10 + k label[k] at screen legend_x(k) + 0.088, screen legend_y(k) left noenhanced
}
point_size = device eq 'svg' ? 0.9 : 2          # the same size in both
do for [j = 1:n_measured] {
    k = n + j
    set label 40 + j '' at screen legend_x(k) + 0.0375, screen legend_y(k) point linestyle like[j] linewidth 1.4 pointsize point_size
    set label 70 + j measured_label[j] at screen legend_x(k) + 0.088, screen legend_y(k) left noenhanced
}
if (!exists('x_title')) { x_title = 'Time (' . time_unit . ')' }
set label 2 x_title at screen 0.5625, screen (foot - 52.0) / height center noenhanced
y_title = ''
place_y_title = sprintf('set label 3 y_title at screen 0.032, screen %.5f center rotate by 90 noenhanced', (foot + 0.5 * 323) / height)
if (exists('time_max')) { set xrange [0:time_max] }
# Round numbers on a logarithmic axis of temperature, and 1-2-5 on one of time: eval(temperature_tics), eval(time_tics).
temperature_tics = 'set ytics (0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 40, 77, 150, 300, 600, 1000)'
time_tics = 'set xtics (1); do for [e = -4:7] { set xtics add (10**e, 2 * 10**e, 5 * 10**e) }'

set datafile separator ','
set datafile missing 'nan'
