"use strict";

const player = new Player();
const state = { sound: "speech", bits: 4, version: "quantised", previous: "clean", playing: false };
const decoded = new Map(); // by sound: the samples of its versions, or the promise of them
const pictures = new Map(); // spectrograms, by sound, version and theme
const darkness = window.matchMedia("(prefers-color-scheme: dark)");
const element = (id) => document.getElementById(id);

function makeButtons(parent, choices, onChoice) {
    for (const { value, label } of choices) {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.value = value;
        button.append(...label);
        button.addEventListener("click", () => onChoice(value));
        parent.append(button);
    }
}

function span(className, text) {
    const part = document.createElement("span");
    part.className = className;
    part.textContent = text;
    return part;
}

function buildPage() {
    makeButtons(element("sounds"), sounds.map(({ id }) => ({ value: id, label: [soundTitles[id]] })), chooseSound);
    makeButtons(element("depths"), depths.map((bits) => ({ value: bits, label: [`${bits} bit`] })), chooseDepth);
    const label = ({ title, about }, i) => {
        const picture = document.createElement("canvas");
        picture.width = spectrogramSize.width / 2;
        picture.height = spectrogramSize.height / 2;
        picture.setAttribute("aria-hidden", "true");
        const name = span("name", "");
        name.append(span("key", String(i + 1)), " ", span("title", title));
        return [name, " ", span("about", about), " ", picture, span("figures", "")];
    };
    makeButtons(element("versions"), versions.map((version, i) => ({ value: version.id, label: label(version, i) })), chooseVersion);

    element("play").addEventListener("click", playOrPause);
    element("match").addEventListener("change", show);
    element("place").addEventListener("input", (event) => (player.position = event.target.value * player.duration));
    element("picture").addEventListener("click", (event) => {
        const box = event.currentTarget.getBoundingClientRect();
        player.position = ((event.clientX - box.left) / box.width) * player.duration;
    });
    document.addEventListener("keydown", onKey);
    darkness.addEventListener("change", showPictures);
}

function chooseVersion(version) {
    if (version !== state.version) state.previous = state.version;
    state.version = version;
    show();
}

function chooseDepth(bits) {
    state.bits = bits;
    show();
}

async function chooseSound(id) {
    if (id === state.sound && decoded.get(id) instanceof Map) return; // goes on playing
    state.sound = id;
    player.pause();
    element("play").disabled = true;
    element("play").textContent = "Loading";
    const sound = sounds.find((one) => one.id === id);
    if (!decoded.has(id)) decoded.set(id, decodeSound(sound));
    show();
    try {
        const samples = await decoded.get(id);
        if (state.sound !== id) return; // another was chosen meanwhile
        decoded.set(id, samples);
        player.load(sound.rate, samples);
    } catch (error) {
        element("status").textContent = `This browser cannot decode the sounds (${error.message}).`;
        throw error;
    }
    element("play").disabled = false;
    show();
    setPlaying(state.playing);
}

function playOrPause() {
    if (!element("play").disabled) setPlaying(!state.playing);
}

function setPlaying(playing) {
    state.playing = playing;
    if (playing) player.play();
    else player.pause();
    element("play").textContent = playing ? "Pause" : "Play";
    movePlace();
}

function matchOrNot() {
    element("match").checked = !element("match").checked;
    show();
}

function onKey(event) {
    if (!element("keys").checked || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = (list, value) => list[(list.indexOf(value) + 1) % list.length];
    const key = event.key.toLowerCase();
    if (key >= "1" && key <= String(versions.length)) chooseVersion(versions[key - 1].id);
    else if (key === "x") chooseVersion(state.previous);
    else if (key === "b") chooseDepth(next(depths, state.bits));
    else if (key === "s") chooseSound(next(sounds.map(({ id }) => id), state.sound));
    else if (key === "m") matchOrNot();
    else if (key === "p" || (key === " " && !event.target.closest("button, input, a, summary"))) playOrPause();
    else return;
    event.preventDefault();
}

// The figures of a version, or nothing for the clean sound.
function figuresOf(version) {
    const figures = sounds.find(({ id }) => id === state.sound).depths[state.bits];
    return version === "v01" ? (figures.v01 ?? figures.dct) : figures[version];
}

function decibels(value) {
    return `${value < 0 ? "\u2212" : ""}${Math.abs(value).toFixed(1)} dB`;
}

function figureTexts(version) {
    const figures = figuresOf(version);
    return figures ? [`SNR ${decibels(figures.snr)}`, `NMR ${decibels(figures.nmr)}`] : ["reference"];
}

function press(parent, value) {
    for (const button of element(parent).children) button.setAttribute("aria-pressed", String(button.dataset.value === String(value)));
}

function show() {
    press("sounds", state.sound);
    press("depths", state.bits);
    press("versions", state.version);
    const gain = element("match").checked ? (figuresOf(state.version)?.gain ?? 0) : 0;
    player.hear(keyOf(state.version, state.bits), 10 ** (gain / 20));
    for (const button of element("versions").children) {
        const parts = figureTexts(button.dataset.value).flatMap((text) => [span("figure", text), " "]);
        button.querySelector(".figures").replaceChildren(...parts);
    }
    // Version 0.1 has a model of its own only at 16 kHz.
    const v01 = element("versions").querySelector('[data-value="v01"] .about');
    v01.textContent = sounds.find(({ id }) => id === state.sound).depths[state.bits].v01 ? "learned operator" : "the DCT here";
    const { title } = versions.find(({ id }) => id === state.version);
    const depth = state.version === "clean" ? "" : `, ${state.bits} bit`;
    element("status").textContent = `${soundTitles[state.sound]}: ${title}${depth}. ${figureTexts(state.version).join(", ")}`;
    showPictures();
    showPlace();
}

function showPictures() {
    const samples = decoded.get(state.sound);
    if (!(samples instanceof Map)) return;
    const theme = darkness.matches ? "dark" : "light";
    for (const button of element("versions").children) {
        const key = keyOf(button.dataset.value, state.bits);
        const name = `${state.sound} ${key} ${theme}`;
        if (!pictures.has(name)) pictures.set(name, spectrogram(samples.get(key), theme));
        draw(button.querySelector("canvas"), pictures.get(name));
        if (button.dataset.value === state.version) draw(element("spectrogram"), pictures.get(name));
    }
    const highest = sounds.find(({ id }) => id === state.sound).rate / 2000;
    element("frequencies").replaceChildren(
        ...[2, 4, 6, 8, 10].filter((kilohertz) => kilohertz < highest).map((kilohertz) => {
            const label = span("", `${kilohertz} kHz`);
            label.style.bottom = `${(100 * kilohertz) / highest}%`;
            return label;
        })
    );
}

function draw(canvas, picture) {
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
}

let nextFrame = 0;

function movePlace() {
    cancelAnimationFrame(nextFrame);
    showPlace();
    if (player.playing) nextFrame = requestAnimationFrame(movePlace);
}

function showPlace() {
    const { position, duration } = player;
    const share = duration ? position / duration : 0;
    element("playhead").style.left = `${100 * share}%`;
    element("place").value = share;
    element("place").setAttribute("aria-valuetext", `${position.toFixed(1)} of ${duration.toFixed(1)} seconds`);
    element("time").textContent = `${position.toFixed(2)} s`;
}

buildPage();
chooseSound(state.sound);
