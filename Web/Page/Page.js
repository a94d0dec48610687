// The page: connects the controls with the engine, the player and the pictures.
"use strict";

const element = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.engine = new EngineClient();
    this.player = new Player();
    this.player.onEnd = () => this.showPlaying();
    this.file = null; // as read
    this.sound = null; // quantised if that is wanted
    this.restored = null; // channels
    this.attempt = 0;
    for (let bits = 1; bits <= 16; ++bits) element("bits").add(new Option(`${bits} bit`, bits));
    for (let bits = 2; bits <= 12; ++bits) element("quantise-bits").add(new Option(`${bits} bit`, bits));
    element("quantise-bits").value = 4;
    this.connectOpening();
    this.connectListening();
    this.connectSettings();
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    window.addEventListener("resize", () => this.draw());
    this.engine.ready.catch((error) => this.say(`This browser cannot run the engine (${error.message}).`, true));
  }

  connectOpening() {
    element("file").onchange = (event) => {
      if (event.target.files[0]) this.open(event.target.files[0]);
      event.target.value = ""; // so that the same file can be chosen again
    };
    for (const button of document.querySelectorAll("[data-demo]"))
      button.onclick = () => {
        const { demo } = button.dataset;
        element("quantise-bits").value = demoSounds[demo].bits;
        this.take(makeDemoSound(demo), true);
      };
    const mark = (event) => {
      event.preventDefault();
      element("drop").classList.toggle("over", event.type === "dragover");
    };
    document.addEventListener("dragover", mark);
    document.addEventListener("dragleave", mark);
    document.addEventListener("drop", (event) => {
      mark(event);
      if (event.dataTransfer.files[0]) this.open(event.dataTransfer.files[0]);
    });
  }

  connectListening() {
    element("play").onclick = () => this.playOrPause();
    element("hear-original").onclick = () => this.hear(false);
    element("hear-restored").onclick = () => this.hear(true);
    element("position").oninput = (event) => this.seek(event.target.valueAsNumber * this.duration());
    element("outline").onclick = (event) => this.seek((event.offsetX / event.target.clientWidth) * this.duration());
    element("mix").oninput = (event) => {
      element("mix-value").value = `${event.target.value} %`;
      this.player.mix = event.target.valueAsNumber / 100;
      this.player.update();
    };
    element("match").onchange = (event) => {
      this.player.matchesLevel = event.target.checked;
      this.player.update();
    };
    element("live").onchange = () => this.restoreLive();
    element("download").onclick = () => this.download();
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select")) return;
      if (event.key === "b" || event.key === "B") this.hear(!this.player.hearsRestored);
      else if (event.key === " " && !event.target.matches("button, input[type=checkbox], label")) {
        event.preventDefault();
        this.playOrPause();
      }
    });
  }

  connectSettings() {
    for (const id of ["bits", "material", "quality", "force"]) element(id).onchange = () => this.restore();
    element("quantise").onchange = () => this.prepare();
    element("quantise-bits").onchange = () => element("quantise").checked && this.prepare();
  }

  say(text, isError = false) {
    const message = element("message");
    message.hidden = !text;
    message.textContent = text;
    message.classList.toggle("error", isError);
  }

  showProgress(label, part) {
    element("progress-section").hidden = part === null;
    element("progress-label").textContent = label;
    element("progress").value = part || 0;
  }

  async open(file) {
    const attempt = ++this.attempt;
    this.say(`Reading ${file.name}`);
    try {
      const sound = await readSound(file);
      if (attempt === this.attempt) this.take(sound, false);
    } catch (error) {
      if (attempt !== this.attempt) return;
      this.say(error instanceof SoundError ? error.message : `${file.name} cannot be read: ${error.message}.`, true);
    }
  }

  take(sound, quantise) {
    this.file = sound;
    element("quantise").checked = quantise;
    element("bits").value = "";
    element("force").checked = false;
    this.prepare();
  }

  // Quantises the sound if that is wanted, finds its grid and restores it.
  async prepare() {
    if (!this.file) return;
    const attempt = ++this.attempt;
    const quantiseBits = element("quantise").checked ? Number(element("quantise-bits").value) : null;
    this.say(this.file.endsEarly ? "The file ends before its sound does; it is used as far as it goes." : "");
    this.showProgress("Looking at the samples", 0);
    try {
      const { findings, channels } = await this.engine.load(this.file, quantiseBits, (part) =>
        this.showProgress("Looking at the samples", part));
      if (attempt !== this.attempt) return;
      this.sound = { ...this.file, channels: channels || this.file.channels };
      this.findings = findings;
      this.quantiseBits = quantiseBits;
      this.loudestTime = loudestPlace(this.sound.channels[0]) / this.sound.sampleRate;
      await this.restore();
    } catch (error) {
      if (attempt === this.attempt) this.fail(error.message);
    }
  }

  settings() {
    return {
      bits: element("bits").value,
      material: element("material").value,
      quality: element("quality").value,
      force: element("force").checked,
    };
  }

  async restore() {
    if (!this.sound) return;
    const attempt = ++this.attempt;
    this.restored = null;
    this.choice = null;
    this.showSound();
    this.restoreLive();
    this.showProgress("Restoring", 0);
    try {
      const begin = performance.now();
      const { choice, channels } = await this.engine.restore(this.settings(), (part) => this.showProgress("Restoring", part));
      if (attempt !== this.attempt) return;
      this.choice = choice;
      this.restored = channels;
      this.seconds = (performance.now() - begin) / 1000;
      this.showProgress("", null);
      this.say(`Restored ${this.sound.name}. Press Play, then switch between Original and Restored.`);
      this.showSound();
    } catch (error) {
      if (attempt === this.attempt) this.fail(this.explain(error.message));
    }
  }

  fail(text) {
    this.showProgress("", null);
    this.say(text, true);
    this.showFindings();
  }

  // What to do about an error of the engine, which speaks of the options of the command line.
  explain(error) {
    const { grid, reliable, severalGrids } = this.findings;
    const isAutomatic = this.settings().bits === "";
    if (isAutomatic && severalGrids) return "The bit depth changes within the sound. Set the bit depth of the part that matters.";
    if (isAutomatic && grid === "none")
      return "The samples lie on no grid, so there is nothing to restore: the sound was never coarse, or it was changed since. " +
        "To hear what the engine does, turn on “Quantise it first”.";
    if (isAutomatic && grid === "unknown") return "There is too little sound to find its grid. Set the bit depth to restore it.";
    if (isAutomatic && !reliable) return "The grid of the samples is not certain. Set the bit depth to restore the sound.";
    if (!isAutomatic && error.includes("lie on a grid"))
      return "The samples do not lie on the grid of this bit depth: they were changed after they were quantised, or quantised otherwise.";
    return error.charAt(0).toUpperCase() + error.slice(1);
  }

  // Prepares or ends the restoration while the sound plays.
  async restoreLive() {
    const isWanted = element("live").checked && this.sound;
    const { sound } = this;
    this.player.setLive(null);
    this.live = null;
    try {
      const live = isWanted ? await LiveEngine.prepare(sound, this.settings()) : null;
      if (live && (sound !== this.sound || !element("live").checked)) live.context.close();
      else this.player.setLive((this.live = live));
    } catch (error) {
      element("live").checked = false;
      this.say(`Live restoration failed. ${this.explain(error.message)}`, true);
    }
    if (!this.sound) return;
    this.showFindings();
    this.showPlaying();
  }

  duration() {
    return this.sound ? this.sound.channels[0].length / this.sound.sampleRate : 0;
  }

  audioBuffer(channels) {
    const buffer = new AudioBuffer({
      length: channels[0].length, numberOfChannels: channels.length, sampleRate: this.sound.sampleRate,
    });
    channels.forEach((samples, channel) => buffer.copyToChannel(samples, channel));
    return buffer;
  }

  showSound() {
    element("sound").hidden = false;
    try {
      if (this.playerSound !== this.sound) this.original = this.audioBuffer(this.sound.channels);
      this.playerSound = this.sound;
      const restored = this.restored && this.audioBuffer(this.restored);
      const gain = this.restored ? levelGain(this.sound.channels, this.restored) : 1;
      this.player.setSounds(this.original, restored, gain);
      element("play").disabled = false;
    } catch {
      this.player.setSounds(null, null, 1);
      this.playerSound = null;
      element("play").disabled = true;
      this.say("This browser cannot play a sound with this sample rate or number of channels. Its restored version can be downloaded.");
    }
    element("download").disabled = element("hear-restored").disabled = !this.restored;
    this.showFindings();
    this.showPlaying();
    this.drawSpectra();
    this.draw();
  }

  showFindings() {
    const { sound, findings, choice } = this;
    if (!sound) return;
    const channels = { 1: "mono", 2: "stereo" }[sound.channels.length] || `${sound.channels.length} channels`;
    const stored = sound.format === "synthesised" ? "made by this page"
      : `${sound.format}, ${sound.encoding === Encoding.lossy ? "compressed with loss" : `${sound.bitsPerSample} bits per sample`}`;
    const rows = [
      ["Sound", sound.name],
      ["Stored as", `${stored}, ${sound.sampleRate} Hz, ${channels}, ${this.duration().toFixed(2)} s`],
    ];
    if (this.quantiseBits) rows.push(["Quantised here", `to ${this.quantiseBits} bit`]);
    rows.push(["Grid", this.gridText()]);
    rows.push(["Signs", findings.findings.join(";\n")]);
    if (choice) {
      rows.push(["Restored from", choice.quantisation]);
      if (this.quantiseBits) {
        const before = signalToNoise(this.file.channels, sound.channels), after = signalToNoise(this.file.channels, this.restored);
        rows.push(["Signal-to-noise ratio", `${before.toFixed(1)} dB quantised, ${after.toFixed(1)} dB restored`]);
      }
      rows.push(["Model", choice.model + (choice.reason ? ` (${choice.reason})` : "")]);
      rows.push(["Latency of the engine", this.latencyText()]);
      rows.push(["Time taken", `${this.seconds.toFixed(1)} s for ${this.duration().toFixed(1)} s of sound`]);
    }
    element("found").replaceChildren(...rows.flatMap(([name, text]) => {
      const term = document.createElement("dt"), description = document.createElement("dd");
      term.textContent = name;
      description.textContent = text;
      return [term, description];
    }));
  }

  latencyText() {
    const milliseconds = (seconds) => `${(1000 * seconds).toFixed(0)} ms`;
    const ofEngine = milliseconds(this.choice.latency / this.sound.sampleRate);
    if (!this.live) return `${ofEngine}, as in the plugin`;
    const { context } = this.live;
    return `${ofEngine} live, and ${milliseconds(context.baseLatency + (context.outputLatency || 0))} of the sound device`;
  }

  gridText() {
    const { grid, bits, confidence, reliable, levels } = this.findings;
    if (grid === "none") return "none";
    if (grid === "unknown") return "not enough sound to tell";
    const depth = Math.abs(bits - Math.round(bits)) < 1e-4 ? Math.round(bits) : bits.toFixed(2);
    const sure = confidence > 0.999 ? "more than 99.9" : (100 * confidence).toFixed(1);
    return `${depth} bit, ${levels} levels in use, ${reliable ? "" : "not certain: "}${sure} % sure`;
  }

  playOrPause() {
    if (!this.sound || element("play").disabled) return;
    if (this.player.playing) this.player.stop();
    else this.player.play();
    this.showPlaying();
  }

  hear(restored) {
    this.player.hearsRestored = restored;
    this.player.update();
    element("hear-original").setAttribute("aria-pressed", !restored);
    element("hear-restored").setAttribute("aria-pressed", restored);
  }

  seek(seconds) {
    if (!this.sound) return;
    this.player.seek(seconds);
    this.draw();
  }

  showPlaying() {
    element("play").textContent = this.player.playing ? "Pause" : "Play";
    cancelAnimationFrame(this.frame);
    let drawn = 0;
    const follow = (now) => {
      if (now - drawn > 80) {
        drawn = now;
        this.draw();
      }
      if (this.player.playing) this.frame = requestAnimationFrame(follow);
    };
    if (this.player.playing) this.frame = requestAnimationFrame(follow);
    else this.draw();
  }

  draw() {
    if (!this.sound) return;
    const { time } = this.player, duration = this.duration();
    const samples = this.sound.channels[0];
    drawOutline(element("outline"), samples, time / duration);
    element("position").value = time / duration;
    element("position").setAttribute("aria-valuetext", `${time.toFixed(1)} of ${duration.toFixed(1)} seconds`);
    element("time").value = `${time.toFixed(1)} / ${duration.toFixed(1)} s`;
    // The start of most sounds is silent: show the loudest place until the user chooses another.
    this.drawSamples(time || this.loudestTime);
  }

  // About 5 ms around the position.
  async drawSamples(time) {
    const { sound, restored } = this, length = sound.channels[0].length;
    const count = Math.min(length, 240);
    const first = Math.min(Math.max(Math.round(time * sound.sampleRate) - count / 2, 0), length - count) | 0;
    const part = (samples) => samples && samples.subarray(first, first + count);
    const picture = { original: part(sound.channels[0]), restored: part(restored && restored[0]), lower: null, upper: null };
    if (this.choice) Object.assign(picture, await this.engine.cells(first, count));
    if (sound === this.sound && restored === this.restored) drawDetail(element("detail"), picture);
    element("detail-time").textContent = `${((1000 * count) / sound.sampleRate).toFixed(1)} ms at ${time.toFixed(2)} s`;
  }

  drawSpectra() {
    for (const text of document.querySelectorAll(".nyquist")) text.textContent = `${(this.sound.sampleRate / 2000).toFixed(1)} kHz`;
    drawSpectrogram(element("spectrum-before"), this.sound.channels[0]);
    if (this.restored) drawSpectrogram(element("spectrum-after"), this.restored[0]);
    else element("spectrum-after").getContext("2d").clearRect(0, 0, 1e4, 1e4);
  }

  // What B plays, but not matched in level.
  download() {
    const { mix } = this.player;
    const mixed = mix === 1 ? this.restored : this.restored.map((samples, channel) =>
      samples.map((value, i) => mix * value + (1 - mix) * this.sound.channels[channel][i]));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([writeWav(mixed, this.sound.sampleRate)], { type: "audio/wav" }));
    link.download = `${this.sound.name.replace(/\.[^.]*$/, "")}-restored.wav`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
}

/// The index of the greatest sample.
function loudestPlace(samples) {
  let place = 0;
  for (let i = 1; i < samples.length; ++i) if (Math.abs(samples[i]) > Math.abs(samples[place])) place = i;
  return place;
}

/// The ratio of the power of `clean` to that of its difference from `other` in dB; both are arrays of channels.
function signalToNoise(clean, other) {
  let signal = 0, noise = 0;
  clean.forEach((samples, channel) => samples.forEach((value, i) => {
    signal += value ** 2;
    noise += (value - other[channel][i]) ** 2;
  }));
  return 10 * Math.log10(signal / noise);
}

const page = new Page();
