"use strict";

const spectrogramSize = { width: 640, height: 256 };
const frameLength = 2 * spectrogramSize.height;
const levelRange = { lowest: -100, highest: -20 }; // dB; a sine at full scale has 0

// From quiet to loud.
const colours = {
    dark: ["#0d1017", "#1d1a4a", "#5b1f7a", "#b5367a", "#f0703f", "#fbc34a", "#fdfbd0"],
    light: ["#ffffff", "#dbe9f6", "#9fc5e8", "#5b93cf", "#3a5ba8", "#2b2c78", "#160f3d"],
};

/// Returns a canvas with the spectrogram of the samples, time from left to right and frequency upwards, 0 to half the rate.
function spectrogram(samples, theme) {
    const { width, height } = spectrogramSize;
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    const image = context.createImageData(width, height);
    const palette = paletteOf(colours[theme]);
    const real = new Float64Array(frameLength);
    const imaginary = new Float64Array(frameLength);
    for (let column = 0; column < width; ++column) {
        const start = Math.round(((column + 0.5) / width) * samples.length - frameLength / 2);
        for (let i = 0; i < frameLength; ++i) real[i] = (samples[start + i] ?? 0) * hann[i];
        imaginary.fill(0);
        fourierTransform(real, imaginary);
        for (let bin = 0; bin < height; ++bin) {
            const power = (real[bin] ** 2 + imaginary[bin] ** 2) / (frameLength / 4) ** 2;
            const level = 10 * Math.log10(power + 1e-15);
            const loud = (level - levelRange.lowest) / (levelRange.highest - levelRange.lowest);
            const colour = palette[Math.round(255 * Math.min(Math.max(loud, 0), 1))];
            image.data.set(colour, 4 * ((height - 1 - bin) * width + column));
        }
    }
    context.putImageData(image, 0, 0);
    return canvas;
}

const hann = Float64Array.from({ length: frameLength }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / frameLength));

function paletteOf(stops) {
    const rgb = stops.map((stop) => [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16)));
    return Array.from({ length: 256 }, (_, i) => {
        const place = (i / 255) * (rgb.length - 1);
        const below = Math.min(Math.floor(place), rgb.length - 2);
        return [...rgb[below].map((value, c) => value + (place - below) * (rgb[below + 1][c] - value)), 255];
    });
}

// In place, for a power of two.
function fourierTransform(real, imaginary) {
    const n = real.length;
    for (let i = 1, j = 0; i < n; ++i) {
        let bit = n >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) {
            [real[i], real[j]] = [real[j], real[i]];
            [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
        }
    }
    for (let half = 1; half < n; half *= 2)
        for (let k = 0; k < half; ++k) {
            const cosine = Math.cos((Math.PI * k) / half);
            const sine = -Math.sin((Math.PI * k) / half);
            for (let i = k; i < n; i += 2 * half) {
                const j = i + half;
                const re = real[j] * cosine - imaginary[j] * sine;
                const im = real[j] * sine + imaginary[j] * cosine;
                real[j] = real[i] - re;
                imaginary[j] = imaginary[i] - im;
                real[i] += re;
                imaginary[i] += im;
            }
        }
}
