"""Sounds computed here: what no recording holds and no restoration may harm, such as noise, clicks and chip music."""

import math
import random
from array import array
from dataclasses import dataclass
from typing import Callable

from groups import Group
from sound import FULL_SCALE

SECONDS = 12.0
VARIANTS = 5


@dataclass(frozen=True)
class Computed:
    """`seconds` of a generator: generate(random, rate) yields samples of any level."""

    name: str
    generate: Callable
    seed: int
    seconds: float = SECONDS

    def __repr__(self):
        return f"Computed({self.name}, {self.seed}, {self.seconds})"

    def samples(self, rate):
        stream = self.generate(random.Random(self.seed), rate)
        values = [next(stream) for _ in range(round(self.seconds * rate))]
        top = max(map(abs, values))
        return array("i", [round(0.5 / top * FULL_SCALE * value) for value in values])


def notes(chance, rate):
    """Frequencies and lengths of a random melody in samples."""
    root = chance.uniform(55.0, 220.0)
    while True:
        yield root * 2.0 ** (chance.choice((0, 2, 3, 5, 7, 10, 12, 15, 19, 24)) / 12.0), round(
            rate * chance.choice((0.1, 0.15, 0.2, 0.3, 0.6)))


def chip_music(chance, rate):
    """Pulse waves of several duty cycles over a stepped triangle, with volumes in 16 steps, as sound chips play."""
    melody, bass = notes(chance, rate), notes(chance, rate)
    duty, phase, low_phase, left, low_left = 0.5, 0.0, 0.0, 0, 0
    while True:
        if left == 0:
            frequency, left = next(melody)
            length, duty = left, chance.choice((0.125, 0.25, 0.5))
        if low_left == 0:
            low_frequency, low_left = next(bass)
        volume = round(15.0 * left / length) / 15.0
        phase = (phase + frequency / rate) % 1.0
        low_phase = (low_phase + 0.5 * low_frequency / rate) % 1.0
        triangle = round(15.0 * abs(2.0 * low_phase - 1.0)) / 7.5 - 1.0
        yield 0.6 * volume * (1.0 if phase < duty else -1.0) + 0.4 * triangle
        left, low_left = left - 1, low_left - 1


def shift_register_noise(chance, rate):
    """One-bit noise of changing clock and volume, from a shift register of 15 bits."""
    register, phase, left = chance.randrange(1, 1 << 15), 0.0, 0
    while True:
        if left == 0:
            left = length = round(rate * chance.choice((0.1, 0.2, 0.4)))
            clock = chance.choice((2000.0, 5000.0, 11025.0, 22050.0))
        phase += clock / rate
        if phase >= 1.0:
            phase -= 1.0
            register = (register >> 1) | (((register ^ (register >> 1)) & 1) << 14)
        yield (left / length) ** 2 * (1.0 if register & 1 else -1.0)
        left -= 1


def white_noise(chance, rate):
    """Gaussian noise at levels that change every second."""
    while True:
        level = 10.0 ** chance.uniform(-2.0, 0.0)
        for _ in range(rate):
            yield level * chance.gauss(0.0, 0.25)


def pink_noise(chance, rate):
    """Noise that falls by 3 dB an octave: a sum of generators, each held twice as long as the one before."""
    rows = [0.0] * 14
    count = 0
    while True:
        count += 1
        row = (count & -count).bit_length() - 1
        rows[row % len(rows)] = chance.gauss(0.0, 1.0)
        yield sum(rows) + chance.gauss(0.0, 1.0)


def noise_bursts(chance, rate):
    """Bursts of filtered noise with sharp attacks, as hi-hats and snares."""
    before = 0.0
    while True:
        decay = math.exp(-1.0 / (rate * chance.uniform(0.01, 0.12)))
        tilt, level = chance.choice((0.95, 0.5, 0.0)), chance.uniform(0.2, 1.0)
        for _ in range(round(rate * chance.choice((0.125, 0.25, 0.5)))):
            value = chance.gauss(0.0, 0.3)
            yield level * (value - tilt * before)
            before, level = value, level * decay


def clicks(chance, rate):
    """Single samples and very short pulses in silence."""
    while True:
        yield from [0.0] * chance.randrange(round(0.01 * rate), round(0.3 * rate))
        level = chance.choice((-1.0, 1.0)) * chance.uniform(0.1, 1.0)
        yield from [level] * chance.choice((1, 1, 2, 8))


def chirps(chance, rate):
    """Tones that glide over the whole band and fade."""
    phase = 0.0
    while True:
        first, last = (10.0 ** chance.uniform(1.7, 4.2) for _ in range(2))
        length = round(rate * chance.uniform(0.5, 3.0))
        for i in range(length):
            phase += 2.0 * math.pi * first * (last / first) ** (i / length) / rate
            yield math.sin(phase) * (1.0 - i / length)


def plucked_strings(chance, rate):
    """Karplus and Strong's string: noise that circulates through a delay and an average."""
    for frequency, _ in notes(chance, rate):
        string = [chance.uniform(-1.0, 1.0) for _ in range(round(rate / frequency))]
        for i in range(round(rate * 0.6)):
            at = i % len(string)
            yield string[at]
            string[at] = 0.4985 * (string[at] + string[(i + 1) % len(string)])


def full_square_waves(chance, rate):
    """Square waves at full scale, without and with pauses: every sample is on the outermost level."""
    phase = 0.0
    for frequency, length in notes(chance, rate):
        for _ in range(length):
            phase = (phase + frequency / rate) % 1.0
            yield 1.0 if phase < 0.5 else -1.0
        if chance.random() < 0.3:
            yield from [0.0] * length


GENERATORS = (chip_music, shift_register_noise, white_noise, pink_noise, noise_bursts, clicks, chirps, plucked_strings,
              full_square_waves)


def all_generators(_packages):
    for generator in GENERATORS:
        for variant in range(VARIANTS):
            name = f"synthetic-{generator.__name__.replace('_', '-')}-{variant}"
            yield Group(name, "piece", "synthetic", None, "CC0-1.0", (Computed(name, generator, variant),))
