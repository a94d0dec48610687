// Reads and writes WAV files. Samples of up to 24 bits are exact, which those from a browser's decoder need not be.
"use strict";

/// The number of a SampleEncoding in Source/AudioFile/Sound.h.
const Encoding = { linear: 0, muLaw: 1, aLaw: 2, lossy: 3 };

/// A sound that cannot be read; the message is for the user.
class SoundError extends Error {}

function isWav(bytes) {
  const view = new DataView(bytes);
  if (bytes.byteLength < 12) return false;
  const begin = view.getUint32(0), form = view.getUint32(8);
  return (begin === 0x52494646 || begin === 0x52463634) && form === 0x57415645; // RIFF or RF64, WAVE
}

// The chunks "fmt " and "data" as views of `bytes`; the latter ends where the file does if that is earlier.
function wavChunks(bytes) {
  const view = new DataView(bytes);
  let format = null;
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const name = view.getUint32(at), size = view.getUint32(at + 4, true);
    const begin = at + 8, end = Math.min(begin + size, bytes.byteLength);
    if (name === 0x666d7420) format = new DataView(bytes, begin, end - begin);
    if (name === 0x64617461 && format)
      return { format, data: new DataView(bytes, begin, end - begin), endsEarly: begin + size > end && size !== 0xffffffff };
    at = begin + size + (size & 1);
  }
  throw new SoundError(format ? "The WAV file has no samples." : "The WAV file has no description of its samples.");
}

// ITU-T G.711, decoded to 16 bits.
function decodeMuLaw(code) {
  const inverted = ~code & 0xff, exponent = (inverted >> 4) & 7;
  const magnitude = ((((inverted & 0x0f) << 3) + 0x84) << exponent) - 0x84;
  return inverted & 0x80 ? -magnitude : magnitude;
}
function decodeALaw(code) {
  const toggled = code ^ 0x55, exponent = (toggled >> 4) & 7;
  const step = ((toggled & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? step : (step + 0x100) << (exponent - 1);
  return toggled & 0x80 ? magnitude : -magnitude;
}

// A function that returns the sample at a byte of `data`.
function sampleReader(data, tag, size) {
  switch (tag + ":" + size) {
    case "1:1": return (at) => (data.getUint8(at) - 128) / 0x80;
    case "1:2": return (at) => data.getInt16(at, true) / 0x8000;
    case "1:3": return (at) => (data.getUint16(at, true) + data.getInt8(at + 2) * 0x10000) / 0x800000;
    case "1:4": return (at) => data.getInt32(at, true) / 0x80000000;
    case "3:4": return (at) => data.getFloat32(at, true);
    case "3:8": return (at) => data.getFloat64(at, true);
    case "6:1": return (at) => decodeALaw(data.getUint8(at)) / 0x8000;
    case "7:1": return (at) => decodeMuLaw(data.getUint8(at)) / 0x8000;
    default: throw new SoundError("The WAV file has samples of a kind that this page cannot read.");
  }
}

/// Reads a WAV file from an ArrayBuffer. Returns {sampleRate, channels: Float32Array[], bitsPerSample, floatingPoint, encoding,
/// format, endsEarly}. Throws a SoundError.
function readWav(bytes, mostSamples) {
  const { format, data, endsEarly } = wavChunks(bytes);
  if (format.byteLength < 16) throw new SoundError("The WAV file's description of its samples is too short.");
  let tag = format.getUint16(0, true);
  if (tag === 0xfffe && format.byteLength >= 26) tag = format.getUint16(24, true);
  const channelCount = format.getUint16(2, true), sampleRate = format.getUint32(4, true);
  const bitsPerSample = format.getUint16(14, true), size = Math.ceil(bitsPerSample / 8);
  if (channelCount === 0 || sampleRate === 0 || bitsPerSample === 0)
    throw new SoundError("The WAV file gives no channels, no sample rate or no bits per sample.");
  const read = sampleReader(data, tag, size);
  const length = Math.floor(data.byteLength / (channelCount * size));
  if (length === 0) throw new SoundError("The WAV file has no samples.");
  requireLength(length * channelCount, mostSamples);
  const channels = [];
  for (let channel = 0; channel < channelCount; ++channel) {
    const samples = new Float32Array(length);
    for (let i = 0, at = channel * size; i < length; ++i, at += channelCount * size) samples[i] = read(at);
    channels.push(samples);
  }
  const encoding = tag === 7 ? Encoding.muLaw : tag === 6 ? Encoding.aLaw : Encoding.linear;
  return { sampleRate, channels, bitsPerSample, floatingPoint: tag === 3, encoding, format: "WAV", endsEarly };
}

/// Throws a SoundError if a sound has too many samples for the memory of a page.
function requireLength(samples, mostSamples) {
  if (samples > mostSamples)
    throw new SoundError(`The sound has ${Math.round(samples / 1e6)} million samples, and this page takes at most ` +
      `${Math.round(mostSamples / 1e6)} million. The command-line program has no such limit.`);
}

/// A WAV file with 24 bits per sample, as the bytes of an ArrayBuffer. Rounds as `dequantizer restore` does.
function writeWav(channels, sampleRate) {
  const size = 3, frame = size * channels.length, dataSize = channels[0].length * frame;
  const bytes = new ArrayBuffer(44 + dataSize + (dataSize & 1)), view = new DataView(bytes);
  view.setUint32(0, 0x52494646);
  view.setUint32(4, bytes.byteLength - 8, true);
  view.setUint32(8, 0x57415645);
  view.setUint32(12, 0x666d7420);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frame, true);
  view.setUint16(32, frame, true);
  view.setUint16(34, 8 * size, true);
  view.setUint32(36, 0x64617461);
  view.setUint32(40, dataSize, true);
  channels.forEach((samples, channel) => {
    for (let i = 0, at = 44 + channel * size; i < samples.length; ++i, at += frame) {
      const value = Math.min(Math.max(roundHalfEven(samples[i] * 0x800000), -0x800000), 0x7fffff);
      view.setUint16(at, value & 0xffff, true);
      view.setInt8(at + 2, value >> 16);
    }
  });
  return bytes;
}

function roundHalfEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
