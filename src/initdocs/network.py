"""A dense network, forward and backward beside each other, for k networks at once.

Notation: layer l = 1 … L, a⁰ = x, zˡ = Wˡ aˡ⁻¹ + bˡ, aˡ = gˡ(zˡ), ŷ = aᴸ, cost J.
Examples are columns: x has shape (n⁰, m). Every array of the network has a leading axis
of length k, one entry a network: Wˡ is (k, nˡ, nˡ⁻¹), bˡ is (k, nˡ, 1), aˡ is (k, nˡ, m).
One NumPy call then serves all k networks, which is what makes a race of initializations
cost little more than a single run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from initdocs import _check, activations
from initdocs.activations import Activation, sigmoid
from initdocs.initializers import Draw

Array = NDArray[Any]


def softmax(z: Array) -> Array:
    """Softmax over the units: e^{z_i} / Σ_j e^{z_j} along axis −2."""
    powers = np.exp(z - z.max(axis=-2, keepdims=True))
    return powers / powers.sum(axis=-2, keepdims=True)  # type: ignore[no-any-return]


def binary_cross_entropy(z: Array, y: Array) -> Array:
    """Mean of ln(1 + e^z) − y z over units and examples, from the logits z.

    Equal to −y ln σ(z) − (1 − y) ln(1 − σ(z)), but finite for every finite z, where the
    formula that takes the logarithm of a rounded sigmoid overflows.

    >>> z, y = np.array([[[-2000.0, 3000.0]]]), np.array([[1.0, 0.0]])
    >>> binary_cross_entropy(z, y).tolist()
    [2500.0]
    """
    loss = np.logaddexp(0, z) - y * z
    return loss.sum(axis=(-2, -1)) / loss.shape[-1]  # type: ignore[no-any-return]


def cross_entropy(z: Array, y: Array) -> Array:
    """Mean over the examples of ln Σ_j e^{z_j} − Σ_j y_j z_j, from the logits z."""
    top = z.max(axis=-2, keepdims=True)
    loss = np.log(np.exp(z - top).sum(axis=-2)) + top[..., 0, :] - (y * z).sum(axis=-2)
    return loss.mean(axis=-1)  # type: ignore[no-any-return]


def squared_error(z: Array, y: Array) -> Array:
    """Mean over the examples of ½ Σ_j (z_j − y_j)²."""
    return ((z - y) ** 2).sum(axis=(-2, -1)) / (2 * z.shape[-1])  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Output:
    """An output layer: its activation and the cost for which ∂J/∂zᴸ = (ŷ − y)/m."""

    activation: Callable[[Array], Array]
    cost: Callable[[Array, Array], Array]


OUTPUTS = {
    "sigmoid": Output(sigmoid, binary_cross_entropy),
    "softmax": Output(softmax, cross_entropy),
    "linear": Output(activations.identity, squared_error),
}


@dataclass
class Trace:
    """What a forward pass leaves behind: `a[l]` for l = 0 … L, and `z[l]` for l = 1 … L."""

    a: list[Array]
    z: list[Array | None]

    @property
    def output(self) -> Array:
        """ŷ = aᴸ, shape (k, nᴸ, m)."""
        return self.a[-1]

    @property
    def logits(self) -> Array:
        """zᴸ, shape (k, nᴸ, m)."""
        last = self.z[-1]
        assert last is not None
        return last


@dataclass
class Gradient:
    """Gradients of the cost: `flat` holds all of them, the lists are views into it.

    `weights[l - 1]` and `biases[l - 1]` belong to layer l; `delta[l]` is ∂J/∂zˡ.
    """

    flat: Array
    weights: list[Array]
    biases: list[Array]
    delta: list[Array | None] = field(default_factory=list)


class Network:
    """k dense networks of one shape that differ in their parameters.

    `sizes` is (n⁰, …, nᴸ); `hidden` one activation for all hidden layers or one for each;
    `output` is 'sigmoid' (with binary cross-entropy), 'softmax' (cross-entropy) or
    'linear' (half the squared error). All parameters start at zero.

    Errors: a `ValueError` for fewer than two sizes, a size below 1, an unknown name.

    >>> from initdocs.initializers import he_normal
    >>> net = Network([2, 6, 3, 1], networks=2)
    >>> net.initialize([he_normal, he_normal], rng=np.random.default_rng(0))
    >>> net.forward(np.zeros((2, 5))).output.shape
    (2, 1, 5)
    """

    def __init__(
        self,
        sizes: Sequence[int],
        *,
        hidden: str | Activation | Sequence[str | Activation] = "relu",
        output: str = "sigmoid",
        networks: int = 1,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.sizes = _check.integers("sizes", sizes, at_least=1)
        if len(self.sizes) < 2:
            msg = f"sizes: got {sizes!r}, allowed: at least two, (n_in, …, n_out)"
            raise ValueError(msg)
        depth = len(self.sizes) - 1
        one = isinstance(hidden, str | Activation)
        if not one and not isinstance(hidden, list | tuple):
            msg = f"hidden: got {hidden!r}, allowed: the name of an activation, or a list of names"
            raise ValueError(msg)
        each: Sequence[Any] = [hidden] * (depth - 1) if one else hidden  # type: ignore[assignment]
        if len(each) != depth - 1:
            msg = f"hidden: got {len(each)} activations, allowed: one name, or {depth - 1} of them"
            raise ValueError(msg)
        self.hidden = [activations.get(g) for g in each]
        self.output = OUTPUTS[_check.one_of("output", output, OUTPUTS)]
        self.networks = _check.integer("networks", networks, at_least=1)
        self._functions = [*(g.phi for g in self.hidden), self.output.activation]
        count = sum(n * (m + 1) for m, n in zip(self.sizes, self.sizes[1:], strict=False))
        #: all parameters, shape (k, P): W¹, b¹, W², b², … of each network in one row
        self.theta = np.zeros((self.networks, count), _check.floating("dtype", dtype))
        self.weights, self.biases = self._views(self.theta)
        self._transposed = [w.swapaxes(-1, -2) for w in self.weights]

    @property
    def depth(self) -> int:
        """L, the number of weight matrices."""
        return len(self.sizes) - 1

    def _views(self, flat: Array) -> tuple[list[Array], list[Array]]:
        weights, biases, start = [], [], 0
        for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False):
            middle = start + n_out * n_in
            weights.append(flat[:, start:middle].reshape(-1, n_out, n_in))
            start = middle + n_out
            biases.append(flat[:, middle:start].reshape(-1, n_out, 1))
        return weights, biases

    def layer_starts(self) -> list[int]:
        """Where each layer's parameters begin in a row of `theta`.

        >>> Network([2, 6, 3, 1]).layer_starts()
        [0, 18, 39]
        """
        ends = np.cumsum([n * (m + 1) for m, n in zip(self.sizes, self.sizes[1:], strict=False)])
        return [0, *ends[:-1].tolist()]

    def initialize(
        self,
        initializer: Draw | Sequence[Draw],
        *,
        rng: np.random.Generator | Sequence[np.random.Generator],
    ) -> None:
        """Draw every weight matrix anew, layer by layer, and set the biases to zero.

        One initializer for all networks or one for each; one generator for all (used in
        turn) or one for each. Equal seeds make the normal cases scaled copies of the same
        draw, so that a race compares the laws and not the luck.
        """
        draws = self._each("initializer", initializer)
        rngs = self._each("rng", rng)
        self.theta[...] = 0
        for i, (draw, source) in enumerate(zip(draws, rngs, strict=True)):
            for w in self.weights:
                w[i] = draw(w.shape[1:], rng=source, dtype=w.dtype)

    def _each(self, argument: str, value: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            return [value] * self.networks
        if len(value) != self.networks:
            msg = f"{argument}: got {len(value)}, allowed: one, or one for each of {self.networks}"
            raise ValueError(msg)
        return list(value)

    def forward(self, x: Array) -> Trace:
        """Forward pass: zˡ = Wˡ aˡ⁻¹ + bˡ, aˡ = gˡ(zˡ).

        `x` has shape (n⁰, m), the same for all networks, or (k, n⁰, m).
        """
        if not isinstance(x, np.ndarray):
            msg = f"x: got {type(x).__name__}, allowed: an array ({self.sizes[0]}, m)"
            raise ValueError(msg)  # noqa: TRY004 - as for every other argument
        if x.ndim < 2 or x.shape[-2] != self.sizes[0]:
            msg = f"x: got shape {x.shape}, allowed: ({self.sizes[0]}, m), examples as columns"
            raise ValueError(msg)
        trace = Trace([x], [None])
        for w, b, g in zip(self.weights, self.biases, self._functions, strict=True):
            z = w @ trace.a[-1]
            z += b
            trace.z.append(z)
            trace.a.append(g(z))
        return trace

    def backward(self, trace: Trace, y: Array, out: Gradient | None = None) -> Gradient:
        """Backward pass: the gradient of J at the parameters and data of `trace`.

        δᴸ = (ŷ − y)/m, then δˡ⁻¹ = (Wˡ)ᵀ δˡ ⊙ g′(zˡ⁻¹);
        ∂J/∂Wˡ = δˡ (aˡ⁻¹)ᵀ, ∂J/∂bˡ = Σ over examples of δˡ.

        `y` has shape (nᴸ, m) or (k, nᴸ, m). `out`, from `gradient()`, is written in place.
        """
        gradient = self.gradient() if out is None else out
        delta = trace.output - y
        delta /= delta.shape[-1]
        for layer in range(self.depth, 0, -1):
            gradient.delta[layer] = delta
            w, b = gradient.weights[layer - 1], gradient.biases[layer - 1]
            np.matmul(delta, trace.a[layer - 1].swapaxes(-1, -2), out=w)
            np.add.reduce(delta, axis=-1, keepdims=True, out=b)
            if layer > 1:
                # a contiguous copy of a small matrix is cheap; a strided product is not (no BLAS)
                delta = np.ascontiguousarray(self._transposed[layer - 1]) @ delta
                z, a = trace.z[layer - 1], trace.a[layer - 1]
                delta = self.hidden[layer - 2].pull_back(delta, z, a)  # type: ignore[arg-type]
        return gradient

    def gradient(self) -> Gradient:
        """An empty gradient of this network's shape."""
        flat = np.empty_like(self.theta)
        return Gradient(flat, *self._views(flat), delta=[None] * (self.depth + 1))

    def cost(self, trace: Trace, y: Array) -> Array:
        """The mean cost of each network, shape (k,)."""
        return self.output.cost(trace.logits, y)


def layer_norms(network: Network, gradient: Gradient) -> Array:
    """The Euclidean norm of each layer's gradient, weights and biases together, (k, L)."""
    squares = gradient.flat * gradient.flat
    return np.sqrt(np.add.reduceat(squares, network.layer_starts(), axis=1))
