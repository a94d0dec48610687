// Reads sound files: WAV by WavFile.js, everything else with the decoder of the browser.
"use strict";

/// The most samples, all channels together, that the page takes; it holds them four times.
const mostSamples = 100e6;

// The rate of a compressed file, so that the browser does not resample it, and what else its header says.
function headerOf(bytes) {
  const data = new Uint8Array(bytes);
  const starts = (text, at = 0) => [...text].every((letter, i) => data[at + i] === letter.charCodeAt(0));
  const lossy = { bitsPerSample: 32, floatingPoint: true, encoding: Encoding.lossy };
  if (starts("fLaC") && data.length > 22)
    return {
      format: "FLAC", sampleRate: (data[18] << 12) | (data[19] << 4) | (data[20] >> 4),
      bitsPerSample: (((data[20] & 1) << 4) | (data[21] >> 4)) + 1, floatingPoint: false, encoding: Encoding.linear,
    };
  if (starts("OggS") && starts("vorbis", 29) && data.length > 44)
    return { format: "Ogg Vorbis", sampleRate: new DataView(bytes).getUint32(40, true), ...lossy };
  if (starts("OggS") && starts("OpusHead", 28)) return { format: "Opus", sampleRate: 48000, ...lossy };
  return { format: "compressed", sampleRate: mp3Rate(data), ...lossy };
}

// The rate of the first frame of an MP3 file; 44.1 kHz if there is none.
function mp3Rate(data) {
  let at = 0;
  if (data[0] === 0x49 && data[1] === 0x44 && data[2] === 0x33)
    at = 10 + ((data[6] << 21) | (data[7] << 14) | (data[8] << 7) | data[9]);
  for (const end = Math.min(at + 4096, data.length - 3); at < end; ++at) {
    if (data[at] !== 0xff || (data[at + 1] & 0xe6) !== 0xe2) continue;
    const rate = [44100, 48000, 32000][(data[at + 2] >> 2) & 3];
    const shift = { 3: 0, 2: 1, 0: 2 }[(data[at + 1] >> 3) & 3];
    if (rate && shift !== undefined) return rate >> shift;
  }
  return 44100;
}

/// Reads a File. Returns what readWav() returns, with `name`. Throws a SoundError.
async function readSound(file) {
  if (file.size > 4 * mostSamples * 2) requireLength(file.size / 2, mostSamples);
  const bytes = await file.arrayBuffer();
  if (isWav(bytes)) return { ...readWav(bytes, mostSamples), name: file.name };
  const header = headerOf(bytes);
  let decoded = null;
  try {
    decoded = await new OfflineAudioContext(1, 1, header.sampleRate || 44100).decodeAudioData(bytes);
  } catch {
    throw new SoundError(`${file.name} is not a sound that this browser can decode. WAV files always work.`);
  }
  requireLength(decoded.length * decoded.numberOfChannels, mostSamples);
  const channels = [];
  for (let channel = 0; channel < decoded.numberOfChannels; ++channel) channels.push(decoded.getChannelData(channel));
  return { ...header, sampleRate: decoded.sampleRate, channels, endsEarly: false, name: file.name };
}
