// Plays the sound and its restored version at the same time and fades between them, so that both are heard at the same place.
"use strict";

class Player {
  constructor() {
    this.context = null;
    this.position = 0; // seconds, while stopped
    this.playing = false;
    this.mix = 1; // the share of the restored sound in B
    this.hearsRestored = true;
    this.matchesLevel = true;
    this.onEnd = () => {};
  }

  /// `original` and `restored` are AudioBuffers of the same length; `restored` may be null. `gain` makes it as loud as the original.
  setSounds(original, restored, gain) {
    const wasPlaying = this.playing;
    const sameSound = this.original === original;
    this.stop();
    if (!sameSound) this.position = 0;
    this.original = original;
    this.restored = restored;
    this.gain = gain;
    if (wasPlaying && sameSound) this.play();
  }

  /// The seconds from the start.
  get time() {
    if (!this.playing) return this.position;
    return Math.min(this.position + this.context.currentTime - this.startTime, this.original.duration);
  }

  seek(seconds) {
    const wasPlaying = this.playing;
    this.stop();
    this.position = Math.min(Math.max(seconds, 0), this.original.duration);
    if (wasPlaying) this.play();
  }

  play() {
    if (!this.original || this.playing) return;
    if (!this.context) this.context = new AudioContext();
    this.context.resume();
    if (this.position >= this.original.duration) this.position = 0;
    this.gains = { original: this.context.createGain(), restored: this.context.createGain() };
    this.sources = [];
    for (const name of ["original", "restored"]) {
      if (!this[name]) continue;
      const source = this.context.createBufferSource();
      source.buffer = this[name];
      source.connect(this.gains[name]).connect(this.context.destination);
      this.sources.push(source);
    }
    this.applyGains(0);
    this.startTime = this.context.currentTime + 0.02;
    for (const source of this.sources) source.start(this.startTime, this.position);
    this.sources[0].onended = () => {
      this.stop();
      this.onEnd();
    };
    this.playing = true;
  }

  stop() {
    if (!this.playing) return;
    this.position = this.time;
    this.playing = false;
    this.sources[0].onended = null;
    for (const source of this.sources) source.stop();
  }

  /// Applies mix, hearsRestored and matchesLevel after a change.
  update() {
    if (this.playing) this.applyGains(0.01);
  }

  applyGains(fadeSeconds) {
    const share = this.restored && this.hearsRestored ? this.mix : 0;
    const levels = { original: 1 - share, restored: share * (this.matchesLevel ? this.gain : 1) };
    for (const name of ["original", "restored"]) {
      const { gain } = this.gains[name], now = this.context.currentTime;
      gain.cancelScheduledValues(now);
      if (fadeSeconds > 0) gain.setTargetAtTime(levels[name], now, fadeSeconds / 3);
      else gain.value = levels[name];
    }
  }
}

/// The factor that gives `restored` the power of `original`; both are arrays of channels.
function levelGain(original, restored) {
  const power = (channels) => channels.reduce((sum, samples) => samples.reduce((part, x) => part + x * x, sum), 0);
  const before = power(original), after = power(restored);
  const least = 0.5, greatest = 2;
  return after > 0 && before > 0 ? Math.min(Math.max(Math.sqrt(before / after), least), greatest) : 1;
}
