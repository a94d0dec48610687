#!/usr/bin/env bash
# Runs the checks of continuous integration: format, lint of changed files, a complete build with warnings as errors, all
# tests, and the tests of the numeric core again under the address and undefined-behaviour sanitizers. On Debian it also
# builds and tests the Python package and shared training.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/check-format.sh
options=${DEQUANTIZER_CMAKE_OPTIONS:-}
if command -v dpkg-query >/dev/null; then
    Scripts/setup.sh --python
    # Debian's interpreter has Debian's NumPy and pytest; another one may come first on PATH.
    options+=" -DDEQUANTIZER_PYTHON=ON -DPython_EXECUTABLE=/usr/bin/python3"
    if Scripts/setup.sh --mpi; then
        options+=" -DDEQUANTIZER_MPI=ON"
    else
        echo "test: MPI cannot be installed, so training shared by processes is not tested" >&2
    fi
fi
DEQUANTIZER_CMAKE_OPTIONS=$options Scripts/build.sh ci
ctest --preset ci --parallel "$(nproc)"
Scripts/lint.sh
Scripts/build.sh sanitize core_tests
ctest --preset sanitize --label-regex '^core_tests$' --parallel "$(nproc)"
