"""Builds the corpora: build.py FOLDER [NAME ...]. Scripts/corpus.sh calls it."""

import argparse
import sys
from pathlib import Path

import music_sources
import speech_sources
import synthetic_sources
from builder import CorpusBuilder
from packages import PackageCache


def music44k(packages):
    yield from music_sources.drum_kits(packages)
    yield from music_sources.sonic_pi(packages)
    yield from music_sources.solo_instruments(packages)
    yield from music_sources.drum_grooves(packages)
    yield from music_sources.recorded_music(packages)
    yield from music_sources.midi_songs(packages)


def speech44k(packages):
    yield from speech_sources.wideband(packages)


def speech16k(packages):
    yield from speech_sources.wideband(packages)
    yield from speech_sources.asterisk(packages, "g722")


def speech8k(packages):
    yield from speech_sources.asterisk(packages, "wav")
    yield from speech_sources.wideband(packages)


CORPORA = {"music44k": (44100, music44k), "speech44k": (44100, speech44k), "speech16k": (16000, speech16k),
           "speech8k": (8000, speech8k), "synthetic44k": (44100, synthetic_sources.all_generators)}


def main():
    parser = argparse.ArgumentParser(prog="corpus.sh", description="Makes corpora of sounds from Debian packages.")
    parser.add_argument("folder", type=Path, help="where they go; packages are kept in its folder 'cache'")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of " + ", ".join(CORPORA) + "; default: all")
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in CORPORA:
            parser.error(f"there is no corpus '{name}'; there are {', '.join(CORPORA)}")
    packages = PackageCache(arguments.folder / "cache")
    for name in arguments.names or CORPORA:
        rate, source = CORPORA[name]
        builder = CorpusBuilder(arguments.folder / name, rate, packages, lambda line: print(f"{name} {line}", flush=True))
        entries = builder.build(list(source(packages)))
        for split in ("train", "dev", "test"):
            part = [entry for entry in entries if entry["split"] == split]
            print(f"{name} {split}: {len(part)} files, {sum(entry['duration'] for entry in part) / 60:.1f} minutes")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, OSError) as error:
        print(f"corpus: {error}", file=sys.stderr)
        sys.exit(1)
