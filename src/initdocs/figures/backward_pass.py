"""Figure of the page on the backward pass."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import SERIES
from initdocs.initializers import uniform
from initdocs.network import Network

LAYERS, UNITS = 5, 1000


def backward_profiles() -> Figure:
    """Activations, backpropagated signal and weight gradients by layer, standard weights.

    On a logarithmic axis, each relative to its value in the first hidden layer. The
    activations fall by a factor √3 a layer, the signal rises by the same towards the output,
    and the gradients of the weights stay level. Marks from one network lie on the lines but for
    the first layers, where tanh bends.
    """
    rng = np.random.default_rng(0)
    x = rng.uniform(0, 1, (UNITS, 50))
    y = np.eye(10)[:, rng.integers(0, 10, 50)]
    net = Network([UNITS] * (LAYERS + 1) + [10], hidden="tanh", output="softmax")
    for w in net.weights:
        w[0] = uniform(w.shape[1:], bound=1 / np.sqrt(w.shape[2]), rng=rng)
    trace = net.forward(x)
    gradient = net.backward(trace, y)
    layers = np.arange(1, LAYERS + 1)
    measured = {
        "activations": [a.std() for a in trace.a[1 : LAYERS + 1]],
        "signal back": [d.std() for d in gradient.delta[1 : LAYERS + 1] if d is not None],
        "weight gradients": [w.std() for w in gradient.weights[:LAYERS]],
    }
    slopes = (-0.5, 0.5, 0.0)
    figure = Figure()
    axes = figure.subplots()
    for (name, values), slope, colour, mark in zip(
        measured.items(), slopes, SERIES, "os^", strict=False
    ):
        # the line goes through the last layer, where tanh is the nearest to linear
        line = values[-1] * 3.0 ** (slope * (layers - LAYERS))
        axes.plot(layers, line / values[0], color=colour, label=name)
        axes.plot(layers, np.array(values) / values[0], mark, color=colour)
    axes.set(
        xlabel="layer", ylabel="relative to layer 1", yscale="log", xticks=layers,
    )  # fmt: skip
    axes.legend(loc="upper left")
    return figure


FIGURES = (backward_profiles,)
