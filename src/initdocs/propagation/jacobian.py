"""The singular values of the input-output Jacobian: in theory, and of a network."""

import numpy as np

from initdocs import _check
from initdocs.network import Network
from initdocs.propagation.quadrature import Array, Phi, activation, gaussian_mean


def jacobian_moments(
    phi: Phi, q: float, sigma_w2: float, depth: int, *, orthogonal: bool
) -> tuple[float, float]:
    """Mean and variance of the squared singular values of the input-output Jacobian.

    Mean χ₁ᴸ, variance χ₁²ᴸ L (μ₂/μ₁² − 1 − s₁), with μ_k = E[φ′(√q z)²ᵏ], s₁ = 0 for
    orthogonal and −1 for Gaussian weights (Pennington 2017).

    >>> mean, variance = jacobian_moments("identity", 1.0, 1.0, 100, orthogonal=False)
    >>> round(mean, 9), round(variance, 9)
    (1.0, 100.0)
    """
    of = activation(phi)
    depth = _check.integer("depth", depth, at_least=1)
    sigma_w2 = _check.number("sigma_w2", sigma_w2, at_least=0)
    first = gaussian_mean(lambda u: of.d_phi(u) ** 2, of, q)
    second = gaussian_mean(lambda u: of.d_phi(u) ** 4, of, q)
    if not 0 < first < np.inf:
        msg = f"phi: got a function whose E[φ′²] at q = {q} is {first}, allowed: one with a slope"
        raise ValueError(msg)
    with np.errstate(over="ignore"):
        mean = float(np.float64(sigma_w2 * first) ** depth)
    spread = second / first**2 - 1 + (0 if _check.flag("orthogonal", orthogonal) else 1)
    return mean, mean * mean * depth * max(spread, 0.0)


def jacobian_singular_values(network: Network, x: Array) -> Array:
    """The singular values of ∂z^[L]/∂x at one input, shape (k, min(n_0, n_L)), largest first.

    `x` has shape (n_0, 1).

    >>> net = Network([2, 2], output="linear")
    >>> net.weights[0][...] = np.diag([3.0, 2.0])
    >>> jacobian_singular_values(net, np.ones((2, 1))).round(12).tolist()
    [[3.0, 2.0]]
    """
    trace = network.forward(x)
    product = network.weights[0]
    layers = zip(network.weights[1:], network.hidden, trace.z[1:-1], strict=True)
    for weights, of, z in layers:
        product = weights @ (of.d_phi(np.asarray(z)) * product)
    return np.linalg.svd(product, compute_uv=False)
