#!/usr/bin/env bash
# Writes the API reference of Source/ to build/docs/html; fails on any warning of doxygen.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v doxygen >/dev/null; then
    if ! command -v apt-get >/dev/null; then
        echo "docs: doxygen is needed" >&2
        exit 1
    fi
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends doxygen >/dev/null
fi
mkdir -p build/docs
DEQUANTIZER_VERSION=$(sed -n 's/^project(Dequantizer VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt) doxygen Docs/Doxyfile
echo "docs: build/docs/html/index.html"
