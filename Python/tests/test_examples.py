import importlib.util
import shutil

import numpy as np
import pytest

from conftest import REPOSITORY


def load(name):
    path = REPOSITORY / "Python" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_line_of_figure_3_improves_on_the_dct(tmp_path, capsys):
    shutil.copy(REPOSITORY / "Tests" / "Data" / "speech.wav", tmp_path)
    example = load("examples/figure3_line")
    for gradient in ("full", "truncated"):
        quantised, before, after = example.main([str(tmp_path), str(tmp_path), "--epochs", "8", "--gradient", gradient])
        assert after < before < quantised
    assert "L = 10" in capsys.readouterr().out


def test_the_example_for_autograd_trains():
    pytest.importorskip("torch")
    example = load("examples/autograd")
    for backward_steps in (None, 20):
        before, after = example.main(backward_steps=backward_steps)
        assert after < before


def test_the_gradient_is_that_of_autograd():
    pytest.importorskip("torch")
    benchmark = load("benchmarks/against_torch")
    case = benchmark.Case(3)
    expected = case.torch_full().numpy()
    assert np.linalg.norm(case.full() - expected) < 1e-2 * np.linalg.norm(expected)
    assert np.abs(case.forward() - case.torch_forward().numpy()).max() < 1e-3



@pytest.mark.parametrize("name", ["speech", "any-low-latency"])
def test_the_gradient_of_a_fourier_model_is_that_of_autograd(name, monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.syspath_prepend(REPOSITORY / "Python" / "benchmarks")
    case = load("benchmarks/fourier_against_torch").Case(name, 5)
    assert np.abs(case.forward() - case.torch_forward().numpy()).max() < 1e-3
    ours = case.full()
    for tensor, expected in case.torch_full().items():
        expected = expected.numpy()
        # Units of a network that no frame switches on have no gradient.
        assert np.linalg.norm(ours[tensor] - expected) <= 1e-2 * np.linalg.norm(expected), tensor
