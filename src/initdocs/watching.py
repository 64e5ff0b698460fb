"""What to watch while a network trains: how far a step moves each layer, and which units rest."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from initdocs.network import Gradient, Network, Trace
from initdocs.training import Step

Array = NDArray[np.float64]

#: an activation is flat where its slope is below this share of its steepest
FLAT = 0.05

#: by the name of what is watched: the label of its chart; on a logarithmic axis its decades, and
#: a value to compare with
CHARTS: dict[str, dict[str, Any]] = {
    "updates": {
        "label": "|step| / |weights|",
        "decades": [-6, 0],
        "guide": 1e-3,
        "none": "no weights to compare with",
    },
    "dead": {"label": "units that rest at every example"},
    "flat": {"label": "activations without slope"},
}
#: the same as a reader chooses it
WATCHED = {
    "updates": "Step / weights",
    "dead": "Dead units",
    "flat": "Saturated",
}


class Resting(NamedTuple):
    """Shares by hidden layer, each of shape (k, L − 1)."""

    #: of the units that are flat at every example: no gradient passes
    dead: Array
    #: of the activations, over units and examples, that are flat
    flat: Array


def update_ratios(network: Network, gradient: Gradient, learning_rate: float) -> Array:
    """How far a step of gradient descent moves each layer's weights: η ‖∂J/∂W‖ / ‖W‖, (k, L).

    Not a number where all weights of a layer are zero.

    >>> net = Network([1, 1])
    >>> net.weights[0][...] = 4.0
    >>> gradient = net.gradient()
    >>> gradient.weights[0][...] = -2.0
    >>> update_ratios(net, gradient, 0.1).tolist()
    [[0.05]]
    """
    norms = [
        [np.sqrt(np.square(layer.astype(float)).sum(axis=(1, 2))) for layer in layers]
        for layers in (gradient.weights, network.weights)
    ]
    moved, sizes = (np.stack(each, axis=1) for each in norms)
    return learning_rate * moved / np.where(sizes == 0, np.nan, sizes)


def watched(
    network: Network, step: Step[Trace, Gradient], learning_rate: float
) -> dict[str, Array]:
    """All of it at a step, by the names of `WATCHED`; no ratio is below the least that is drawn."""
    low, _ = CHARTS["updates"]["decades"]
    return {
        "updates": np.maximum(update_ratios(network, step.gradient, learning_rate), 10.0**low),
        **resting(network, step.trace)._asdict(),
    }


def resting(network: Network, trace: Trace, flat: float = FLAT) -> Resting:
    """Which units and activations of each hidden layer are flat in a forward pass.

    An activation is flat where |φ′(z)| is below `flat` times its largest over [−6, 6]; a ReLU is
    so where it gives 0. Not a number for a network whose values are not finite.

    >>> net = Network([1, 2, 1])
    >>> net.weights[0][...] = [[1.0], [-1.0]]
    >>> dead, flat = resting(net, net.forward(np.array([[1.0, 2.0, 3.0, -1.0]])))
    >>> dead.tolist(), flat.tolist()
    ([[0.0]], [[0.5]])
    """
    over = np.linspace(-6, 6, 241)
    dead, share = [], []
    for layer, of in enumerate(network.hidden, start=1):
        z, a = trace.z[layer], trace.a[layer]
        assert z is not None
        slope = np.abs(of.pull_back(np.ones_like(a), z, a))
        still = slope < flat * np.abs(of.d_phi(over)).max()
        known = np.where(np.isfinite(z).all(axis=(1, 2)), 1.0, np.nan)
        dead.append(known * still.all(axis=2).mean(axis=1))
        share.append(known * still.mean(axis=(1, 2)))
    return Resting(np.stack(dead, axis=1), np.stack(share, axis=1))
