// Plays the sound and its restored version at the same time and fades between them, so that both are heard at the same place.
"use strict";

class Player {
  constructor() {
    this.context = null;
    this.live = null; // what LiveEngine.prepare() returns, to restore while it plays
    this.position = 0; // seconds, while stopped
    this.playing = false;
    this.mix = 1; // the share of the restored sound in B
    this.hearsRestored = true;
    this.matchesLevel = true;
    this.onEnd = () => {};
  }

  /// Where the sound plays, and how late the restored one is, in seconds.
  get output() {
    return this.live ? this.live.context : this.context;
  }
  get latency() {
    return this.live ? this.live.choice.latency / this.live.context.sampleRate : 0;
  }

  /// Uses a live engine from the next play() on, or the restored sound if it is null.
  setLive(live) {
    this.stop();
    if (this.live) this.live.context.close();
    this.live = live;
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
    const played = this.output.currentTime - this.startTime - this.latency;
    return Math.min(this.position + Math.max(played, 0), this.original.duration);
  }

  seek(seconds) {
    const wasPlaying = this.playing;
    this.stop();
    this.position = Math.min(Math.max(seconds, 0), this.original.duration);
    if (wasPlaying) this.play();
  }

  play() {
    if (!this.original || this.playing) return;
    if (!this.live && !this.context) this.context = new AudioContext();
    const context = this.output;
    context.resume();
    if (this.position >= this.original.duration) this.position = 0;
    this.gains = { original: context.createGain(), restored: context.createGain() };
    for (const gain of Object.values(this.gains)) gain.connect(context.destination);
    this.sources = [];
    const addSource = (buffer) => {
      const source = context.createBufferSource();
      source.buffer = buffer;
      this.sources.push(source);
      return source;
    };
    if (this.live) {
      const source = addSource(this.original);
      source.connect(this.live.node).connect(this.gains.restored);
      source.connect(new DelayNode(context, { delayTime: this.latency, maxDelayTime: 10 })).connect(this.gains.original);
    } else {
      addSource(this.original).connect(this.gains.original);
      if (this.restored) addSource(this.restored).connect(this.gains.restored);
    }
    this.applyGains(0);
    this.startTime = context.currentTime + 0.02;
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
    for (const gain of Object.values(this.gains)) gain.disconnect();
    if (this.live) this.live.node.disconnect();
  }

  /// Applies mix, hearsRestored and matchesLevel after a change.
  update() {
    if (this.playing) this.applyGains(0.01);
  }

  applyGains(fadeSeconds) {
    const share = (this.live || this.restored) && this.hearsRestored ? this.mix : 0;
    const levels = { original: 1 - share, restored: share * (this.matchesLevel ? this.gain : 1) };
    for (const name of ["original", "restored"]) {
      const { gain } = this.gains[name], now = this.output.currentTime;
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
