"use strict";

// Runs before the page: collects errors, listens to the output, and can replace real time by rendering, which is exact.

window.failures = [];
window.addEventListener("error", (event) => window.failures.push(event.message));
window.addEventListener("unhandledrejection", (event) => window.failures.push(String(event.reason)));

const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (target, ...rest) {
    if (target === this.context.destination) {
        window.output = new AnalyserNode(this.context, { fftSize: 2048 });
        connect.call(this, window.output);
    }
    return connect.call(this, target, ...rest);
};
window.latestOutput = () => {
    const samples = new Float32Array(2048);
    window.output.getFloatTimeDomainData(samples);
    return samples;
};

// Plays the current sound from `offset` without real time. At each time of `changes`, [seconds, function] in order, the function
// is called. Resolves to the output.
const { resume } = OfflineAudioContext.prototype;
window.render = async (offset, seconds, changes) => {
    const rate = sounds.find(({ id }) => id === state.sound).rate;
    const context = new OfflineAudioContext(1, seconds * rate, rate);
    context.resume = async () => {};
    const RealContext = window.AudioContext;
    window.AudioContext = function () { return context; };
    const rendered = new Player();
    window.AudioContext = RealContext;
    rendered.load(rate, decoded.get(state.sound));
    rendered.position = offset;
    const hear = player.hear;
    player.hear = (...heard) => rendered.hear(...heard);
    window.AudioContext = function () { return context; };
    show();
    rendered.play();
    window.AudioContext = RealContext;
    for (const [time, change] of changes)
        context.suspend(time).then(() => {
            change(rendered);
            resume.call(context);
        });
    const buffer = await context.startRendering();
    player.hear = hear;
    return buffer.getChannelData(0);
};

// The largest difference between the output and a version, both from `first` to `last` seconds after the beginning of the output.
window.difference = (output, version, bits, offset, first, last) => {
    const sound = sounds.find(({ id }) => id === state.sound);
    const samples = decoded.get(state.sound).get(keyOf(version, bits));
    const gain = 0.7 * 10 ** ((figuresOf(version)?.gain ?? 0) / 20);
    const begin = Math.round(offset * sound.rate) - Math.round(0.05 * sound.rate);
    let largest = 0;
    for (let i = Math.ceil(first * sound.rate); i < last * sound.rate; ++i)
        largest = Math.max(largest, Math.abs(output[i] - gain * samples[(begin + i) % samples.length]));
    return largest;
};
