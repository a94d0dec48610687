"""The clean sounds of the listening page: one channel, 16 bit, with a peak of exactly -1.

A peak of -1 makes the normalisation in `evaluate` the identity, so that its figures are those of these samples.
"""

import subprocess

import numpy as np

SONIC_PI = "/usr/share/sonic-pi/samples"


def speech(folder):
    """Synthetic speech at 16 kHz: no recording of a voice under CC0 is in the Debian packages used here."""
    file = f"{folder}/flite.wav"
    subprocess.run(["flite", "-voice", "slt", "-t", "A soft voice shows the steps of coarse samples.", file], check=True)
    return _read(file, 16000, 0.0, 2.6)


def strings(_):
    """Plucked strings and two bells; the decay ends in near silence, where noise is heard best."""
    rate, seconds = 22050, 2.4
    t = np.arange(int(rate * seconds)) / rate
    sound = np.zeros_like(t)
    for start, pitch in zip(np.arange(8) * 0.18, (45, 57, 60, 64, 69, 72, 64, 60)):
        sound += _delayed(_string(t, 440 * 2 ** ((pitch - 69) / 12)), start, rate)
    for start, pitch in ((0.72, 76), (1.44, 81)):
        sound += 0.4 * _delayed(_bell(t, 440 * 2 ** ((pitch - 69) / 12)), start, rate)
    return rate, _finish(sound, rate)


def drums(folder):
    """The beginning of loop_tabla from sonic-pi-samples (CC0), at half its rate."""
    file = f"{folder}/tabla.wav"
    subprocess.run(["sox", "-R", f"{SONIC_PI}/loop_tabla.flac", "-b", "24", file, "remix", "1,2", "rate", "-v", "22050"],
                   check=True)
    return _read(file, 22050, 0.0, 2.66)


def chip(_):
    """Pulse waves, a triangle and noise, as from the sound chips of home computers; band-limited, with short notes."""
    rate, step = 22050, 0.12
    oversampling = 8
    melody = (64, 67, 71, 76, 62, 66, 69, 74, 60, 64, 67, 72, 71, 67, 64, 59)
    bass = (40, 38, 36, 35)
    seconds = step * len(melody)
    t = np.arange(int(rate * oversampling * seconds)) / (rate * oversampling)
    sound = np.zeros_like(t)
    random = np.random.default_rng(1)
    for i, pitch in enumerate(melody):
        sound += 0.35 * _pulse(t - i * step, 440 * 2 ** ((pitch - 69) / 12), 0.25, 30)
        sound += 0.06 * _pulse(t - (i + 1.5) * step, 440 * 2 ** ((pitch - 69) / 12), 0.5, 30)
        if i % 4 == 2:
            noise = np.repeat(random.uniform(-1, 1, len(t) // 16 + 1), 16)[: len(t)]
            sound += 0.3 * noise * _decay(t - i * step, 60)
    for i, pitch in enumerate(bass):
        phase = 440 * 2 ** ((pitch - 69) / 12) * (t - 4 * i * step) % 1
        sound += 0.45 * (4 * np.abs(phase - 0.5) - 1) * _decay(t - 4 * i * step, 12)
    spectrum = np.fft.rfft(sound)
    length = len(t) // oversampling
    spectrum = spectrum[: length // 2 + 1]
    frequency = np.fft.rfftfreq(length, 1 / rate)
    spectrum *= np.clip((0.48 * rate - frequency) / (0.04 * rate), 0, 1)
    return rate, _finish(np.fft.irfft(spectrum, length), rate)


SOUNDS = {"speech": speech, "strings": strings, "drums": drums, "chip": chip}


def _string(t, frequency):
    """Partials of a string plucked at a fifth of its length, slightly inharmonic; the high ones decay faster."""
    sound = np.zeros_like(t)
    for k in range(1, int(9500 / frequency)):
        partial = k * frequency * np.sqrt(1 + 0.0002 * k * k)
        if partial < 10000:
            sound += np.sin(np.pi * k / 5) / k * np.exp(-t * (1.6 + 0.0012 * partial)) * np.sin(2 * np.pi * partial * t)
    return sound * np.minimum(1, t / 0.002)


def _bell(t, frequency):
    partials = ((0.5, 0.4, 1.1), (1, 1, 1.6), (1.19, 0.6, 2.2), (1.5, 0.35, 2.6), (2, 0.7, 3), (2.66, 0.4, 4.5), (4.1, 0.3, 7))
    return sum(a * np.exp(-d * t) * np.sin(2 * np.pi * r * frequency * t) for r, a, d in partials) * np.minimum(1, t / 0.001)


def _pulse(since, frequency, width, rate_of_decay):
    return np.where(frequency * since % 1 < width, 1 - width, -width) * _decay(since, rate_of_decay)


def _decay(since, rate):
    return np.where(since >= 0, np.exp(-rate * np.maximum(since, 0)), 0)


def _delayed(sound, seconds, rate):
    n = round(seconds * rate)
    return np.concatenate([np.zeros(n), sound[: len(sound) - n]])


def _read(file, rate, start, seconds):
    command = ["sox", "-R", file, "-t", "f64", "-r", str(rate), "-c", "1", "-", "trim", str(start), str(seconds)]
    return rate, _finish(np.frombuffer(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout), rate)


def _finish(sound, rate):
    """Fades the ends, so that the loop does not click, and scales to integers of 16 bit with a peak of -32768."""
    fade = np.minimum(1, np.arange(len(sound)) / (0.005 * rate))
    end = np.minimum(1, np.arange(len(sound))[::-1] / (0.04 * rate))
    sound = (sound - sound.mean()) * fade * end
    return np.round(sound * (-32768 / sound[np.argmax(np.abs(sound))])).astype(np.int16)
