// node MakePage.cjs ENGINE_FOLDER OUTPUT
//
// Writes the page to the folder OUTPUT. The WebAssembly and the scripts that run it become strings in one more script, EngineData.js: a
// page that was opened from disk may load scripts from its folder, but neither workers nor data.
"use strict";
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const [engineFolder, output] = process.argv.slice(2);
const page = path.join(__dirname, "Page");
fs.mkdirSync(output, { recursive: true });
for (const file of fs.readdirSync(page)) fs.copyFileSync(path.join(page, file), path.join(output, file));

const read = (file) => fs.readFileSync(file, "utf8");
const scriptWithEngine = (name) =>
  [read(path.join(engineFolder, "engine.js")), ...["EngineSession.js", name].map((file) => read(path.join(__dirname, "Worker", file)))]
    .join("\n");
const data = {
  worker: scriptWithEngine("Worker.js"),
  live: scriptWithEngine("LiveProcessor.js"),
  compressed: zlib.gzipSync(fs.readFileSync(path.join(engineFolder, "engine.wasm")), { level: 9 }).toString("base64"),
};
fs.writeFileSync(path.join(output, "EngineData.js"), `const engineData = ${JSON.stringify(data)};\n`);
