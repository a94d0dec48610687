// Draws spectrograms.
"use strict";

// An in-place complex FFT of a power of two.
class Fft {
  constructor(size) {
    this.size = size;
    this.cosines = Float32Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.sines = Float32Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  }

  transform(real, imaginary) {
    const { size } = this;
    for (let i = 1, j = 0; i < size; ++i) {
      let bit = size >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        [real[i], real[j]] = [real[j], real[i]];
        [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
      }
    }
    for (let half = 1; half < size; half *= 2)
      for (let begin = 0; begin < size; begin += 2 * half)
        for (let k = 0; k < half; ++k) {
          const step = (size / (2 * half)) * k, c = this.cosines[step], s = this.sines[step];
          const a = begin + k, b = a + half;
          const re = real[b] * c - imaginary[b] * s, im = real[b] * s + imaginary[b] * c;
          real[b] = real[a] - re;
          imaginary[b] = imaginary[a] - im;
          real[a] += re;
          imaginary[a] += im;
        }
  }
}

const spectrogramSize = 1024;
const spectrogramFft = new Fft(spectrogramSize);
const spectrogramWindow = Float32Array.from({ length: spectrogramSize }, (_, i) =>
  0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / spectrogramSize));

// From black over blue, red and yellow to white, for 0 .. 1.
const heat = [[8, 8, 20], [40, 20, 110], [140, 30, 120], [225, 80, 60], [250, 180, 60], [255, 255, 220]];
function heatColour(value) {
  const place = Math.min(Math.max(value, 0), 0.9999) * (heat.length - 1), index = Math.floor(place), part = place - index;
  return heat[index].map((from, i) => from + part * (heat[index + 1][i] - from));
}
const heatTable = Array.from({ length: 256 }, (_, i) => heatColour(i / 255));

/// Draws the spectrogram of `samples`, 0 Hz at the bottom and half the sample rate at the top, from -100 to 0 dB of full scale.
function drawSpectrogram(canvas, samples) {
  const width = canvas.width, height = canvas.height;
  const image = new ImageData(width, height);
  const real = new Float32Array(spectrogramSize), imaginary = new Float32Array(spectrogramSize);
  const bins = spectrogramSize / 2, floorDb = -100, fullScale = (spectrogramSize / 4) ** 2;
  for (let x = 0; x < width; ++x) {
    const begin = Math.round(((x + 0.5) / width) * samples.length - spectrogramSize / 2);
    for (let i = 0; i < spectrogramSize; ++i) real[i] = spectrogramWindow[i] * (samples[begin + i] || 0);
    imaginary.fill(0);
    spectrogramFft.transform(real, imaginary);
    for (let y = 0; y < height; ++y) {
      const from = Math.floor(((height - 1 - y) / height) * bins);
      const to = Math.max(from + 1, Math.floor(((height - y) / height) * bins));
      let power = 0;
      for (let bin = from; bin < to; ++bin) power = Math.max(power, real[bin] ** 2 + imaginary[bin] ** 2);
      const decibels = 10 * Math.log10(power / fullScale + 1e-12);
      const colour = heatTable[Math.round(255 * Math.min(Math.max(1 - decibels / floorDb, 0), 1))];
      const pixel = 4 * (y * width + x);
      for (let i = 0; i < 3; ++i) image.data[pixel + i] = colour[i];
      image.data[pixel + 3] = 255;
    }
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}
