# The mean gain of each method over the depths, and dashed the least gain of a file; a panel for each corpus.
# Wants: folder, with scorecard.png to write and a file CORPUS.dat for each corpus.
corpora = system(sprintf("cd '%s' && ls *.dat | sed 's/\\.dat$//'", folder))
panels = words(corpora)
set terminal pngcairo size 1200,80 + 420 * ((panels + 1) / 2) font "sans,11" background "white"
set output folder . "/scorecard.png"
set multiplot layout (panels + 1) / 2, panels > 1 ? 2 : 1
set linetype 1 lc rgb "#222222"
set linetype 2 lc rgb "#0072b2"
set linetype 3 lc rgb "#d55e00"
set linetype 4 lc rgb "#009e73"
set linetype 5 lc rgb "#cc79a7"
set linetype 6 lc rgb "#56b4e9"
set linetype 7 lc rgb "#a6761d"
set linetype 8 lc rgb "#777777"
set linetype cycle 8
set xtics 1
set grid lc rgb "#dddddd"
set xlabel "bits per sample"
set ylabel "gain in SNR, dB"
set xzeroaxis lc rgb "#222222"
set key top right maxrows 6 samplen 1.5
do for [corpus in corpora] {
    file = folder . "/" . corpus . ".dat"
    stats file using 1 every ::1 nooutput
    columns = int(STATS_columns)
    set title corpus . " (dashed: the file that gained least)"
    plot for [i = 2:columns:2] file using 1:i with linespoints lw 2 pt 7 ps 0.7 lc i / 2 title columnheader(i), \
         for [i = 2:columns:2] file using 1:(column(i + 1)) with lines dt 2 lc i / 2 notitle
}
unset multiplot
