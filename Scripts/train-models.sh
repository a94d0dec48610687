#!/usr/bin/env bash
# Trains shipped models again:   Scripts/train-models.sh TRAIN VALIDATION OUTPUT [NAME ...]
# TRAIN and VALIDATION are folders of clean sound, OUTPUT a folder. Each NAME is a model or a family of Models/manifest.json,
# which holds the commands; without any, all models are trained, one after another. Each takes minutes on an idle core. An
# interrupted training continues where it stopped. A model that starts from another one needs that one in OUTPUT, or trained
# before it by the same call.
set -euo pipefail

if [ $# -lt 3 ]; then
    sed -n '2s/^# //p' "$0" >&2
    exit 2
fi
if ! command -v jq >/dev/null; then
    echo "train-models: this needs jq, which Scripts/setup.sh installs" >&2
    exit 1
fi
train=$(realpath -- "$1")
validation=$(realpath -- "$2")
output=$(realpath -- "$3")
shift 3
root=$(realpath -- "$(dirname -- "$0")/..")
manifest=$root/Models/manifest.json
program=${DEQUANTIZER:-$root/build/release/bin/dequantizer}

for name in "$@"; do
    if ! jq -e --arg name "$name" 'any(.models[]; .name == $name or .family == $name)' "$manifest" >/dev/null; then
        echo "train-models: there is no model and no family named $name" >&2
        exit 2
    fi
done

# A line a run: its result, what it starts from ("-" for nothing) and its options.
runs=$(jq -r '
    (.families | map({(.name): .training}) | add) as $common
    | .models[] as $model
    | select($ARGS.positional == [] or any($ARGS.positional[]; . == $model.name or . == $model.family))
    | $model.training[]
    | "\(.result // $model.name) \(.start // "-") \($common[$model.family]) \(.options)"' \
    "$manifest" --args "$@")

while read -r result start options; do
    read -ra words <<<"$options"
    if [ "$start" != - ]; then
        words+=(--start "$output/$start.safetensors")
    fi
    "$program" train --train "$train" --validation "$validation" --output "$output/$result.safetensors" \
        --log "$output/$result.csv" "${words[@]}" </dev/null
done <<<"$runs"
