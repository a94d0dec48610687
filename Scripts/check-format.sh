#!/usr/bin/env bash
# Fails if a tracked C++ file is not formatted according to .clang-format:   Scripts/check-format.sh [--fix]
# --fix formats these files instead. Needs clang-format 14: other versions format differently.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v dpkg-query >/dev/null; then
    Scripts/setup.sh clang-format-14
fi
format=$(command -v clang-format-14 || command -v clang-format || true)
if [ -z "$format" ] || [[ $("$format" --version) != *"version 14."* ]]; then
    echo "check-format: clang-format 14 is needed" >&2
    exit 1
fi
case ${1:-} in
'') mode=(--dry-run -Werror --ferror-limit=1) ;;
--fix) mode=(-i) ;;
*)
    echo "usage: Scripts/check-format.sh [--fix]" >&2
    exit 2
    ;;
esac
# Files that are deleted but not yet committed are still listed.
git ls-files -z -- '*.h' '*.cpp' '*.inl' | while IFS= read -r -d '' file; do
    if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | xargs -0 -n 20 -P "$(nproc)" "$format" "${mode[@]}"
