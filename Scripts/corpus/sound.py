"""Samples in memory: mono, 32 bit signed in array('i'), at half of full scale so that no resampler clips."""

import os
import subprocess
from array import array

FULL_SCALE = 1 << 30
BLOCK_SECONDS = 0.01
# What sox reads. Its decoders choose no instruction set at run time, so they give the same samples on every machine.
SOX_FORMATS = (".wav", ".flac", ".aiff", ".aif", ".ogg")
SOX = ["sox", "-V1", "-D", "--single-threaded"]  # neither dither nor threads
RAW = ["-t", "raw", "-e", "signed", "-b", "32", "-c", "1"]
FFMPEG = ["ffmpeg", "-nostdin", "-v", "error", "-cpuflags", "0", "-threads", "1"]


class SoundError(Exception):
    """A sound that cannot be used; the text says why."""


def decode(path, rate, start=0.0, seconds=None, keep_clipped=False):
    """The first channel of a sound file at `rate` Hz, or `seconds` of it from `start` on."""
    command = _sox_command if path.suffix in SOX_FORMATS else _ffmpeg_command
    decoded = subprocess.run(command(path, start, seconds), capture_output=True)
    data = decoded.stdout.find(b"data")
    if decoded.returncode != 0 or data < 0:
        raise SoundError("cannot be decoded")
    native_rate = int.from_bytes(decoded.stdout[24:28], "little")
    if native_rate < rate:
        raise SoundError(f"only {native_rate} Hz")
    samples = decoded.stdout[data + 8:]
    native = array("i", samples[:len(samples) // 4 * 4])
    if not keep_clipped and is_clipped(native, native_rate):
        raise SoundError("clipped")
    return native if native_rate == rate else resample(native, native_rate, rate)


def _sox_command(path, start, seconds):
    place = ["trim", str(start)] + ([str(seconds)] if seconds else []) if start or seconds else []
    return SOX + ["-v", "0.5", str(path), "-t", "wav", "-e", "signed", "-b", "32", "-", "remix", "1"] + place


def _ffmpeg_command(path, start, seconds):
    place = (["-ss", str(start)] if start else []) + (["-t", str(seconds)] if seconds else [])
    return FFMPEG + place + ["-i", str(path), "-map", "0:a:0", "-af", "pan=mono|c0=c0,volume=0.5:precision=float",
                             "-bitexact", "-c:a", "pcm_s32le", "-f", "wav", "-"]


def resample(samples, source_rate, rate):
    converted = subprocess.run(SOX + RAW + ["-r", str(source_rate), "-"] + RAW + ["-", "rate", "-v", str(rate)],
                               input=samples.tobytes(), stdout=subprocess.PIPE, check=True)
    return array("i", converted.stdout)


def peak(samples):
    return max(max(samples), -min(samples)) if samples else 0


def is_clipped(samples, rate):
    """True if samples stay at the peak, near full scale, too long for a sound to do so by itself."""
    top = peak(samples)
    if top < 0.98 * FULL_SCALE:
        return False
    run = max(3, round(rate / 8000))
    limit = top - FULL_SCALE // 32768
    for sign in (1, -1):
        count, last = 0, -2
        for at in [i for i, value in enumerate(samples) if sign * value >= limit]:
            count = count + 1 if at == last + 1 else 1
            last = at
            if count == run:
                return True
    return False


def trim(samples, rate, below_peak_db=50.0, margin_seconds=0.02):
    """Without what lies more than `below_peak_db` below the peak at both ends, but for a margin."""
    block = max(1, round(BLOCK_SECONDS * rate))
    threshold = peak(samples) * 10.0 ** (-below_peak_db / 20.0)
    loud = [at for at in range(0, len(samples), block) if peak(samples[at:at + block]) > threshold]
    if not loud:
        return array("i")
    margin = round(margin_seconds * rate)
    return samples[max(0, loud[0] - margin):loud[-1] + block + margin]


def write_wave(samples, rate, path, peak_db):
    """Writes a 24 bit WAV file whose peak lies at `peak_db` dB of full scale."""
    gain = 10.0 ** (peak_db / 20.0) * 2 * FULL_SCALE / peak(samples)
    partial = path.with_name(path.name + ".partial")
    subprocess.run(SOX + RAW + ["-r", str(rate), "-", "-t", "wav", "-b", "24", str(partial), "vol", f"{gain:.9f}"],
                   input=samples.tobytes(), check=True)
    os.replace(partial, path)
