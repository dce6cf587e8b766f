# SPDX-License-Identifier: GPL-3.0-or-later
#
# style - what all figures share: size, fonts, colours, axes. Run before each template, once for each device.
#
# The program sets before: device ('svg', 'png' or 'pdf'), file (name without ending), title, n (entries of the legend),
# label[n], time_unit, time_s (seconds in that unit), time_max, n_measured (0: no measured points); or, where the abscissa
# is no time, x_title in the place of the three of time. May be set before: theme ('paper' unless it is set; 'screen',
# 'dark'; 'page' is for the report, which gives it the colours of its reader); panels (plots one above the other, 1),
# axes_px (height of each, 323), left_px (for what stands left of the axes, 96), names_px (for long names below the
# axis of x, 0), swatches (1: the legend shows areas, not lines).
# The canvas of a paper is 600 px wide and meant for one column (85 mm), where its letters of 17 px are 7 pt high; that of
# a screen is 900 px wide.
reset
set encoding utf8
if (!exists('theme')) { theme = 'paper' }
if (!exists('panels')) { panels = 1 }
wide = theme eq 'screen' || theme eq 'dark'
width = wide ? 900.0 : 600.0
if (!exists('axes_px')) { axes_px = wide ? 420.0 : 323.0 }
if (!exists('left_px')) { left_px = 96.0 }
if (!exists('names_px')) { names_px = 0.0 }
if (!exists('swatches')) { swatches = 0 }
ink = theme eq 'dark' ? '#e6e9ec' : '#000000'
grid = theme eq 'dark' ? '#4a525a' : '#b4b4b4'
ground = theme eq 'dark' ? '#14181c' : theme eq 'page' ? '#fefefe' : '#ffffff'
ground_option = theme eq 'page' ? '' : sprintf("background '%s'", ground)

longest = 0                                     # name in the legend
do for [i = 1:n] { longest = strlen(label[i]) > longest ? strlen(label[i]) : longest }
do for [j = 1:n_measured] { longest = strlen(measured_label[j]) > longest ? strlen(measured_label[j]) : longest }
cell = 62 + 10.5 * longest                      # px for a line and its name
columns = int((width - 60) / cell) < 1 ? 1 : int((width - 60) / cell) > 4 ? 4 : int((width - 60) / cell)
columns = n + n_measured < columns ? n + n_measured : columns
rows = columns < 1 ? 0 : (n + n_measured + columns - 1) / columns
foot = 86 + 23 * rows + names_px                # px below the axes
height = 42 + axes_px * panels + 64 * (panels - 1) + foot
fonts = "'DejaVu Sans,Arial,Helvetica,sans-serif,17'"
if (device eq 'svg') {
    eval(sprintf("set terminal svg noenhanced size %d, %d font %s dashlength 0.8 %s", width, height, fonts, ground_option))
}
if (device eq 'png') {
    eval(sprintf("set terminal pngcairo noenhanced size %d, %d font 'DejaVu Sans,12.5' fontscale 2 linewidth 2 dashlength 0.8 %s", 2 * width, 2 * height, ground_option))
}
if (device eq 'pdf') {                          # 85 mm for 600 px; a screen's is as much wider as its canvas
    eval(sprintf("set terminal pdfcairo noenhanced size %.3fcm, %.3fcm font 'DejaVu Sans,7' linewidth 0.42 dashlength 0.8 %s", 8.5 * width / 600, 8.5 * height / 600, ground_option))
}
set output file . '.' . device

# The palette of M. Okabe and K. Ito (2008), which the colour-blind can tell apart, without its yellow, too pale for a
# line on white; on a dark ground its light half and paler tones of the rest. Neighbours differ in their dashes too, so
# that the figure survives a black-and-white printer.
array colour[7] = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000']
if (theme eq 'dark') {
    array colour[7] = ['#56b4e9', '#ff8f4a', '#2fc79a', '#e7a3c8', '#f0c24a', '#9db8ff', '#ffffff']
}
if (swatches) { colour[7] = theme eq 'dark' ? '#8a939b' : '#9aa0a6' }  # black is for the lines over areas
do for [i = 1:24] {
    set style line i linewidth 2.2 linecolor rgb colour[(i - 1) % 7 + 1] pointtype (i % 2 ? 6 : 4) pointsize 0.6
    set linetype i linewidth 1 linecolor rgb colour[(i - 1) % 7 + 1]
}
do for [i = 0:18:6] {
    set style line i + 1 dashtype solid
    set style line i + 2 dashtype (18, 6)
    set style line i + 3 dashtype (7, 5)
    set style line i + 4 dashtype (18, 5, 3, 5)
    set style line i + 5 dashtype (3, 4)
    set style line i + 6 dashtype (18, 5, 3, 5, 3, 5)
}

left = left_px / width
right = 1 - 21.0 / width
set lmargin at screen left
set rmargin at screen right
set tmargin at screen 1 - 42.0 / height
set bmargin at screen 1.0 * foot / height
set border 3 linewidth 1.2 linecolor rgb ink
set tics nomirror out scale 0.8 textcolor rgb ink
if (device eq 'svg') { set xtics offset 0, 0.5 }  # it sets them lower
set grid xtics ytics linecolor rgb grid linewidth 0.8 dashtype (2, 4)
small = device eq 'svg' ? ',14' : device eq 'png' ? ',10.3' : ',5.8'
most = int((width - (left_px < 96 ? left_px : 96)) / 8.3)  # letters of the title
if (strlen(title) > most) { title = substr(title, 1, most - 3) . '...' }
set label 1 title at screen (left_px < 96 ? left_px : panels > 1 || left_px == 96 ? 96 : 21) / width, screen 1 - 20.0 / height left noenhanced textcolor rgb ink font small
# The legend and the titles of the axes stand at fixed places: gnuplot's own are set off by the width of letters, which
# its devices measure so differently that names would overlap in one of them.
unset key
centre = 0.5 * (left + right)
legend_x(k) = (0.5 * (width + 75) - 0.5 * columns * cell + ((k - 1) % columns) * cell) / width
legend_y(k) = (20.0 + 23 * (rows - 1 - (k - 1) / columns)) / height
do for [k = 1:n] {
    if (swatches) {
        set object k rectangle from screen legend_x(k) + 20 / width, screen legend_y(k) - 7.0 / height to \
            screen legend_x(k) + 45 / width, screen legend_y(k) + 7.0 / height fillstyle solid noborder \
            fillcolor rgb colour[(k - 1) % 7 + 1]
    } else {
        set arrow k from screen legend_x(k), screen legend_y(k) to screen legend_x(k) + 45 / width, screen legend_y(k) nohead linestyle k
    }
    set label 10 + k label[k] at screen legend_x(k) + 53 / width, screen legend_y(k) left noenhanced textcolor rgb ink
}
point_size = device eq 'svg' ? 0.9 : device eq 'png' ? 2 : 0.4  # the same size in all
do for [j = 1:n_measured] {
    k = n + j
    set label 40 + j '' at screen legend_x(k) + 22.5 / width, screen legend_y(k) point linestyle like[j] linewidth 1.4 pointsize point_size
    set label 70 + j measured_label[j] at screen legend_x(k) + 53 / width, screen legend_y(k) left noenhanced textcolor rgb ink
}
if (!exists('x_title')) { x_title = 'Time (' . time_unit . ')' }
set label 2 x_title at screen centre, screen (foot - names_px - 52.0) / height center noenhanced textcolor rgb ink
y_title = ''
place_y_title = sprintf('set label 3 y_title at screen %.5f, screen %.5f center rotate by 90 noenhanced textcolor rgb ink', 19.0 / width, (foot + 0.5 * axes_px) / height)
if (exists('time_max')) { set xrange [0:time_max] }
# Round numbers on a logarithmic axis of temperature, and 1-2-5 on one of time: eval(temperature_tics), eval(time_tics).
temperature_tics = 'set ytics (0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 40, 77, 150, 300, 600, 1000)'
narrow_tics = 'set ytics (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 77, 100, 125, 150, 200, 250, 300)'
time_tics = 'set xtics (1); do for [e = -4:7] { set xtics add (10**e, 2 * 10**e, 5 * 10**e) }'
# The limits that a [plot] asks for, over those of the template: eval(limits).
limits = ''
if (exists('x_from')) { limits = limits . 'set xrange [x_from:x_to]; ' }
if (exists('y_from')) { limits = limits . 'set yrange [y_from:y_to]; ' }

set datafile separator ','
set datafile missing 'nan'
