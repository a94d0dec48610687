#!/usr/bin/env bash
# Writes the files of models that earlier versions shipped, from the history of this repository:   Scripts/replaced-models.sh FOLDER
# Comparisons with version 0.1 use them, and `dequantizer` and the plugin load them like any model file. Needs a clone with its
# history.
set -euo pipefail

if [ $# -ne 1 ]; then
    sed -n '2s/^# //p' "$0" >&2
    exit 2
fi
mkdir -p -- "$1"
folder=$(realpath -- "$1")
cd "$(dirname "$0")/.."

jq -r '.models[].replaces // [] | .[].name' Models/manifest.json | while read -r name; do
    file=Models/$name.safetensors
    removal=$(git log -1 --format=%H --diff-filter=D -- "$file")
    if [ -z "$removal" ]; then
        echo "replaced-models: the history does not reach back to $file; git fetch --unshallow gets it" >&2
        exit 1
    fi
    git show "$removal^:$file" >"$folder/$name.safetensors.part"
    mv -- "$folder/$name.safetensors.part" "$folder/$name.safetensors"
done
