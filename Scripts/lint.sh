#!/usr/bin/env bash
# Runs clang-tidy with the checks of .clang-tidy on sources below Source/:   Scripts/lint.sh [--all | FILE ...]
# Without arguments it checks the sources that differ from the main branch, or on the main branch from the last commit, and
# those that include a changed header.
set -euo pipefail
cd "$(dirname "$0")/.."

sources() {
    git ls-files -- 'Source/*.cpp'
}

changed_sources() {
    local base header file
    base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || git rev-parse HEAD)
    if [ "$base" = "$(git rev-parse HEAD)" ]; then
        base=$(git rev-parse --verify --quiet HEAD~1 || git rev-parse HEAD)
    fi
    {
        git diff --name-only "$base" -- 'Source/*.cpp'
        git diff --name-only "$base" -- 'Source/*.h' 'Source/*.inl' | while IFS= read -r header; do
            sources | xargs grep -lF "#include \"${header#Source/}\"" || true
        done
    } | sort -u | while IFS= read -r file; do
        if [ -e "$file" ]; then echo "$file"; fi
    done
}

case ${1:-} in
'') mapfile -t files < <(changed_sources) ;;
--all) mapfile -t files < <(sources) ;;
-*)
    echo "usage: Scripts/lint.sh [--all | FILE ...]" >&2
    exit 2
    ;;
*) files=("$@") ;;
esac
if [ ${#files[@]} -eq 0 ]; then
    echo "lint: no source has changed"
    exit 0
fi

if command -v dpkg-query >/dev/null; then
    Scripts/setup.sh clang-tidy-14
fi
tidy=$(command -v clang-tidy-14 || command -v clang-tidy || true)
if [ -z "$tidy" ]; then
    echo "lint: clang-tidy is needed" >&2
    exit 1
fi
# Building one small target writes compile_commands.json and the generated sources. A unity build would not list our sources.
Scripts/build.sh debug dequantizer_shipped_model_data
echo "lint: ${#files[@]} files"
printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" "$tidy" -p build/debug --quiet
