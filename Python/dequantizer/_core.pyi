import os
from typing import Any, Literal, Mapping, Optional, Tuple, Union, overload

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

__version__: str

_Floats = NDArray[np.floating[Any]]
_Path = Union[str, "os.PathLike[str]"]
_Material = Literal["automatic", "speech", "any"]
_Quality = Literal["low-latency", "balanced", "best"]
_Kind = Literal["mid-rise", "mid-tread", "truncate", "mu-law", "a-law"]
_Arithmetic = Literal["fixed", "float"]
_Mask = Literal["cell", "widened"]

class Error(ValueError): ...

class Steps:
    sigma: float
    tau: float
    theta: float
    def __init__(self, sigma: float, tau: float, theta: float = 1.0) -> None: ...
    @staticmethod
    def from_weight(weight: float, norm: float, theta: float = 1.0) -> Steps: ...
    def scaled(self, scale: float) -> Steps: ...

_Steps = Union[Steps, Tuple[float, float], Tuple[float, float, float], None]

class Model:
    name: str
    sample_rate: float
    reference_step: float
    iterations: int
    hop: int
    training: dict[str, str]
    steps: Steps
    def __init__(
        self,
        K: ArrayLike,
        steps: Steps,
        *,
        sample_rate: float = 16000.0,
        reference_step: float = 0.125,
        iterations: int = 10,
        hop: Optional[int] = None,
        name: str = "",
    ) -> None: ...
    @staticmethod
    def load(path: _Path, delta: float = 0.125) -> Model: ...
    @staticmethod
    def dct(sample_rate: float, delta: float) -> Model: ...
    def save(self, path: _Path) -> None: ...
    def copy(self) -> Model: ...
    def __copy__(self) -> Model: ...
    def __deepcopy__(self, memo: dict[int, Any]) -> Model: ...
    def __getitem__(self, name: str) -> NDArray[np.float32]: ...
    def __setitem__(self, name: str, value: ArrayLike) -> None: ...
    @property
    def K(self) -> Optional[NDArray[np.float32]]: ...
    @K.setter
    def K(self, K: ArrayLike) -> None: ...
    @property
    def tensors(self) -> Mapping[str, NDArray[np.float32]]: ...
    @property
    def bounds(self) -> Optional[Mapping[str, NDArray[np.float32]]]: ...
    @property
    def update_iterations(self) -> list[int]: ...
    @property
    def frame_length(self) -> int: ...
    @property
    def is_fourier(self) -> bool: ...

class Grid:
    @property
    def delta(self) -> float: ...
    @property
    def offset(self) -> float: ...
    @property
    def confidence(self) -> float: ...
    @property
    def levels(self) -> int: ...
    @property
    def bits(self) -> float: ...
    @property
    def is_reliable(self) -> bool: ...

class Figures:
    @property
    def squared_error(self) -> float: ...
    @property
    def snr(self) -> float: ...
    @property
    def segmental_snr(self) -> float: ...
    @property
    def nmr(self) -> float: ...
    @property
    def loudness_difference(self) -> float: ...

class Evaluation:
    @property
    def model(self) -> str: ...
    @property
    def quantised(self) -> Figures: ...
    @property
    def restored(self) -> Figures: ...
    @property
    def seconds(self) -> float: ...

class Gradient:
    @property
    def solution(self) -> _Floats: ...
    @property
    def loss(self) -> Optional[float]: ...
    @property
    def tensors(self) -> dict[str, _Floats]: ...
    @property
    def K(self) -> Optional[_Floats]: ...
    @property
    def sigma(self) -> Optional[float]: ...
    @property
    def tau(self) -> Optional[float]: ...
    @property
    def theta(self) -> Optional[float]: ...

class Solver:
    def __init__(
        self,
        K: Union[Model, ArrayLike],
        steps: _Steps = None,
        *,
        delta: Optional[float] = None,
        dtype: DTypeLike = "float32",
    ) -> None: ...
    @overload
    def solve(
        self,
        x: ArrayLike,
        lower: ArrayLike,
        upper: ArrayLike,
        iterations: Optional[int] = None,
        *,
        keep: Literal["nothing", "last", "all"] = "nothing",
        iterates: Literal[False] = False,
    ) -> _Floats: ...
    @overload
    def solve(
        self,
        x: ArrayLike,
        lower: ArrayLike,
        upper: ArrayLike,
        iterations: Optional[int] = None,
        *,
        keep: Literal["nothing"] = "nothing",
        iterates: Literal[True],
    ) -> Tuple[_Floats, _Floats, _Floats]: ...
    def back_propagate(
        self,
        output_gradient: Optional[ArrayLike] = None,
        *,
        target: Optional[ArrayLike] = None,
        backward_steps: int = 30,
        mask: _Mask = "cell",
    ) -> Gradient: ...
    @property
    def frame_length(self) -> int: ...
    @property
    def dtype(self) -> np.dtype[Any]: ...

def shipped_models() -> list[str]: ...
def spectral_norm(K: ArrayLike) -> float: ...
def quantise(
    samples: ArrayLike,
    bits: Optional[int] = None,
    *,
    delta: Optional[float] = None,
    kind: _Kind = "mid-rise",
    overload: Literal["saturate", "extend"] = "saturate",
) -> NDArray[np.float32]: ...
def cells(
    quantised: ArrayLike,
    bits: Optional[int] = None,
    *,
    delta: Optional[float] = None,
    kind: _Kind = "mid-rise",
    strength: float = 1.0,
) -> Tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]: ...
def find_grid(samples: ArrayLike, sample_rate: float = 44100.0) -> Optional[Grid]: ...
def restore(
    samples: ArrayLike,
    sample_rate: float,
    bits: Union[int, Literal["auto"], None] = None,
    *,
    delta: Optional[float] = None,
    model: Union[Model, _Path, None] = None,
    iterations: Optional[int] = None,
    material: _Material = "automatic",
    quality: _Quality = "balanced",
    strength: float = 1.0,
    quantiser: Optional[_Kind] = None,
    dither: Literal["none", "rectangular", "triangular", "auto"] = "none",
    at: Literal["auto", "own", "model"] = "auto",
    force: bool = False,
    hop: Optional[int] = None,
    sigma: Optional[float] = None,
    tau: Optional[float] = None,
    theta: Optional[float] = None,
    arithmetic: _Arithmetic = "fixed",
) -> NDArray[np.float32]: ...
def evaluate(
    clean: ArrayLike,
    sample_rate: float,
    bits: Optional[int] = None,
    *,
    delta: Optional[float] = None,
    model: Union[Model, _Path, None] = None,
    iterations: Optional[int] = None,
    material: _Material = "automatic",
    quality: _Quality = "balanced",
    hop: Optional[int] = None,
    arithmetic: _Arithmetic = "fixed",
) -> Evaluation: ...
def compare(clean: ArrayLike, other: ArrayLike, sample_rate: float) -> Figures: ...
@overload
def solve(
    K: Union[Model, ArrayLike],
    x: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    iterations: Optional[int] = None,
    steps: _Steps = None,
    *,
    delta: Optional[float] = None,
    iterates: Literal[False] = False,
) -> _Floats: ...
@overload
def solve(
    K: Union[Model, ArrayLike],
    x: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    iterations: Optional[int] = None,
    steps: _Steps = None,
    *,
    delta: Optional[float] = None,
    iterates: Literal[True],
) -> Tuple[_Floats, _Floats, _Floats]: ...
def gradient(
    K: Union[Model, ArrayLike],
    x: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    target: Optional[ArrayLike] = None,
    *,
    output_gradient: Optional[ArrayLike] = None,
    iterations: Optional[int] = None,
    steps: _Steps = None,
    delta: Optional[float] = None,
    mode: Literal["full", "truncated"] = "full",
    backward_steps: int = 30,
    mask: _Mask = "cell",
) -> Gradient: ...
