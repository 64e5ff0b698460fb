"""Initialization that looks at data: each layer is scaled until its output has variance 1."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs import _check
from initdocs.initializers import orthogonal
from initdocs.network import Network

Array = NDArray[Any]


def lsuv(
    network: Network,
    x: Array,
    *,
    rng: np.random.Generator,
    tolerance: float = 0.01,
) -> list[float]:
    """Layer-sequential unit-variance initialization, in place; the variance of each layer's z.

    Orthonormal weights, zero biases; then, layer by layer from the input on, the weights are
    divided by the *standard deviation* of that layer's pre-activations over the batch `x`,
    shape (n⁰, m), unless their *variance* is within `tolerance` of 1 already. The paper divides
    repeatedly; with z linear in the weights once is enough.

    Errors: a `ValueError` for a network with k > 1, or where a layer does not vary at all.
    Source: Mishkin and Matas 2016, algorithm 1.

    >>> net = Network([8, 30, 30, 4], hidden="gelu", output="linear")
    >>> rng = np.random.default_rng(0)
    >>> np.round(lsuv(net, rng.normal(5, 3, (8, 100)), rng=rng), 6).tolist()
    [1.0, 1.0, 1.0]
    """
    if network.networks != 1:
        msg = f"network: got {network.networks} networks, allowed: 1"
        raise ValueError(msg)
    tolerance = _check.number("tolerance", tolerance, above=0)
    x = _check.numbers("x", x)
    if x.ndim != 2 or x.shape[0] != network.sizes[0]:
        msg = f"x: got shape {x.shape}, allowed: ({network.sizes[0]}, m), examples as columns"
        raise ValueError(msg)
    network.initialize(orthogonal, rng=rng)
    a, found = x, []
    for layer, (w, b) in enumerate(zip(network.weights, network.biases, strict=True)):
        variance = float((w @ a + b).var())
        if variance == 0 or not np.isfinite(variance):
            msg = f"x: layer {layer + 1} has the variance {variance} on it, allowed: above 0"
            raise ValueError(msg)
        if abs(variance - 1) > tolerance:
            np.divide(w, np.sqrt(variance), out=w)
        z = w @ a + b
        found.append(float(z.var()))
        if layer < len(network.hidden):
            a = network.hidden[layer].phi(z)
    return found
