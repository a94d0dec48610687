#!/usr/bin/env bash
# What several threads share, under the thread sanitizer: the real plugin in a storm of parameter changes, model swaps and
# resets, and the hand-over of engines. Apart from Scripts/test.sh because it compiles JUCE once more.
set -euo pipefail
cd "$(dirname "$0")/.."

run() {
    # The sanitizer of GCC 12 cannot place its memory beside addresses as random as newer kernels make them.
    TSAN_OPTIONS=halt_on_error=1 setarch --addr-no-randomize build/thread/bin/"$1" "$2" || {
        local status=$?
        # 4: passed, but reported as skipped, since a build with a sanitizer cannot count allocations.
        [ $status -eq 4 ] || exit $status
    }
}

Scripts/build.sh thread core_tests plugin_tests
run core_tests '[threads]'
run plugin_tests '[storm]'
