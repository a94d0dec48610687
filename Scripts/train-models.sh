#!/usr/bin/env bash
# Trains shipped models again:   Scripts/train-models.sh CORPORA OUTPUT [NAME ...]
# CORPORA is the folder that Scripts/corpus.sh created, OUTPUT a folder for the models. Each NAME is a model or family in
# Models/manifest.json, which contains the commands; without NAME, all models are trained, one after another. For a family that
# was trained on a folder of sound files instead of the corpora, these must be in CORPORA/FOLDER/train and CORPORA/FOLDER/dev.
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

# One line per run: its result, the model that it starts from ("-" for none), its audio and its options. The audio is FOLDER,
# or NAME=WEIGHT for each corpus, separated by commas.
runs=$(jq -r '
    (.families | map({(.name): .}) | add) as $families
    | .models[] as $model
    | select($ARGS.positional == [] or any($ARGS.positional[]; . == $model.name or . == $model.family))
    | $families[$model.family] as $family
    | ($family.folder // ($family.corpora | to_entries | map("\(.key)=\(.value)") | join(","))) as $sounds
    | $model.training[]
    | "\(.result // $model.name) \(.start // "-") \($sounds) \($family.training) \(.options)"' \
    "$manifest" --args "$@")

while read -r result start sounds options; do
    read -ra words <<<"$options"
    if [ "$start" != - ]; then
        words+=(--start "$output/$start.safetensors")
    fi
    if [[ $sounds == *=* ]]; then
        IFS=, read -ra weighted <<<"$sounds"
        for corpus in "${weighted[@]}"; do
            words+=(--manifest "$corpora/${corpus%=*}/manifest.jsonl=${corpus#*=}")
        done
    else
        words+=(--train "$corpora/$sounds/train" --validation "$corpora/$sounds/dev")
    fi
    "$program" train --output "$output/$result.safetensors" --log "$output/$result.csv" "${words[@]}" </dev/null
done <<<"$runs"
