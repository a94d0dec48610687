#!/usr/bin/env bash
# Installs packages on Debian 12: without arguments those for building, testing and the demonstration, with --python also those
# for the Python package, with --mpi also MPI, otherwise the named ones. Does nothing if all of them are installed.
set -euo pipefail

packages=(
    g++ cmake ninja-build pkg-config dpkg-dev git ca-certificates
    libeigen3-dev libcli11-dev nlohmann-json3-dev libhwy-dev libfftw3-dev catch2 libsndfile1-dev libsoxr-dev libxxhash-dev
    # For the plugin. Debian's JUCE needs the zlib of the system.
    juce-modules-source zlib1g-dev
    # For the figure of the demonstration.
    gnuplot-nox sox
    # jq: Scripts/train-models.sh and replaced-models.sh read the manifest of the models. python3: Scripts/scorecard.sh.
    jq python3
)
python_packages=(pybind11-dev python3-dev python3-numpy python3-pytest python3-setuptools python3-venv python3-wheel)
case ${1:-} in
'') ;;
--python) packages+=("${python_packages[@]}") ;;
--mpi) packages+=(libopenmpi-dev openmpi-bin) ;;
*) packages=("$@") ;;
esac

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: this is not Debian; please install the equivalents of: ${missing[*]}" >&2
    exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
