"""Gradient descent on k networks at once, as a generator of steps.

An optimizer holds its own state and changes `network.theta` in place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from initdocs import _check

Array = NDArray[Any]


class Flat(Protocol):
    """A gradient whose entries stand in one row a network, as the parameters do."""

    flat: Array


T = TypeVar("T")
G = TypeVar("G", bound=Flat)


class Model(Protocol[T, G]):
    """What can be trained: k networks whose parameters stand in `theta`, (k, P)."""

    theta: Array

    def forward(self, x: Array) -> T: ...  # noqa: D102
    def backward(self, trace: T, y: Array, out: G | None = None) -> G: ...  # noqa: D102
    def gradient(self) -> G: ...  # noqa: D102
    def cost(self, trace: T, y: Array) -> Array: ...  # noqa: D102


class Optimizer(Protocol):
    """Anything that moves parameters along a gradient, both of shape (k, P)."""

    def step(self, theta: Array, gradient: Array) -> None: ...  # noqa: D102


class SGD:
    """Gradient descent: v ← μ v + g, θ ← θ − α v (momentum μ; μ = 0 is the plain rule).

    >>> theta = np.array([[1.0]])
    >>> SGD(0.1).step(theta, np.array([[2.0]]))
    >>> theta.tolist()
    [[0.8]]
    """

    def __init__(self, learning_rate: float, *, momentum: float = 0.0) -> None:
        self.learning_rate = _check.number("learning_rate", learning_rate, above=0)
        self.momentum = _check.number("momentum", momentum, at_least=0, at_most=1)
        self._velocity: Array | None = None

    def step(self, theta: Array, gradient: Array) -> None:
        """Move `theta` in place."""
        if self.momentum:
            if self._velocity is None:
                self._velocity = np.zeros_like(theta)
            self._velocity *= self.momentum
            self._velocity += gradient
            gradient = self._velocity
        theta -= self.learning_rate * gradient


class Adam:
    """Adam (Kingma & Ba 2015, algorithm 1), with its bias corrections.

    The first step has length α in every coordinate, whatever the size of the gradient. A rate may
    be an array that broadcasts to θ, a rate for each coordinate:

    >>> theta = np.zeros((1, 2))
    >>> Adam(0.1).step(theta, np.array([[1e-3, -1e3]]))
    >>> theta.round(4).tolist()
    [[-0.1, 0.1]]
    """

    def __init__(
        self,
        learning_rate: float | Array,
        *,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        self.learning_rate = (
            _check.numbers("learning_rate", learning_rate, at_least=0)
            if isinstance(learning_rate, np.ndarray)
            else _check.number("learning_rate", learning_rate, above=0)
        )
        self.beta_1 = _check.number("beta_1", beta_1, at_least=0, at_most=1)
        self.beta_2 = _check.number("beta_2", beta_2, at_least=0, at_most=1)
        self.epsilon = _check.number("epsilon", epsilon, at_least=0)
        self._t = 0
        self._m: Array | None = None
        self._v: Array | None = None

    def step(self, theta: Array, gradient: Array) -> None:
        """Move `theta` in place."""
        if self._m is None or self._v is None:
            self._m, self._v = np.zeros_like(theta), np.zeros_like(theta)
        self._t += 1
        self._m += (1 - self.beta_1) * (gradient - self._m)
        self._v += (1 - self.beta_2) * (gradient * gradient - self._v)
        m_hat = self._m / (1 - self.beta_1**self._t)
        v_hat = self._v / (1 - self.beta_2**self._t)
        theta -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


OPTIMIZERS = {"sgd": SGD, "adam": Adam}


@dataclass
class Step(Generic[T, G]):
    """One step of training, taken at the parameters *before* its update.

    `gradient` is reused: its arrays are overwritten by the next step.
    """

    index: int
    epoch: int
    trace: T
    gradient: G
    y: Array

    def cost(self, network: Model[T, G]) -> Array:
        """The cost of each network on this step's examples, shape (k,)."""
        return network.cost(self.trace, self.y)


def train(
    network: Model[T, G],
    x: Array,
    y: Array,
    *,
    optimizer: Optimizer,
    epochs: int | None = None,
    batch_size: int | None = None,
    rng: np.random.Generator | None = None,
) -> Iterator[Step[T, G]]:
    """Train, yielding each step after its gradient and before its update.

    `x` is (n⁰, m) and `y` is (nᴸ, m), or tokens and those that follow them, (T, m). Without
    `batch_size` a step sees all examples; with it, `rng` shuffles them anew in each epoch, and
    without `rng` they come in their own order. `epochs=None` goes on for ever.

    >>> from initdocs.datasets import circle
    >>> from initdocs.initializers import he_normal
    >>> from initdocs.network import Network
    >>> x, y = circle(100, rng=np.random.default_rng(0))
    >>> net = Network([2, 6, 3, 1])
    >>> net.initialize(he_normal, rng=np.random.default_rng(3))
    >>> steps = train(net, x, y, optimizer=SGD(0.1), epochs=200)
    >>> costs = [float(step.cost(net)[0]) for step in steps]
    >>> costs[-1] < costs[0] / 2
    True
    """
    count = x.shape[-1]
    if y.shape[-1] != count:
        msg = f"y: got {y.shape[-1]} examples, allowed: as many as x has, {count}"
        raise ValueError(msg)
    if batch_size is not None:
        batch_size = _check.integer("batch_size", batch_size, at_least=1, at_most=count)
        if rng is not None:
            rng = _check.generator(rng)
    if epochs is not None:
        epochs = _check.integer("epochs", epochs)
    return _steps(network, x, y, optimizer, epochs, batch_size, rng)


def _steps(
    network: Model[T, G],
    x: Array,
    y: Array,
    optimizer: Optimizer,
    epochs: int | None,
    batch_size: int | None,
    rng: np.random.Generator | None,
) -> Iterator[Step[T, G]]:
    count, index, epoch = x.shape[-1], 0, 0
    gradient = network.gradient()
    while epochs is None or epoch < epochs:
        size = count if batch_size is None else batch_size
        cuts: list[Any] = [slice(i, i + size) for i in range(0, count, size)]
        if batch_size is not None and rng is not None:
            order = rng.permutation(count)
            cuts = [order[cut] for cut in cuts]
        for cut in cuts:
            xs, ys = x[..., cut], y[..., cut]
            trace = network.forward(xs)
            network.backward(trace, ys, out=gradient)
            yield Step(index, epoch, trace, gradient, ys)
            optimizer.step(network.theta, gradient.flat)
            index += 1
        epoch += 1
