#!/usr/bin/env bash
# The real plugin in a storm of parameter changes, model swaps and resets, under the thread sanitizer. Apart from Scripts/test.sh
# because it compiles JUCE once more.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/build.sh thread plugin_tests
# The sanitizer of GCC 12 cannot place its memory beside addresses as random as newer kernels make them.
TSAN_OPTIONS=halt_on_error=1 setarch --addr-no-randomize build/thread/bin/plugin_tests '[storm]'
