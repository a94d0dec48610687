#!/usr/bin/env bash
# The tests of the core, of training, of the theory and of the plugin under the address and undefined-behaviour sanitizers.
# Apart from Scripts/test.sh because it compiles JUCE once more. See Scripts/test-threads.sh for the thread sanitizer.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=(core_tests training_tests theory_tests plugin_tests)
Scripts/build.sh sanitize "${programs[@]}"
labels=$(IFS='|'; echo "${programs[*]}")
ctest --preset sanitize --label-regex "^($labels)\$" --parallel "$(nproc)"
