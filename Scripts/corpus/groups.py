"""What a corpus is made of: groups of recordings by one speaker, of one piece, kit or instrument."""

from dataclasses import dataclass, field
from pathlib import Path

import sound
import synthesis

@dataclass(frozen=True)
class Recording:
    """A sound file, or `seconds` of it from `start` on."""

    path: Path
    name: str
    start: float = 0.0
    seconds: float | None = None
    keep_clipped: bool = False  # what judges is taken as it is

    def samples(self, rate):
        return sound.decode(self.path, rate, self.start, self.seconds, self.keep_clipped)


@dataclass(frozen=True)
class Performance:
    """A MIDI file played with a SoundFont, or `seconds` of it from `start` on."""

    midi: bytes = field(repr=False)
    name: str
    soundfont: Path
    reverb: bool
    start: float = 0.0
    seconds: float | None = None

    def samples(self, rate):
        limit = None if self.seconds is None else self.start + self.seconds
        played = synthesis.play(self.midi, self.soundfont, rate, self.reverb, limit)
        first = round(self.start * rate)
        return played[first:] if first < len(played) // 2 else played


@dataclass(frozen=True)
class Group:
    """All recordings of one speaker, piece, kit or instrument. A group is never divided between splits."""

    name: str
    kind: str  # "speaker", "piece", "kit" or "instrument"
    material: str
    package: str | None  # none for sounds that are computed
    licence: str
    recordings: tuple
    lossy: bool = False
    language: str | None = None
    max_seconds: float = 90.0


def files_below(folder, endings):
    """All files with one of the endings, in order; without links, which would give a sound twice."""
    return sorted((path for path in folder.rglob("*") if path.suffix in endings and not path.is_symlink()), key=str)


def spread(items, count):
    """At most `count` items, evenly spaced, so that a cap does not keep only the first of the alphabet."""
    if len(items) <= count:
        return list(items)
    return [items[i * len(items) // count] for i in range(count)]
