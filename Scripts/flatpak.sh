#!/usr/bin/env bash
# Makes a Flatpak of the standalone program and the command line from the .tar.gz of Scripts/package.sh, beside it:
#   Scripts/flatpak.sh [FOLDER]
# FOLDER has the packages, build/release/packages by default. The runtime comes from Flathub:
#   flatpak install --user flathub org.freedesktop.Platform//25.08 org.freedesktop.Sdk//25.08
set -euo pipefail
cd "$(dirname "$0")/.."

packages=${1:-build/release/packages}
archive=$(find "$packages" -name 'dequantizer-*.tar.gz' | head -n 1)
if [ -z "$archive" ]; then
    echo "flatpak: $packages: there is no .tar.gz; run Scripts/package.sh" >&2
    exit 1
fi
if command -v dpkg-query >/dev/null; then
    Scripts/setup.sh flatpak flatpak-builder
fi

id=org.dequantizer.Dequantizer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "Plugin/Standalone/$id.yml" "$work"
mkdir "$work/archive"
tar -x -f "$archive" -C "$work/archive" --strip-components=1
flatpak-builder --user --state-dir="$work/state" --repo="$work/repository" --disable-rofiles-fuse "$work/app" "$work/$id.yml"
flatpak build-bundle "$work/repository" "${archive%.tar.gz}.flatpak" "$id"
echo "flatpak: ${archive%.tar.gz}.flatpak"
