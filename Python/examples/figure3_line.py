"""One line of figure 3 of Brauer and Lorenz, EUSIPCO 2023: a cell of `dequantizer reproduce figure3`, in Python.

    python3 Python/examples/figure3_line.py TRAIN VALIDATION [--iterations 10] [--gradient full|truncated]
                                            [--epochs 2] [--learning-rate 1e-4]

TRAIN and VALIDATION are folders of clean WAV files (16 bit, mono, one rate). Trains K with the published recipe:
single frames of 20 ms at 4 bit, batches of 32, Adam with a rate that decays to a tenth, steps that follow ||K|| with
weight 10, and the widened mask. Prints the mean squared error on all validation frames before and after, the column
mse_classical of Docs/reproduction/figure3.csv.
"""

import argparse
import pathlib
import wave

import numpy as np

import dequantizer as dq

BITS, WEIGHT, BATCH = 4, 10.0, 32


def read_frames(folder):
    """The complete frames of 20 ms of all files, each file with peak 1, (frames, samples)."""
    frames = []
    for path in sorted(pathlib.Path(folder).glob("*.wav")):
        with wave.open(str(path)) as file:
            rate = file.getframerate()
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
        if samples.size and np.abs(samples).max() > 0:
            n = rate // 50
            samples /= np.abs(samples).max()
            frames.append(samples[: len(samples) // n * n].reshape(-1, n))
    if not frames:
        raise SystemExit(f"{folder}: no WAV file with sound")
    return np.concatenate(frames)


def cells(clean):
    return dq.cells(dq.quantise(clean, BITS, overload="extend"), BITS)


def error(K, steps, clean, iterations):
    """The mean squared error of all restored frames."""
    solver = dq.Solver(K, steps)
    parts = (clean[i : i + 64] for i in range(0, len(clean), 64))
    return sum(np.sum((solver.solve(*cells(part), iterations).astype(float) - part) ** 2) for part in parts) / clean.size


class Norm:
    """||K||, followed by one step of the power iteration for each change of K."""

    def __init__(self, K):
        self.right = np.linalg.svd(K)[2][0]

    def of(self, K):
        left = K @ self.right
        right = K.T @ (left / np.linalg.norm(left))
        norm = np.linalg.norm(right)
        self.right = right / norm
        return norm


def train(clean, iterations, mode, epochs, learning_rate, random):
    """Returns K and the steps."""
    K = dq.Model.dct(50 * clean.shape[1], 2.0 / 2**BITS).K.copy()
    mean, variance, norm = np.zeros_like(K), np.zeros_like(K), Norm(K)
    per_epoch = len(clean) // BATCH
    total = max(1, round(epochs * per_epoch))
    steps = dq.Steps.from_weight(WEIGHT, norm.of(K))
    for t in range(total):
        if t % per_epoch == 0:
            order = random.permutation(len(clean))
        batch = clean[order[t % per_epoch * BATCH :][:BATCH]]
        gradient = dq.gradient(K, *cells(batch), batch, iterations=iterations, steps=steps, mode=mode,
                               backward_steps=30, mask="widened").K
        rate = learning_rate * 0.1 ** (t / total)
        mean += 0.1 * (gradient - mean)
        variance += 0.001 * (gradient**2 - variance)
        change = rate / (1 - 0.9 ** (t + 1)) * mean / (np.sqrt(variance / (1 - 0.999 ** (t + 1))) + 1e-8)
        K -= change.astype(np.float32)
        steps = dq.Steps.from_weight(WEIGHT, norm.of(K))
    return K, steps


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("validation")
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--gradient", choices=["full", "truncated"], default="full")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--learning-rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)

    training, validation = read_frames(options.train), read_frames(options.validation)
    quantised = np.mean((cells(validation)[0].astype(float) - validation) ** 2)
    dct = dq.Model.dct(50 * validation.shape[1], 2.0 / 2**BITS).K
    before = error(dct, dq.Steps.from_weight(WEIGHT, 1.0), validation, options.iterations)
    K, steps = train(training, options.iterations, options.gradient, options.epochs, options.learning_rate,
                     np.random.default_rng(options.seed))
    after = error(K, steps, validation, options.iterations)
    print(f"L = {options.iterations}, {options.gradient} gradient, {options.epochs:g} epochs of {len(training)} frames")
    print(f"mean squared error: quantised {quantised:.7f}, DCT {before:.7f}, trained {after:.7f}")
    return quantised, before, after


if __name__ == "__main__":
    main()
