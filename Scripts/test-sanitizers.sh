#!/usr/bin/env bash
# Runs the core, training, theory and plugin tests under the address and undefined-behaviour sanitizers.
# Not part of Scripts/test.sh because it compiles JUCE again. See Scripts/test-threads.sh for the thread sanitizer.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=(core_tests training_tests theory_tests plugin_tests)
Scripts/build.sh sanitize "${programs[@]}"
labels=$(IFS='|'; echo "${programs[*]}")
ctest --preset sanitize --label-regex "^($labels)\$" --parallel "$(nproc)"
