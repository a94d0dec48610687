#!/usr/bin/env bash
# Runs the checks of continuous integration: format, lint of changed files, a complete build with warnings as errors, all
# tests, and the tests of the numeric core again under the address and undefined-behaviour sanitizers. The Python package is
# built and tested if Debian's pybind11 is installed (Scripts/setup.sh --python).
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/check-format.sh
if [ -e /usr/include/pybind11/pybind11.h ]; then
    # Debian's interpreter has Debian's NumPy and pytest; another one may come first on PATH.
    DEQUANTIZER_CMAKE_OPTIONS="${DEQUANTIZER_CMAKE_OPTIONS:-} -DDEQUANTIZER_PYTHON=ON -DPython_EXECUTABLE=/usr/bin/python3" \
        Scripts/build.sh ci
else
    Scripts/build.sh ci
fi
ctest --preset ci --parallel "$(nproc)"
Scripts/lint.sh
Scripts/build.sh sanitize core_tests
ctest --preset sanitize --label-regex '^core_tests$' --parallel "$(nproc)"
