"""The textbook methods of Source/Companion/Baselines, which `evaluate` measures but does not write as sound files.

build.py compares their SNR with that of `evaluate`, so that what is heard is what the program measures.
"""

import numpy as np


def _frames(signal, window, hop):
    """Windowed frames of the signal, zero-padded at both ends; frame m begins at m hop - (n - hop)."""
    n = len(window)
    count = -(-len(signal) // hop) + n // hop - 1
    padded = np.zeros((count - 1) * hop + n)
    padded[n - hop : n - hop + len(signal)] = signal
    return np.lib.stride_tricks.sliding_window_view(padded, n)[::hop] * window


def _overlap_add(frames, window, hop, length):
    n = len(window)
    padded = np.zeros((len(frames) - 1) * hop + n)
    for m, frame in enumerate(frames * window):
        padded[m * hop : m * hop + n] += frame
    return padded[n - hop : n - hop + length]


def _tight(shape, hop):
    """The window with which analysis and overlap-add are a tight frame."""
    squares = (shape**2).reshape(-1, hop).sum(axis=0)
    return shape / np.sqrt(np.tile(squares, len(shape) // hop))


def _is_fast(n):
    for factor in (2, 3, 5):
        while n % factor == 0:
            n //= factor
    return n == 1


def gabor(quantised, rate, bits, iterations=100):
    """Minimises the l1 norm of a tight Gabor frame's coefficients within the cells (GaborBaseline.h)."""
    delta = 2.0 ** (1 - bits)
    wanted = round(8192 / 44100 * rate / 8)
    n = 8 * min((m for m in range(1, 2 * wanted) if _is_fast(m)), key=lambda m: abs(m - wanted))
    hop = n // 4
    window = _tight(0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(n) + 0.5) / n), hop)
    lower, upper = cells(quantised, delta)
    tau = 0.01 * delta
    y = quantised.copy()
    extrapolated = y
    dual = 0.0
    for _ in range(iterations):
        dual = dual + np.fft.rfft(_frames(extrapolated, window, hop), norm="ortho") / tau
        dual /= np.maximum(1.0, np.abs(dual))
        gradient = _overlap_add(np.fft.irfft(dual, n, norm="ortho"), window, hop, len(y))
        following = np.clip(y - tau * gradient, lower, upper)
        extrapolated = 2 * following - y
        y = following
    return y


def wiener(quantised, rate, bits):
    """A decision-directed short-time Wiener filter, clipped to the cells (WienerBaseline.h)."""
    delta = 2.0 ** (1 - bits)
    n = 4 * round(0.032 * rate / 4)
    hop = n // 2
    window = _tight(np.sin(np.pi * (np.arange(n) + 0.5) / n), hop)
    noise = delta**2 / 12 * hop / n
    spectra = np.fft.rfft(_frames(quantised, window, hop), norm="ortho")
    previous = np.zeros(spectra.shape[1])
    for spectrum in spectra:
        posterior = np.abs(spectrum) ** 2 / noise
        prior = np.maximum(0.98 * previous + 0.02 * np.maximum(posterior - 1, 0), 0.00316)
        gain = prior / (1 + prior)
        previous = gain**2 * posterior
        spectrum *= gain
    filtered = _overlap_add(np.fft.irfft(spectra, n, norm="ortho"), window, hop, len(quantised))
    return np.clip(filtered, *cells(quantised, delta))


def cells(quantised, delta):
    """The bounds of the cells of a mid-rise quantiser with saturation; the outermost cells are closed."""
    return quantised - delta / 2, quantised + delta / 2
