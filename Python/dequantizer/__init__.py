"""Restores audio that was stored with few bits per sample, and everything to train operators for it.

Samples are floating-point numbers with full scale [-1, 1]. Docs/python.md has worked examples.
"""

from ._core import (
    Error,
    Evaluation,
    Figures,
    Gradient,
    Grid,
    Model,
    Solver,
    Steps,
    __version__,
    cells,
    compare,
    evaluate,
    find_grid,
    gradient,
    quantise,
    restore,
    shipped_models,
    solve,
    spectral_norm,
)

__all__ = [
    "Error",
    "Evaluation",
    "Figures",
    "Gradient",
    "Grid",
    "Model",
    "Solver",
    "Steps",
    "__version__",
    "cells",
    "compare",
    "evaluate",
    "find_grid",
    "gradient",
    "quantise",
    "restore",
    "shipped_models",
    "solve",
    "spectral_norm",
]
