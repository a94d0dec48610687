// Clean sounds made by formulas, to hear the engine without a file. Each has 44.1 kHz and one channel.
"use strict";

const demoRate = 44100;

// A plucked string: a burst of noise that circulates through a delay and a low pass (Karplus and Strong, 1983).
function addPluck(samples, at, frequency, level, random) {
  const period = Math.round(demoRate / frequency), line = Float32Array.from({ length: period }, () => level * (2 * random() - 1));
  for (let i = Math.round(at * demoRate), n = 0; i < samples.length; ++i, ++n) {
    const place = n % period, next = line[(place + 1) % period];
    samples[i] += line[place];
    line[place] = 0.998 * (0.6 * line[place] + 0.4 * next);
  }
}

// A tone of decaying partials.
function addTone(samples, at, frequency, partials, level, decay) {
  const begin = Math.round(at * demoRate);
  for (let i = begin; i < samples.length; ++i) {
    const t = (i - begin) / demoRate, attack = Math.min(1, t / 0.01);
    let sum = 0;
    for (const [ratio, strength] of partials)
      sum += strength * Math.exp((-t * decay * (1 + ratio)) / 2) * Math.sin(2 * Math.PI * frequency * ratio * t);
    samples[i] += level * attack * sum;
  }
}

// A kick, snare or hat: a falling sine, noise, or both.
function addHit(samples, at, { tone = 0, toneLevel = 0, toneDecay = 1, noiseLevel = 0, noiseDecay = 1, bright = false }, random) {
  let before = 0, phase = 0;
  const begin = Math.round(at * demoRate), end = Math.min(samples.length, begin + demoRate / 2);
  for (let i = begin; i < end; ++i) {
    const t = (i - begin) / demoRate, noise = 2 * random() - 1;
    phase += (2 * Math.PI * tone * (1 + 3 * Math.exp(-40 * t))) / demoRate;
    samples[i] += toneLevel * Math.exp(-toneDecay * t) * Math.sin(phase);
    samples[i] += noiseLevel * Math.exp(-noiseDecay * t) * (bright ? noise - before : noise);
    before = noise;
  }
}

// Repeatable random numbers in 0 .. 1.
function seededRandom(seed) {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
}

const noteFrequency = (note) => 440 * 2 ** ((note - 69) / 12);

function scaledToPeak(samples, peak) {
  const greatest = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return samples.map((x) => (x * peak) / greatest);
}

/// Each has a name, the number of bits to quantise it with, and a function that makes its samples.
const demoSounds = {
  strings: {
    name: "Plucked strings", bits: 4,
    make() {
      const samples = new Float32Array(6 * demoRate), random = seededRandom(1);
      [52, 59, 64, 68, 71, 76, 71, 68, 50, 57, 62, 66, 69, 74, 69, 66].forEach((note, i) =>
        addPluck(samples, 0.3 * i, noteFrequency(note), 0.4, random));
      return scaledToPeak(samples, 0.9);
    },
  },
  bells: {
    name: "Bells", bits: 5,
    make() {
      const samples = new Float32Array(6 * demoRate);
      [76, 72, 67, 64, 72, 79].forEach((note, i) =>
        addTone(samples, 0.7 * i, noteFrequency(note), [[1, 1], [2, 0.5], [2.76, 0.35], [5.4, 0.2], [8.93, 0.1]], 0.3, 1.6));
      return scaledToPeak(samples, 0.8);
    },
  },
  groove: {
    name: "Drums and bass", bits: 6,
    make() {
      const samples = new Float32Array(4 * demoRate), random = seededRandom(2), beat = 0.25;
      for (let step = 0; step < 16; ++step) {
        const at = step * beat;
        addHit(samples, at, { noiseLevel: 0.12, noiseDecay: 50, bright: true }, random);
        if (step % 4 === 0) addHit(samples, at, { tone: 48, toneLevel: 0.7, toneDecay: 9 }, random);
        if (step % 4 === 2)
          addHit(samples, at, { tone: 180, toneLevel: 0.25, toneDecay: 25, noiseLevel: 0.35, noiseDecay: 18 }, random);
        addTone(samples, at, noteFrequency([33, 33, 45, 33, 36, 36, 43, 40][step % 8]), [[1, 1], [2, 0.4], [3, 0.2]], 0.15, 5);
      }
      return scaledToPeak(samples, 0.9);
    },
  },
};

/// The sound as readSound() would return it.
function makeDemoSound(key) {
  const { name, make } = demoSounds[key];
  return {
    name, format: "synthesised", sampleRate: demoRate, channels: [make()],
    bitsPerSample: 32, floatingPoint: true, encoding: Encoding.linear, endsEarly: false,
  };
}
