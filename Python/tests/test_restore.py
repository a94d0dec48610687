import numpy as np
import pytest

import dequantizer as dq
from conftest import read_wave, voice, write_wave


def options(arguments):
    """The command line for keyword arguments."""
    for name, value in arguments.items():
        if value is True:
            yield f"--{name}"
        elif name == "model" and value == "dct":
            yield "--dct"
        else:
            yield from ("--" + {"delta": "step"}.get(name, name), str(value))


@pytest.mark.parametrize("rate", [16000, 44100])
@pytest.mark.parametrize("arguments", [
    {"bits": 4},
    {"bits": "auto"},
    {"delta": 0.125, "quality": "best"},
    {"bits": 4, "material": "any", "quality": "low-latency", "iterations": 3},
    {"bits": 4, "model": "dct", "hop": 100},
    {"bits": 4, "model": "dct", "sigma": 20.0, "tau": 0.04, "theta": 0.9, "arithmetic": "float"},
    {"model": "speech16k-4bit-converged"},
    {"bits": 4, "dither": "triangular", "force": True},
    {"bits": 4, "at": "model", "material": "speech"},
    {"quantiser": "truncate", "bits": 4, "force": True},
    {"quantiser": "mu-law"},
])
def test_the_samples_are_those_of_the_command_line(program, tmp_path, rate, arguments):
    mono = dq.quantise(voice(1.5, rate), 4)
    sound = np.stack([mono, 0.5 * np.roll(mono, 100)], axis=1) if rate == 44100 else mono
    if rate == 44100:
        sound[:, 1] = dq.quantise(sound[:, 1], 4)
    write_wave(tmp_path / "in.wav", sound, rate)
    result = program("restore", tmp_path / "in.wav", tmp_path / "out.wav", "--bits-per-sample", 32, "--loop", "none",
                     *options(arguments))
    if result.returncode != 0:
        with pytest.raises(ValueError) as error:
            dq.restore(sound, rate, **arguments)
        assert str(error.value).split(": ", 1)[-1] == result.stderr.strip().split(": ", 2)[-1]
        return
    restored = dq.restore(sound, rate, **arguments)
    assert restored.dtype == np.float32 and restored.shape == sound.shape
    assert np.array_equal(restored.reshape(len(mono), -1), read_wave(tmp_path / "out.wav"))


def test_restoring_reduces_the_error_and_stays_in_the_cells():
    clean = voice(2.0)
    sound = dq.quantise(clean, 4)
    restored = dq.restore(sound, 16000, 4)
    _, lower, upper = dq.cells(sound, 4)
    assert (restored >= lower).all() and (restored <= upper).all()
    assert np.mean((restored - clean) ** 2) < 0.6 * np.mean((sound - clean) ** 2)


def test_all_layouts_and_types_give_the_same_and_the_input_is_unchanged():
    sound = np.stack([dq.quantise(voice(), 4)] * 2, axis=1)
    sound[:, 1] *= -1
    expected = dq.restore(sound, 16000, 4)
    original = sound.copy()
    read_only = np.asfortranarray(sound)
    read_only.flags.writeable = False
    for same in (read_only, sound.astype(float), np.repeat(sound, 3, axis=0)[::3], sound.tolist(),
                 sound.astype(">f4")):
        assert np.array_equal(dq.restore(same, 16000, 4), expected)
    assert np.array_equal(sound, original)
    assert np.array_equal(dq.restore(sound[:, 0], 16000, 4, model="dct"),
                          dq.restore(sound, 16000, 4, model="dct")[:, 0])


@pytest.mark.parametrize("length", [1, 5, 700])
def test_short_sounds_keep_their_length(length):
    sound = dq.quantise(0.5 * np.ones(length), 4)
    assert dq.restore(sound, 16000, 4).shape == (length,)


def test_strength_widens_the_cells():
    clean = voice()
    sound = dq.quantise(clean, 4)
    for strength in (0.25, 1.0, 2.0):
        restored = dq.restore(sound, 16000, 4, strength=strength)
        moved = np.abs(restored - sound).max()
        assert 0.5 * strength / 16 < moved <= 1.001 * strength / 16


def test_evaluate_measures_what_restore_does():
    clean = voice(2.0)
    result = dq.evaluate(clean, 16000, 4, model="dct")
    quantised = dq.quantise(clean, 4, overload="extend")
    restored = dq.restore(quantised, 16000, 4, model="dct")
    for figures, estimate in ((result.quantised, quantised), (result.restored, restored)):
        error = np.sum((estimate.astype(float) - clean) ** 2)
        assert figures.squared_error == pytest.approx(error, rel=1e-6)
        assert figures.snr == pytest.approx(10 * np.log10(np.sum(clean.astype(float) ** 2) / error), abs=1e-3)
        assert dq.compare(clean, estimate, 16000).nmr == figures.nmr
        assert dq.compare(clean, estimate, 16000).loudness_difference == figures.loudness_difference
    assert result.restored.snr > result.quantised.snr and result.model == "DCT"


def test_evaluate_agrees_with_the_command_line(program, tmp_path):
    import json

    clean = voice(1.0)
    clean /= np.abs(clean).max()
    (tmp_path / "data").mkdir()
    write_wave(tmp_path / "data" / "voice.wav", clean, 16000)
    run = program("evaluate", "--data", tmp_path / "data", "--bits", 5, "--json", "-")
    figures = json.loads(run.stdout)
    result = dq.evaluate(clean, 16000, 5)
    assert result.quantised.snr == pytest.approx(figures["snr_input_db"], abs=1e-6)
    assert result.restored.snr == pytest.approx(figures["snr_db"], abs=1e-6)
