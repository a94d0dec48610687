#!/usr/bin/env bash
# Draws FOLDER/figure.png from the three sound files in FOLDER:   Scripts/demo-figure.sh FOLDER BITS
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
folder=$1
bits=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rate=$(soxi -r "$folder/clean.wav")
# 20 ms of the first channel, from the frame whose peak is nearest to a third of full scale: loud enough to cross several
# steps, and quiet enough for the steps to be visible.
start=$(sox "$folder/clean.wav" -t dat - remix 1 | awk -v frame="$((rate / 50))" '
    /^;/ { next }
    { level = $2 < 0 ? -$2 : $2; if (level > peak) peak = level }
    ++n % frame == 0 {
        off = peak > 0.33 ? peak - 0.33 : 0.33 - peak
        if (best == "" || off < least) { least = off; best = n - frame }
        peak = 0
    }
    END { print best + 0 }')
for name in clean quantised restored; do
    sox "$folder/$name.wav" -t dat "$work/$name.dat" remix 1 trim "${start}s" "$((rate / 50))s"
    # Pixels only: gnuplot draws the axes.
    sox "$folder/$name.wav" -n remix 1 spectrogram -r -x 900 -y 257 -z 80 -o "$work/$name.png"
done

gnuplot -e "folder='$work'; output='$folder/figure.png'; bits=$bits; rate=$rate; seconds=$(soxi -D "$folder/clean.wav")" \
    "$scripts/demo-figure.gnuplot"
