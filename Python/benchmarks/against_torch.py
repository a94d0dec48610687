"""The iteration and its gradients against PyTorch with autograd, alternating in one process with the same threads.

    python3 Python/benchmarks/against_torch.py [--rounds N] [--threads N]

Prints the fastest of several rounds in ms, and how many times as fast the package is.
"""

import argparse
import time

import numpy as np
import torch

import dequantizer as dq

SAMPLES, BATCH, ITERATIONS, BACKWARD_STEPS = 320, 32, 100, 30


def torch_solve(K, x, lower, upper, steps, iterations):
    sigma, tau, theta = steps
    transposed = K.T
    y, ybar = x, x
    psi = torch.zeros(x.shape[0], K.shape[0])
    for _ in range(iterations):
        psi = torch.addmm(psi, ybar, transposed, alpha=sigma).clamp(-1.0, 1.0)
        before = y
        y = torch.addmm(y, psi, K, alpha=-tau).clamp(lower, upper)
        ybar = torch.add(y, y - before, alpha=theta)
    return y


class Case:
    """One batch size, with everything that is timed on it."""

    def __init__(self, frames):
        random = np.random.default_rng(1)
        model = dq.Model.dct(16000, 0.125)
        noise = 0.01 * random.standard_normal(model.K.shape)
        self.K = (model.K + noise).astype(np.float32)
        clean = np.cumsum(random.standard_normal((frames, SAMPLES)), axis=1)
        self.clean = (0.9 * clean / np.abs(clean).max()).astype(np.float32)
        self.cells = dq.cells(dq.quantise(self.clean, 4), 4)
        self.steps = (12.0, 0.05, 1.0)
        self.solver = dq.Solver(self.K, self.steps)
        self.torch_K = torch.from_numpy(self.K)
        self.torch_cells = [torch.from_numpy(a) for a in self.cells]
        self.torch_clean = torch.from_numpy(self.clean)

    def forward(self):
        return self.solver.solve(*self.cells, ITERATIONS)

    def torch_forward(self):
        with torch.no_grad():
            return torch_solve(self.torch_K, *self.torch_cells, self.steps, ITERATIONS)

    def full(self):
        return dq.gradient(self.K, *self.cells, self.clean, iterations=ITERATIONS, steps=self.steps).K

    def truncated(self):
        return dq.gradient(self.K, *self.cells, self.clean, iterations=ITERATIONS, steps=self.steps, mode="truncated",
                           backward_steps=BACKWARD_STEPS).K

    def torch_full(self):
        K = self.torch_K.clone().requires_grad_()
        y = torch_solve(K, *self.torch_cells, self.steps, ITERATIONS)
        (0.5 * ((y - self.torch_clean) ** 2).sum()).backward()
        return K.grad


def fastest(functions, rounds):
    """The shortest time of each function in seconds; they alternate, so that other load affects all of them."""
    times = [float("inf")] * len(functions)
    for turn in range(rounds + 1):
        for i, function in enumerate(functions):
            begin = time.perf_counter()
            function()
            if turn > 0:
                times[i] = min(times[i], time.perf_counter() - begin)
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch; the package uses one")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    print(f"PyTorch {torch.__version__}, {options.threads} thread(s); K 320 x 320, {ITERATIONS} iterations, fastest of "
          f"{options.rounds} rounds")
    print(f"{'':42}{'package':>10}{'PyTorch':>10}{'ratio':>8}")
    for frames in (BATCH, 1):
        case = Case(frames)
        difference = np.abs(case.forward() - case.torch_forward().numpy()).max()
        ours, theirs = case.full(), case.torch_full().numpy()
        error = np.linalg.norm(ours - theirs) / np.linalg.norm(theirs)
        functions = (case.forward, case.torch_forward, case.full, case.torch_full, case.truncated)
        forward, torch_forward, full, torch_full, truncated = fastest(functions, options.rounds)
        name = "one frame" if frames == 1 else f"{frames} frames"
        for text, mine, other in (
            ("forward", forward, torch_forward),
            ("forward and full gradient", full, torch_full),
            (f"truncated, b = {BACKWARD_STEPS}, against full", truncated, torch_full),
        ):
            print(f"{name + ', ' + text:42}{1e3 * mine:8.2f}ms{1e3 * other:8.2f}ms{other / mine:8.2f}")
        print(f"  largest difference of the solutions {difference:.1e}, relative error of the gradient {error:.1e}")


if __name__ == "__main__":
    main()
