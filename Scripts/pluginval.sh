#!/usr/bin/env bash
# Runs pluginval at the highest strictness on the built plugins, without a display:   Scripts/pluginval.sh
# Uses the program named by PLUGINVAL or found in PATH; otherwise downloads it to build/tools.
set -euo pipefail
cd "$(dirname "$0")/.."

release=https://github.com/Tracktion/pluginval/releases/download/v1.0.3
tools=build/tools
pluginval=${PLUGINVAL:-$(command -v pluginval || true)}
if [ -z "$pluginval" ]; then
    case $(uname -s) in
    Linux) archive=pluginval_Linux.zip program=pluginval ;;
    Darwin) archive=pluginval_macOS.zip program=pluginval.app/Contents/MacOS/pluginval ;;
    *) archive=pluginval_Windows.zip program=pluginval.exe ;;
    esac
    pluginval=$tools/$program
    if [ ! -x "$pluginval" ]; then
        mkdir -p "$tools"
        curl --fail --silent --show-error --location --output "$tools/$archive" "$release/$archive"
        (cd "$tools" && cmake -E tar x "$archive")
        chmod +x "$pluginval"
    fi
fi

Scripts/build.sh release DequantizerPlugin_All
artefacts=build/release/Plugin/DequantizerPlugin_artefacts/Release
for plugin in "$artefacts"/VST3/*.vst3 "$artefacts"/LV2/*.lv2 "$artefacts"/AU/*.component; do
    [ -e "$plugin" ] || continue
    "$pluginval" --strictness-level 10 --validate-in-process --skip-gui-tests \
        --sample-rates 8000,16000,44100,48000,96000,192000 --block-sizes 1,17,64,333,1024 --validate "$plugin"
done
