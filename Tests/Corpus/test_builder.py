"""Joining, selecting, resuming and the manifest, with sounds made here and no other program."""

import math
import tempfile
import unittest
from array import array
from pathlib import Path
from unittest import mock

from support import EmptyPackages

import builder
import manifest
import sound
from groups import Group

RATE = 8000


class Tone:
    """A recording of `seconds` seconds of a sine; counts how often it is decoded."""

    def __init__(self, name, seconds, amplitude=0.5):
        self.name, self.seconds, self.amplitude, self.decoded = name, seconds, amplitude, 0

    def __repr__(self):
        return f"Tone({self.name}, {self.seconds}, {self.amplitude})"

    def samples(self, rate):
        self.decoded += 1
        scale = self.amplitude * sound.FULL_SCALE
        return array("i", [round(scale * math.sin(0.3 * n)) for n in range(round(self.seconds * rate))])


def write_samples(samples, rate, path, peak_db):
    path.write_bytes(samples.tobytes())


class Builder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name) / "tones"
        patch = mock.patch.object(sound, "write_wave", write_samples)
        patch.start()
        self.addCleanup(patch.stop)

    def build(self, *groups):
        packages = EmptyPackages(self.folder.parent / "cache", [])
        return builder.CorpusBuilder(self.folder, RATE, packages, lambda line: None).build(list(groups))

    def group(self, *tones, name="fillets-nl-m", max_seconds=90.0):
        return Group(name, "speaker", "speech", "fillets", "GPL-2", tones, True, "nl", max_seconds)

    def test_manifest_describes_each_file(self):
        self.build(self.group(Tone("a", 1.0), Tone("b", 2.0)))
        (entry,) = manifest.read(self.folder / "manifest.jsonl")
        self.assertEqual(entry["file"], "train/fillets-nl-m-000.wav")
        self.assertEqual(entry["sha256"], manifest.sha256(self.folder / entry["file"]))
        self.assertAlmostEqual(entry["duration"], 3.0 + builder.GAP_SECONDS, places=3)
        expected = {"split": "train", "material": "speech", "speaker": "fillets-nl-m", "language": "nl", "package": "fillets",
                    "version": "1.0", "licence": "GPL-2", "lossy": True, "sample_rate": RATE, "sources": ["a", "b"]}
        self.assertEqual({key: entry[key] for key in expected}, expected)

    def test_unusable_recordings_are_left_out_by_name(self):
        self.build(self.group(Tone("silent", 1.0, 0.001), Tone("short", 0.02), Tone("good", 1.0)))
        (entry,) = manifest.read(self.folder / "manifest.jsonl")
        self.assertEqual(entry["sources"], ["good"])
        record = next((self.folder / "groups").iterdir()).read_text()
        self.assertIn("silent: near-silent", record)
        self.assertIn("short: too short", record)

    def test_a_group_ends_at_its_cap(self):
        entries = self.build(self.group(*[Tone(str(n), 2.0) for n in range(20)], max_seconds=10.0))
        self.assertLess(sum(entry["duration"] for entry in entries), 11.0)

    def test_test_sounds_stay_by_themselves(self):
        entries = self.build(self.group(Tone("a", 1.0), Tone("b", 1.0), name="klettres-hu"))
        self.assertEqual([entry["sources"] for entry in entries], [["a"], ["b"]])
        self.assertEqual({entry["split"] for entry in entries}, {"test"})

    def test_long_sounds_are_cut_without_loss(self):
        samples = array("i", range(40 * RATE))
        parts = builder.pack([("long", samples)], RATE, True)
        self.assertEqual(sum((part for _, part in parts), array("i")), samples)
        self.assertLessEqual(max(len(part) for _, part in parts), builder.MAX_FILE_SECONDS * RATE)

    def test_finished_groups_are_kept(self):
        tone = Tone("a", 1.0)
        first = self.build(self.group(tone))
        self.assertEqual(self.build(self.group(tone)), first)
        self.assertEqual(tone.decoded, 1)

    def test_damaged_files_are_made_again(self):
        tone = Tone("a", 1.0)
        (entry,) = self.build(self.group(tone))
        (self.folder / entry["file"]).write_bytes(b"damaged")
        self.assertEqual(self.build(self.group(tone)), [entry])
        self.assertEqual(tone.decoded, 2)

    def test_sounds_of_groups_that_are_gone_go_too(self):
        self.build(self.group(Tone("a", 1.0)), self.group(Tone("b", 1.0), name="fillets-nl-v"))
        self.build(self.group(Tone("a", 1.0)))
        self.assertEqual([path.name for path in (self.folder / "train").iterdir()], ["fillets-nl-m-000.wav"])


class Samples(unittest.TestCase):
    def test_trim_keeps_the_sound_and_a_margin(self):
        tone = Tone("a", 0.5).samples(RATE)
        silence = array("i", bytes(4 * RATE))
        trimmed = sound.trim(silence + tone + silence, RATE)
        self.assertIn(tone.tobytes(), trimmed.tobytes())
        self.assertLess(len(trimmed), len(tone) + 0.1 * RATE)

    def test_flat_tops_near_full_scale_are_clipping(self):
        full = Tone("a", 0.1, 0.999).samples(RATE)
        self.assertFalse(sound.is_clipped(full, RATE))
        limit = round(0.99 * sound.FULL_SCALE)
        clipped = array("i", [max(-limit, min(limit, 2 * value)) for value in Tone("a", 0.1, 0.9).samples(RATE)])
        self.assertTrue(sound.is_clipped(clipped, RATE))


if __name__ == "__main__":
    unittest.main()
