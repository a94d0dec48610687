#!/usr/bin/env bash
# Evaluates models and textbook methods on corpora:   Scripts/scorecard.sh CORPORA [OUTPUT]
# CORPORA is a folder of corpora (Scripts/corpus.sh). OUTPUT, by default CORPORA/scorecard, gets scorecard.md, the figure
# scorecard.png, and a JSON file for each corpus and method. An interrupted run continues with the first that is missing; remove
# OUTPUT to measure anew. The environment may set
#     METHODS    names of models, "automatic" (the model that `restore` would choose), "dct", "gabor" and "wiener"; by default
#                "automatic"
#     BITS       depths, by default 3,4,5,6,8,10
#     PART       of the corpora, by default dev
#     JOBS       files to evaluate at once, by default the number of processors
#     ARGUMENTS  further options of `dequantizer evaluate`, such as "--max-seconds 5"
# Started several times at once by mpirun or srun, with OUTPUT where all of them see it, each evaluates its share of the methods and
# corpora; a run by itself afterwards writes the tables and the figure.
# All runs into one OUTPUT must have the same BITS, PART and ARGUMENTS; methods may be added.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    sed -n '2s/^# //p' "$0" >&2
    exit 2
fi
if ! command -v python3 >/dev/null; then
    echo "scorecard: this needs python3, which Scripts/setup.sh installs" >&2
    exit 1
fi
corpora=$(realpath -- "$1")
output=${2:-$corpora/scorecard}
root=$(realpath -- "$(dirname -- "$0")/..")
program=${DEQUANTIZER:-$root/build/release/bin/dequantizer}
part=${PART:-dev}
bits=${BITS:-3,4,5,6,8,10}
read -ra methods <<<"${METHODS:-automatic}"
read -ra arguments <<<"${ARGUMENTS:-}"

shopt -s nullglob
manifests=("$corpora"/*/manifest.jsonl)
if [ ${#manifests[@]} = 0 ]; then
    echo "scorecard: there is no corpus in $corpora" >&2
    exit 1
fi
mkdir -p -- "$output"
settings="--part $part --bits $bits${ARGUMENTS:+ $ARGUMENTS}"
if [ -e "$output/settings" ] && [ "$(cat "$output/settings")" != "$settings" ]; then
    echo "scorecard: $output has figures of other settings: $(cat "$output/settings")" >&2
    exit 1
fi
# At once, because other processes may read it.
echo "$settings" >"$output/settings.$$"
mv "$output/settings.$$" "$output/settings"

# evaluate MANIFEST DEPTHS JSON OPTION ...
evaluate() {
    "$program" evaluate --manifest "$1" --part "$part" --bits "$2" --jobs "${JOBS:-$(nproc)}" "${@:4}" "${arguments[@]}" \
        --json "$3" >/dev/null
}

# Which of the processes that Open MPI or Slurm has started this is, and of how many.
rank=${OMPI_COMM_WORLD_RANK:-${SLURM_PROCID:-0}}
processes=${OMPI_COMM_WORLD_SIZE:-${SLURM_NTASKS:-1}}
cell=0

# The program replaces its JSON file atomically: what is there is complete.
for manifest in "${manifests[@]}"; do
    corpus=$(basename -- "$(dirname -- "$manifest")")
    for method in "${methods[@]}"; do
        result=$output/$corpus.$method.json
        [ $((cell++ % processes)) = "$rank" ] || continue
        [ ! -e "$result" ] || continue
        echo "$corpus: $method" >&2
        case $method in
            automatic) evaluate "$manifest" "$bits" "$result" ;;
            dct) evaluate "$manifest" "$bits" "$result" --dct ;;
            # The program measures a textbook method beside a model; the DCT costs least.
            gabor | wiener) evaluate "$manifest" "$bits" "$result" --dct --iterations 0 --baseline "$method" ;;
            *) evaluate "$manifest" "$bits" "$result" --model "$method" ;;
        esac
    done
done

[ "$processes" = 1 ] || exit 0
python3 "$root/Scripts/scorecard/report.py" "$output" "$("$program" --version)"
if command -v gnuplot >/dev/null; then
    gnuplot -e "folder='$output'" "$root/Scripts/scorecard/figure.gnuplot"
fi
echo "$output/scorecard.md"
