// Runs scripts of the page in Node, which share one scope as in the page, and returns what `names` lists.
"use strict";
const fs = require("fs");
const path = require("path");

exports.loadScripts = (files, names) => {
  const source = files.map((file) => fs.readFileSync(path.join(__dirname, "..", file), "utf8")).join("\n");
  return new Function(`${source}\nreturn {${names.join(",")}};`)();
};

// Starts the engine that is built in `folder`.
exports.startEngine = async (folder) => {
  const create = require(path.resolve(folder, "engine.js"));
  return create({ wasmBinary: fs.readFileSync(path.join(folder, "engine.wasm")) });
};
