"""The layers of a transformer: each returns its output and the function that takes gradients back.

Rows are places: an array has shape (k, N, features), k networks and N = m·T places, those of
one example after another. `pull(dy)` gives the gradients of the inputs, in their order: the
product of `dy` with the layer's Jacobian.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from initdocs import activations

Array = NDArray[Any]
#: from the gradient of an output to those of the inputs
Pull = Callable[[Array], tuple[Array, ...]]

#: added to a variance before its root is taken
EPSILON = 1e-5


def linear(x: Array, w: Array) -> tuple[Array, Pull]:
    """A product without a bias, y = x Wᵀ with W (k, n_out, n_in); its inputs are x and W."""

    def pull(dy: Array) -> tuple[Array, ...]:
        return dy @ w, dy.swapaxes(-1, -2) @ x

    return x @ w.swapaxes(-1, -2), pull


def embed(ids: Array, table: Array) -> tuple[Array, Pull]:
    """Row `ids[i]` of a table (k, V, d) for each place i; its only input is the table."""

    def pull(dy: Array) -> tuple[Array, ...]:
        rows = np.arange(table.shape[-2])[:, None] == ids
        return (rows.astype(dy.dtype) @ dy,)

    return table[:, ids], pull


def norm(x: Array, gain: Array | float = 1.0, *, centre: bool = False) -> tuple[Array, Pull]:
    """RMSNorm over the last axis, y = g ⊙ x / √(mean x² + ε); of x centred first, LayerNorm.

    `gain` has shape (k, 1, d), or is a number. Sources: Ba et al. 2016, eq. 4, without its shift;
    Zhang and Sennrich 2019, eq. 4.

    >>> y, _ = norm(np.array([[[3.0, 4.0]]]))
    >>> y.round(4).tolist()
    [[[0.8485, 1.1314]]]
    """
    if centre:
        x = x - x.mean(axis=-1, keepdims=True)
    size = np.sqrt((x * x).mean(axis=-1, keepdims=True) + EPSILON)
    n = x / size

    def pull(dy: Array) -> tuple[Array, ...]:
        dn = dy * gain
        dx = (dn - n * (dn * n).mean(axis=-1, keepdims=True)) / size
        if centre:
            dx -= dx.mean(axis=-1, keepdims=True)
        return dx, (dy * n).sum(axis=-2, keepdims=True)

    return gain * n, pull


def softmax(scores: Array) -> Array:
    """e^{s_j} / Σ_i e^{s_i} along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)  # type: ignore[no-any-return]


def attention(
    q: Array, k: Array, v: Array, *, heads: int, places: int, scale: float
) -> tuple[Array, Array, Pull]:
    """Causal attention: each head's softmax(scale · q kᵀ) v, over the places up to its own.

    `q`, `k` and `v` are (k, m·T, d) with T = `places`; a head has d/H of their features. Returns
    the heads' outputs beside each other, (k, m·T, d), the weights, (k, m, H, T, T), and the pull
    to q, k, v. Source: Vaswani et al. 2017, eq. 1, where scale is 1/√(d/H).
    """
    networks, rows, width = q.shape

    def apart(x: Array) -> Array:
        parts = x.reshape(networks, rows // places, places, heads, width // heads)
        return parts.swapaxes(2, 3)

    def together(x: Array) -> Array:
        return x.swapaxes(2, 3).reshape(networks, rows, width)

    qs, ks, vs = apart(q), apart(k), apart(v)
    scores = scale * (qs @ ks.swapaxes(-1, -2))
    scores[..., ~np.tri(places, dtype=bool)] = -np.inf
    weights = softmax(scores)

    def pull(dy: Array) -> tuple[Array, ...]:
        dys = apart(dy)
        d_weights = dys @ vs.swapaxes(-1, -2)
        mean = (d_weights * weights).sum(axis=-1, keepdims=True)
        d_scores = scale * weights * (d_weights - mean)
        return (
            together(d_scores @ ks),
            together(d_scores.swapaxes(-1, -2) @ qs),
            together(weights.swapaxes(-1, -2) @ dys),
        )

    return together(weights @ vs), weights, pull


def gelu(up: Array) -> tuple[Array, Pull]:
    """GELU of one input, by the tanh that GPT-2 has in its place (Hendrycks and Gimpel 2016)."""
    row = activations.get("gelu_tanh")
    a = row.phi(up)
    return a, lambda dy: (row.pull_back(dy, up, a),)


def relu_squared(up: Array) -> tuple[Array, Pull]:
    """max(0, z)² of one input (So et al. 2021, "Primer")."""
    a = np.maximum(up, 0)
    return a * a, lambda dy: (2 * a * dy,)


def swiglu(up: Array, gate: Array) -> tuple[Array, Pull]:
    """SiLU(gate) ⊙ up, of two inputs (Shazeer 2020, eq. 6)."""
    row = activations.get("silu")
    opened = row.phi(gate)
    return opened * up, lambda dy: (dy * opened, row.pull_back(dy * up, gate, opened))


#: what stands between an MLP's matrices
HIDDEN: dict[str, Callable[..., tuple[Array, Pull]]] = {
    "gelu": gelu,
    "relu_squared": relu_squared,
    "swiglu": swiglu,
}
