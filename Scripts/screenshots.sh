#!/usr/bin/env bash
# Takes the screenshots of the editor for the README:   Scripts/screenshots.sh
# Plays speech, quantised to 4 bit, through the plugin with its editor open, at three sizes, dark and light; needs no screen.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/build.sh release dequantizer_editor_shot
out=Docs/screenshots
mkdir -p "$out"
draw() # THEME SIZE VIEW SECONDS FILE
{
    build/release/bin/dequantizer-editor-shot Tests/Data/speech.wav "$out/$5" "${2%x*}" "${2#*x}" "$1" "$3" 4 "$4"
    echo "$out/$5: $(stat -c %s "$out/$5") bytes"
}
for theme in dark light; do
    for size in 675x450 900x600 1200x800; do
        draw $theme $size scope 1.19 $theme-$size.png
    done
    draw $theme 900x600 spectrum 1.19 $theme-spectrum.png
    draw $theme 900x600 spectrogram 6.2 $theme-spectrogram.png
    draw $theme 900x600 history 61 $theme-history.png
    draw $theme 900x600 bounds 1.19 $theme-bounds.png
    draw $theme 900x600 shares 1.19 $theme-shares.png
done
