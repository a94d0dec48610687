"""Wrong arguments raise exceptions: chosen ones, and random ones as many as DEQUANTIZER_FUZZ_CALLS says."""

import os

import numpy as np
import pytest

import dequantizer as dq
from conftest import Problem, voice

SOUND = dq.quantise(voice(0.1), 4)
ACCEPTED = (ValueError, TypeError, KeyError, OverflowError, MemoryError, IndexError, AttributeError)


@pytest.mark.parametrize("error, text, call", [
    (TypeError, "floating-point", lambda: dq.restore(np.zeros(9, np.int16), 16000, 4)),
    (TypeError, "floating-point", lambda: dq.restore("sound", 16000, 4)),
    (TypeError, "floating-point", lambda: dq.restore(np.zeros(9, complex), 16000, 4)),
    (ValueError, "finite", lambda: dq.restore(np.array([0.5, np.nan]), 16000, 4)),
    (ValueError, "shape", lambda: dq.restore(np.zeros((2, 3, 4)), 16000, 4)),
    (ValueError, "channels", lambda: dq.restore(np.zeros((2, 5000)), 16000, 4)),
    (ValueError, "empty", lambda: dq.restore(np.zeros(0), 16000, 4)),
    (ValueError, "sample rate", lambda: dq.restore(SOUND, np.nan, 4)),
    (ValueError, "25 is neither a number of bits from 1 to 24 nor auto", lambda: dq.restore(SOUND, 16000, 25)),
    (TypeError, "bits", lambda: dq.restore(SOUND, 16000, 4.0)),
    (ValueError, "--step excludes --bits", lambda: dq.restore(SOUND, 16000, 4, delta=0.1)),
    (ValueError, "--step: nan is not a number from 1e-07 to 2", lambda: dq.restore(SOUND, 16000, delta=np.nan)),
    (ValueError, "--material: music not in {any,automatic,speech}",
     lambda: dq.restore(SOUND, 16000, 4, material="music")),
    (ValueError, "--sigma requires --tau", lambda: dq.restore(SOUND, 16000, 4, sigma=1.0)),
    (dq.Error, "is longer than a frame", lambda: dq.restore(SOUND, 16000, 4, hop=60000)),
    (dq.Error, "the samples lie on no detectable grid", lambda: dq.restore(voice(2.0), 16000, "auto")),
    (dq.Error, "--force restores them anyway", lambda: dq.restore(voice(2.0), 16000, 4)),
    (dq.Error, "missing", lambda: dq.restore(SOUND, 16000, 4, model="missing")),
    (ValueError, "silent", lambda: dq.evaluate(np.zeros(100), 16000, 4)),
    (ValueError, "same shape", lambda: dq.compare(SOUND, SOUND[1:], 16000)),
])
def test_errors_of_sounds_name_the_cause(error, text, call):
    with pytest.raises(error, match=text.replace("{", r"\{").replace("}", r"\}")):
        call()


@pytest.mark.parametrize("error, text, change", [
    (ValueError, "a lower bound is above its upper bound", lambda a: a.update(lower=a["upper"] + 1)),
    (ValueError, "a sample of x is outside its bounds", lambda a: a.update(x=a["upper"] + 1)),
    (ValueError, "the same shape", lambda a: a.update(lower=a["lower"][:1])),
    (ValueError, "the operator of 8", lambda a: a.update(x=a["x"][:, :5])),
    (ValueError, "x has no frames", lambda a: a.update(x=a["x"][:0], lower=a["x"][:0], upper=a["x"][:0])),
    (ValueError, "not a number", lambda a: a.update(upper=np.full_like(a["upper"], np.nan))),
    (ValueError, "not a finite number", lambda a: a.update(x=np.full_like(a["x"], np.inf))),
    (ValueError, "a matrix needs steps", lambda a: a.update(steps=None)),
    (ValueError, "--iterations: -1", lambda a: a.update(iterations=-1)),
    (ValueError, "sigma: 0 is not a number above 0", lambda a: a.update(steps=(0, 1))),
    (ValueError, "theta", lambda a: a.update(steps=(1, 1, 7))),
    (TypeError, "steps must be", lambda a: a.update(steps=3)),
    (dq.Error, "K is empty", lambda a: a.update(K=np.zeros((0, 8)))),
    (ValueError, "K must have the shape", lambda a: a.update(K=np.zeros(8))),
    (dq.Error, "larger than is supported", lambda a: a.update(K=np.zeros((20000, 8)))),
    (TypeError, "floating-point", lambda a: a.update(K=np.zeros((12, 8), int))),
    (ValueError, "more than 4 GB", lambda a: a.update(iterations=1_000_000, x=np.tile(a["x"], (90, 1)),
                                                      lower=np.tile(a["lower"], (90, 1)),
                                                      upper=np.tile(a["upper"], (90, 1)), iterates=True)),
])
def test_errors_of_frames_name_the_cause(problem, error, text, change):
    arguments = dict(K=problem.K, x=problem.x, lower=problem.lower, upper=problem.upper, iterations=3,
                     steps=problem.steps)
    change(arguments)
    with pytest.raises(error, match=text):
        dq.solve(**arguments)


def test_errors_of_gradients_name_the_cause(problem):
    def gradient(**changes):
        return dq.gradient(problem.K, *problem.cells, **{"iterations": 3, "steps": problem.steps, **changes})

    for text, changes in (("either target or output_gradient", {}), ("must have the shape of x", {"target": np.ones(8)}),
                          ("mode: half not in", {"target": problem.clean, "mode": "half"}),
                          ("backward_steps: -1", {"target": problem.clean, "backward_steps": -1})):
        with pytest.raises(ValueError, match=text):
            gradient(**changes)
    model = dq.Model.load("speech-low-latency")
    frame = np.zeros(model.frame_length)
    with pytest.raises(ValueError, match="constant bounds only"):
        dq.gradient(model, frame, frame - 1, frame + 1, frame, mask="widened")


def arrays(random):
    """Random arrays, some of them good."""
    shape = tuple(random.choice([0, 1, 2, 3, 8, 12, 64], random.integers(0, 4)))
    values = random.standard_normal(shape)
    kind = random.integers(12)
    if kind < 5:
        return [values, values.astype(np.float32), np.asfortranarray(values), values.T, values * 0][kind]
    return [np.broadcast_to(np.float32(0.5), (1 << 40, 320)), values.astype(int), values.astype(complex),
            np.full(shape, np.nan), values * 1e300, values.astype(object), np.array(["a"])][kind - 5]


def anything(random):
    """A value of any kind, for an argument of any kind."""
    if random.random() < 0.4:
        return arrays(random)
    values = [None, True, 0, 1, 4, 24, -1, 2**31, 2**63, 10**30, 0.125, 1e-9, -0.5, np.nan, np.inf, "auto", "speech",
              "dct", "mid-rise", "", "\0", "fixed", (1.0, 0.1), (8.0, 0.1, 1.0), (), [1.0, 2.0], [[1.0], [1.0, 2.0]], {},
              b"bytes", object(), np.float32(0.5), np.int64(4), print, dq.Model, MODEL, SOLVER, dq.Steps(8.0, 0.1)]
    return values[random.integers(len(values))]


PROBLEM = Problem(np.random.default_rng(3), np.float32)
MODEL = dq.Model(PROBLEM.K, dq.Steps(*PROBLEM.steps), hop=2)
SOLVER = dq.Solver(PROBLEM.K, PROBLEM.steps)
GOOD = {
    dq.restore: dict(samples=SOUND, sample_rate=16000, bits=4, delta=None, model="dct", iterations=2, material="any",
                     quality="best", strength=1.0, quantiser=None, dither="none", at="own", force=True, hop=200,
                     sigma=None, tau=None, theta=None, arithmetic="fixed"),
    dq.quantise: dict(samples=SOUND, bits=4, delta=None, kind="mid-rise", overload="extend"),
    dq.cells: dict(quantised=SOUND, bits=4, delta=None, kind="mid-rise", strength=1.0),
    dq.find_grid: dict(samples=SOUND, sample_rate=16000),
    dq.evaluate: dict(clean=SOUND, sample_rate=16000, bits=4, delta=None, model="dct", iterations=1, material="any",
                      quality="best", hop=200, arithmetic="float"),
    dq.compare: dict(clean=SOUND, other=SOUND, sample_rate=16000),
    dq.solve: dict(K=PROBLEM.K, x=PROBLEM.x, lower=PROBLEM.lower, upper=PROBLEM.upper, iterations=4,
                   steps=PROBLEM.steps, delta=None, iterates=True),
    dq.gradient: dict(K=PROBLEM.K, x=PROBLEM.x, lower=PROBLEM.lower, upper=PROBLEM.upper, target=PROBLEM.clean,
                      output_gradient=None, iterations=4, steps=PROBLEM.steps, delta=None, mode="full",
                      backward_steps=2, mask="cell"),
    SOLVER.solve: dict(x=PROBLEM.x, lower=PROBLEM.lower, upper=PROBLEM.upper, iterations=4, keep="all",
                       iterates=False),
    SOLVER.back_propagate: dict(output_gradient=PROBLEM.clean, target=None, backward_steps=2, mask="cell"),
    dq.Solver: dict(K=PROBLEM.K, steps=PROBLEM.steps, delta=None, dtype=np.float64),
    dq.Model: dict(K=PROBLEM.K, steps=dq.Steps(8.0, 0.1), sample_rate=16000, reference_step=0.1, iterations=3, hop=4,
                   name="m"),
    dq.Model.load: dict(path="speech16k-4bit-converged", delta=0.1),
    dq.Model.dct: dict(sample_rate=16000, delta=0.1),
    dq.Steps: dict(sigma=1.0, tau=1.0, theta=1.0),
    dq.Steps.from_weight: dict(weight=1.0, norm=1.0),
    dq.spectral_norm: dict(K=PROBLEM.K),
}


@pytest.mark.filterwarnings("ignore")
def test_random_wrong_calls_raise_exceptions():
    random = np.random.default_rng(int(os.environ.get("DEQUANTIZER_FUZZ_SEED", 1)))
    functions = list(GOOD)
    good = bad = 0
    for _ in range(int(os.environ.get("DEQUANTIZER_FUZZ_CALLS", 1000))):
        function = functions[random.integers(len(functions))]
        arguments = dict(GOOD[function])
        for _ in range(random.integers(1, 4)):
            name = list(arguments)[random.integers(len(arguments))]
            arguments[name] = anything(random)
        try:
            function(**arguments)
            good += 1
        except ACCEPTED as error:
            assert str(error) or isinstance(error, MemoryError)
            bad += 1
    assert bad > good / 4 and good > 0


@pytest.mark.filterwarnings("ignore")
def test_models_with_random_values_raise_exceptions():
    random = np.random.default_rng(2)
    fourier = dq.Model.load("speech-low-latency")
    for _ in range(100):
        model = (fourier if random.random() < 0.3 else MODEL).copy()
        names = list(model.tensors)
        for _ in range(2):
            attribute = random.choice(["K", "steps", "sample_rate", "reference_step", "iterations", "hop", "tensor"])
            try:
                if attribute == "tensor":
                    model[names[random.integers(len(names))]] = anything(random)
                else:
                    setattr(model, attribute, anything(random))
            except ACCEPTED:
                pass
        model.iterations = min(max(model.iterations, 1), 5)
        try:
            dq.restore(SOUND[:500], 16000, 4, model=model, iterations=2, force=True)
            n = model.frame_length
            dq.gradient(model, np.zeros(n), -np.ones(n), np.ones(n), np.ones(n), iterations=2)
        except ACCEPTED:
            pass
