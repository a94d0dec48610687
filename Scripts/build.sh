#!/usr/bin/env bash
# Configures and builds a preset, installing what is missing first:   Scripts/build.sh [PRESET [TARGET ...]]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
shift || true

Scripts/setup.sh
launcher=()
if command -v ccache >/dev/null; then
    # JUCE prints the build date, which alone would spoil every cached object.
    export CCACHE_SLOPPINESS=time_macros
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
cmake --preset "$preset" "${launcher[@]}" >/dev/null
cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"}
