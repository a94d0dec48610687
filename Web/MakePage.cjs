// node MakePage.cjs ENGINE_FOLDER OUTPUT
//
// Writes the page to the folder OUTPUT. The script of the worker, with the engine in it, becomes a string in one more script: a page
// that was opened from disk may load scripts from its folder, but neither workers nor data.
"use strict";
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const [engineFolder, output] = process.argv.slice(2);
const page = path.join(__dirname, "Page");
fs.mkdirSync(output, { recursive: true });
for (const file of fs.readdirSync(page)) fs.copyFileSync(path.join(page, file), path.join(output, file));

const read = (file) => fs.readFileSync(file, "utf8");
const engine = zlib.gzipSync(fs.readFileSync(path.join(engineFolder, "engine.wasm")), { level: 9 });
const worker = [
  read(path.join(engineFolder, "engine.js")),
  read(path.join(__dirname, "Worker/EngineSession.js")),
  read(path.join(__dirname, "Worker/Worker.js")),
].join("\n");
fs.writeFileSync(path.join(output, "engine-worker.js"),
  `const dequantizerWorkerScript = ${JSON.stringify(worker)} +\n` +
  `  ${JSON.stringify(`\nconst compressedEngine = "${engine.toString("base64")}";\n`)};\n`);
