"""Initializers: one general law, `variance_scaling`, then the named cases.

Every initializer is called as `draw(shape, *, rng, dtype)` and returns an array of
`shape`. A shape is (n_out, n_in) for a dense layer and (n_out, n_in, *kernel) for a
convolution, so that `W @ a` maps a column of n_in inputs to n_out outputs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import erf, exp, pi, prod, sqrt
from typing import Any, Protocol

import numpy as np
from numpy.typing import DTypeLike, NDArray

from initdocs import _check

Array = NDArray[Any]
Shape = Sequence[int]

MODES = ("fan_in", "fan_out", "fan_avg")
DISTRIBUTIONS = ("normal", "uniform", "truncated_normal")

# The standard deviation of a standard normal variable that is kept inside ±2:
# √(1 − 2·2φ(2)/(Φ(2) − Φ(−2))). Frameworks print it as 0.87962566103423978.
TRUNCATED_STD = sqrt(1 - 4 * exp(-2) / sqrt(2 * pi) / erf(sqrt(2)))


class Draw(Protocol):
    """What every initializer is: a shape and a generator in, an array out."""

    def __call__(
        self, shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float64
    ) -> Array:
        """Return an array of `shape`."""
        ...


def fans(shape: Shape) -> tuple[int, int]:
    """The number of inputs and of outputs that one unit is connected to.

    Equation: fan_in = n_in · ∏ kernel, fan_out = n_out · ∏ kernel.
    Shape: (n_out, n_in, *kernel). Errors: fewer than two axes, or an axis below 1.

    >>> fans((64, 3, 7, 7))
    (147, 3136)
    """
    shape = _shape(shape, least_axes=2)
    receptive = prod(shape[2:])
    return shape[1] * receptive, shape[0] * receptive


def _shape(shape: Shape, least_axes: int = 0) -> tuple[int, ...]:
    try:
        result = tuple(shape)
    except TypeError:
        result = ()
        least_axes = 1
    if len(result) < least_axes:
        msg = f"shape: got {shape!r}, allowed: (n_out, n_in, *kernel), at least {least_axes} axes"
        raise ValueError(msg)
    return tuple(_check.integer(f"shape[{i}]", n, at_least=1) for i, n in enumerate(result))


def normal(
    shape: Shape,
    *,
    std: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """Independent draws from N(0, std²); `std` is a standard deviation.

    >>> w = normal((500, 400), std=0.1, rng=np.random.default_rng(0))
    >>> print(f"{w.std():.2f}")
    0.10
    """
    std = _check.number("std", std, at_least=0)
    draws = _check.generator(rng).standard_normal(_shape(shape))
    return (std * draws).astype(dtype)


def uniform(
    shape: Shape,
    *,
    bound: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """Independent draws from U(−bound, bound), whose *variance* is bound²/3.

    >>> w = uniform((500, 400), bound=0.3, rng=np.random.default_rng(0))
    >>> print(f"{w.var():.3f}")
    0.030
    """
    bound = _check.number("bound", bound, at_least=0)
    draws = _check.generator(rng).uniform(-bound, bound, _shape(shape))
    return draws.astype(dtype)


def truncated_normal(
    shape: Shape,
    *,
    std: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """Draws from N(0, s²) kept inside ±2s, with s chosen so that the result has `std`.

    `std` is the standard deviation *after* truncation: s = std / 0.8796.

    >>> w = truncated_normal((500, 400), std=1.0, rng=np.random.default_rng(0))
    >>> print(f"{w.std():.2f} {abs(w).max():.2f}")
    1.00 2.27
    """
    std = _check.number("std", std, at_least=0)
    rng = _check.generator(rng)
    draws = rng.standard_normal(_shape(shape))
    outside = np.abs(draws) > 2
    while outside.any():
        draws[outside] = rng.standard_normal(int(outside.sum()))
        outside = np.abs(draws) > 2
    return (std / TRUNCATED_STD * draws).astype(dtype)


def constant(
    shape: Shape,
    *,
    value: float = 0.0,
    rng: np.random.Generator | None = None,
    dtype: DTypeLike = np.float64,
) -> Array:
    """Every entry equal to `value`; `rng` is accepted and not used.

    >>> constant((1, 3), value=0.5).tolist()
    [[0.5, 0.5, 0.5]]
    """
    del rng
    return np.full(_shape(shape), _check.number("value", value), dtype=dtype)


def variance_scaling(
    shape: Shape,
    *,
    scale: float = 1.0,
    mode: str = "fan_in",
    distribution: str = "normal",
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """The law behind most named initializers: zero mean and a variance set by the fans.

    Equation: Var(W) = scale / fan, with fan = fan_in, fan_out or their mean.
    `scale` is a factor of the *variance*. The uniform form is U(±√(3·Var)).

    >>> w = variance_scaling((300, 300), scale=2.0, rng=np.random.default_rng(0))
    >>> print(f"{300 * w.var():.2f}")
    2.00
    """
    variance = scaled_variance(shape, scale=scale, mode=mode)
    _check.one_of("distribution", distribution, DISTRIBUTIONS)
    if distribution == "uniform":
        return uniform(shape, bound=sqrt(3 * variance), rng=rng, dtype=dtype)
    draw = normal if distribution == "normal" else truncated_normal
    return draw(shape, std=sqrt(variance), rng=rng, dtype=dtype)


def scaled_variance(shape: Shape, *, scale: float = 1.0, mode: str = "fan_in") -> float:
    """The variance that `variance_scaling` gives each entry: scale / fan.

    >>> scaled_variance((50, 100), scale=1.0, mode="fan_avg") == 2 / (50 + 100)
    True
    """
    scale = _check.number("scale", scale, at_least=0)
    fan_in, fan_out = fans(shape)
    fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}
    return scale / fan[_check.one_of("mode", mode, MODES)]


def orthogonal(
    shape: Shape,
    *,
    gain: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """A uniformly drawn matrix with orthonormal rows or columns, times `gain`.

    Equation: W Wᵀ = gain² I if n_out ≤ fan_in, else Wᵀ W = gain² I, W flattened to
    (n_out, fan_in). The *variance* of one entry is gain² / max(n_out, fan_in).
    Source: Saxe et al. 2013, section 3; the sign fix makes the draw uniform (Mezzadri 2007).

    >>> w = orthogonal((2, 5), rng=np.random.default_rng(0))
    >>> bool(np.allclose(w @ w.T, np.eye(2)))
    True
    """
    gain = _check.number("gain", gain)
    shape = _shape(shape, least_axes=2)
    rows, columns = shape[0], prod(shape[1:])
    draws = _check.generator(rng).standard_normal((max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(draws)
    # QR fixes only the product; R's diagonal made positive is what makes Q uniform
    q *= np.where(np.diagonal(r) < 0, -1.0, 1.0)
    matrix = q if rows >= columns else q.T
    return (gain * matrix).reshape(shape).astype(dtype)


@dataclass(frozen=True)
class Initializer:
    """A row of the table from which tests, pages and demos draw.

    `variance(shape)` is the variance of one entry that the law promises.
    """

    name: str
    title: str
    draw: Draw
    variance: Callable[[Shape], float]
    source: str
    aliases: tuple[str, ...] = ()


def _scaled(
    name: str, title: str, source: str, *aliases: str, scale: float, mode: str, distribution: str
) -> Initializer:
    law = {"scale": scale, "mode": mode}
    return Initializer(
        name,
        title,
        partial(variance_scaling, **law, distribution=distribution),  # type: ignore[arg-type]
        partial(scaled_variance, **law),  # type: ignore[arg-type]
        source,
        aliases,
    )


_LECUN = "LeCun et al. 1998, Efficient BackProp, eq. 16"
_GLOROT = "Glorot & Bengio 2010, eq. 12 (normal) and eq. 16 (uniform)"
_HE = "He et al. 2015, eq. 10 (fan_in) and eq. 14 (fan_out)"

_ROWS = (
    Initializer("zeros", "Zeros", partial(constant, value=0.0), lambda _: 0.0, "none"),
    Initializer("ones", "Ones", partial(constant, value=1.0), lambda _: 0.0, "none"),
    Initializer("normal", "Standard normal", normal, lambda _: 1.0, "none"),
    Initializer("uniform", "Uniform on ±1", uniform, lambda _: 1 / 3, "none"),
    Initializer("truncated_normal", "Truncated normal", truncated_normal, lambda _: 1.0, "none"),
    _scaled("lecun_normal", "LeCun normal", _LECUN,
            scale=1, mode="fan_in", distribution="normal"),
    _scaled("lecun_uniform", "LeCun uniform", _LECUN,
            scale=1, mode="fan_in", distribution="uniform"),
    _scaled("xavier_normal", "Xavier normal", _GLOROT, "glorot_normal",
            scale=1, mode="fan_avg", distribution="normal"),
    _scaled("xavier_uniform", "Xavier uniform", _GLOROT, "glorot_uniform",
            scale=1, mode="fan_avg", distribution="uniform"),
    _scaled("he_normal", "He normal", _HE, "kaiming_normal",
            scale=2, mode="fan_in", distribution="normal"),
    _scaled("he_uniform", "He uniform", _HE, "kaiming_uniform",
            scale=2, mode="fan_in", distribution="uniform"),
    _scaled("he_normal_fan_out", "He normal, fan-out", _HE, "kaiming_normal_fan_out",
            scale=2, mode="fan_out", distribution="normal"),
    _scaled("pytorch_linear", "PyTorch's default, U(±1/√fan_in)", "Linear.reset_parameters",
            scale=1 / 3, mode="fan_in", distribution="uniform"),
    Initializer("orthogonal", "Orthogonal", orthogonal,
                lambda shape: 1 / max(shape[0], prod(shape[1:])), "Saxe et al. 2013, section 3"),
)  # fmt: skip

INITIALIZERS: dict[str, Initializer] = {row.name: row for row in _ROWS}
ALIASES: dict[str, str] = {alias: row.name for row in _ROWS for alias in row.aliases}


def get(initializer: str) -> Initializer:
    """Look an initializer up by its name or an alias.

    >>> get("kaiming_normal").name
    'he_normal'
    >>> get("kaiming")
    Traceback (most recent call last):
    ValueError: initializer: got 'kaiming', allowed: 'zeros', 'ones', 'normal', ...
    """
    name = ALIASES.get(initializer, initializer) if isinstance(initializer, str) else initializer
    return INITIALIZERS[_check.one_of("initializer", name, INITIALIZERS)]


xavier_normal = INITIALIZERS["xavier_normal"].draw
xavier_uniform = INITIALIZERS["xavier_uniform"].draw
glorot_normal, glorot_uniform = xavier_normal, xavier_uniform
lecun_normal = INITIALIZERS["lecun_normal"].draw
lecun_uniform = INITIALIZERS["lecun_uniform"].draw
he_normal = INITIALIZERS["he_normal"].draw
he_uniform = INITIALIZERS["he_uniform"].draw
kaiming_normal, kaiming_uniform = he_normal, he_uniform
pytorch_linear = INITIALIZERS["pytorch_linear"].draw
zeros = INITIALIZERS["zeros"].draw
ones = INITIALIZERS["ones"].draw
