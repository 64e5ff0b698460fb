"""The correlation of two inputs from layer to layer, by Hermite polynomials."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from initdocs import _check
from initdocs.propagation.quadrature import PANELS, Array, Phi, activation, rule, second_moment
from initdocs.propagation.variance import chi_1, finite_fixed_point

# Powers of the correlation that are kept; what is left over goes to the next two.
DEGREE = 240
# beyond it the polynomials oscillate faster than the nodes of the quadrature stand
MOST_DEGREE = 1000


@lru_cache(maxsize=8)
def _hermite(edges: tuple[float, ...], degree: int) -> tuple[Array, Array]:
    """Nodes z, and the normalized Hermite polynomials there times the weights, a row each."""
    z, w = rule(edges, 2 * PANELS)
    rows = np.empty((degree + 1, len(z)))
    before, now = np.zeros_like(z), np.ones_like(z)
    for k in range(degree + 1):
        rows[k] = now
        before, now = now, (z * now - np.sqrt(k) * before) / np.sqrt(k + 1)
    return z, rows * w


def hermite_coefficients(phi: Phi, q: float = 1.0, degree: int = DEGREE) -> Array:
    """a_k = E[φ(√q z) h_k(z)], h_k the normalized Hermite polynomials: shape (degree + 1,).

    The sum of all a_k² is E[φ²]; with correlation c between two inputs, E[φ(u₁)φ(u₂)] is
    Σ a_k² cᵏ (Mehler's formula).

    >>> abs(hermite_coefficients("identity", degree=2)).round(12).tolist()
    [0.0, 1.0, 0.0]
    """
    of = activation(phi)
    degree = _check.integer("degree", degree, at_least=1, at_most=MOST_DEGREE)
    scale = np.sqrt(_check.number("q", q, above=0))
    z, rows = _hermite(tuple(sorted({0.0, *(kink / scale for kink in of.kinks)})), degree)
    return np.asarray(rows @ of.phi(scale * z))


class Correlations:
    """The powers of the correlation map and of its slope, at one q."""

    def __init__(self, phi: Phi, q: float, sigma_w2: float, sigma_b2: float) -> None:
        sigma_w2 = _check.number("sigma_w2", sigma_w2, at_least=0)
        sigma_b2 = _check.number("sigma_b2", sigma_b2, at_least=0)
        squares = hermite_coefficients(phi, q) ** 2
        rest = max(second_moment(phi, q) - squares.sum(), 0.0)
        odd, even = squares[-20::2].sum(), squares[-19::2].sum()
        share = even / (even + odd) if even + odd > 0 else 0.5
        # the last power kept is even: so are the even ones of the remainder, two further on
        self.powers = sigma_w2 * np.append(squares, [(1 - share) * rest, share * rest])
        self.powers[0] += sigma_b2
        self.total = self.powers.sum()
        if not 0 < self.total < np.inf:
            msg = (
                f"sigma_w2, sigma_b2: got {sigma_w2:g}, {sigma_b2:g}, where the variance one layer "
                f"on is {self.total:g}; allowed: a finite one above 0"
            )
            raise ValueError(msg)

    def value(self, c: ArrayLike) -> Array:
        """The correlation one layer on."""
        powers = np.asarray(c)[..., None] ** np.arange(len(self.powers))
        return np.asarray(powers @ self.powers / self.total)

    def slope(self, c: float) -> float:
        """The derivative of the map at `c`."""
        k = np.arange(1, len(self.powers))
        return float(c ** (k - 1) @ (k * self.powers[1:]) / self.total)


def correlation_map(
    phi: Phi, c: ArrayLike, q: float, sigma_w2: float, sigma_b2: float = 0.0
) -> Array:
    """The correlation one layer on of two inputs whose variances are q (Poole 2016, eq. 6).

    C(c) = (σ_w² E[φ(u₁)φ(u₂)] + σ_b²) / V(q), for c of any shape in [−1, 1]. The power series
    is cut at degree 240; its remainder is put on the next two, so C(1) = 1 exactly.

    >>> float(correlation_map("relu", 0.0, 1.0, 2.0).round(6))
    0.31831
    """
    c = _check.numbers("c", c)
    if not np.all(np.abs(c) <= 1):
        msg = f"c: got {c!r}, allowed: correlations from -1 to 1"
        raise ValueError(msg)
    return Correlations(phi, q, sigma_w2, sigma_b2).value(c)


def correlation_fixed_point(phi: Phi, sigma_w2: float, sigma_b2: float = 0.0) -> float:
    """c*, the correlation that two different inputs tend to, at q* (Poole 2016, section 3).

    1 in the ordered phase (χ₁ ≤ 1), less in the chaotic one. Errors: a `ValueError` where q*
    is 0 or infinite.

    >>> correlation_fixed_point("tanh", 1.5, 0.05)
    1.0
    """
    q = finite_fixed_point(phi, sigma_w2, sigma_b2)
    if chi_1(phi, q, sigma_w2) <= 1:
        return 1.0
    step = Correlations(phi, q, sigma_w2, sigma_b2)
    low, high = 0.0, 1 - 1e-9
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if step.value(middle) > middle else (low, middle)
    return (low + high) / 2
