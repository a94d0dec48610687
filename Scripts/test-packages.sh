#!/usr/bin/env bash
# Tests the packages of Scripts/package.sh, each on a minimal Debian 12 in a folder of its own, and then removes the folder:
#   Scripts/test-packages.sh [FOLDER]
# FOLDER has the packages, build/release/packages by default. The .deb is installed by apt and removed again; the .tar.gz is
# unpacked without any package besides, and packed as a Flatpak by Scripts/flatpak.sh. Each must restore a sound by the command line and by the plugin, with the same samples.
# DEQUANTIZER_MINIMAL_SYSTEM may name a folder that `debootstrap --variant=minbase bookworm` filled, which is then copied.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" -ne 0 ]; then
    echo "test-packages: only root can change the root folder (chroot); run this as root" >&2
    exit 1
fi
# One of each kind, and the sound that is restored.
packages=${1:-build/release/packages}
deb=$(find "$packages" -name 'dequantizer_*.deb' | head -n 1)
archive=$(find "$packages" -name 'dequantizer-*.tar.gz' | head -n 1)
if [ -z "$deb" ] || [ -z "$archive" ]; then
    echo "test-packages: $packages: there is no .deb or no .tar.gz; run Scripts/package.sh" >&2
    exit 1
fi
Scripts/setup.sh debootstrap lintian desktop-file-utils appstream flatpak flatpak-builder dbus

# A mount namespace of its own: what is mounted in it disappears with this process.
if [ -z "${DEQUANTIZER_MOUNTS:-}" ]; then
    DEQUANTIZER_MOUNTS=own exec unshare --mount --propagation private "$0" "$@"
fi

work=$(mktemp -d)
finish() {
    umount -l "$work"/*/proc 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap finish EXIT

fail() {
    echo "test-packages: $1" >&2
    exit 1
}

echo "== lintian"
# A maintainer's address and a changelog in Debian's format belong to an upload to Debian. The standalone program has a window
# instead of a manual page, and groff complains about a long list of choices in another one.
lintian --allow-root --fail-on error,warning --suppress-tags malformed-contact,no-changelog,no-manual-page,groff-message "$deb"

echo "== a minimal system"
if [ -n "${DEQUANTIZER_MINIMAL_SYSTEM:-}" ]; then
    cp -a "$DEQUANTIZER_MINIMAL_SYSTEM" "$work/minimal"
else
    debootstrap --variant=minbase bookworm "$work/minimal" >"$work/log" 2>&1 ||
        { tail "$work/log" >&2; fail "debootstrap cannot set up a system"; }
fi

# Makes a copy of the minimal system in $root.
new_system() {
    root=$work/$1
    cp -a "$work/minimal" "$root"
    mount -t proc proc "$root/proc"
    mkdir "$root/test"
    cp Tests/Data/speech.wav "$root/test/clean.wav"
}

# Runs a command in $root without a display and in English. The user's folder is $home there.
home=/test/home
inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$home" LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# Every file in $root, without what apt writes down for itself.
files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./test -o -path ./tmp -o -path ./var/log -o -path ./var/cache \
        -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./root \) -prune -o -print | sort)
}

# The programs in folder $1 of $root and the plugin in $2 restore a sound.
restores() {
    inside "$1/dequantizer" --version
    inside "$1/dequantizer" quantize /test/clean.wav /test/quantised.wav --bits 4
    inside "$1/dequantizer" restore /test/quantised.wav /test/file.wav --bits 4 >/dev/null
    inside "$1/dequantizer" compare /test/clean.wav /test/quantised.wav /test/file.wav
    for format in flac ogg opus; do
        inside "$1/dequantizer" restore /test/quantised.wav "/test/file.$format" --bits 4 >/dev/null
    done
    if [ -n "${2:-}" ]; then
        inside "$1/dequantizer-host" "$2" /test/quantised.wav /test/plugin.wav \
            --set "Automatic bit depth=Off" --set "Bit depth=4" >/dev/null
        cmp "$root/test/file.wav" "$root/test/plugin.wav" || fail "$2 and the command line give different samples"
        # Ends with one sentence, and not before its libraries are loaded.
        inside "$1/Dequantizer" 2>"$root/test/errors" && fail "the standalone program ran without a display"
        grep -q '^Dequantizer: there is no display' "$root/test/errors" || { cat "$root/test/errors" >&2; fail "the standalone program"; }
    fi
}

echo "== $(basename "$deb")"
new_system deb
cp "$deb" "$root/test/dequantizer.deb"
files >"$work/before"
inside dpkg-query -f '${Package}\n' -W >"$work/packages-before"
inside apt-get -qq update
inside apt-get -qq install --no-install-recommends /test/dequantizer.deb >"$work/log" 2>&1 || { tail "$work/log" >&2; fail "apt"; }
echo "apt installed $(inside dpkg-query -f '${Package}\n' -W | comm -13 "$work/packages-before" - | wc -l) packages"
restores /usr/bin /usr/lib/vst3/Dequantizer.vst3
restores /usr/bin /usr/lib/lv2/Dequantizer.lv2
appstreamcli validate --no-net "$root/usr/share/metainfo/org.dequantizer.Dequantizer.metainfo.xml"
desktop-file-validate "$root/usr/share/applications/org.dequantizer.Dequantizer.desktop"
for file in copyright README.md CHANGELOG.md Docs/manual/README.md Docs/algorithms/algorithms.png Models/ATTRIBUTIONS.md; do
    [ -s "$root/usr/share/doc/dequantizer/$file" ] || fail "the package has no $file"
done
inside apt-get -qq purge --autoremove dequantizer >"$work/log" 2>&1 || { tail "$work/log" >&2; fail "apt"; }
files | diff "$work/before" - || fail "the package leaves files behind"
echo "removed without a trace"

echo "== $(basename "$archive")"
new_system archive
mkdir "$root/opt/dequantizer"
tar -x -f "$archive" -C "$root/opt/dequantizer" --strip-components=1
# The command line needs nothing else.
restores /opt/dequantizer/bin
# The rest draws text and plays sound, with the libraries of the system.
inside apt-get -qq update
inside apt-get -qq install --no-install-recommends libasound2 libfreetype6 >"$work/log" 2>&1 || { tail "$work/log" >&2; fail "apt"; }
# Hosts look for plugins elsewhere.
mkdir -p "$root$home/.vst3"
cp -R "$root/opt/dequantizer/lib/vst3/Dequantizer.vst3" "$root$home/.vst3/"
restores /opt/dequantizer/bin "$home/.vst3/Dequantizer.vst3"
restores /opt/dequantizer/bin /opt/dequantizer/lib/lv2/Dequantizer.lv2
newest=$(find "$root/opt/dequantizer" -type f \( -path '*/bin/*' -o -name '*.so*' \) -exec objdump -T {} + |
    grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
echo "the archive needs $newest"

echo "== the Flatpak"
# Flathub's runtime would have to be downloaded. The minimal system takes its name here, with the libraries that draw text and
# play sound, and what flatpak-builder needs for the description and the icon.
new_system flatpak
inside apt-get -qq update
inside apt-get -qq install --no-install-recommends libasound2 libfreetype6 appstream-util librsvg2-common >"$work/log" 2>&1 ||
    { tail "$work/log" >&2; fail "apt"; }
umount -l "$root/proc"
runtime=$work/runtime
mkdir -p "$runtime/files" "$runtime/var"
mv "$root/usr" "$runtime/usr"
cp -a "$root/etc" "$runtime/usr/etc"
export FLATPAK_USER_DIR=$work/flatpak-user HOME=$work/flatpak-home XDG_CACHE_HOME=$work/flatpak-cache
mkdir "$HOME"
branch=$(sed -n "s/^runtime-version: '\(.*\)'/\1/p" Plugin/Standalone/org.dequantizer.Dequantizer.yml)
for name in Platform Sdk; do
    {
        echo "[Runtime]"
        echo "name=org.freedesktop.$name"
        echo "runtime=org.freedesktop.Platform/$(flatpak --default-arch)/$branch"
        echo "sdk=org.freedesktop.Sdk/$(flatpak --default-arch)/$branch"
    } >"$runtime/metadata"
    flatpak build-export --runtime "$work/flathub" "$runtime" "$branch" >"$work/log" || { tail "$work/log" >&2; fail "flatpak"; }
done
flatpak --user remote-add --no-gpg-verify flathub "$work/flathub"
flatpak --user install --noninteractive flathub "org.freedesktop.Platform//$branch" "org.freedesktop.Sdk//$branch"
mkdir "$work/packages"
cp "$archive" "$work/packages"
Scripts/flatpak.sh "$work/packages" >"$work/log" 2>&1 || { tail "$work/log" >&2; fail "Scripts/flatpak.sh"; }
flatpak --user install --noninteractive "$work"/packages/*.flatpak
cp "$work/archive/test/quantised.wav" "$HOME"
in_flatpak() {
    dbus-run-session -- flatpak run --user --command="$1" org.dequantizer.Dequantizer "${@:2}"
}
in_flatpak dequantizer restore "$HOME/quantised.wav" "$HOME/file.wav" --bits 4 >"$work/log" 2>&1 ||
    { tail "$work/log" >&2; fail "the command line of the Flatpak"; }
cmp "$HOME/file.wav" "$work/archive/test/file.wav" || fail "the Flatpak gives other samples"
in_flatpak Dequantizer 2>"$work/errors" && fail "the standalone program of the Flatpak ran without a display"
grep -q '^Dequantizer: there is no display' "$work/errors" || { cat "$work/errors" >&2; fail "the standalone program of the Flatpak"; }
flatpak --user uninstall --noninteractive org.dequantizer.Dequantizer

echo "test-packages: all packages work"
