"use strict";

/// Plays all versions of a sound in step, in a loop, and makes one of them heard. Switching changes only the gains, so it
/// neither moves the place nor leaves a gap.
class Player {
    #contexts = new Map();
    #rate = 0;
    #buffers = new Map();
    #voices = new Map();
    #master = null;
    #heard = { name: "", gain: 1 };
    #offset = 0; // where playing began or stopped, in seconds
    #startTime = 0;

    /// Takes the samples of each version, a Map of Float32Arrays of equal length, and stops.
    load(rate, samples) {
        this.pause();
        this.#rate = rate;
        this.#offset = 0;
        this.#buffers.clear();
        for (const [name, values] of samples) {
            const buffer = new AudioBuffer({ length: values.length, sampleRate: rate });
            buffer.copyToChannel(values, 0);
            this.#buffers.set(name, buffer);
        }
    }

    get playing() {
        return this.#voices.size > 0;
    }

    get duration() {
        const [buffer] = this.#buffers.values();
        return buffer ? buffer.duration : 0;
    }

    /// The place in the sound, in seconds.
    get position() {
        if (!this.playing) return this.#offset;
        const elapsed = Math.max(0, this.#context.currentTime - this.#startTime);
        return (this.#offset + elapsed) % this.duration;
    }

    set position(seconds) {
        const playing = this.playing;
        this.pause();
        this.#offset = this.#wholeSamples(Math.min(Math.max(0, seconds), this.duration - 0.001));
        if (playing) this.play();
    }

    play() {
        if (this.playing || this.#buffers.size === 0) return;
        const context = this.#context;
        context.resume();
        this.#master = new GainNode(context, { gain: 0.7 }); // leaves room for the gains that match the loudness
        this.#master.connect(context.destination);
        this.#startTime = this.#wholeSamples(context.currentTime + 0.05);
        for (const [name, buffer] of this.#buffers) {
            const source = new AudioBufferSourceNode(context, { buffer, loop: true });
            const gain = new GainNode(context, { gain: this.#gainOf(name) });
            source.connect(gain).connect(this.#master);
            source.start(this.#startTime, this.#offset);
            this.#voices.set(name, { source, gain });
        }
    }

    pause() {
        if (!this.playing) return;
        this.#offset = this.#wholeSamples(this.position);
        const now = this.#context.currentTime;
        this.#master.gain.setTargetAtTime(0, now, 0.003);
        for (const { source } of this.#voices.values()) source.stop(now + 0.03);
        this.#voices.clear();
    }

    /// Makes one version heard, with a gain as a factor.
    hear(name, gain) {
        this.#heard = { name, gain };
        for (const [voice, nodes] of this.#voices) {
            const now = this.#context.currentTime;
            nodes.gain.gain.cancelScheduledValues(now);
            nodes.gain.gain.setTargetAtTime(this.#gainOf(voice), now, 0.003);
        }
    }

    // Between samples, browsers would interpolate.
    #wholeSamples(seconds) {
        return Math.round(seconds * this.#rate) / this.#rate;
    }

    #gainOf(name) {
        return name === this.#heard.name ? this.#heard.gain : 0;
    }

    // One context for each sample rate: browsers resample their output well, but the buffers within a context coarsely.
    get #context() {
        if (!this.#contexts.has(this.#rate)) this.#contexts.set(this.#rate, new AudioContext({ sampleRate: this.#rate }));
        return this.#contexts.get(this.#rate);
    }
}
