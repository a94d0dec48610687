# 20 ms of waveform above the spectrograms of the clean, the quantised and the restored sound.
# Wants: folder (of clean, quantised and restored .dat and .png), output, bits, rate (Hz), seconds.
set terminal pngcairo size 1200,1250 font "sans,11" background "white"
set output output
set datafile commentschars "#;" # sox heads its text with ;
step = 2.0 / 2**bits

stats sprintf("%s/clean.dat", folder) using 1 every ::0::0 nooutput
begin = STATS_min
set multiplot

set lmargin at screen 0.075
set rmargin at screen 0.975
set tmargin at screen 0.935
set bmargin at screen 0.60
set title sprintf("20 ms at %d bit: the true value lies in the band, the plugin chooses a curve inside it", bits) offset 0,1.7
set xlabel "time, ms"
set ylabel "amplitude"
set xrange [0:20]
set yrange [*:*]
set grid lc rgb "#dddddd"
set key at screen 0.525,0.965 center top horizontal
ms(t) = 1000 * t - 1000 * begin
half = 500.0 / rate
plot sprintf("%s/quantised.dat", folder) using (ms($1)):2:(ms($1) - 1.1 * half):(ms($1) + 1.1 * half):($2 - step / 2):($2 + step / 2) \
         with boxxyerror fs solid noborder lc rgb "#dbe7f5" title "quantisation cell", \
     sprintf("%s/quantised.dat", folder) using (ms($1) - half):2 with steps lw 1.5 lc rgb "#8899aa" title "quantised", \
     sprintf("%s/clean.dat", folder) using (ms($1)):2 with lines lw 2 lc rgb "#222222" dt 2 title "clean", \
     sprintf("%s/restored.dat", folder) using (ms($1)):2 with lines lw 2 lc rgb "#d1461e" title "restored"

unset grid
unset key
set ylabel "kHz"
set xrange [0:seconds]
set yrange [0:rate / 2000.0]
set tics out nomirror
do for [i = 1:3] {
    name = word("clean quantised restored", i)
    top = 0.525 - (i - 1) * 0.165
    set tmargin at screen top
    set bmargin at screen top - 0.125
    set title name offset 0,-0.7
    if (i == 3) { set xlabel "time, s"; set format x "%g" } else { unset xlabel; set format x "" }
    plot sprintf("%s/%s.png", folder, name) binary filetype=png \
        origin=(0, 0) dx=seconds/900.0 dy=rate/2000.0/257 with rgbimage notitle
}
unset multiplot
