"""Makes a corpus from groups: decodes, selects, trims, joins and writes their sounds."""

import hashlib
import json
import re
from array import array

import manifest
import sound
from splits import split_of

PEAK_DB = -3.0
MIN_PEAK_DB = -30.0  # quieter recordings have too few bits left
MIN_SECONDS = 0.1
MAX_FILE_SECONDS = 15.0
JOINED_FILE_SECONDS = 12.0
GAP_SECONDS = 0.1
# Short sounds of dev and test stay by themselves, so that the worst can be found, and there are fewer of them.
MAX_TEST_SECONDS = 45.0
MAX_TEST_FILES = 24
RECIPE = 1  # to be raised when this file gives other sounds for the same groups


class CorpusBuilder:
    """Builds one corpus in `folder`, at `rate` Hz; what is complete already is kept."""

    def __init__(self, folder, rate, packages, report):
        self.folder = folder
        self.rate = rate
        self.packages = packages
        self.report = report

    def build(self, groups):
        path = self.folder / "manifest.jsonl"
        first_run = not path.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        entries = []
        for number, group in enumerate(groups, 1):
            made = self._finished(group)
            state = "kept"
            if made is None:
                made, left_out = self._make(group)
                state = f"{len(left_out)} left out" if left_out else "made"
            entries += made
            seconds = sum(entry["duration"] for entry in made)
            self.report(f"{number}/{len(groups)} {group.name}: {len(made)} files, {seconds:.0f} s to "
                        f"{split_of(group.name)} ({state})")
            if first_run:
                manifest.write(path, entries)
        manifest.write(path, entries)
        self._remove_others(entries)
        return entries

    def _record(self, group):
        return self.folder / "groups" / (file_name(group.name) + ".json")

    def _recipe(self, group):
        version = self._version(group)
        described = f"{RECIPE} {self.rate} {split_of(group.name)} {version} {group}".replace(str(self.packages.files), "")
        return hashlib.sha256(described.encode() + b"".join(getattr(r, "midi", b"") for r in group.recordings)).hexdigest()

    def _version(self, group):
        return str(RECIPE) if group.package is None else self.packages.version(group.package)

    def _finished(self, group):
        """The group's entries if it was made to the same recipe and its files are unchanged, else nothing."""
        record = self._record(group)
        if not record.exists():
            return None
        stored = json.loads(record.read_text(encoding="utf-8"))
        if stored["recipe"] != self._recipe(group):
            return None
        for entry in stored["entries"]:
            path = self.folder / entry["file"]
            if not path.exists() or manifest.sha256(path) != entry["sha256"]:
                return None
        return stored["entries"]

    def _make(self, group):
        split = split_of(group.name)
        limit = group.max_seconds if split == "train" else min(group.max_seconds, MAX_TEST_SECONDS)
        chosen, left_out, seconds = [], [], 0.0
        for recording in group.recordings:
            if seconds >= limit or (split != "train" and len(chosen) >= MAX_TEST_FILES):
                break
            try:
                samples = self._usable(recording)
            except sound.SoundError as error:
                left_out.append(f"{recording.name}: {error}")
                continue
            samples = samples[:round((limit - seconds) * self.rate)]
            chosen.append((recording.name, samples))
            seconds += len(samples) / self.rate
        entries = []
        for number, (names, samples) in enumerate(pack(chosen, self.rate, split == "train")):
            entries.append(self._write(group, split, number, names, samples))
        record = {"recipe": self._recipe(group), "left_out": left_out, "entries": entries}
        self._record(group).parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text(self._record(group), json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        return entries, left_out

    def _usable(self, recording):
        samples = recording.samples(self.rate)
        if sound.peak(samples) < sound.FULL_SCALE * 10.0 ** (MIN_PEAK_DB / 20.0):
            raise sound.SoundError("near-silent")
        samples = sound.trim(samples, self.rate)
        if len(samples) < MIN_SECONDS * self.rate:
            raise sound.SoundError("too short")
        return samples

    def _write(self, group, split, number, names, samples):
        file = f"{split}/{file_name(group.name)}-{number:03d}.wav"
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        sound.write_wave(samples, self.rate, path, PEAK_DB)
        entry = {"file": file, "split": split, "material": group.material, group.kind: group.name}
        if group.language:
            entry["language"] = group.language
        return entry | {
            "package": group.package, "version": self._version(group), "licence": group.licence,
            "lossy": group.lossy, "duration": round(len(samples) / self.rate, 4), "sample_rate": self.rate,
            "bits_per_sample": 24, "sources": names, "sha256": manifest.sha256(path)}

    def _remove_others(self, entries):
        """Removes sounds of an earlier recipe."""
        wanted = {entry["file"] for entry in entries}
        for split in ("train", "dev", "test"):
            for path in (self.folder / split).glob("*.wav*"):
                if f"{split}/{path.name}" not in wanted:
                    path.unlink()


def file_name(group):
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", group)


def pack(sounds, rate, join):
    """Cuts long sounds into equal parts and, if `join`, puts short ones together, with a gap between them.

    Takes and gives pairs of names and samples."""
    gap = array("i", bytes(4 * round(GAP_SECONDS * rate)))
    packed, names, joined = [], [], array("i")
    for name, samples in sounds:
        parts = -(-len(samples) // round(MAX_FILE_SECONDS * rate))
        if parts > 1 or not join:
            for part in range(parts):
                packed.append(([name], samples[len(samples) * part // parts:len(samples) * (part + 1) // parts]))
            continue
        if joined and len(joined) + len(samples) > JOINED_FILE_SECONDS * rate:
            packed.append((names, joined))
            names, joined = [], array("i")
        if joined:
            joined += gap
        names.append(name)
        joined += samples
    return packed + ([(names, joined)] if joined else [])
