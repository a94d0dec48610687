#!/usr/bin/env bash
# Builds the core for 64-bit ARM on a Debian machine of another kind and runs its tests in qemu-user:
#   Scripts/test-arm64.sh [--compare]
# --compare instead restores a second of speech with both processors and prints the largest difference of the samples, of
# which full scale is 1. The 16-bit solver must give the same samples.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v dpkg >/dev/null; then
    echo "test-arm64: this needs Debian, whose libraries for arm64 it installs" >&2
    exit 1
elif [ "$(dpkg --print-architecture)" = arm64 ]; then
    echo "test-arm64: this machine is arm64; run Scripts/test.sh" >&2
    exit 1
fi
case ${1:-} in
'' | --compare) ;;
*)
    echo "usage: Scripts/test-arm64.sh [--compare]" >&2
    exit 2
    ;;
esac

if ! dpkg --print-foreign-architectures | grep -qx arm64; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" dpkg --add-architecture arm64
fi
Scripts/setup.sh g++-aarch64-linux-gnu qemu-user-static \
    libfftw3-dev:arm64 libhwy-dev:arm64 libsndfile1-dev:arm64 libsoxr-dev:arm64 libxxhash-dev:arm64

if [ -z "${1:-}" ]; then
    programs=(core_tests operator_tests)
    Scripts/build.sh arm64 dequantizer "${programs[@]}"
    labels=$(IFS='|'; echo "${programs[*]}")
    ctest --preset arm64 --label-regex "^($labels)\$" --parallel "$(nproc)"
    exit
fi

Scripts/build.sh release dequantizer
Scripts/build.sh arm64 dequantizer
here=build/release/bin/dequantizer
arm=(qemu-aarch64-static build/arm64/bin/dequantizer)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sox -D Tests/Data/speech.wav -b 24 "$work/clean.wav" trim 0.4 1 gain -n -0.01
for bits in 4 8; do
    "$here" quantize "$work/clean.wav" "$work/quantised.wav" --bits $bits >/dev/null
    for options in "--dct" "--dct --arithmetic float" "--model speech" "--model any-balanced"; do
        read -ra words <<<"$options"
        "$here" restore "$work/quantised.wav" "$work/here.wav" --bits $bits "${words[@]}" >/dev/null
        "${arm[@]}" restore "$work/quantised.wav" "$work/arm.wav" --bits $bits "${words[@]}" >/dev/null
        if cmp -s "$work/here.wav" "$work/arm.wav"; then
            difference=none
        else
            difference=$(sox -D -m -v 1 "$work/here.wav" -v -1 "$work/arm.wav" -n stat 2>&1 |
                awk '/Maximum amplitude/ { a = $3 } /Minimum amplitude/ { b = -$3 } END { print a > b ? a : b }')
        fi
        printf '%d bits  %-26s largest difference: %s\n' $bits "$options" "$difference"
        if [ "$options" = --dct ] && [ "$difference" != none ]; then
            echo "test-arm64: the samples of the 16-bit solver differ" >&2
            exit 1
        fi
    done
done
