"""Laws for one place of a network: packed attention, residual branches, gates, heads."""

from math import log, sqrt

import numpy as np
from numpy.typing import DTypeLike

from initdocs import _check
from initdocs.initializers.laws import (
    Array,
    Shape,
    checked_shape,
    constant,
    fans,
    normal,
    variance_scaling,
)


def packed_xavier(
    shape: Shape,
    *,
    parts: int = 3,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """Xavier's uniform law for each of the matrices that are packed along the first axis.

    Equation: a bound of √(6 / (n_in + n_out/parts)); the *variance* of an entry is a third of
    its square. Taken for one matrix, n_out would count the outputs of all parts.
    Shape: (parts · n, n_in). Errors: `parts` that do not divide the first axis.

    >>> w = packed_xavier((3 * 256, 256), rng=np.random.default_rng(0))
    >>> print(f"{abs(w).max():.4f}")
    0.1083
    """
    shape = checked_shape(shape, least_axes=2)
    parts = _check.integer("parts", parts, at_least=1)
    _check.floating("dtype", dtype)
    if shape[0] % parts:
        msg = f"parts: got {parts}, allowed: a divisor of the {shape[0]} outputs"
        raise ValueError(msg)
    one = (shape[0] // parts, *shape[1:])
    law = {"mode": "fan_avg", "distribution": "uniform", "rng": rng, "dtype": dtype}
    return np.concatenate([variance_scaling(one, **law) for _ in range(parts)])  # type: ignore[arg-type]


def fixup(
    shape: Shape,
    *,
    blocks: int = 25,
    layers: int = 2,
    last: bool = False,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """A layer of a residual branch without normalization: He, scaled down; the last layer 0.

    Equation: Var(W) = blocks^(−1/(layers−1)) · 2/fan_in, or W = 0 for the `last` layer.
    `blocks` counts the residual branches, `layers` the weight layers in each, at least 2.
    Source: Zhang, Dauphin and Ma 2019, section 3: the *weights* are scaled by
    L^(−1/(2m−2)), so the variance by its square.

    >>> w = fixup((300, 300), blocks=100, rng=np.random.default_rng(0))
    >>> print(f"{w.var() * 300:.3f}")
    0.020
    """
    blocks = _check.integer("blocks", blocks, at_least=1)
    layers = _check.integer("layers", layers, at_least=2)
    if _check.flag("last", last):
        fans(shape)
        return constant(shape, dtype=dtype)
    return variance_scaling(shape, scale=2 * blocks ** (-1 / (layers - 1)), rng=rng, dtype=dtype)


def residual_scaling(
    shape: Shape,
    *,
    blocks: int = 12,
    std: float = 0.02,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """The last matrix of a transformer's branch: N(0, std²/2N), N blocks of two branches.

    Equation: a *standard deviation* of std / √(2 · blocks).
    Source: Radford et al. 2019, section 2.3 (it writes 1/√N, N residual layers).

    >>> w = residual_scaling((400, 400), blocks=12, rng=np.random.default_rng(0))
    >>> print(f"{w.std():.4f}")
    0.0041
    """
    blocks = _check.integer("blocks", blocks, at_least=1)
    std = _check.number("std", std, at_least=0)
    return normal(shape, std=std / sqrt(2 * blocks), rng=rng, dtype=dtype)


def mup_output(
    shape: Shape,
    *,
    base: int = 1,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """The output layer under μP: its *variance* falls with the square of the width.

    Equation: Var(W) = base / fan_in²; with fan_in = `base` it is LeCun's law.
    Source: Yang et al. 2021, table 3.

    >>> w = mup_output((10, 4000), base=1000, rng=np.random.default_rng(0))
    >>> print(f"{4000 * w.var():.2f}")
    0.25
    """
    base = _check.integer("base", base, at_least=1)
    return variance_scaling(shape, scale=base / fans(shape)[0], rng=rng, dtype=dtype)


def forget_bias(
    shape: Shape,
    *,
    value: float = 1.0,
    rng: np.random.Generator | None = None,
    dtype: DTypeLike = np.float64,
) -> Array:
    """The bias of an LSTM: `value` for the forget gate, 0 for the other three.

    Shape: (4n,), the gates in the order input, forget, cell, output. `rng` is not used.
    Source: Gers, Schmidhuber and Cummins 2000; Jozefowicz et al. 2015, section 2.2.

    >>> forget_bias((8,)).tolist()
    [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    """
    del rng
    shape = checked_shape(shape)
    if len(shape) != 1 or shape[0] % 4:
        msg = f"shape: got {shape!r}, allowed: (4n,), n units with four gates"
        raise ValueError(msg)
    bias = constant(shape, dtype=dtype)
    n = shape[0] // 4
    bias[n : 2 * n] = _check.number("value", value)
    return bias


def prior_bias(
    shape: Shape,
    *,
    prior: float = 0.01,
    rng: np.random.Generator | None = None,
    dtype: DTypeLike = np.float64,
) -> Array:
    """The bias of a sigmoid output that starts with the probability `prior`.

    Equation: b = −ln((1 − π)/π). Shape: any. `rng` is not used. Errors: a prior not inside
    (0, 1). Source: Lin et al. 2017, section 4.1.

    >>> prior_bias((2,)).round(3).tolist()
    [-4.595, -4.595]
    """
    prior = _check.number("prior", prior, above=0)
    if prior >= 1:
        msg = f"prior: got {prior!r}, allowed: a probability between 0 and 1, both excluded"
        raise ValueError(msg)
    return constant(shape, value=-log((1 - prior) / prior), rng=rng, dtype=dtype)
