#!/usr/bin/env bash
# Evaluates the automatic choice of models on the dev parts of corpora:   Scripts/scorecard.sh CORPORA [OUTPUT]
# CORPORA is a folder of corpora (Scripts/corpus.sh), OUTPUT a folder for scorecard.md and one JSON file a corpus; by default
# CORPORA/scorecard. An interrupted run continues with the first corpus that has no JSON file; remove OUTPUT to measure anew.
# The environment may set BITS (3,4,5,6,8,10), PART (dev), JOBS (the number of processors) and ARGUMENTS, further options of
# `dequantizer evaluate`, such as "--baseline gabor --max-seconds 5". All runs into one OUTPUT must have the same.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    sed -n '2s/^# //p' "$0" >&2
    exit 2
fi
if ! command -v jq >/dev/null; then
    echo "scorecard: this needs jq, which Scripts/setup.sh installs" >&2
    exit 1
fi
corpora=$(realpath -- "$1")
output=${2:-$corpora/scorecard}
root=$(realpath -- "$(dirname -- "$0")/..")
program=${DEQUANTIZER:-$root/build/release/bin/dequantizer}
read -ra arguments <<<"${ARGUMENTS:-}"

shopt -s nullglob
manifests=("$corpora"/*/manifest.jsonl)
if [ ${#manifests[@]} = 0 ]; then
    echo "scorecard: there is no corpus in $corpora" >&2
    exit 1
fi
mkdir -p -- "$output"
settings="--part ${PART:-dev} --bits ${BITS:-3,4,5,6,8,10} ${ARGUMENTS:-}"
if [ -e "$output/settings" ] && [ "$(cat "$output/settings")" != "$settings" ]; then
    echo "scorecard: $output has figures of other settings: $(cat "$output/settings")" >&2
    exit 1
fi
echo "$settings" >"$output/settings"

files=()
for manifest in "${manifests[@]}"; do
    name=$(basename -- "$(dirname -- "$manifest")")
    file=$output/$name.json
    files+=("$file")
    if [ -e "$file" ]; then
        continue
    fi
    echo "$name" >&2
    "$program" evaluate --manifest "$manifest" --part "${PART:-dev}" --bits "${BITS:-3,4,5,6,8,10}" --jobs "${JOBS:-$(nproc)}" \
        "${arguments[@]}" --json "$file" >"$output/$name.txt"
done

# A row for each corpus, depth, material and method. The program replaces its JSON file atomically: what is there is complete.
{
    echo "# Scorecard"
    echo
    echo "\`dequantizer evaluate $settings\`, $("$program" --version). SNR and noise-to-mask ratio (NMR) in dB, means over the files;"
    echo "a gain is that of the SNR. A falling NMR is better."
    echo
    echo "| corpus | bits | material | method | files | SNR | mean gain | least gain | made worse | NMR change | file of the least gain |"
    echo "|---|---|---|---|---|---|---|---|---|---|---|"
    for file in "${files[@]}"; do
        jq -r --arg corpus "$(basename -- "$file" .json)" '
            def round2: if . == null then "-" else . * 100 | round / 100 | tostring end;  # null: no error is left
            def signed: (if . != null and . >= 0.005 then "+" else "" end) + round2;
            def minus($a; $b): if $a == null or $b == null then null else $a - $b end;
            def row($corpus; $set; $material; $method; $figures):
                "| \($corpus) | \($set.bits) | \($material) | \($method) | \($set.files) | \($set.snr_input_db | round2)"
                + " | \(minus($figures.snr_db; $set.snr_input_db) | signed) | \($figures.least_gain_db | signed)"
                + " | \($figures.made_worse) | \(minus($figures.nmr_db; $set.nmr_input_db) | signed) | \($figures.least_gain_file) |";
            (.depths // [.])[]
            | (if (.materials | length) > 1 then {material: "all"} + . else empty end), .materials[]
            | . as $set
            | row($corpus; $set; .material; "restored"; $set),
              ((.baselines // {}) | to_entries[] | row($corpus; $set; $set.material; .key; .value))' "$file"
    done
} >"$output/scorecard.md.part"
mv -- "$output/scorecard.md.part" "$output/scorecard.md"
echo "$output/scorecard.md"
