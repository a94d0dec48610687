#!/usr/bin/env bash
# Builds the packages of this system into build/release/packages: .deb and .tar.gz, .pkg and .tar.gz, or .zip.
# Needs a complete build; see cmake/Install.cmake for the contents.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v dpkg-query >/dev/null; then
    # For the manual pages and for the libraries in the .tar.gz.
    Scripts/setup.sh help2man patchelf
fi
Scripts/build.sh release
rm -rf build/release/packages
cpack --config build/release/CPackConfig.cmake
(cd build/release/packages && rm -rf _CPack_Packages && cmake -E sha256sum ./* >SHA256SUMS && cat SHA256SUMS)
