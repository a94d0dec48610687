#!/usr/bin/env bash
# What continuous integration runs: the format, the lint of what changed, a build of everything with warnings as errors, every
# test, and the tests of the numeric core once more under the address and undefined-behaviour sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/check-format.sh
Scripts/build.sh release
ctest --preset release --parallel "$(nproc)"
Scripts/lint.sh
Scripts/build.sh sanitize core_tests
ctest --preset sanitize --label-regex '^core_tests$' --parallel "$(nproc)"
