#!/usr/bin/env bash
# Configures and builds a preset:   Scripts/build.sh [PRESET [TARGET ...]]
# The environment variable DEQUANTIZER_CMAKE_OPTIONS is passed to cmake.
# On Debian, installs missing packages first; elsewhere, cmake fetches missing libraries, see CONTRIBUTING.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
shift || true

if command -v dpkg-query >/dev/null; then
    Scripts/setup.sh
fi
launcher=()
if command -v ccache >/dev/null; then
    # JUCE contains the build date, which would otherwise invalidate every cached object.
    export CCACHE_SLOPPINESS=time_macros
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
cmake --preset "$preset" ${launcher[@]+"${launcher[@]}"} ${DEQUANTIZER_CMAKE_OPTIONS:-} >/dev/null
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"}
