#!/usr/bin/env bash
# Trains the shipped models again:   Scripts/train-models.sh TRAIN VALIDATION OUTPUT [NAME ...]
# TRAIN and VALIDATION are folders of clean speech, OUTPUT a folder. NAMEs are models, e.g. 4bit 6bit-perceptual; without any,
# all are trained, one after another. Each takes minutes on an idle core. An interrupted training goes on where it stopped.
# The perceptual models and the converged one start from the plain ones in OUTPUT, which must be there or be trained with them.
set -euo pipefail
train=$(realpath -- "$1")
validation=$(realpath -- "$2")
output=$(realpath -- "$3")
shift 3
program=${DEQUANTIZER:-$(dirname "$0")/../build/release/bin/dequantizer}

names=("$@")
if [ $# -eq 0 ]; then
    names=(4bit 5bit 6bit 8bit 4bit-perceptual 5bit-perceptual 6bit-perceptual 4bit-converged)
fi

# learn NAME OPTION ...
learn() {
    local name=$1
    shift
    "$program" train --train "$train" --validation "$validation" --output "$output/speech16k-$name.safetensors" \
        --log "$output/speech16k-$name.csv" --sample-rate 16000 --frame-length 320 --threads 1 --seed 1 "$@"
}

# overlapped NAME OPTION ...: through ten iterations and the overlap-add that is used later.
overlapped() {
    learn "$@" --iterations 10 --gradient full --hop 40 --training-hop 40 --segments 3 --warm-up 300
}

# plain NAME OPTION ...: mean squared error.
plain() {
    overlapped "$@" --level-range 12 --level-chance 0.2 --validate-every 3000
}

# perceptual BITS OPTION ...: goes on from the plain model of these bits.
perceptual() {
    overlapped "$1bit-perceptual" --bits "$1" --start "$output/speech16k-$1bit.safetensors" --loss perceptual \
        --learning-rate 6e-4 "${@:2}"
}

for name in "${names[@]}"; do
    case $name in
    4bit) plain 4bit --bits 4 --weight 45 --learning-rate 1e-3 --minibatches 40000 ;;
    5bit) plain 5bit --bits 5 --weight 130 --learning-rate 8e-4 --minibatches 40000 ;;
    6bit) plain 6bit --bits 6 --weight 400 --learning-rate 5e-4 --minibatches 40000 ;;
    8bit)
        plain 8bit-first --bits 8 --weight 1500 --learning-rate 2.5e-4 --minibatches 12000
        plain 8bit-second --bits 8 --start "$output/speech16k-8bit-first.safetensors" --learning-rate 3e-4 --minibatches 80000
        plain 8bit --bits 8 --start "$output/speech16k-8bit-second.safetensors" --learning-rate 3e-4 --minibatches 160000
        ;;
    [45]bit-perceptual)
        perceptual "${name%%bit*}" --level-range 12 --level-chance 0.2 --minibatches 4000 --validate-every 3000
        ;;
    6bit-perceptual)
        # At 6 bit the ear minds quiet passages most, which the mean error hardly knows of: most of what this one learns
        # from is quieter.
        perceptual 6 --level-range 24 --level-chance 0.7 --minibatches 10000 --validate-every 5000
        ;;
    4bit-converged)
        # What the iteration converges to does not depend on the weight, so it is fixed, where convergence is quick.
        learn 4bit-converged --bits 4 --iterations 300 --gradient truncated --backward-steps 40 \
            --start "$output/speech16k-4bit.safetensors" --weight 45 --learn-steps none --hop 160 --training-hop 160 --segments 8 \
            --learning-rate 3e-4 --warm-up 100 --minibatches 1500 --validate-every 1500
        ;;
    *)
        echo "train-models: there is no model named $name" >&2
        exit 2
        ;;
    esac
done
