import numpy as np
import pytest

import dequantizer as dq

REFERENCES = {
    "mid-rise": lambda x, d: np.where(x >= 0, 1, -1) * d * (np.floor(np.abs(x) / d) + 0.5),
    "mid-tread": lambda x, d: np.where(x >= 0, 1, -1) * d * np.floor(np.abs(x) / d + 0.5),
    "truncate": lambda x, d: d * np.floor(x / d),
}


@pytest.mark.parametrize("kind", REFERENCES)
@pytest.mark.parametrize("bits", [1, 4, 8])
def test_uniform_quantisers_agree_with_their_formula(random, kind, bits):
    x = random.uniform(-2, 2, (50, 3, 2)).astype(np.float32)
    delta = 2.0 / 2**bits
    quantised = dq.quantise(x, bits, kind=kind, overload="extend")
    assert quantised.dtype == np.float32 and quantised.shape == x.shape
    assert np.array_equal(quantised, REFERENCES[kind](x.astype(float), delta).astype(np.float32))
    assert np.array_equal(quantised, dq.quantise(x, delta=delta, kind=kind.replace("-", "_"), overload="extend"))


def test_a_saturating_quantiser_has_as_many_levels_as_codes():
    assert len(np.unique(dq.quantise(np.linspace(-3, 3, 1000), 4))) == 16


@pytest.mark.parametrize("kind", ["mu-law", "a-law"])
def test_companding_levels_are_kept(random, kind):
    x = random.uniform(-1, 1, 2000)
    levels = dq.quantise(x, kind=kind)
    assert len(np.unique(levels)) <= 256
    assert np.array_equal(dq.quantise(levels, kind=kind), levels)
    assert np.abs(levels - x).max() < 0.04
    with pytest.raises(ValueError, match="always has 8 bits"):
        dq.quantise(x, 8, kind=kind)


def test_cells_contain_the_true_values(random):
    x = random.uniform(-0.99, 0.99, (10, 40))
    quantised = dq.quantise(x, 5)
    centre, lower, upper = dq.cells(quantised, 5)
    assert np.array_equal(centre, quantised)
    assert (lower <= x + 1e-6).all() and (x <= upper + 1e-6).all()
    assert np.allclose(upper - lower, 1 / 16)
    _, wide_lower, wide_upper = dq.cells(quantised, 5, strength=2.0)
    assert np.allclose(wide_upper - wide_lower, 1 / 8)


def test_the_command_line_quantises_alike(program, tmp_path, random):
    from conftest import read_wave, write_wave

    x = random.uniform(-1, 1, (500, 2)).astype(np.float32)
    write_wave(tmp_path / "in.wav", x, 16000)
    for kind in REFERENCES:
        result = program("quantize", tmp_path / "in.wav", tmp_path / "out.wav", "--bits", 4, "--quantiser", kind,
                         "--bits-per-sample", 32)
        assert result.returncode == 0, result.stderr
        assert np.array_equal(read_wave(tmp_path / "out.wav"), dq.quantise(x, 4, kind=kind))


def test_the_grid_is_found_after_a_gain(random):
    from conftest import voice

    sound = voice(2.0)
    grid = dq.find_grid(0.7 * dq.quantise(sound, 5), 16000)
    assert grid.delta == pytest.approx(0.7 / 16, rel=1e-3)
    assert grid.is_reliable and grid.offset == pytest.approx(0.5, abs=0.01)
    assert dq.find_grid(sound, 16000) is None
