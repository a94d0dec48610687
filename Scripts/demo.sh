#!/usr/bin/env bash
# A demonstration of the restoration:   Scripts/demo.sh [FILE]
# Quantises a sound file to 4 bit, restores it with the VST3 plugin in the headless host, and writes the results:
# three sound files, a table and a figure in demo-output/. Without FILE it uses a short sample of synthetic speech.
set -euo pipefail
input=$(realpath -- "${1:-$(dirname "$0")/../Tests/Data/speech.wav}")
cd "$(dirname "$0")/.."
bits=4
block=512

if [ ! -f "$input" ]; then
    echo "demo: $input: there is no such file" >&2
    exit 1
fi

Scripts/build.sh release dequantizer dequantizer_host DequantizerPlugin_All
programs=build/release/bin
artefacts=build/release/Plugin/DequantizerPlugin_artefacts/Release
vst3=$artefacts/VST3/Dequantizer.vst3
out=demo-output
mkdir -p "$out"

# The peak is normalised to just below full scale, with a margin for rounding, so that all levels are used.
sox -D "$input" -b 24 "$out/clean.wav" gain -n -0.01
"$programs/dequantizer" quantize "$out/clean.wav" "$out/quantised.wav" --bits $bits
"$programs/dequantizer-host" "$vst3" "$out/quantised.wav" "$out/restored.wav" --block $block \
    --set "Automatic bit depth=Off" --set "Bit depth=$bits"

# The command line runs the same engine; if its samples differ, the demonstration fails here.
check=$(mktemp -d)
trap 'rm -rf "$check"' EXIT
"$programs/dequantizer" restore "$out/quantised.wav" "$check/file.wav" --bits $bits >/dev/null
if cmp -s "$check/file.wav" "$out/restored.wav"; then
    echo "The plugin and \`dequantizer restore\` produce the same samples."
else
    echo "demo: the plugin and \`dequantizer restore\` differ" >&2
    exit 1
fi

echo
"$programs/dequantizer" compare "$out/clean.wav" "$out/quantised.wav" "$out/restored.wav"

Scripts/demo-figure.sh "$out" $bits
cat <<END

Listen to, and look at:
  $out/clean.wav  $out/quantised.wav  $out/restored.wav  $out/figure.png

The plugins are built. To use them in a host, copy
  $vst3   to ~/.vst3/
  $artefacts/LV2/Dequantizer.lv2     to ~/.lv2/
or run the standalone program $artefacts/Standalone/Dequantizer.
END
