// node CompareWithNative.cjs ENGINE_FOLDER DEQUANTIZER [FILE.wav ...]
//
// Fails if the engine as WebAssembly restores other samples than the native program, by more than 1e-6. Speech at 16 kHz from the
// repository and a sound made by the page at 44.1 kHz are quantised to several depths; further files can be named. Also prints
// the time that both take, which does not affect the result.
"use strict";
const { execFileSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { loadScripts, startEngine } = require("./LoadPage.cjs");

const { EngineSession, readWav, writeWav, makeDemoSound } = loadScripts(
  ["Page/WavFile.js", "Page/DemoSounds.js", "Worker/EngineSession.js"],
  ["EngineSession", "readWav", "writeWav", "makeDemoSound"]);

const greatestDifference = 1e-6;
const [engineFolder, program, ...files] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dequantizer-web-"));
const at = (name) => path.join(folder, name);

function bytesOf(file) {
  const bytes = fs.readFileSync(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

// The processor time of a call in seconds, and its result.
async function timed(action) {
  const begin = process.hrtime.bigint();
  const result = await action();
  return [Number(process.hrtime.bigint() - begin) / 1e9, result];
}

async function compare(session, file, name, bits, options) {
  execFileSync(program, ["quantize", file, at("quantised.wav"), "--bits", String(bits)]);
  const flags = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  const [nativeSeconds] = await timed(() =>
    execFileSync(program, ["restore", at("quantised.wav"), at("native.wav"), "--bits-per-sample", "32", ...flags]));
  const expected = readWav(bytesOf(at("native.wav")), Infinity);
  const sound = readWav(bytesOf(at("quantised.wav")), Infinity);
  const [seconds, { choice, channels }] = await timed(async () => {
    await session.load(sound, null, async () => {});
    return session.restore(options, async () => {});
  });
  let difference = 0;
  let change = 0;
  channels.forEach((samples, channel) => samples.forEach((value, i) => {
    difference = Math.max(difference, Math.abs(value - expected.channels[channel][i]));
    change = Math.max(change, Math.abs(value - sound.channels[channel][i]));
  }));
  const isSame = difference <= greatestDifference && change > 0 && channels[0].length === expected.channels[0].length;
  console.log([isSame ? "same" : "DIFFERENT", name, `${bits} bit`, choice.model, difference.toExponential(1),
    `${seconds.toFixed(2)} s, native ${nativeSeconds.toFixed(2)} s`].join("  "));
  return isSame;
}

// What the quantise-it-first switch makes must be what `dequantizer quantize` makes.
async function compareQuantised(session, file, bits) {
  execFileSync(program, ["quantize", file, at("quantised.wav"), "--bits", String(bits)]);
  const expected = readWav(bytesOf(at("quantised.wav")), Infinity).channels[0];
  const sound = readWav(bytesOf(file), Infinity);
  await session.load(sound, bits, async () => {});
  const isSame = sound.channels[0].every((value, i) => value === expected[i]);
  console.log(`${isSame ? "same" : "DIFFERENT"}  quantised to ${bits} bit`);
  return isSame;
}

async function main() {
  const session = new EngineSession(await startEngine(engineFolder));
  const speech = path.join(__dirname, "../../Tests/Data/speech.wav");
  fs.writeFileSync(at("strings.wav"), Buffer.from(writeWav(makeDemoSound("strings").channels, 44100)));
  const results = [];
  for (const bits of [3, 4, 6, 8]) {
    results.push(await compare(session, speech, "speech", bits, {}));
    results.push(await compare(session, at("strings.wav"), "strings", bits, {}));
  }
  for (const options of [{ quality: "best" }, { quality: "low-latency" }, { material: "any" }]) {
    results.push(await compare(session, speech, `speech ${JSON.stringify(options)}`, 5, options));
    results.push(await compare(session, at("strings.wav"), `strings ${JSON.stringify(options)}`, 5, options));
  }
  for (const bits of [4, 8]) results.push(await compareQuantised(session, speech, bits));
  for (const file of files)
    for (const bits of [4, 8]) results.push(await compare(session, file, path.basename(file), bits, {}));
  return results.every(Boolean);
}

main().then((isSame) => {
  fs.rmSync(folder, { recursive: true });
  process.exitCode = isSame ? 0 : 1;
});
