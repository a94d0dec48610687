#!/usr/bin/env bash
# Builds everything and runs every test; then the numeric core once more under the address and undefined-behaviour sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/build.sh release
Scripts/build.sh sanitize core_tests
# Without the tests that are about figures or endurance: there the sanitizers would find nothing more.
build/sanitize/bin/core_tests '~[long]~[corpus]'
ctest --preset release --parallel "$(nproc)"
