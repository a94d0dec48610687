import numpy as np
import pytest

import dequantizer as dq
from conftest import voice


def test_the_shipped_models_load():
    names = dq.shipped_models()
    assert "speech" in names
    for name in names:
        model = dq.Model.load(name)
        assert model.name == name
        assert 1 <= model.hop <= model.frame_length and model.iterations >= 1
        assert (model.K is None) == model.is_fourier
        assert all(tensor.dtype == np.float32 and tensor.ndim == 2 for tensor in model.tensors.values())
        assert (model.bounds is None) == (not model.update_iterations)


@pytest.mark.parametrize("name", ["speech", "speech16k-4bit-converged"])
def test_a_saved_model_loads_with_the_same_values(name, tmp_path):
    model = dq.Model.load(name)
    model.training = {"corpus": "none"}
    model.steps.theta = 0.5
    model.save(tmp_path / "copy.safetensors")
    copy = dq.Model.load(tmp_path / "copy.safetensors")
    assert copy.training == {"corpus": "none"} and copy.steps.theta == 0.5
    assert (copy.sample_rate, copy.reference_step, copy.iterations, copy.hop) == (
        model.sample_rate, model.reference_step, model.iterations, model.hop)
    assert set(copy.tensors) == set(model.tensors)
    for key, tensor in model.tensors.items():
        assert np.array_equal(copy.tensors[key], tensor)


def test_learned_bounds_of_a_dense_operator_are_saved(learned_bounds_model, tmp_path):
    learned_bounds_model["bounds.1.direct"] = np.ones((24, 1))
    learned_bounds_model.save(tmp_path / "m.safetensors")
    copy = dq.Model.load(tmp_path / "m.safetensors")
    assert copy.update_iterations == [0, 2]
    assert (copy.bounds["bounds.1.direct"] == 1).all()
    assert np.array_equal(copy.K, learned_bounds_model.K)


def test_a_text_matrix_loads(tmp_path, random):
    K = random.standard_normal((6, 8))
    np.savetxt(tmp_path / "K.txt", K)
    model = dq.Model.load(tmp_path / "K.txt", delta=0.25)
    assert np.allclose(model.K, K, rtol=1e-6) and model.reference_step == 0.25


def test_changes_in_numpy_reach_the_engine():
    sound = dq.quantise(voice(), 4)
    model = dq.Model.load("speech16k-4bit-converged")
    before = dq.restore(sound, 16000, 4, model=model)
    assert np.array_equal(before, dq.restore(sound, 16000, 4, model="speech16k-4bit-converged"))
    model.K[:] = 0
    assert np.abs(dq.restore(sound, 16000, 4, model=model) - sound).max() < 1e-6  # an operator of zeros moves nothing
    model.K = dq.Model.load("speech16k-4bit-converged").K
    assert np.array_equal(dq.restore(sound, 16000, 4, model=model), before)

    fourier = dq.Model.load("speech")
    before = dq.restore(sound, 16000, 4, model=fourier)
    fourier.bounds["bounds.0.output_bias"][:] -= 3
    assert np.abs(dq.restore(sound, 16000, 4, model=fourier) - before).max() > 1e-3
    fourier.steps = dq.Steps(1.0, 1.0, 0.5)


def test_a_copy_has_tensors_of_its_own():
    model = dq.Model.dct(16000, 0.125)
    copy = model.copy()
    copy.K[:] = 0
    assert np.abs(model.K).max() > 0


def test_an_array_survives_its_model():
    K = dq.Model.dct(16000, 0.125).K
    assert np.allclose(K @ K.T, np.eye(len(K)), atol=1e-5)


def test_models_that_do_not_fit_together_are_refused(tmp_path, learned_bounds_model):
    model = dq.Model.dct(16000, 0.125)
    model.K[3, 4] = np.nan
    with pytest.raises(ValueError, match="not a finite number"):
        model.save(tmp_path / "m.safetensors")
    model.K[3, 4] = 0
    model.hop = 100000
    with pytest.raises(dq.Error, match="the hop must be between 1 sample and the frame length"):
        model.save(tmp_path / "m.safetensors")
    assert not list(tmp_path.glob("m.*"))
    learned_bounds_model["bounds.0.first"] = np.zeros((2, 3))
    with pytest.raises(dq.Error):
        learned_bounds_model.copy()
    with pytest.raises(KeyError):
        learned_bounds_model["nothing"] = np.zeros((2, 3))
    with pytest.raises(TypeError):
        learned_bounds_model.tensors["K"] = np.zeros((2, 3))
    learned_bounds_model.K.dtype = np.int32
    with pytest.raises(TypeError):
        learned_bounds_model.copy()


def test_missing_files_have_the_text_of_the_command_line(tmp_path, program):
    with pytest.raises(dq.Error) as error:
        dq.Model.load(tmp_path / "missing.safetensors")
    result = program("check", "--model", tmp_path / "missing.safetensors")
    assert result.stderr.strip() == f"dequantizer: {error.value}"
