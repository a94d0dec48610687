// Draws the outline of a whole sound, and a few samples with their cells and the restored curve.
"use strict";

// Fits a canvas to its size on the screen. Returns {context, width, height} in CSS pixels.
function preparedCanvas(canvas) {
  const scale = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  return { context, width, height };
}

function themeColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/// The outline of `samples`, up to `position` (0 .. 1) in another colour.
function drawOutline(canvas, samples, position) {
  const { context, width, height } = preparedCanvas(canvas), middle = height / 2;
  for (let x = 0; x < width; ++x) {
    const begin = Math.floor((x / width) * samples.length);
    const end = Math.max(begin + 1, Math.floor(((x + 1) / width) * samples.length));
    const stride = Math.max(1, Math.floor((end - begin) / 200));
    let least = Infinity, most = -Infinity;
    for (let i = begin; i < end; i += stride) {
      least = Math.min(least, samples[i]);
      most = Math.max(most, samples[i]);
    }
    context.fillStyle = themeColour(x / width < position ? "accent" : "outline");
    const top = middle - most * (middle - 2), bottom = middle - least * (middle - 2);
    context.fillRect(x, top, 1, Math.max(1, bottom - top));
  }
  context.fillStyle = themeColour("text");
  context.fillRect(position * width - 0.5, 0, 1.5, height);
}

/// Samples of the sound, their cells and the restored ones. `restored`, `lower` and `upper` may be null; all have the same length.
function drawDetail(canvas, { original, restored, lower, upper }) {
  const { context, width, height } = preparedCanvas(canvas);
  let least = Infinity, most = -Infinity;
  for (const values of [original, restored, lower, upper])
    if (values)
      for (const value of values) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
  const margin = Math.max(0.08 * (most - least), 1e-6);
  const step = width / original.length;
  const xOf = (i) => (i + 0.5) * step;
  const yOf = (value) => height * (1 - (value - least + margin) / (most - least + 2 * margin));
  if (lower) {
    context.fillStyle = themeColour("cell");
    for (let i = 0; i < original.length; ++i)
      context.fillRect(i * step, yOf(upper[i]), step + 0.5, yOf(lower[i]) - yOf(upper[i]));
  }
  context.lineJoin = "round";
  context.strokeStyle = themeColour("original");
  context.lineWidth = 1.5;
  context.beginPath();
  original.forEach((value, i) => {
    context.lineTo(i * step, yOf(value));
    context.lineTo((i + 1) * step, yOf(value));
  });
  context.stroke();
  if (!restored) return;
  context.strokeStyle = themeColour("accent");
  context.lineWidth = 2;
  context.beginPath();
  restored.forEach((value, i) => context.lineTo(xOf(i), yOf(value)));
  context.stroke();
}
