// The engine in its worker.
"use strict";

class EngineClient {
  constructor() {
    this.waiting = new Map();
    this.count = 0;
    this.worker = new Worker(addressOfScript(engineData.worker));
    this.ready = new Promise((resolve, reject) => {
      unpackedEngine().then((wasmBinary) => this.worker.postMessage({ wasmBinary }, [wasmBinary]), reject);
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.failed) reject(new Error(data.failed));
        else this.receive(data);
      };
    });
  }

  /// Quantises the sound first if `quantiseBits` is a number. Resolves to {findings, channels}; the latter are null unless they were
  /// quantised. Never resolves if another load() or restore() follows too soon.
  load(sound, quantiseBits, progress) {
    const { sampleRate, channels, bitsPerSample, floatingPoint, encoding } = sound;
    return this.request({ load: { sampleRate, channels, bitsPerSample, floatingPoint, encoding }, quantiseBits }, progress);
  }

  /// Resolves to {choice, channels}.
  restore(settings, progress) {
    return this.request({ restore: settings }, progress);
  }

  /// Resolves to {lower, upper} of the first channel, while the worker is idle.
  cells(first, count) {
    return this.request({ cells: { first, count } });
  }

  async request(message, progress) {
    const id = ++this.count;
    await this.ready;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, progress });
      this.worker.postMessage({ id, ...message });
    });
  }

  receive({ id, part, done, error }) {
    const request = this.waiting.get(id);
    if (part !== undefined) {
      if (request.progress) request.progress(part);
      return;
    }
    this.waiting.delete(id);
    if (error !== undefined) request.reject(new Error(error));
    else request.resolve(done);
  }
}
