"""A Fourier model with learned bounds against PyTorch with autograd, alternating in one process with the same threads.

    python3 Python/benchmarks/fourier_against_torch.py [--model NAME] [--frames N] [--rounds N] [--threads N]

Prints the fastest of several rounds in ms, and how many times as fast the package is.
"""

import argparse
import math

import numpy as np
import torch
import torch.nn.functional as functional

import dequantizer as dq
from against_torch import fastest

# The limits of the critical bands of hearing in Hz (Zwicker 1961).
BARK_LIMITS = (0, 100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300,
               6400, 7700, 9500, 12000, 15500)
CONTEXT = 8  # earlier frames


def logarithm(v):
    return 0.3 * torch.log(v + 0.05)


class Features:
    """The inputs of the networks for a batch of consecutive frames, see Source/Operator/SpectralFeatures.h."""

    def __init__(self, frames, rows, hertz_per_row):
        ends = [1], [rows - 2], [2, 2], [rows - 3, rows - 3]
        at = torch.arange(rows)
        self.neighbours = (torch.cat([torch.tensor(ends[0]), at[:-1]]), torch.cat([at[1:], torch.tensor(ends[1])]),
                           torch.cat([torch.tensor(ends[2]), at[:-2]]), torch.cat([at[2:], torch.tensor(ends[3])]))
        self.frequency = (0.4 * torch.log1p(at * hertz_per_row / 100.0) - 1.0).expand(frames, rows)
        around = np.array([[i - CONTEXT <= j <= i for j in range(frames)] for i in range(frames)], np.float32)
        self.context = torch.from_numpy(around / around.sum(axis=1, keepdims=True))
        begins = [min(math.ceil(hertz / hertz_per_row), rows) for hertz in BARK_LIMITS]
        self.bands = torch.zeros(rows, len(BARK_LIMITS) - 1)
        for band, (begin, end) in enumerate(zip(begins, begins[1:])):
            if end > begin:
                self.bands[begin:end, band] = 1.0 / (end - begin)

    def __call__(self, power):
        """For p, (frames, rows): the features of each row, of each frame, of its bands, and the magnitude."""
        log_power = logarithm(power)
        mirrored = functional.pad(power[:, None], (16, 16), mode="reflect")
        means = [functional.avg_pool1d(mirrored[:, :, 16 - r:mirrored.shape[2] - 16 + r], 2 * r + 1, 1)[:, 0]
                 for r in (1, 4, 16)]
        around = self.context @ power
        statistics = torch.stack([logarithm(power.mean(1)), log_power.mean(1), log_power[:, power.shape[1] // 2:].mean(1)], 1)
        rows = torch.stack([log_power, *(log_power[:, at] for at in self.neighbours), logarithm(means[1]),
                            logarithm(means[2]), self.frequency, statistics[:, :1].expand_as(power),
                            statistics[:, 1:2].expand_as(power), logarithm(around)], 2)
        bands = torch.cat([logarithm(power @ self.bands), logarithm(around @ self.bands)], 1)
        return rows, statistics, bands, torch.sqrt(means[0])


def torch_solve(tensors, updates, features, window, cells, iterations):
    """The iteration of Source/Operator/FourierBounds.h; everything is in units of Delta."""
    x, lower, upper = cells
    samples = x.shape[1]
    scale = math.sqrt(2 * samples)
    noise = (window ** 2).sum() / (24 * samples)
    y = ybar = x
    psi = torch.zeros(x.shape[0], samples + 1, dtype=torch.complex64)
    for step in range(iterations):
        u = torch.fft.rfft(ybar * window, 2 * samples) / scale
        if step in updates:
            power = (u.real ** 2 + u.imag ** 2) / noise
            rows, statistics, bands, magnitude = features(power)
            net = {name.split(".")[2]: value for name, value in tensors.items() if name.startswith(f"bounds.{updates[step]}.")}
            first, second = net["first_bias"].T, net["second_bias"].T
            if "frame_input" in net:
                both = torch.relu(bands @ net["frame_input"].T + net["frame_input_bias"].T) @ net["frame_output"].T
                first, second = first + both[:, :first.shape[1]], second + both[:, first.shape[1]:]
            hidden = torch.relu(rows @ net["first"].T + first[:, None])
            hidden = torch.relu(hidden @ net["second"].T + second[:, None])
            exponent = (hidden @ net["output"].T)[:, :, 0] + net["output_bias"]
            bounds = torch.exp(exponent.clamp(-6.0, 4.0)) / (1.0 + magnitude)
            if step == 0:
                out = torch.relu(statistics @ tensors["steps.input"].T + tensors["steps.input_bias"].T)
                out = out @ tensors["steps.output"].T + tensors["steps.output_bias"].T
                level = tensors["steps.level"] * (statistics[:, :1] / 0.6 - math.log(5.0))
                tau = torch.exp((out[:, :iterations] + level).clamp(math.log(0.001), math.log(2.0)))
                sigma = torch.sigmoid(out[:, iterations:]) / tau
        z = psi + sigma[:, step:step + 1] * u
        psi = z * (bounds / torch.maximum(z.abs(), bounds))
        adjoint = torch.fft.irfft(psi, 2 * samples)[:, :samples] * window * scale
        before = y
        y = torch.minimum(torch.maximum(y - tau[:, step:step + 1] * adjoint, lower), upper)
        ybar = 2.0 * y - before
    return y


class Case:
    def __init__(self, name, frames):
        self.model = dq.Model.load(name)
        samples = self.model.frame_length
        self.iterations = self.model.iterations
        random = np.random.default_rng(1)
        # Overlapping frames of a melody, in units of Delta at 5 bit.
        time = np.arange(samples + frames * samples // 4) / self.model.sample_rate
        tones = sum(np.sin(2 * np.pi * f * time + p) for f, p in ((220, 0), (443, 1), (671, 2), (1750, 3)))
        sound = (15 * tones / np.abs(tones).max() + 0.1 * random.standard_normal(len(time))).astype(np.float32)
        self.clean = np.stack([sound[i * samples // 4:][:samples] for i in range(frames)])
        centre = np.floor(self.clean) + np.float32(0.5)
        self.cells = centre, centre - np.float32(0.5), centre + np.float32(0.5)
        self.solver = dq.Solver(self.model, delta=1.0)
        self.torch_cells = [torch.from_numpy(a) for a in self.cells]
        self.torch_clean = torch.from_numpy(self.clean)
        self.window = torch.sin(math.pi * (torch.arange(samples) + 0.5) / samples)
        self.features = Features(frames, samples + 1, self.model.sample_rate / (2 * samples))
        self.tensors = {name: torch.from_numpy(np.array(values)) for name, values in self.model.tensors.items()}
        self.updates = {iteration: index for index, iteration in enumerate(self.model.update_iterations)}

    def forward(self):
        return self.solver.solve(*self.cells)

    def full(self):
        self.solver.solve(*self.cells, keep="all")
        return self.solver.back_propagate(target=self.clean).tensors

    def torch_forward(self):
        with torch.no_grad():
            return self.solve(self.tensors)

    def torch_full(self):
        tensors = {name: values.clone().requires_grad_() for name, values in self.tensors.items()}
        (0.5 * ((self.solve(tensors) - self.torch_clean) ** 2).sum()).backward()
        return {name: values.grad for name, values in tensors.items()}

    def solve(self, tensors):
        return torch_solve(tensors, self.updates, self.features, self.window, self.torch_cells, self.iterations)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="speech")
    parser.add_argument("--frames", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch; the package uses one")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    case = Case(options.model, options.frames)
    print(f"PyTorch {torch.__version__}, {options.threads} thread(s); {options.model}, {options.frames} frames of "
          f"{case.model.frame_length} samples, {case.iterations} iterations, fastest of {options.rounds} rounds")
    difference = np.abs(case.forward() - case.torch_forward().numpy()).max()
    ours, theirs = case.full(), case.torch_full()
    both = [(ours[name].ravel(), theirs[name].numpy().ravel()) for name in theirs]
    error = math.sqrt(sum(((a - b) ** 2).sum() for a, b in both) / sum((b ** 2).sum() for _, b in both))
    forward, torch_forward, full, torch_full = fastest((case.forward, case.torch_forward, case.full, case.torch_full),
                                                       options.rounds)
    print(f"{'':42}{'package':>10}{'PyTorch':>10}{'ratio':>8}")
    for text, mine, other in (("forward", forward, torch_forward), ("forward and full gradient", full, torch_full)):
        print(f"{text:42}{1e3 * mine:8.2f}ms{1e3 * other:8.2f}ms{other / mine:8.2f}")
    print(f"  largest difference of the solutions {difference:.1e}, relative error of the gradient {error:.1e}")


if __name__ == "__main__":
    main()
