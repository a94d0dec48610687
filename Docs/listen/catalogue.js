"use strict";

// What the page says about the sounds and versions. The files in sounds/ add the samples and figures of each sound.
const sounds = [];

const soundTitles = {
    speech: "Speech",
    strings: "Strings",
    drums: "Tabla",
    chip: "Chip",
};

const depths = [4, 6, 8];

// In the order of the keys 1 to 7.
const versions = [
    { id: "clean", title: "Clean", about: "16 bit" },
    { id: "quantised", title: "Quantised", about: "the input" },
    { id: "wiener", title: "Wiener", about: "textbook method" },
    { id: "gabor", title: "Gabor l1", about: "textbook method" },
    { id: "dct", title: "DCT", about: "nothing learned" },
    { id: "v01", title: "Version 0.1", about: "learned operator" },
    { id: "v02", title: "Version 0.2", about: "learned bounds" },
];
