"use strict";

/// The key of a version's samples. The clean sound is the same at each bit depth.
function keyOf(version, bits) {
    return version === "clean" ? "clean" : `${version} at ${bits} bit`;
}

/// Decodes all versions of a sound. Resolves to a Map from keyOf() to samples.
async function decodeSound(sound) {
    const stored = [["clean", sound.clean]];
    for (const bits of depths)
        for (const [version, { flac }] of Object.entries(sound.depths[bits])) if (flac) stored.push([keyOf(version, bits), flac]);
    const samples = new Map(await Promise.all(stored.map(async ([key, flac]) => [key, await decodeFlac(flac, sound.rate)])));
    for (const bits of depths) {
        samples.set(keyOf("quantised", bits), quantise(samples.get("clean"), bits));
        // What version 0.1 chose where it had no model for the sample rate.
        if (!sound.depths[bits].v01) samples.set(keyOf("v01", bits), samples.get(keyOf("dct", bits)));
    }
    return samples;
}

// An offline context of the sound's own rate returns the samples as they are stored.
async function decodeFlac(base64, rate) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const buffer = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes.buffer);
    return buffer.getChannelData(0);
}

// The mid-rise quantiser of the program, which Scripts/listen/build.py checks against it.
function quantise(clean, bits) {
    const steps = 2 ** (bits - 1);
    return clean.map((x) => ((Math.min(Math.floor(Math.abs(x) * steps), steps - 1) + 0.5) / steps) * (x < 0 ? -1 : 1));
}
