"""Independent entries: fans, the distributions, and the law that scales them by a fan."""

from collections.abc import Sequence
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


def fans(
    shape: Shape, *, groups: int = 1, stride: int = 1, transposed: bool = False
) -> tuple[float, float]:
    """The number of terms in one output's sum, and in the sum of one gradient of an input.

    Equation: fan_in = c_in/groups · ∏ kernel and fan_out = c_out/groups · ∏ kernel. Where a
    `stride` s skips positions, an input of a convolution is seen by a share 1/s of the windows
    along each axis, so fan_out is divided by s for each axis of the kernel; with `transposed`
    it is fan_in. These are means: windows at the border, or a stride that does not divide the
    kernel, make them uneven.
    Shape: (c_out, c_in / groups, *kernel), also for a transposed convolution.
    Errors: fewer than two axes, an axis below 1, `groups` that do not divide c_out.

    >>> fans((64, 3, 7, 7))
    (147, 3136)
    >>> fans((64, 1, 3, 3), groups=64)  # depthwise
    (9, 9)
    """
    shape = checked_shape(shape, least_axes=2)
    groups = _check.integer("groups", groups, at_least=1)
    stride = _check.integer("stride", stride, at_least=1)
    if shape[0] % groups:
        msg = f"groups: got {groups}, allowed: a divisor of the {shape[0]} outputs"
        raise ValueError(msg)
    receptive, skipped = prod(shape[2:]), stride ** len(shape[2:])
    fan_in, fan_out = shape[1] * receptive, shape[0] // groups * receptive
    if skipped == 1:
        return fan_in, fan_out
    return (fan_in / skipped, fan_out) if transposed else (fan_in, fan_out / skipped)


def checked_shape(shape: Shape, least_axes: int = 0) -> tuple[int, ...]:
    """Return `shape` as a tuple of integers, each at least 1, or raise a `ValueError`."""
    try:
        result = None if isinstance(shape, str | bytes | dict) else tuple(shape)
    except TypeError:
        result = None
    if result is None or len(result) < least_axes:
        axes = "(n_out, n_in, *kernel)" if least_axes else "a tuple of integers"
        count = f", at least {least_axes} axes" if least_axes else ""
        msg = f"shape: got {shape!r}, allowed: {axes}{count}"
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
    draws = _check.generator(rng).standard_normal(checked_shape(shape))
    return (std * draws).astype(_check.floating("dtype", dtype))


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
    draws = _check.generator(rng).uniform(-bound, bound, checked_shape(shape))
    return draws.astype(_check.floating("dtype", dtype))


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
    draws = rng.standard_normal(checked_shape(shape))
    outside = np.abs(draws) > 2
    while outside.any():
        draws[outside] = rng.standard_normal(int(outside.sum()))
        outside = np.abs(draws) > 2
    return (std / TRUNCATED_STD * draws).astype(_check.floating("dtype", dtype))


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
    number = _check.number("value", value)
    return np.full(checked_shape(shape), number, dtype=_check.floating("dtype", dtype))


def variance_scaling(
    shape: Shape,
    *,
    scale: float = 1.0,
    mode: str = "fan_in",
    distribution: str = "normal",
    groups: int = 1,
    stride: int = 1,
    transposed: bool = False,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Array:
    """The law behind most named initializers: zero mean and a variance set by the fans.

    Equation: Var(W) = scale / fan, with fan = fan_in, fan_out or their mean; see `fans` for
    `groups`, `stride` and `transposed`.
    `scale` is a factor of the *variance*. The uniform form is U(±√(3·Var)).

    >>> w = variance_scaling((300, 300), scale=2.0, rng=np.random.default_rng(0))
    >>> print(f"{300 * w.var():.2f}")
    2.00
    """
    layer = {"groups": groups, "stride": stride, "transposed": transposed}
    variance = scaled_variance(shape, scale=scale, mode=mode, **layer)  # type: ignore[arg-type]
    _check.one_of("distribution", distribution, DISTRIBUTIONS)
    if distribution == "uniform":
        return uniform(shape, bound=sqrt(3 * variance), rng=rng, dtype=dtype)
    draw = normal if distribution == "normal" else truncated_normal
    return draw(shape, std=sqrt(variance), rng=rng, dtype=dtype)


def scaled_variance(
    shape: Shape,
    *,
    scale: float = 1.0,
    mode: str = "fan_in",
    groups: int = 1,
    stride: int = 1,
    transposed: bool = False,
) -> float:
    """The variance that `variance_scaling` gives each entry: scale / fan.

    >>> scaled_variance((50, 100), scale=1.0, mode="fan_avg") == 2 / (50 + 100)
    True
    """
    scale = _check.number("scale", scale, at_least=0)
    fan_in, fan_out = fans(shape, groups=groups, stride=stride, transposed=transposed)
    fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}
    return scale / fan[_check.one_of("mode", mode, MODES)]
