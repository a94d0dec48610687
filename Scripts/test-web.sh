#!/usr/bin/env bash
# Tests the web page against the native program:   Scripts/test-web.sh [CMAKE OPTION ...]
# The options are those of Scripts/web.sh. Uses the program DEQUANTIZER_PROGRAM, or builds one. Skips what this system lacks.
# Scripts/test-web.sh --screenshots FOLDER takes pictures of the page in Web/dist instead.
set -euo pipefail
cd "$(dirname "$0")/.."
if command -v apt-get >/dev/null; then
    Scripts/setup.sh chromium chromium-driver python3-selenium emscripten || true
fi
for program in emcmake node; do
    if ! command -v $program >/dev/null; then
        echo "test-web: skipped: the page cannot be built without $program"
        exit 0
    fi
done
browser_test=(/usr/bin/python3 -B Web/Tests/page_test.py Web/dist)
can_browse() { command -v chromium >/dev/null && command -v chromedriver >/dev/null && /usr/bin/python3 -c "import selenium" 2>/dev/null; }

if [ "${1:-}" = --screenshots ]; then
    can_browse || { echo "test-web: no pictures without chromium, chromium-driver and python3-selenium"; exit 0; }
    exec "${browser_test[@]}" --screenshots "$2"
fi
Scripts/web.sh "$@"
program=${DEQUANTIZER_PROGRAM:-build/release/bin/dequantizer}
[ -n "${DEQUANTIZER_PROGRAM:-}" ] || Scripts/build.sh release dequantizer
node Web/Tests/CompareWithNative.cjs build/web/bin "$program"
if ! can_browse; then
    echo "test-web: skipped: the tests of the page need chromium, chromium-driver and python3-selenium"
    exit 0
fi
axe=build/web/npm/node_modules/axe-core/axe.min.js
if [ ! -e $axe ] && command -v npm >/dev/null; then
    npm install --silent --no-save --prefix build/web/npm axe-core@4 || true
fi
if [ -e $axe ]; then
    browser_test+=(--axe $axe)
else
    echo "test-web: skipped: the test of accessibility needs axe-core from npm"
fi
"${browser_test[@]}" --program "$program" --speech Tests/Data/speech.wav
