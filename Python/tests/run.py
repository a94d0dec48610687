"""Runs the tests; the exit status is 4 if pytest or NumPy is missing. Arguments go to pytest."""

import importlib.util
import pathlib
import sys

SKIPPED = 4
for name in ("numpy", "pytest", "dequantizer"):
    if importlib.util.find_spec(name) is None:
        print(f"skipped: {sys.executable} has no {name}")
        sys.exit(SKIPPED)

import pytest

folder = str(pathlib.Path(__file__).parent)
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *(sys.argv[1:] or [folder])]))
