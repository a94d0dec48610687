// The engine's functions on whole sounds.
"use strict";

class EngineSession {
  /// `engine` is what createDequantizerEngine() resolves to.
  constructor(engine) {
    this.engine = engine;
    this.blockLength = engine._blockLength();
  }

  /// Surveys a sound; see readWav(). If `quantiseBits` is a number, its samples are replaced by quantised ones first. Returns the
  /// findings. `pause` is called now and then and returns a promise that resolves when the work should go on.
  async load(sound, quantiseBits, pause) {
    this.sound = null;
    const bits = quantiseBits ? 32 : sound.bitsPerSample;
    const floating = quantiseBits ? true : sound.floatingPoint;
    const encoding = quantiseBits ? 0 : sound.encoding;
    this.answer(this.engine._beginSound(sound.sampleRate, sound.channels.length, bits, floating ? 1 : 0, encoding));
    const length = sound.channels[0].length;
    for (let at = 0; at < length; at += this.blockLength) {
      const count = Math.min(this.blockLength, length - at);
      this.put(sound.channels, at, count);
      if (quantiseBits) {
        this.engine._quantiseBlock(quantiseBits, count);
        this.get(sound.channels, 0, at, count);
      }
      this.answer(this.engine._surveyBlock(count));
      await pause(at / length);
    }
    this.sound = sound;
    return this.answer(this.engine._findings());
  }

  /// Prepares the restoration of the sound and returns its description. For `settings` see SoundSession::choose().
  choose(settings) {
    const text = JSON.stringify(settings), size = 4 * text.length + 1;
    const memory = this.engine._malloc(size);
    this.engine.stringToUTF8(text, memory, size);
    try {
      return this.answer(this.engine._chooseRestorationFor(memory));
    } finally {
      this.engine._free(memory);
    }
  }

  /// Restores the sound. Returns {choice, channels}.
  async restore(settings, pause) {
    const choice = this.choose(settings);
    const { channels } = this.sound, length = channels[0].length, end = length + choice.latency;
    const restored = channels.map(() => new Float32Array(length));
    for (let at = 0; at < end; at += this.blockLength) {
      const count = Math.min(this.blockLength, end - at);
      this.put(channels, at, count);
      this.engine._restoreBlock(count);
      // The first outputs belong to the time before the sound.
      const skipped = Math.min(Math.max(choice.latency - at, 0), count);
      this.get(restored, skipped, at + skipped - choice.latency, count - skipped);
      await pause(at / end);
    }
    return { choice, channels: restored };
  }

  /// The cells of `count` <= blockLength samples of the first channel from `first` on, after restore().
  cells(first, count) {
    const at = this.engine._blockOfChannel(0) >> 2;
    this.engine.HEAPF32.set(this.sound.channels[0].subarray(first, first + count), at);
    this.engine._findCells(count);
    const copy = (pointer) => this.engine.HEAPF32.slice(pointer >> 2, (pointer >> 2) + count);
    return { lower: copy(this.engine._lowerBounds()), upper: copy(this.engine._upperBounds()) };
  }

  // Copies samples into the block, and zeros where the sound has ended.
  put(channels, first, count) {
    channels.forEach((samples, channel) => {
      const at = this.engine._blockOfChannel(channel) >> 2, part = samples.subarray(first, first + count);
      this.engine.HEAPF32.set(part, at);
      this.engine.HEAPF32.fill(0, at + part.length, at + count);
    });
  }

  // Copies samples from the block, after the first `skipped` ones.
  get(channels, skipped, target, count) {
    channels.forEach((samples, channel) => {
      const at = (this.engine._blockOfChannel(channel) >> 2) + skipped;
      samples.set(this.engine.HEAPF32.subarray(at, at + count), target);
    });
  }

  answer(pointer) {
    const result = JSON.parse(this.engine.UTF8ToString(pointer));
    if (result.error) throw new Error(result.error);
    return result;
  }
}
