#!/usr/bin/env bash
# Builds the web page to Web/dist:   Scripts/web.sh [CMAKE OPTION ...]
# Needs emscripten and Node. The options can name sources of libraries that are otherwise fetched, see cmake/Dependencies.cmake,
# such as -DFETCHCONTENT_SOURCE_DIR_FFTW=DIR.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v emcmake >/dev/null; then
    Scripts/setup.sh emscripten cmake ninja-build git ca-certificates libeigen3-dev nlohmann-json3-dev
fi
# Debian's emscripten needs Debian's modules even if Node is another one.
if [ -d /usr/share/nodejs ]; then
    export NODE_PATH=/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}
fi
emcmake cmake --preset web "$@"
cmake --build build/web --target dequantizer_web
rm -rf Web/dist
node Web/MakePage.cjs build/web/bin Web/dist

bytes=$(cat Web/dist/* | wc -c)
echo "Web/dist: $bytes bytes; open Web/dist/index.html"
most=6000000
if [ "$bytes" -gt $most ]; then
    echo "web.sh: the page may have at most $most bytes" >&2
    exit 1
fi
