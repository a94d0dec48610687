#!/usr/bin/env bash
# Draws Docs/folder.png: mean spectra of sounds of a game before and after they were restored.
#     Scripts/folder-figure.sh [OUTPUT.png]
# Downloads the Debian package amphetamine-data; needs gnuplot and the built program.
set -euo pipefail
cd "$(dirname "$0")/.."
output=$(realpath "${1:-Docs/folder.png}")
program=$(realpath "${DEQUANTIZER:-build/release/bin/dequantizer}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

apt-get download amphetamine-data
dpkg-deb -x amphetamine-data_*.deb game
"$program" restore game restored/ --recursive --report report.html | tail -1

# The report draws each spectrum as points in a picture of 192 x 60: logarithmic frequency from 40 Hz to half the rate, 100 dB.
# Those that change most, and a typical one.
sounds=(handsl jump guidedl dive platstop nazgulh)
for sound in "${sounds[@]}"; do
    row=$(grep "/$sound\.wav</td>" report.html | head -1)
    rate=$(awk -F '</td><td>' '{ print $5 }' <<<"$row")
    for curve in before after; do
        sed "s/.*class=\"$curve\" points=\"\([^\"]*\)\".*/\1/" <<<"$row" | tr ' ' '\n' |
            awk -F , -v rate="$rate" '{ print 40 * (rate / 80) ^ ($1 / 192), -$2 / 0.6 }' >"$sound-$curve"
    done
done

{
    echo "set terminal pngcairo size 900,440 font 'sans,10' background '#ffffff'
set output '$output'
set multiplot layout 2,3 title 'Mean spectra, dB below the strongest band'
set logscale x
set xrange [40:12000]
set yrange [-80:3]
set xtics ('100' 100, '1k' 1000, '10k' 10000)
set ytics 20
set grid lc rgb '#dddddd'
set xlabel 'Hz' offset 0,0.6
set tmargin 2"
    for sound in "${sounds[@]}"; do
        echo "set title '$sound.wav' offset 0,-0.6"
        echo "plot '$sound-before' with lines lw 1.5 lc rgb '#cc6600' title '8 bit', \
'$sound-after' with lines lw 1.5 lc rgb '#0066cc' title 'restored'"
        echo "unset key"
    done
} >figure.gnuplot
sed -i '0,/^plot/s//set key bottom right\nplot/' figure.gnuplot
gnuplot figure.gnuplot
echo "$output"
