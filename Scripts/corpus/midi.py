"""Standard MIDI files, and phrases to let a synthesizer play."""

import random
import struct

TICKS_PER_SECOND = 960  # 480 ticks in a quarter note at the default tempo of 120 a minute
MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
DRUM_CHANNEL = 9
CONTRABASS = 43


def _variable_length(value):
    digits = [value & 0x7F]
    while value := value >> 7:
        digits.insert(0, value & 0x7F | 0x80)
    return bytes(digits)


def midi_file(events, seconds):
    """A file of format 0. `events` are (tick, message); a track end follows after `seconds`."""
    track = b""
    now = 0
    for tick, message in sorted(events, key=lambda event: (event[0], event[1][0] & 0xF0 == 0x90)):
        track += _variable_length(tick - now) + message
        now = tick
    track += _variable_length(max(0, round(seconds * TICKS_PER_SECOND) - now)) + b"\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 480) + b"MTrk" + struct.pack(">I", len(track)) + track


def _note(events, channel, tick, length, key, velocity):
    events.append((tick, bytes([0x90 | channel, key, velocity])))
    events.append((tick + max(1, length), bytes([0x80 | channel, key, 0])))


def _phrase(events, chance, first, last, lowest, highest):
    """A line in a random key, tempo and texture, from tick `first` to tick `last`."""
    scale = chance.choice((MAJOR, MINOR))
    texture = chance.choice(("line", "line", "arpeggio", "chords", "two voices"))
    step = chance.choice((120, 180, 240, 320, 480, 960))
    root = chance.randrange(lowest, lowest + 12)
    degree = chance.randrange(0, 8)
    tick = first
    while tick < last:
        length = round(step * chance.choice((0.5, 1, 1, 1, 2)))
        degree = max(0, min(14, degree + chance.choice((-3, -2, -1, -1, 0, 1, 1, 2, 4))))
        degrees = [degree]
        if texture == "chords":
            degrees += [degree + 2, degree + 4]
        elif texture == "two voices" and chance.random() < 0.7:
            degrees.append(degree + 7 + chance.choice((0, 2, 4)))
        hold = length * 4 if texture == "arpeggio" else round(length * chance.choice((0.8, 0.95, 1.3)))
        for each in degrees:
            key = root + 12 * (each // 7) + scale[each % 7]
            while key > highest:
                key -= 12
            _note(events, 0, tick, min(hold, last - tick), key, chance.randrange(45, 120))
        tick += length


def solo(program, seed, phrases=3, seconds=8.0):
    """Phrases for one General MIDI program, each followed by half a second to ring out."""
    chance = random.Random(seed)
    bass = 32 <= program < 40 or program == CONTRABASS
    events = [(0, bytes([0xC0, program]))]
    for i in range(phrases):
        first = round(i * seconds * TICKS_PER_SECOND)
        _phrase(events, chance, first, first + round((seconds - 0.5) * TICKS_PER_SECOND),
                28 if bass else chance.choice((43, 48, 55, 60)), 55 if bass else 91)
    return midi_file(events, phrases * seconds)


def groove(program, seed, channel=DRUM_CHANNEL, bars=8):
    """A drum pattern of sixteen steps a bar with small changes from bar to bar, on the General MIDI drum keys."""
    chance = random.Random(seed)
    step = chance.choice((96, 108, 120, 132, 150))
    events = [(0, bytes([0xC0 | channel, program]))]
    likely = {
        36: [0.95 if i % 8 == 0 else 0.25 if i % 2 == 0 else 0.06 for i in range(16)],
        38: [0.95 if i % 8 == 4 else 0.08 for i in range(16)],
        42: [0.9 if i % 2 == 0 else 0.3 for i in range(16)],
        46: [0.2 if i % 8 == 6 else 0.02 for i in range(16)],
        37: [0.08] * 16,
        45: [0.05] * 16,
        48: [0.05] * 16,
        51: [0.3 if i % 4 == 0 else 0.02 for i in range(16)],
    }
    pattern = {key: [chance.random() < p for p in chances] for key, chances in likely.items()}
    for bar in range(bars):
        for key, hits in pattern.items():
            for i, hit in enumerate(hits):
                if hit != (chance.random() < 0.06):
                    tick = (16 * bar + i) * step + chance.randrange(0, 6)
                    _note(events, channel, tick, step, key, chance.randrange(50, 125))
        if bar % 4 == 0 and chance.random() < 0.6:
            _note(events, channel, 16 * bar * step, step, 49, chance.randrange(70, 120))
    return midi_file(events, 16 * bars * step / TICKS_PER_SECOND + 1.0)
