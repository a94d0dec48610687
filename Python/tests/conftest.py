"""What several test files share."""

import os
import pathlib
import shutil
import struct
import subprocess
import wave

import numpy as np
import pytest

import dequantizer as dq

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def random():
    return np.random.default_rng(1)


class Problem:
    """A few quantised frames and an operator with which the iteration moves some samples and not others."""

    def __init__(self, random, dtype=np.float64, rows=12, samples=8, frames=3):
        self.K = random.standard_normal((rows, samples)).astype(dtype)
        self.K /= np.linalg.norm(self.K, 2)
        self.clean = random.uniform(-0.9, 0.9, (frames, samples)).astype(dtype)
        delta = 0.25
        self.x = (delta * (np.floor(self.clean / delta) + 0.5)).astype(dtype)
        self.lower = self.x - dtype(delta / 2)
        self.upper = self.x + dtype(delta / 2)
        self.steps = (8.0, 0.11, 1.0)

    @property
    def cells(self):
        return self.x, self.lower, self.upper


@pytest.fixture
def problem(random):
    return Problem(random)


def naive_solve(K, x, lower, upper, iterations, sigma, tau, theta):
    """The iteration as the paper writes it; returns all primal and dual iterates."""
    y, ybar, psi = x.copy(), x.copy(), np.zeros((len(x), len(K)), x.dtype)
    primal, dual = [y], [psi]
    for _ in range(iterations):
        psi = np.clip(psi + sigma * ybar @ K.T, -1, 1)
        before = y
        y = np.clip(y - tau * psi @ K, lower, upper)
        ybar = y + theta * (y - before)
        primal.append(y)
        dual.append(psi)
    return np.array(primal), np.array(dual)


def voice(seconds=0.5, rate=16000):
    """A sound with harmonics and pauses, peak 0.9."""
    t = np.arange(int(seconds * rate)) / rate
    sound = sum(np.sin(2 * np.pi * 140 * k * t + k) / k for k in range(1, 9)) * (np.sin(2 * np.pi * 3 * t) > -0.3)
    return (0.9 * sound / np.abs(sound).max()).astype(np.float32)


def speech():
    """The speech of the tests of the programs at 16 kHz, peak 1."""
    with wave.open(str(REPOSITORY / "Tests" / "Data" / "speech.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
    return samples / np.abs(samples).max()


def write_wave(path, samples, rate):
    """Writes a WAV file of 32-bit floats."""
    samples = np.asarray(samples, "<f4")
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    data = samples.tobytes()
    header = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 50 + len(data), b"WAVE", b"fmt ", 18, 3, channels, rate,
                         4 * channels * rate, 4 * channels, 32)
    fact = struct.pack("<H4sII", 0, b"fact", 4, len(samples))
    path.write_bytes(header + fact + struct.pack("<4sI", b"data", len(data)) + data)


def read_wave(path):
    """Reads the samples of a WAV file of 32-bit floats, (n, channels)."""
    content = path.read_bytes()
    position, channels = 12, 1
    while position < len(content):
        name, size = struct.unpack_from("<4sI", content, position)
        if name == b"fmt ":
            channels = struct.unpack_from("<H", content, position + 10)[0]
        if name == b"data":
            return np.frombuffer(content, "<f4", size // 4, position + 8).reshape(-1, channels)
        position += 8 + size + size % 2
    raise ValueError("no samples")


@pytest.fixture
def program():
    """Runs the built command-line program; tests that need it are skipped without it."""
    path = os.environ.get("DEQUANTIZER_PROGRAM") or shutil.which("dequantizer")
    if not path or not os.access(path, os.X_OK):
        pytest.skip("the program dequantizer is not built")

    def run(*arguments):
        return subprocess.run([path, *map(str, arguments)], capture_output=True, text=True, timeout=300)

    return run


@pytest.fixture
def learned_bounds_model(tmp_path, random):
    """A dense model with learned bounds, written as a file because only training makes such models."""
    import json

    rows, samples, hidden, iterations = 24, 16, 5, 4
    K = random.standard_normal((rows, samples))
    tensors = {"K": K / np.linalg.norm(K, 2)}
    for update in range(2):
        for name, shape in {"first": (hidden, rows), "first_bias": (hidden, 1), "output": (rows, hidden),
                            "direct": (rows, 1), "output_bias": (rows, 1)}.items():
            tensors[f"bounds.{update}.{name}"] = 0.3 * random.standard_normal(shape)
    tensors["steps.log_tau"] = np.full((iterations, 1), -1.0)
    tensors["steps.level"] = np.full((iterations, 1), 0.1)
    tensors["steps.product_logit"] = np.full((iterations, 1), 2.0)
    metadata = {"format": "dequantizer-model", "format_version": "2", "operator": "dense", "name": "test", "sample_rate": "16000",
                "quantiser": "mid-rise", "reference_step": "0.125", "iterations": str(iterations), "sigma": "8",
                "tau": "0.125", "theta": "1", "hop": "4", "update_iterations": "[0, 2]", "bounds": "learned"}
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        values = tensor.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path = tmp_path / "learned.safetensors"
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return dq.Model.load(path)
