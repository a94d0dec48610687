// The engine's scripts as strings, which EngineData.js contains: a page opened from disk may not load workers or data from files.
"use strict";

/// The address of a script that has the text `script`.
function addressOfScript(script) {
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}

/// The WebAssembly, from base64 of its gzip.
async function unpackedEngine() {
  const letters = atob(engineData.compressed);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; ++i) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
