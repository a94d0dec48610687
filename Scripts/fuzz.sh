#!/usr/bin/env bash
# Runs every fuzz target for some time:   Scripts/fuzz.sh [SECONDS [TARGET ...]]
# The default is a minute each, and all targets. Needs clang. Inputs that do harm, and the corpus that the targets find, go to
# build/fuzz/findings and build/fuzz/corpus. The exit status is 1 if a target failed.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true

Scripts/build.sh fuzz fuzz

# The targets keep their files here, in memory if possible. libFuzzer ends without destructors.
TMPDIR=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

[ $# -gt 0 ] || set -- $(ls Tests/Fuzz/Corpus)
mkdir -p build/fuzz/findings
failed=()
for target in "$@"; do
    mkdir -p "build/fuzz/corpus/$target"
    echo "fuzz: $target for $seconds s"
    # More than 1 GB of memory, in total or at once, and more than 20 s for an input are failures.
    "build/fuzz/bin/fuzz_$target" -max_total_time="$seconds" -rss_limit_mb=1024 -malloc_limit_mb=1024 -timeout=20 \
        -max_len=8192 -print_final_stats=1 -verbosity=0 -close_fd_mask=1 \
        -artifact_prefix="build/fuzz/findings/$target-" \
        "build/fuzz/corpus/$target" "Tests/Fuzz/Corpus/$target" || failed+=("$target")
done
[ ${#failed[@]} -eq 0 ] || { echo "fuzz: failed: ${failed[*]}" >&2; exit 1; }
