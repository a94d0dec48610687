#!/usr/bin/env bash
# Installs for the current user, without administrator rights:   Scripts/install.sh [--remove]
# The plugins go to the user's plugin folders (~/.vst3, ~/.lv2), the programs to ~/.local/bin. Builds first if necessary.
set -euo pipefail
cd "$(dirname "$0")/.."

artefacts=build/release/Plugin/DequantizerPlugin_artefacts/Release
declare -A places=(
    [$artefacts/VST3/Dequantizer.vst3]=$HOME/.vst3
    [$artefacts/LV2/Dequantizer.lv2]=$HOME/.lv2
    [$artefacts/Standalone/Dequantizer]=$HOME/.local/bin
    [build/release/bin/dequantizer]=$HOME/.local/bin
    [build/release/bin/dequantizer-host]=$HOME/.local/bin
)

case ${1:-} in
'') Scripts/build.sh release dequantizer dequantizer_host DequantizerPlugin_All ;;
--remove) ;;
*)
    echo "usage: Scripts/install.sh [--remove]" >&2
    exit 2
    ;;
esac

for source in "${!places[@]}"; do
    place=${places[$source]}
    target=$place/$(basename "$source")
    if [ "${1:-}" = --remove ]; then
        rm -rf -- "$target"
        echo "removed $target"
        continue
    fi
    mkdir -p -- "$place"
    # Copied under a temporary name and then exchanged, so that a scanning host never sees an incomplete plugin.
    rm -rf -- "$target.new"
    cp -R -- "$source" "$target.new"
    rm -rf -- "$target"
    mv -- "$target.new" "$target"
    echo "installed $target"
done
