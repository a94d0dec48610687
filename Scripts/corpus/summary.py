"""Prints what corpora hold, as a table in Markdown: summary.py FOLDER (with music44k/manifest.jsonl and so on below it)."""

import sys
from pathlib import Path

import manifest

KINDS = ("speaker", "piece", "kit", "instrument")


def rows(entries):
    """One row a split and material: files, minutes, those of lossless sources, groups and languages."""
    for split in ("train", "dev", "test"):
        for material in sorted({entry["material"] for entry in entries if entry["split"] == split}):
            part = [entry for entry in entries if entry["split"] == split and entry["material"] == material]
            minutes = sum(entry["duration"] for entry in part) / 60
            lossless = sum(entry["duration"] for entry in part if not entry["lossy"]) / 60
            groups = {entry[kind] for entry in part for kind in KINDS if kind in entry}
            languages = {entry["language"] for entry in part if "language" in entry}
            yield split, material, len(part), f"{minutes:.1f}", f"{lossless:.1f}", len(groups), len(languages) or "-"


def main():
    print("| corpus | split | material | files | minutes | lossless | groups | languages |")
    print("|---|---|---|---|---|---|---|---|")
    for path in sorted(Path(sys.argv[1]).glob("*/manifest.jsonl")):
        for row in rows(manifest.read(path)):
            print(f"| {path.parent.name} | " + " | ".join(str(cell) for cell in row) + " |")


if __name__ == "__main__":
    main()
