"""The manifest of a corpus: JSON Lines, one object a sound file."""

import hashlib
import json
import os


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_text(path, text):
    """Replaces a file as a whole, so that nobody sees a half one."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def write(path, entries):
    ordered = sorted(entries, key=lambda entry: entry["file"])
    write_text(path, "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in ordered))


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]
