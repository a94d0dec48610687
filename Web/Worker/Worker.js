// The worker of the page. Its first message is the WebAssembly. Requests: {id, load, quantiseBits}, {id, restore} and {id, cells}; see
// EngineSession. A load or restore
// that is still running when another one arrives ends without an answer.
"use strict";

class Superseded extends Error {}
let latest = 0;
let session = null; // a promise

// Lets messages arrive, and reports progress, about twenty times a second.
function pauseFor(id) {
  let next = performance.now() + 50;
  return async (part) => {
    if (performance.now() < next) return;
    postMessage({ id, part });
    await new Promise((resolve) => setTimeout(resolve));
    if (id !== latest) throw new Superseded();
    next = performance.now() + 50;
  };
}

onmessage = async ({ data }) => {
  if (data.wasmBinary) {
    session = createDequantizerEngine(data).then((engine) => new EngineSession(engine));
    session.then(() => postMessage({ ready: true }), (error) => postMessage({ failed: String(error) }));
    return;
  }
  const { id } = data;
  if (!data.cells) latest = id;
  try {
    const engine = await session;
    if (data.cells) {
      if (!engine.sound) return;
      postMessage({ id, done: engine.cells(data.cells.first, data.cells.count) });
      return;
    }
    if (id !== latest) return;
    if (data.load) {
      const findings = await engine.load(data.load, data.quantiseBits, pauseFor(id));
      // The page keeps its own samples unless they were changed.
      postMessage({ id, done: { findings, channels: data.quantiseBits ? data.load.channels : null } });
    } else {
      const result = await engine.restore(data.restore, pauseFor(id));
      postMessage({ id, done: result }, result.channels.map((samples) => samples.buffer));
    }
  } catch (error) {
    if (!(error instanceof Superseded)) postMessage({ id, error: error.message || String(error) });
  }
};
