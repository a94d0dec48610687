"""The iteration as a PyTorch function, so that an operator can be trained with any loss that PyTorch can express.

    python3 Python/examples/autograd.py

Trains K for 150 minibatches with a loss on the spectra of the frames; that is only a beginning. The forward and backward pass are those of the
engine; everything around them is PyTorch.
"""

import numpy as np
import torch

import dequantizer as dq


class Restore(torch.autograd.Function):
    """Frames restored by `iterations` iterations with K, differentiable with respect to K.

    backward_steps is None for the full gradient, or the number of steps of the truncated one.
    """

    @staticmethod
    def forward(ctx, K, x, lower, upper, steps, iterations, backward_steps):
        ctx.solver = dq.Solver(K.detach().numpy(), steps)
        ctx.backward_steps = backward_steps
        keep = "all" if backward_steps is None else "last"
        arrays = (t.detach().numpy() for t in (x, lower, upper))
        return torch.from_numpy(ctx.solver.solve(*arrays, iterations, keep=keep))

    @staticmethod
    def backward(ctx, output_gradient):
        steps = ctx.backward_steps or 0
        gradient = ctx.solver.back_propagate(output_gradient.contiguous().numpy(), backward_steps=steps)
        return torch.from_numpy(gradient.K), None, None, None, None, None, None


def frames(random, count, samples):
    """Harmonic frames, and their quantised version with its cells."""
    t = np.arange(samples) / 16000
    pitch = random.uniform(80, 300, (count, 1, 1))
    harmonic = np.arange(1, 12)[None, :, None]
    phase = random.uniform(0, 2 * np.pi, (count, 11, 1))
    clean = (np.sin(2 * np.pi * pitch * harmonic * t + phase) / harmonic).sum(axis=1)
    clean = (0.9 * clean / np.abs(clean).max(axis=1, keepdims=True)).astype(np.float32)
    x, lower, upper = dq.cells(dq.quantise(clean, 4), 4)
    return [torch.from_numpy(a) for a in (clean, x, lower, upper)]


def spectral_loss(restored, clean):
    """The error of the magnitude spectra, and a little of the samples."""
    spectra = [torch.fft.rfft(signal).abs() for signal in (restored, clean)]
    return ((spectra[0] - spectra[1]) ** 2).mean() + 10 * ((restored - clean) ** 2).mean()


def main(steps=150, batch=32, samples=160, iterations=40, backward_steps=None):
    """Returns the losses of a fixed validation batch before and after training."""
    random = np.random.default_rng(1)
    K = torch.tensor(dq.Model.dct(50 * samples, 0.125).K).requires_grad_()
    optimiser = torch.optim.Adam([K], lr=3e-5)
    validation = frames(random, 64, samples)
    sizes = dq.Steps.from_weight(20.0, 1.0)

    def loss_of(batch_of_frames):
        clean, *cells = batch_of_frames
        return spectral_loss(Restore.apply(K, *cells, sizes, iterations, backward_steps), clean)

    losses = [loss_of(validation).item()]
    for _ in range(steps):
        optimiser.zero_grad()
        loss_of(frames(random, batch, samples)).backward()
        optimiser.step()
    losses.append(loss_of(validation).item())
    return losses


if __name__ == "__main__":
    for kind, b in (("full", None), ("truncated, 20 steps", 20)):
        before, after = main(backward_steps=b)
        print(f"{kind} gradient: validation loss {before:.4f} before, {after:.4f} after training")
