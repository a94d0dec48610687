import threading

import numpy as np
import pytest

import dequantizer as dq
from conftest import Problem, naive_solve, speech


@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-12), (np.float32, 1e-5)])
@pytest.mark.parametrize("theta", [1.0, 0.5])
def test_all_iterates_agree_with_a_naive_iteration(random, dtype, tolerance, theta):
    problem = Problem(random, dtype)
    sigma, tau, _ = problem.steps
    primal, dual = naive_solve(problem.K, *problem.cells, 25, sigma, tau, theta)
    y, ys, psis = dq.solve(problem.K, *problem.cells, 25, (sigma, tau, theta), iterates=True)
    assert y.dtype == ys.dtype == dtype
    assert ys.shape == primal.shape and psis.shape == dual.shape
    assert np.abs(ys - primal).max() < tolerance and np.abs(psis - dual).max() < 20 * tolerance
    assert np.array_equal(y, ys[-1])
    assert np.array_equal(y, dq.solve(problem.K, *problem.cells, 25, (sigma, tau, theta)))


def test_a_single_frame_has_the_shape_of_x(problem):
    x, lower, upper = (a[1] for a in problem.cells)
    y, ys, psis = dq.solve(problem.K, x, lower, upper, 7, problem.steps, iterates=True)
    assert y.shape == x.shape and ys.shape == (8, 8) and psis.shape == (8, 12)
    assert np.allclose(y, dq.solve(problem.K, *problem.cells, 7, problem.steps)[1])


def test_no_iterations_return_x(problem):
    assert np.array_equal(dq.solve(problem.K, *problem.cells, 0, problem.steps), problem.x)


def test_solutions_stay_in_their_cells_and_infinite_cells_are_allowed(random):
    problem = Problem(random, np.float32)
    y = dq.solve(problem.K, *problem.cells, 50, problem.steps)
    assert (y >= problem.lower).all() and (y <= problem.upper).all()
    free = np.full_like(problem.x, np.inf)
    assert np.isfinite(dq.solve(problem.K, problem.x, -free, free, 50, problem.steps)).all()


def test_any_layout_of_the_arrays_gives_the_same(problem):
    y = dq.solve(problem.K, *problem.cells, 9, problem.steps)
    turned = [np.asfortranarray(a) for a in problem.cells]
    assert np.array_equal(y, dq.solve(np.asfortranarray(problem.K), *turned, 9, problem.steps))
    strided = [np.repeat(a, 2, axis=1)[:, ::2] for a in problem.cells]
    for a in strided:
        a.flags.writeable = False
    assert np.array_equal(y, dq.solve(problem.K, *strided, 9, problem.steps))
    assert np.array_equal(y, dq.solve(problem.K.tolist(), *(a.tolist() for a in problem.cells), 9, problem.steps))


def test_a_model_iterates_with_its_steps(random):
    problem = Problem(random)
    model = dq.Model(problem.K, dq.Steps(*problem.steps), reference_step=0.25, iterations=6)
    K = model.K.astype(float)
    assert np.allclose(dq.solve(model, *problem.cells), dq.solve(K, *problem.cells, 6, problem.steps))
    sigma, tau, theta = problem.steps
    assert np.allclose(dq.solve(model, *problem.cells, delta=0.125),
                       dq.solve(K, *problem.cells, 6, (2 * sigma, tau / 2, theta)))


@pytest.mark.parametrize("name", ["speech", "any-low-latency", "speech16k-4bit-converged", "dct"])
def test_both_precisions_of_every_kind_of_model_agree(name):
    model = dq.Model.dct(16000, 0.125) if name == "dct" else dq.Model.load(name)
    n = model.frame_length
    clean = speech()[20000:][: 8 * n].reshape(8, n)
    x, lower, upper = dq.cells(dq.quantise(clean, 4), 4)
    single = dq.solve(model, x, lower, upper, delta=0.125)
    double, ys, _ = dq.solve(model, *(a.astype(float) for a in (x, lower, upper)), delta=0.125, iterates=True)
    assert double.dtype == np.float64 and ys.shape == (model.iterations + 1, 8, n)
    assert np.abs(single - double).max() < 2e-3
    assert np.mean((single - clean) ** 2) < 0.8 * np.mean((x - clean) ** 2)


def test_threads_can_share_a_solver(random):
    problem = Problem(random, np.float32, frames=20)
    solver = dq.Solver(problem.K, problem.steps)
    expected = solver.solve(*problem.cells, 300)
    wrong = []

    def work():
        for _ in range(20):
            if not np.array_equal(solver.solve(*problem.cells, 300, keep="last"), expected):
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_gil_is_released(random):
    problem = Problem(random, np.float32, rows=320, samples=320, frames=32)
    finished = threading.Event()

    def work():
        dq.solve(problem.K, *problem.cells, 1000, problem.steps)
        finished.set()

    thread = threading.Thread(target=work)
    thread.start()
    turns = 0
    while not finished.wait(0.001):
        turns += 1
    thread.join()
    assert turns > 3
