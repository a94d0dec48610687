import numpy as np
import pytest

import dequantizer as dq
from conftest import Problem


def loss(problem, K, steps, iterations=15):
    return 0.5 * np.sum((dq.solve(K, *problem.cells, iterations, steps) - problem.clean) ** 2)


def central(function, array, index, step=1e-6):
    values = []
    for sign in (1, -1):
        moved = array.copy()
        moved[index] += sign * step
        values.append(function(moved))
    return (values[0] - values[1]) / (2 * step)


def test_the_full_gradient_agrees_with_finite_differences(problem, random):
    gradient = dq.gradient(problem.K, *problem.cells, problem.clean, iterations=15, steps=problem.steps)
    assert gradient.loss == pytest.approx(loss(problem, problem.K, problem.steps), rel=1e-12)
    assert gradient.K.shape == problem.K.shape
    for _ in range(30):
        index = tuple(random.integers(0, s) for s in problem.K.shape)
        expected = central(lambda K: loss(problem, K, problem.steps), problem.K, index)
        assert gradient.K[index] == pytest.approx(expected, rel=1e-4, abs=1e-7)
    for place, name in enumerate(("sigma", "tau", "theta")):
        def of(steps):
            return loss(problem, problem.K, tuple(steps))
        if name != "theta":  # which cannot exceed 1
            expected = central(of, np.array(problem.steps), place)
            assert getattr(gradient, name) == pytest.approx(expected, rel=1e-4, abs=1e-7)


def test_an_upstream_gradient_gives_the_same_as_its_target(problem):
    kwargs = dict(iterations=15, steps=problem.steps)
    by_target = dq.gradient(problem.K, *problem.cells, problem.clean, **kwargs)
    upstream = by_target.solution - problem.clean
    by_gradient = dq.gradient(problem.K, *problem.cells, output_gradient=upstream, **kwargs)
    assert by_gradient.loss is None
    assert np.allclose(by_gradient.K, by_target.K, rtol=1e-12, atol=1e-14)


def test_the_gradient_of_a_batch_is_the_sum_over_its_frames(problem):
    kwargs = dict(iterations=15, steps=problem.steps)
    whole = dq.gradient(problem.K, *problem.cells, problem.clean, **kwargs).K
    parts = [dq.gradient(problem.K, *(a[i] for a in problem.cells), problem.clean[i], **kwargs).K for i in range(3)]
    assert np.allclose(whole, sum(parts))


def naive_truncated(problem, iterations, backward_steps):
    """Brauer and Lorenz, EUSIPCO 2023: the recursion with the masks of the last iterate."""
    K, (x, lower, upper), (sigma, tau, theta) = problem.K, problem.cells, problem.steps
    y, ybar, psi = x, x, np.zeros((len(x), len(K)))
    for _ in range(iterations):
        z_dual = psi + sigma * ybar @ K.T
        psi = np.clip(z_dual, -1, 1)
        z_primal = y - tau * psi @ K
        ybar = (1 + theta) * np.clip(z_primal, lower, upper) - theta * y
        y = np.clip(z_primal, lower, upper)
    inside, free = (z_primal >= lower) & (z_primal <= upper), np.abs(z_dual) <= 1
    delta_p, delta_d, bar = y - problem.clean, np.zeros_like(psi), np.zeros_like(psi)
    sum_p, sum_d = np.zeros_like(y), np.zeros_like(psi)
    for _ in range(backward_steps):
        delta_p = inside * (delta_p + sigma * bar @ K)
        later, delta_d = delta_d, free * (delta_d - tau * delta_p @ K.T)
        bar = delta_d + theta * (delta_d - later)
        sum_p, sum_d = sum_p + delta_p, sum_d + delta_d
    return sigma * sum_d.T @ y - tau * psi.T @ sum_p


@pytest.mark.parametrize("steps", [0, 1, 12])
def test_the_truncated_gradient_agrees_with_a_naive_one(problem, steps):
    gradient = dq.gradient(problem.K, *problem.cells, problem.clean, iterations=40, steps=problem.steps,
                           mode="truncated", backward_steps=steps)
    assert np.allclose(gradient.K, naive_truncated(problem, 40, steps), rtol=1e-10, atol=1e-13)
    assert gradient.theta == 0


def test_single_precision_agrees_with_double(random):
    problem, single = Problem(random), Problem(np.random.default_rng(1), np.float32)
    for mode in ("full", "truncated"):
        kwargs = dict(iterations=15, steps=problem.steps, mode=mode)
        exact = dq.gradient(problem.K, *problem.cells, problem.clean, **kwargs).K
        rounded = dq.gradient(single.K, *single.cells, single.clean, **kwargs).K
        assert rounded.dtype == np.float32
        assert np.linalg.norm(exact - rounded) < 1e-3 * np.linalg.norm(exact)


def test_a_solver_separates_the_passes(problem):
    solver = dq.Solver(problem.K, problem.steps, dtype=np.float64)
    y = solver.solve(*problem.cells, 15, keep="all")
    gradient = solver.back_propagate(y - problem.clean)
    expected = dq.gradient(problem.K, *problem.cells, problem.clean, iterations=15, steps=problem.steps)
    assert np.array_equal(gradient.K, expected.K)
    with pytest.raises(ValueError, match="before each gradient"):
        solver.back_propagate(y)
    solver.solve(*problem.cells, 15, keep="last")
    truncated = solver.back_propagate(target=problem.clean, backward_steps=5)
    assert np.array_equal(truncated.solution, y) and truncated.K.shape == problem.K.shape


@pytest.mark.parametrize("name", ["speech-low-latency", "dense"])
def test_gradients_of_learned_bounds_agree_with_finite_differences(name, learned_bounds_model, random):
    from conftest import voice

    model = dq.Model.load(name) if name != "dense" else learned_bounds_model
    n = model.frame_length
    clean = np.resize(voice(2.0), (3, n)).astype(float)
    x, lower, upper = (a.astype(float) for a in dq.cells(dq.quantise(clean, 4), 4))

    def value():
        return 0.5 * np.sum((dq.solve(model, x, lower, upper, 4, delta=0.125) - clean) ** 2)

    gradient = dq.gradient(model, x, lower, upper, clean, iterations=4, delta=0.125)
    assert set(gradient.tensors) == set(model.tensors) and gradient.sigma is None
    assert gradient.loss == pytest.approx(value(), rel=1e-12)
    for key, derivative in gradient.tensors.items():
        tensor = model.tensors[key]
        assert derivative.shape == tensor.shape
        # Along the gradient, where a difference is largest compared with the kinks of the projections.
        norm = np.linalg.norm(derivative)
        if norm < 1e-6:
            continue
        direction = (derivative / norm).astype(np.float32)
        original, values, moves = tensor.copy(), [], []
        for sign in (1, -1):
            tensor[:] = original + np.float32(sign * 1e-3) * direction
            moves.append(tensor.astype(float) - original)
            values.append(value())
        tensor[:] = original
        expected = np.sum(derivative * (moves[0] - moves[1]))
        assert values[0] - values[1] == pytest.approx(expected, rel=0.05, abs=1e-9), key

    truncated = dq.gradient(model, x, lower, upper, clean, iterations=4, delta=0.125, mode="truncated",
                            backward_steps=2)
    assert set(truncated.tensors) == set(model.tensors)
