"""Makes the sounds of Docs/listen: build.py DEQUANTIZER EARLIER OUTPUT [NAME ...], all sounds without a name.

EARLIER is a folder with the models of version 0.1, from Scripts/replaced-models.sh.

Writes OUTPUT/NAME.js for each sound: the clean samples, the restored ones of each method and bit depth as FLAC in base64, and
the figures of `dequantizer evaluate`.
"""

import base64
import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

import baselines
import loudness
import sounds

DEPTHS = (4, 6, 8)
# Restored sounds are stored with so many bits more than the quantised ones had: an error 36 dB below that of quantising.
EXTRA_BITS = 6
LARGEST_SNR_DIFFERENCE = 0.05  # dB, between a sound as stored here and the same method in `evaluate`


def main(program, earlier, output, *names):
    output.mkdir(parents=True, exist_ok=True)
    for name in names or sounds.SOUNDS:
        with tempfile.TemporaryDirectory() as folder:
            rate, samples = sounds.SOUNDS[name](folder)
            described = Sound(program, earlier, Path(folder), rate, samples).describe()
        text = json.dumps({"id": name, **described}, separators=(",", ":"))
        (output / f"{name}.js").write_text(f"sounds.push({text});\n")
        print(f"{name}: {len(text)} bytes", flush=True)


class Sound:
    """A clean sound, and what the methods make of it."""

    def __init__(self, program, earlier, folder, rate, samples):
        self.program, self.earlier, self.folder, self.rate = program, earlier, folder, rate
        self.clean = samples / 32768
        self.loudness = loudness.of(self.clean, rate)
        (folder / "clean").mkdir()
        self.clean_file = folder / "clean" / "clean.wav"
        _write(self.clean_file, samples, rate)

    def describe(self):
        depths = {bits: self._at(bits) for bits in DEPTHS}
        return {"rate": self.rate, "clean": _flac(self.clean_file), "depths": depths}

    def _at(self, bits):
        file = self.folder / "quantised.wav"
        self._run("quantize", self.clean_file, file, "--bits", bits)
        quantised = _read(file)
        steps = 2 ** (bits - 1)
        # The page quantises by this formula.
        magnitudes = (np.minimum(np.floor(np.abs(self.clean) * steps), steps - 1) + 0.5) / steps
        if not np.array_equal(quantised, np.where(self.clean < 0, -magnitudes, magnitudes)):
            raise SystemExit("build: the page would quantise differently from the program")

        figures = self._figures(bits, "--baseline", "wiener", "--baseline", "gabor")
        versions = {
            "quantised": {**_rounded(figures["snr_input_db"], figures["nmr_input_db"]), "gain": self._gain(quantised)},
            "wiener": self._version(bits, baselines.wiener(quantised, self.rate, bits), figures["baselines"]["wiener"]),
            "gabor": self._version(bits, baselines.gabor(quantised, self.rate, bits), figures["baselines"]["gabor"]),
            "dct": self._restored(bits, file, "--dct"),
        }
        # What version 0.1 chose: its models at 16 kHz, and the DCT at the other rates.
        if self.rate == 16000:
            versions["v01"] = self._restored(bits, file, "--model", self.earlier / f"speech16k-{bits}bit.safetensors")
        versions["v02"] = self._version(bits, self._restore(bits, file), figures)
        return versions

    def _restored(self, bits, file, *options):
        return self._version(bits, self._restore(bits, file, *options), self._figures(bits, *options))

    def _restore(self, bits, file, *options):
        restored = self.folder / "restored.wav"
        self._run("restore", file, restored, "--bits", bits, "--bits-per-sample", 24, *options)
        return _read(restored)

    def _figures(self, bits, *options):
        return json.loads(self._run("evaluate", "--data", self.clean_file.parent, "--bits", bits, "--json", "-", *options))

    def _version(self, bits, samples, figures):
        levels = 2 ** (bits + EXTRA_BITS - 1)
        stored = np.clip(np.round(samples * levels), -levels, levels - 1) / levels
        snr = 10 * np.log10(np.sum(self.clean**2) / np.sum((stored - self.clean) ** 2))
        if abs(snr - figures["snr_db"]) > LARGEST_SNR_DIFFERENCE:
            raise SystemExit(f"build: the stored sound has an SNR of {snr:.3f} dB, evaluate says {figures['snr_db']:.3f} dB")
        file = self.folder / "stored.wav"
        _write(file, np.round(stored * 32768).astype(np.int16), self.rate)
        return {**_rounded(figures["snr_db"], figures["nmr_db"]), "gain": self._gain(stored), "flac": _flac(file)}

    def _gain(self, samples):
        """The gain in dB that makes a version as loud as the clean sound."""
        return round(self.loudness - loudness.of(samples, self.rate), 2)

    def _run(self, *arguments):
        command = [self.program, *map(str, arguments)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def _rounded(snr, nmr):
    return {"snr": round(snr, 2), "nmr": round(nmr, 2)}


def _write(file, samples, rate):
    with wave.open(str(file), "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(rate)
        output.writeframes(samples.astype("<i2").tobytes())


def _read(file):
    with wave.open(str(file), "rb") as sound:
        data = np.frombuffer(sound.readframes(sound.getnframes()), np.uint8).reshape(-1, sound.getsampwidth())
    padded = np.zeros((len(data), 4), np.uint8)
    padded[:, 4 - data.shape[1] :] = data
    return padded.view("<i4")[:, 0] / 2.0**31


def _flac(file):
    compressed = file.with_suffix(".flac")
    command = ["flac", "--silent", "--force", "-8", "--no-padding", "--no-seektable", "-o", str(compressed), str(file)]
    subprocess.run(command, check=True)
    return base64.b64encode(compressed.read_bytes()).decode()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
