"""Numbers of fewer digits: bfloat16 and float16 beside float32, and how one is rounded to them.

NumPy has no bfloat16: all that is rounded to it here is kept in float32, which holds it exactly.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from initdocs import _check
from initdocs.activations import erfc

Array = NDArray[np.float32]

#: of a float32, what a bfloat16 does not have: the lower half of its bits
_LOWER = 16


class Format(NamedTuple):
    """What a format of numbers holds.

    `digits` are those of the significand in base 2, the leading one among them; `least` is the
    smallest positive number, `normal` the smallest one that has all digits, `most` the largest.
    """

    digits: int
    least: float
    normal: float
    most: float


FORMATS: dict[str, Format] = {
    "float32": Format(24, 2.0**-149, 2.0**-126, (2 - 2.0**-23) * 2.0**127),
    "bfloat16": Format(8, 2.0**-133, 2.0**-126, (2 - 2.0**-7) * 2.0**127),
    "float16": Format(11, 2.0**-24, 2.0**-14, (2 - 2.0**-10) * 2.0**15),
}


def rounded(x: ArrayLike, form: str) -> Array:
    """The nearest number of the format `form`, of two that are equally near the even one.

    Shapes: any, elementwise. What comes back is float32, which holds each number of the three
    formats; what is not float32 yet is rounded to that first, as a cast from it would have it.
    Beyond the largest number of the format it is infinite.

    Errors: a `ValueError` for a format that is not one of `FORMATS`.
    Source: IEEE 754-2019, section 4.3.1; bfloat16 is the upper half of a float32.

    >>> rounded([1.001, 1.004, 3.1416], "bfloat16").tolist()
    [1.0, 1.0078125, 3.140625]
    """
    form = _check.one_of("form", form, FORMATS)
    with np.errstate(over="ignore", under="ignore"):
        single = np.asarray(x).astype(np.float32)
        if form == "float16":
            return single.astype(np.float16).astype(np.float32)
    if form == "float32":
        return single
    bits = single.view(np.uint32)
    # half a unit of the last digit that stays, less the least where that digit is even
    odd = (bits >> np.uint32(_LOWER)) & np.uint32(1)
    up = (bits + np.uint32(2 ** (_LOWER - 1) - 1) + odd) & np.uint32(0xFFFF0000)
    return np.where(np.isnan(single), single, up.view(np.float32))


def rounded_at_random(x: ArrayLike, *, rng: np.random.Generator) -> Array:
    """One of the two neighbours in bfloat16, the nearer the likelier, so that the mean is x.

    Equation: for a ≤ x ≤ b, P(b) = (x − a)/(b − a). Shapes: any, elementwise; float32 comes back.
    Source: Gupta et al. 2015; by adding random bits below the last digit that stays.

    >>> x = np.full(100_000, 1.001)
    >>> print(f"{rounded_at_random(x, rng=np.random.default_rng(0)).mean():.4f}")
    1.0010
    """
    rng = _check.generator(rng)
    single = np.asarray(x).astype(np.float32)
    noise = rng.integers(0, 2**_LOWER, single.shape, np.uint32)
    up = (single.view(np.uint32) + noise) & np.uint32(0xFFFF0000)
    return np.where(np.isfinite(single), up.view(np.float32), single)


def spacing(x: ArrayLike, form: str) -> NDArray[np.float64]:
    """From |x| to the next larger number of the format: a unit of x's last digit.

    Equation: 2^(e − digits + 1) for 2^e ≤ |x| < 2^(e + 1), and `least` below `normal`.
    Shapes: any, elementwise. Errors: a `ValueError` for an unknown format.

    >>> spacing([1.0, 0.02], "bfloat16").tolist()
    [0.0078125, 0.0001220703125]
    """
    held = FORMATS[_check.one_of("form", form, FORMATS)]
    size = np.maximum(np.abs(np.asarray(x, np.float64)), held.normal)
    unit: NDArray[np.float64] = np.ldexp(1.0, np.frexp(size)[1] - held.digits)
    return unit


_TABLE = np.linspace(-38.0, 0.0, 4001)
_LOG = np.log(erfc(-_TABLE / np.sqrt(2)) / 2)


def normal_quantile(p: ArrayLike) -> NDArray[np.float64]:
    """The inverse of the standard normal distribution function: Φ(z) = p.

    Shapes: any, elementwise; −∞ at 0 and ∞ at 1. From a table, and one step of Newton's: a
    relative 1e-9. Errors: a `ValueError` outside [0, 1].

    >>> normal_quantile([0, 0.025, 0.5, 1]).round(4).tolist()
    [-inf, -1.96, 0.0, inf]
    """
    p = np.asarray(p, np.float64)
    if not ((p >= 0) & (p <= 1)).all():
        msg = f"p: got {p.min()} to {p.max()}, allowed: from 0 to 1"
        raise ValueError(msg)
    small = np.minimum(p, 1 - p)
    inside = np.maximum(small, 1e-300)
    z = np.interp(np.log(inside), _LOG, _TABLE)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    z -= (erfc(-z / np.sqrt(2)) / 2 - inside) / density
    z = np.where(small > 0, z, -np.inf)
    return np.where(p > 0.5, -z, z)
