// The engine on the audio thread: what goes in comes out restored, late by the latency of the engine.
"use strict";

class LiveProcessor extends AudioWorkletProcessor {
  constructor() {
    super();
    this.session = null;
    this.port.onmessage = ({ data }) => this.prepare(data).catch((error) => this.port.postMessage({ error: error.message }));
  }

  // `sound` is what the engine surveys to find the grid, `settings` are those of EngineSession.choose().
  async prepare({ wasmBinary, sound, settings }) {
    this.session = null;
    const session = new EngineSession(await createDequantizerEngine({ wasmBinary }));
    await session.load(sound, null, async () => {});
    const choice = session.choose(settings);
    this.channelCount = sound.channels.length;
    this.session = session;
    this.port.postMessage({ choice });
  }

  process([input], [output]) {
    if (!this.session) return true;
    const { engine } = this.session, count = output[0].length;
    for (let channel = 0; channel < this.channelCount; ++channel) {
      const at = engine._blockOfChannel(channel) >> 2;
      // While nothing plays, the input has no channels.
      if (input[channel]) engine.HEAPF32.set(input[channel], at);
      else engine.HEAPF32.fill(0, at, at + count);
    }
    engine._restoreBlock(count);
    output.forEach((samples, channel) => {
      const at = engine._blockOfChannel(channel) >> 2;
      samples.set(engine.HEAPF32.subarray(at, at + count));
    });
    return true;
  }
}

registerProcessor("dequantizer-live", LiveProcessor);
