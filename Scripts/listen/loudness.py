"""Loudness after ITU-R BS.1770-4: K-weighting, and the mean over blocks of 400 ms with both gates."""

import numpy as np


def of(samples, rate):
    """The loudness in LUFS. The filters of the recommendation, which are given for 48 kHz, weight the spectrum."""
    frequency = np.fft.rfftfreq(len(samples), 1 / rate)
    z = np.exp(2j * np.pi * frequency / 48000)
    shelf = (1.53512485958697 - 2.69169618940638 / z + 1.19839281085285 / z**2) / (
        1 - 1.69065929318241 / z + 0.73248077421585 / z**2
    )
    high_pass = (1 - 1 / z) ** 2 / (1 - 1.99004745483398 / z + 0.99007225036621 / z**2)
    weighted = np.fft.irfft(np.fft.rfft(samples) * shelf * high_pass, len(samples))
    block = int(0.4 * rate)
    powers = np.array([np.mean(weighted[i : i + block] ** 2) for i in range(0, len(samples) - block + 1, block // 4)])
    powers = powers[_lufs(powers) > -70]
    powers = powers[_lufs(powers) > _lufs(powers.mean()) - 10]
    return _lufs(powers.mean())


def _lufs(power):
    return -0.691 + 10 * np.log10(power + 1e-12)
