#!/usr/bin/env bash
# Makes the manual as one HTML page and as PDF, in build/manual:   Scripts/manual.sh [--screenshots]
# --screenshots first takes the pictures of the editor again (Scripts/screenshots.sh), which builds the plugin.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh python3 python3-markdown chromium
[ "${1:-}" != --screenshots ] || Scripts/screenshots.sh

out=build/manual
mkdir -p "$out"
# Debian's own interpreter, which has Debian's packages.
/usr/bin/python3 -B Scripts/manual/picture.py Docs/manual/quantised.svg
/usr/bin/python3 -B Scripts/manual/page.py Docs/manual/README.md "$out/dequantizer-manual.html"

profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
log=$profile/log
# Root may not use Chromium's sandbox; the page is our own.
sandbox=()
[ "$(id -u)" -ne 0 ] || sandbox=(--no-sandbox)
chromium --headless "${sandbox[@]}" --disable-gpu --user-data-dir="$profile" --no-pdf-header-footer \
    --print-to-pdf="$PWD/$out/dequantizer-manual.pdf" "file://$PWD/$out/dequantizer-manual.html" 2>"$log" ||
    { cat "$log" >&2; exit 1; }
for file in "$out"/dequantizer-manual.*; do
    echo "$file: $(stat -c %s "$file") bytes"
done
