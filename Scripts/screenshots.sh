#!/usr/bin/env bash
# Takes the screenshots of the editor for the README:   Scripts/screenshots.sh
# Plays speech, quantised to 4 bit, through the plugin with its editor open, at three sizes, dark and light; needs no screen.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/build.sh release dequantizer_editor_shot
out=Docs/screenshots
mkdir -p "$out"
seconds=1.19
for theme in dark light; do
    for size in 675x450 900x600 1200x800; do
        file=$out/$theme-$size.png
        build/release/bin/dequantizer-editor-shot Tests/Data/speech.wav "$file" "${size%x*}" "${size#*x}" $theme 4 $seconds
        echo "$file: $(stat -c %s "$file") bytes"
    done
done
