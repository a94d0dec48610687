#!/usr/bin/env bash
# Retrains shipped models:   Scripts/train-models.sh TRAIN VALIDATION OUTPUT [NAME ...]
# TRAIN and VALIDATION are folders of clean sound files, OUTPUT is a folder. Each NAME is a model or a family of
# Models/manifest.json, which contains the commands; without NAME, all models are trained, one after another. Each takes
# minutes on an idle core. An interrupted training resumes where it stopped. A model that starts from another one needs
# that model in OUTPUT, or trained before it by the same call.
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
        echo "train-models: there is no model or family named $name" >&2
        exit 2
    fi
done

# One line per run: its result, the model that it starts from ("-" for none) and its options.
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
