#!/usr/bin/env bash
# Makes the sounds of the listening page, Docs/listen:   Scripts/listen.sh [NAME ...]
# Makes all sounds, or those named (speech, strings, drums, chip). Takes a minute for each. DEQUANTIZER names the program; by default it is built.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/setup.sh python3 python3-numpy sox libsox-fmt-base flac flite sonic-pi-samples jq
if [ -z "${DEQUANTIZER:-}" ]; then
    Scripts/build.sh release dequantizer
    DEQUANTIZER=build/release/bin/dequantizer
fi
earlier=$(mktemp -d)
trap 'rm -rf -- "$earlier"' EXIT
Scripts/replaced-models.sh "$earlier"
# Debian's own interpreter, which has Debian's NumPy.
/usr/bin/python3 -B Scripts/listen/build.py "$DEQUANTIZER" "$earlier" Docs/listen/sounds "$@"

total=$(du -sb --apparent-size Docs/listen | cut -f1)
echo "Docs/listen: $total bytes"
if [ "$total" -gt 3000000 ]; then
    echo "listen: the page is larger than 3 MB" >&2
    exit 1
fi
