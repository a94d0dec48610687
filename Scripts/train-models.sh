#!/usr/bin/env bash
# Trains shipped models again:   Scripts/train-models.sh CORPORA OUTPUT [NAME ...]
# CORPORA is the folder that Scripts/corpus.sh created, OUTPUT a folder for the models. Each NAME is a model or family in
# Models/manifest.json, which contains the commands; without NAME, all models are trained, one after another. For a family that
# was trained on a folder of sound files, these must be in CORPORA/FOLDER/train and CORPORA/FOLDER/dev.
# Interrupted training is resumed. A model that starts from another one requires that model in OUTPUT or earlier in the same
# call.
set -euo pipefail

if [ $# -lt 2 ]; then
    sed -n '2s/^# //p' "$0" >&2
    exit 2
fi
if ! command -v jq >/dev/null; then
    echo "train-models: this needs jq, which Scripts/setup.sh installs" >&2
    exit 1
fi
corpora=$(realpath -- "$1")
output=$(realpath -- "$2")
shift 2
root=$(realpath -- "$(dirname -- "$0")/..")
manifest=$root/Models/manifest.json
program=${DEQUANTIZER:-$root/build/release/bin/dequantizer}

for name in "$@"; do
    if ! jq -e --arg name "$name" 'any(.models[]; .name == $name or .family == $name)' "$manifest" >/dev/null; then
        echo "train-models: there is no model and no family named $name" >&2
        exit 2
    fi
done

# One line per run: its result, the model that it starts from, its folder, its corpora as NAME=WEIGHT separated by commas ("-" for
# none in all three), and its options. Models that start from no other one come first.
runs=$(jq -r '
    (.families | map({(.name): .}) | add) as $families
    | (.models | sort_by(.training[0] | has("start")))[] as $model
    | select($ARGS.positional == [] or any($ARGS.positional[]; . == $model.name or . == $model.family))
    | $families[$model.family] as $family
    | $model.training[]
    | (.corpora // $family.corpora // {} | to_entries | map("\(.key)=\(.value)") | join(",")) as $weighted
    | (if $weighted == "" then "-" else $weighted end) as $corpora
    | "\(.result // $model.name) \(.start // "-") \($family.folder // "-") \($corpora) \($family.training) \(.options)"' \
    "$manifest" --args "$@")

while read -r result start folder weighted options; do
    read -ra words <<<"$options"
    if [ "$start" != - ]; then
        words+=(--start "$output/$start.safetensors")
    fi
    if [ "$folder" != - ]; then
        words+=(--train "$corpora/$folder/train" --validation "$corpora/$folder/dev")
    fi
    if [ "$weighted" != - ]; then
        IFS=, read -ra pairs <<<"$weighted"
        for pair in "${pairs[@]}"; do
            words+=(--manifest "$corpora/${pair%=*}/manifest.jsonl=${pair#*=}")
        done
    fi
    "$program" train --output "$output/$result.safetensors" --log "$output/$result.csv" "${words[@]}" </dev/null
done <<<"$runs"
