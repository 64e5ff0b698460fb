"""The variance of pre-activations from layer to layer, and of gradients: V, q*, χ₁."""

from collections.abc import Callable

import numpy as np

from initdocs import _check
from initdocs.propagation.quadrature import Phi, activation, gaussian_mean, second_moment


def variance_map(phi: Phi, q: float, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """The variance one layer on: V(q) = σ_w² E[φ(√q z)²] + σ_b² (Poole 2016, eq. 3).

    >>> round(variance_map("relu", 1.0, sigma_w2=2.0), 12)
    1.0
    """
    _check.number("sigma_w2", sigma_w2, at_least=0)
    _check.number("sigma_b2", sigma_b2, at_least=0)
    return sigma_w2 * second_moment(phi, q) + sigma_b2


def fixed_point(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0, *, start: float = 1.0) -> float:
    """q*, the variance that layer after layer tends to from `start`: V(q*) = q*.

    0 where the signal dies out, infinity where it grows without end; `start` itself where
    every q is a fixed point, as for ReLU with σ_w² = 2. V is taken to be increasing, so the
    first fixed point on the way up or down is the one that is reached.

    >>> round(fixed_point("tanh", 1.761, 0.05), 3)
    0.57
    >>> fixed_point("relu", 2.1), fixed_point("relu", 1.9)
    (inf, 0.0)
    """
    low = high = _check.number("start", start, above=0)

    def drift(q: float) -> float:
        return variance_map(phi, q, sigma_w2, sigma_b2) - q

    first = drift(start)
    if not np.isfinite(first):
        msg = f"phi: got a function whose E[φ²] at q = {start:g} is {first}, allowed: a finite one"
        raise ValueError(msg)
    if abs(first) <= 1e-12 * start:
        return start
    factor = 2.0 if first > 0 else 0.5
    while drift(high) * first > 0:
        low, high = high, high * factor
        if not 1e-12 < high < 1e12:
            return np.inf if factor > 1 else 0.0
    return float(np.exp(_root(lambda log_q: drift(np.exp(log_q)), np.log(low), np.log(high))))


def finite_fixed_point(phi: Phi, sigma_w2: float, sigma_b2: float) -> float:
    """q*; a `ValueError` where it is 0 or infinite."""
    q = fixed_point(phi, sigma_w2, sigma_b2)
    if not 0 < q < np.inf:
        msg = (
            f"sigma_w2, sigma_b2: got {sigma_w2}, {sigma_b2}, where q* is {q}; allowed: a finite q*"
        )
        raise ValueError(msg)
    return q


def _root(f: Callable[[float], float], a: float, b: float) -> float:
    """A root of f between a and b, where its signs differ: false position, Illinois variant."""
    at_a, at_b = f(a), f(b)
    for _ in range(100):
        if at_b == 0 or abs(b - a) <= 1e-15 * max(1.0, abs(b)):
            break
        c = b - at_b * (b - a) / (at_b - at_a)
        at_c = f(c)
        if at_c * at_b < 0:
            a, at_a = b, at_b
        else:
            at_a /= 2  # the end that stays put would hold the next point back
        b, at_b = c, at_c
    return b


def chi_1(phi: Phi, q: float, sigma_w2: float) -> float:
    """χ₁ = σ_w² E[φ′(√q z)²], a gradient's growth in variance a layer (Schoenholz 2017, eq. 5).

    Below 1 gradients vanish and inputs become alike (order); above 1 they explode and inputs
    part (chaos).

    >>> round(chi_1("relu", 1.0, sigma_w2=2.0), 12)
    1.0
    """
    of = activation(phi)
    _check.number("sigma_w2", sigma_w2, at_least=0)
    return sigma_w2 * gaussian_mean(lambda u: of.d_phi(u) ** 2, of, q)


def critical_point(phi: Phi, q: float) -> tuple[float, float]:
    """(σ_w², σ_b²) at which χ₁ = 1 and q is the fixed point: the critical line, led by q.

    From χ₁ = 1, σ_w² = 1 / E[φ′²]; from V(q) = q, σ_b² = q − σ_w² E[φ²]. A negative σ_b² says
    that no network has this q at the edge of chaos.

    >>> [round(x, 3) for x in critical_point("tanh", 0.57)]
    [1.761, 0.05]
    """
    slope = chi_1(phi, q, 1.0)
    if not 0 < slope < np.inf:
        msg = f"phi: got a function whose E[φ′²] at q = {q} is {slope}, allowed: one with a slope"
        raise ValueError(msg)
    sigma_w2 = 1 / slope
    return sigma_w2, q - sigma_w2 * second_moment(phi, q)
