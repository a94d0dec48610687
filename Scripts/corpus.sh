#!/usr/bin/env bash
# Builds the corpora of Docs/corpus.md from Debian packages: corpus.sh FOLDER [NAME ...]
# Keeps files that exist and are unchanged; run it again after an interruption.
set -euo pipefail
scripts="$(cd "$(dirname "$0")" && pwd)"

"$scripts/setup.sh" python3 ffmpeg sox libsox-fmt-base fluidsynth
exec python3 "$scripts/corpus/build.py" "$@"
