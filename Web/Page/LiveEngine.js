// The engine in an AudioWorklet, which restores while the sound plays, as the plugin does.
"use strict";

class LiveEngine {
  /// The longest part of a sound that is surveyed for its grid, in seconds; the audio thread does it before it plays.
  static surveySeconds = 60;

  /// Prepares the restoration of a sound. Resolves to {context, node, choice}; the context has the rate of the sound. Throws an Error
  /// with one sentence.
  static async prepare(sound, settings) {
    const { sampleRate, bitsPerSample, floatingPoint, encoding } = sound;
    const context = new AudioContext({ sampleRate });
    try {
      // Not addressOfScript(): in a page opened from disk, a module may not come from there.
      await context.audioWorklet.addModule(`data:text/javascript,${encodeURIComponent(engineData.live)}`);
      const count = sound.channels.length;
      const node = new AudioWorkletNode(context, "dequantizer-live", {
        channelCount: count, channelCountMode: "explicit", outputChannelCount: [count],
      });
      const channels = sound.channels.map((samples) => samples.slice(0, LiveEngine.surveySeconds * sampleRate));
      const wasmBinary = await unpackedEngine();
      const choice = await new Promise((resolve, reject) => {
        node.port.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.choice));
        node.onprocessorerror = () => reject(new Error("the audio thread stopped"));
        node.port.postMessage({
          wasmBinary, settings, sound: { sampleRate, channels, bitsPerSample, floatingPoint, encoding },
        }, [wasmBinary]);
      });
      return { context, node, choice };
    } catch (error) {
      context.close();
      throw error;
    }
  }
}
