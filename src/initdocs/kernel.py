"""The two kernels of infinitely wide networks: of their outputs, and of their gradients."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from initdocs import _check
from initdocs.activations import Activation
from initdocs.propagation.correlation import DEGREE, hermite_coefficients
from initdocs.propagation.quadrature import Array, Phi, activation, second_moment

#: the share of a mean square that Hermite polynomials may leave out
LEFT_OUT = 1e-4


class Kernels(NamedTuple):
    """Covariances of outputs (`nngp`) and products of gradients (`ntk`), (m, m) each."""

    nngp: Array
    ntk: Array


def wide_kernels(
    phi: Phi, x: ArrayLike, layers: int, sigma_w2: float, sigma_b2: float = 0.0
) -> Kernels:
    """NNGP and NTK of an infinitely wide dense network at the inputs x, by recursion over layers.

    K¹ = σ_w² x·x′/n⁰ + σ_b² and Θ¹ = K¹; then, with (u, u′) normal of covariance Kˡ,

        Kˡ⁺¹ = σ_w² E[φ(u)φ(u′)] + σ_b²,    Θˡ⁺¹ = Kˡ⁺¹ + σ_w² E[φ′(u)φ′(u′)] Θˡ.

    Kᴸ is the covariance over draws of the output of L `layers` of weights, hidden ones with φ and
    the last linear. Θᴸ is the product of the output's gradients at two inputs in the NTK
    parameterization, where a weight is σ_w/√n_in and a bias σ_b times the number that is trained.
    `x` has shape (n⁰, m), examples as columns; σ_w² and σ_b² are variances.

    ReLU's means are arc-cosine kernels; those of any other φ are sums over Hermite polynomials.
    Errors: a `ValueError` where these do not hold φ and φ′ (a φ′ that jumps, or tanh at a variance
    above 12), and for an input of variance 0 before a φ other than ReLU.

    Sources: Lee et al. 2018, "Deep neural networks as Gaussian processes"; Jacot et
    al. 2018, "Neural tangent kernel", theorem 1; Cho and Saul 2009 for ReLU.

    >>> kernels = wide_kernels("relu", np.sqrt(2) * np.eye(2), layers=2, sigma_w2=2)
    >>> kernels.nngp.round(4).tolist()  # uncorrelated inputs, and 1/π of correlation behind ReLU
    [[2.0, 0.6366], [0.6366, 2.0]]
    >>> kernels.ntk.round(4).tolist()
    [[4.0, 0.6366], [0.6366, 4.0]]
    """
    of = activation(phi)
    x = _check.numbers("x", x)
    if x.ndim != 2 or not x.size:
        msg = f"x: got shape {x.shape}, allowed: (n, m) with n and m of at least 1"
        raise ValueError(msg)
    layers = _check.integer("layers", layers, at_least=1)
    sigma_w2 = _check.number("sigma_w2", sigma_w2, at_least=0)
    sigma_b2 = _check.number("sigma_b2", sigma_b2, at_least=0)
    means = _relu_means if of.name == "relu" else _means
    nngp = sigma_w2 * x.T @ x / len(x) + sigma_b2
    ntk = nngp
    for _ in range(layers - 1):
        values, slopes = means(of, nngp)
        nngp = sigma_w2 * values + sigma_b2
        ntk = nngp + sigma_w2 * slopes * ntk
    return Kernels(nngp, ntk)


def _correlations(covariance: Array) -> tuple[Array, Array]:
    """Standard deviations, (m,), and correlations; a variance of 0 has all correlations 0."""
    scale = np.sqrt(np.diag(covariance))
    both = np.outer(scale, scale)
    c = np.divide(covariance, both, out=np.zeros_like(both), where=both > 0)
    c = np.clip(c, -1, 1)
    np.fill_diagonal(c, 1)
    return scale, c


def _relu_means(of: Activation, covariance: Array) -> tuple[Array, Array]:
    """E[φ(u)φ(u′)] and E[φ′(u)φ′(u′)] of ReLU: the arc-cosine kernels of order 1 and 0."""
    del of
    scale, c = _correlations(covariance)
    slopes = (np.pi - np.arccos(c)) / (2 * np.pi)
    values = np.outer(scale, scale) * (np.sqrt(1 - c * c) / (2 * np.pi) + c * slopes)
    return values, slopes


def _means(of: Activation, covariance: Array) -> tuple[Array, Array]:
    """E[φ(u)φ(u′)] and E[φ′(u)φ′(u′)] by Mehler's formula, Σ_k a_k(q) a_k(q′) cᵏ."""
    scale, c = _correlations(covariance)
    if not scale.all():
        msg = f"x: got an input of variance 0 before {of.name}, allowed: more, or a bias"
        raise ValueError(msg)
    powers = c[..., None] ** np.arange(DEGREE + 1)
    return _mean(of, scale, powers), _mean(Activation("slope", of.d_phi, of.d_phi), scale, powers)


def _mean(f: Activation, scale: Array, powers: Array) -> Array:
    """E[f(u)f(u′)] for deviations (m,) and the powers of their correlations (m, m, degree + 1)."""
    # inputs of one length share their polynomials, whatever rounding made of the length
    sizes, which = np.unique((scale**2).round(12), return_inverse=True)
    each = np.array([hermite_coefficients(f, q) for q in sizes])
    exact = np.array([second_moment(f, q) for q in sizes])
    if ((exact - (each**2).sum(axis=1)) > LEFT_OUT * exact).any():
        msg = (
            f"phi: got a function that Hermite polynomials up to {DEGREE} do not hold at a "
            f"variance of {sizes.max():.3g}, allowed: 'relu', or a φ whose φ′ does not jump"
        )
        raise ValueError(msg)
    rows = each[which]
    return np.asarray(np.einsum("ik,jk,ijk->ij", rows, rows, powers))
