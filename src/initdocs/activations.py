"""Activation functions φ, each beside its derivative φ′.

Every function takes an array `z` of any shape and returns an array of that shape
and floating dtype.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from initdocs import _check

Array = NDArray[Any]
Function = Callable[[Array], Array]

# Klambauer et al. 2017, "Self-Normalizing Neural Networks", eq. 14: with these two
# constants the fixed point of mean and variance is (0, 1).
SELU_ALPHA = 1.6732632423543772
SELU_LAMBDA = 1.0507009873554805

# Cody 1969, "Rational Chebyshev approximations for the error function": numerator and
# denominator, highest power first, on |x| ≤ 0.46875, up to 4, and beyond.
_ERF_SMALL = (
    (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2,
     3.77485237685302021e2, 3.20937758913846947e3),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2,
     1.28261652607737228e3, 2.84423683343917062e3),
)  # fmt: skip
_ERFC_MIDDLE = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594,
     6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2,
     1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
     1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3,
     3.43936767414372164e3, 1.23033935480374942e3),
)  # fmt: skip
_ERFC_LARGE = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
     1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1,
     6.05183413124413191e-2, 2.33520497626869185e-3),
)  # fmt: skip


# The largest power of e that each floating type holds, by its size in bytes.
_EXP_LIMIT = {2: 11.0, 4: 88.0, 8: 700.0, 16: 700.0}


def _floating(z: ArrayLike) -> Array:
    array = np.asarray(z)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def _polynomial(coefficients: tuple[float, ...], t: Array) -> Array:
    first, *between, last = coefficients
    # in place: new arrays for each term would cost as much as the terms
    value = first * t
    for coefficient in between:
        value += coefficient
        value *= t
    value += last
    return value


def _ratio(pair: tuple[tuple[float, ...], tuple[float, ...]], t: Array) -> Array:
    return _polynomial(pair[0], t) / _polynomial(pair[1], t)


def erfc(x: ArrayLike) -> Array:
    """Complementary error function, 1 − erf(x), to machine precision.

    Equation: erfc(x) = 2/√π ∫ₓ^∞ exp(−t²) dt.

    Shapes: any, elementwise. Source: Cody 1969 (three rational approximations).

    >>> print(f"{float(erfc(3.0)):.12e}")
    2.209049699859e-05
    """
    array = _floating(x)
    x = array.astype(np.float64)
    size = np.abs(x)
    small, large = size <= 0.46875, size > 4
    middle = ~(small | large)
    result = np.empty_like(x)
    result[small] = 1 - x[small] * _ratio(_ERF_SMALL, x[small] ** 2)
    for region in (middle, large):
        # exp(−x²) from two exact pieces: x² rounded would cost digits in the tail
        u = np.minimum(size[region], 30.0)
        coarse = np.floor(u * 16) / 16
        tail = np.exp(-coarse * coarse) * np.exp(-(u - coarse) * (u + coarse))
        if region is middle:
            tail *= _ratio(_ERFC_MIDDLE, u)
        else:
            t = 1 / (u * u)
            tail *= (1 / sqrt(pi) - t * _ratio(_ERFC_LARGE, t)) / u
        result[region] = np.where(x[region] < 0, 2 - tail, tail)
    return result.astype(array.dtype)[()]


def erf(x: ArrayLike) -> Array:
    """Error function, to machine precision.

    Equation: erf(x) = 2/√π ∫₀ˣ exp(−t²) dt.

    Shapes: any, elementwise. Source: Cody 1969.

    >>> import math
    >>> abs(float(erf(0.3)) / math.erf(0.3) - 1) < 1e-15
    True
    """
    array = _floating(x)
    x = array.astype(np.float64)
    near = np.clip(x, -0.46875, 0.46875)
    inner = near * _ratio(_ERF_SMALL, near * near)
    result = np.where(np.abs(x) <= 0.46875, inner, 1 - erfc(x))
    return result.astype(array.dtype)[()]


def identity(z: Array) -> Array:
    """φ(z) = z."""
    return z


def d_identity(z: Array) -> Array:
    """φ′(z) = 1."""
    return np.ones_like(z)


def tanh(z: Array) -> Array:
    """φ(z) = tanh z."""
    return np.tanh(z)


def d_tanh(z: Array) -> Array:
    """φ′(z) = 1 − tanh² z."""
    a = np.tanh(z)
    return 1 - a * a


def sigmoid(z: Array) -> Array:
    """φ(z) = 1 / (1 + e^{−z}), without overflow: below −700 (−88 in float32) it stays level.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).round(9).tolist()
    [0.0, 0.5, 1.0]
    """
    # in a training step the logarithm of logaddexp would cost as much as all else
    return 1 / (1 + np.exp(np.minimum(-z, _EXP_LIMIT[z.dtype.itemsize])))


def d_sigmoid(z: Array) -> Array:
    """φ′(z) = φ(z) φ(−z)."""
    return sigmoid(z) * sigmoid(-z)


def relu(z: Array) -> Array:
    """φ(z) = max(z, 0)."""
    return np.maximum(z, 0)


def d_relu(z: Array) -> Array:
    """φ′(z) = H(z), the step function: 1 for z > 0, else 0 (the value at the kink is 0)."""
    return np.heaviside(z, 0)


def leaky_relu(z: Array, slope: float = 0.01) -> Array:
    """φ(z) = z for z > 0, else slope · z."""
    return np.where(z > 0, z, slope * z)


def d_leaky_relu(z: Array, slope: float = 0.01) -> Array:
    """φ′(z) = 1 for z > 0, else slope."""
    return np.where(z > 0, 1, slope).astype(z.dtype)


def prelu(z: Array) -> Array:
    """PReLU at its starting slope: φ(z) = z for z > 0, else z/4 (He et al. 2015, eq. 1)."""
    return leaky_relu(z, 0.25)


def d_prelu(z: Array) -> Array:
    """φ′(z) = 1 for z > 0, else 1/4."""
    return d_leaky_relu(z, 0.25)


def elu(z: Array) -> Array:
    """φ(z) = z for z > 0, else e^z − 1 (Clevert et al. 2016, eq. 15, α = 1)."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def d_elu(z: Array) -> Array:
    """φ′(z) = 1 for z > 0, else e^z."""
    return np.exp(np.minimum(z, 0))


def selu(z: Array) -> Array:
    """φ(z) = λz for z > 0, else λα(e^z − 1) (Klambauer et al. 2017, eq. 2)."""
    return np.where(z > 0, SELU_LAMBDA * z, SELU_LAMBDA * SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def d_selu(z: Array) -> Array:
    """φ′(z) = λ for z > 0, else λα e^z."""
    return np.where(
        z > 0, z.dtype.type(SELU_LAMBDA), SELU_LAMBDA * SELU_ALPHA * np.exp(np.minimum(z, 0))
    )


def gelu(z: Array) -> Array:
    """φ(z) = z Φ(z), with Φ the standard normal distribution function (Hendrycks & Gimpel 2016).

    >>> print(f"{float(gelu(np.array(-10.0))):.6e}")  # the far tail keeps its digits
    -7.619853e-23
    """
    return z * erfc(-z / sqrt(2)) / 2


def d_gelu(z: Array) -> Array:
    """φ′(z) = Φ(z) + z e^{−z²/2} / √(2π)."""
    return erfc(-z / sqrt(2)) / 2 + z * np.exp(-z * z / 2) / sqrt(2 * pi)


def _steepened(z: Array) -> Array:
    # products, since a power of a float array is computed by logarithms, at many times the cost
    return 2 * sqrt(2 / pi) * (z + 0.044715 * (z * z * z))


def gelu_tanh(z: Array) -> Array:
    """φ(z) = z (1 + tanh(√(2/π)(z + 0.044715 z³))) / 2, the usual stand-in for GELU."""
    return z * sigmoid(_steepened(z))


def d_gelu_tanh(z: Array) -> Array:
    """φ′(z) by the product rule on z σ(u), u = 2√(2/π)(z + 0.044715 z³)."""
    u = _steepened(z)
    return sigmoid(u) + z * d_sigmoid(u) * 2 * sqrt(2 / pi) * (1 + 3 * 0.044715 * (z * z))


def silu(z: Array) -> Array:
    """φ(z) = z σ(z), also called swish."""
    return z * sigmoid(z)


def d_silu(z: Array) -> Array:
    """φ′(z) = σ(z) + z σ′(z)."""
    return sigmoid(z) + z * d_sigmoid(z)  # type: ignore[no-any-return]


def softplus(z: Array) -> Array:
    """φ(z) = ln(1 + e^z)."""
    return np.logaddexp(0, z)


def d_softplus(z: Array) -> Array:
    """φ′(z) = σ(z)."""
    return sigmoid(z)


def softsign(z: Array) -> Array:
    """φ(z) = z / (1 + |z|)."""
    return z / (1 + np.abs(z))  # type: ignore[no-any-return]


def d_softsign(z: Array) -> Array:
    """φ′(z) = 1 / (1 + |z|)²."""
    return 1 / (1 + np.abs(z)) ** 2


def mish(z: Array) -> Array:
    """φ(z) = z tanh(ln(1 + e^z)) (Misra 2019)."""
    return z * np.tanh(softplus(z))


def d_mish(z: Array) -> Array:
    """φ′(z) = tanh s + z σ(z)(1 − tanh² s), s = ln(1 + e^z)."""
    t = np.tanh(softplus(z))
    return t + z * sigmoid(z) * (1 - t * t)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Activation:
    """A row of the table: the name, φ, φ′, and the points where φ has a kink.

    `back` is δ ⊙ φ′(z) written in δ and a = φ(z), for the rows where that is cheaper.
    """

    name: str
    phi: Function
    d_phi: Function
    kinks: tuple[float, ...] = ()
    back: Callable[[Array, Array], Array] | None = None

    def pull_back(self, delta: Array, z: Array, a: Array) -> Array:
        """δ ⊙ φ′(z), where a = φ(z) is known already: backpropagation through φ.

        >>> z, delta = np.array([-1.0, 0.5]), np.array([2.0, 3.0])
        >>> a = np.tanh(z)
        >>> bool(np.allclose(get("tanh").pull_back(delta, z, a), delta * d_tanh(z)))
        True
        """
        return delta * self.d_phi(z) if self.back is None else self.back(delta, a)


ACTIVATIONS: dict[str, Activation] = {
    row.name: row
    for row in (
        Activation("identity", identity, d_identity),
        Activation("tanh", tanh, d_tanh, back=lambda d, a: d * (1 - a * a)),
        Activation("sigmoid", sigmoid, d_sigmoid, back=lambda d, a: d * (a * (1 - a))),
        Activation("relu", relu, d_relu, kinks=(0.0,), back=lambda d, a: np.where(a, d, 0)),
        Activation("leaky_relu", leaky_relu, d_leaky_relu, kinks=(0.0,)),
        Activation("prelu", prelu, d_prelu, kinks=(0.0,)),
        Activation("elu", elu, d_elu, back=lambda d, a: d * (1 + np.minimum(a, 0))),
        Activation("selu", selu, d_selu, kinks=(0.0,)),
        Activation("gelu", gelu, d_gelu),
        Activation("gelu_tanh", gelu_tanh, d_gelu_tanh),
        Activation("silu", silu, d_silu),
        Activation("softplus", softplus, d_softplus),
        Activation("softsign", softsign, d_softsign),
        Activation("mish", mish, d_mish),
    )
}


def get(activation: str | Activation) -> Activation:
    """Look an activation up by name; a ready `Activation` passes through.

    >>> get("swish")
    Traceback (most recent call last):
    ValueError: activation: got 'swish', allowed: 'identity', 'tanh', ...
    """
    if isinstance(activation, Activation):
        return activation
    return ACTIVATIONS[_check.one_of("activation", activation, ACTIVATIONS)]
