#!/usr/bin/env bash
# Runs the checks of continuous integration: format, lint of changed files, a complete build with warnings as errors, all
# tests, and the tests of the numeric core again under the address and undefined-behaviour sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/check-format.sh
Scripts/build.sh ci
ctest --preset ci --parallel "$(nproc)"
Scripts/lint.sh
Scripts/build.sh sanitize core_tests
ctest --preset sanitize --label-regex '^core_tests$' --parallel "$(nproc)"
