#!/usr/bin/env bash
# Tests data shared between threads under the thread sanitizer: the plugin during continuous parameter changes, model swaps
# and resets, and the exchange of engines. Not part of Scripts/test.sh because it compiles JUCE again.
set -euo pipefail
cd "$(dirname "$0")/.."

run() {
    # The sanitizer of GCC 12 fails with the amount of address randomisation of newer kernels.
    TSAN_OPTIONS=halt_on_error=1 setarch --addr-no-randomize build/thread/bin/"$1" "$2" || {
        local status=$?
        # 4: passed but reported as skipped, because a build with a sanitizer cannot count allocations.
        [ $status -eq 4 ] || exit $status
    }
}

Scripts/build.sh thread core_tests plugin_tests
run core_tests '[threads]'
run plugin_tests '[storm]'
