#!/usr/bin/env bash
# Writes the API reference of Source/ to build/docs/html; fails if doxygen prints a warning.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v dpkg-query >/dev/null; then
    Scripts/setup.sh doxygen
fi
mkdir -p build/docs
DEQUANTIZER_VERSION=$(sed -n 's/^project(Dequantizer VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt) doxygen Docs/Doxyfile
echo "docs: build/docs/html/index.html"
