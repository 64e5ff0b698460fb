"""Figure of the page on ReLU and He."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import SERIES
from initdocs.initializers import he_normal, lecun_normal
from initdocs.network import Network

DEPTH, UNITS = 30, 500


def relu_second_moments() -> Figure:
    """The mean square of the pre-activations of ReLU layers, for two laws of the weights.

    On a logarithmic axis over 30 layers. With a variance of 1/n it falls along a straight line,
    by a half a layer, to about a billionth. With 2/n, He's law, it stays near 1.
    """
    figure = Figure()
    axes = figure.subplots()
    layers = np.arange(1, DEPTH + 1)
    x = np.random.default_rng(0).standard_normal((UNITS, 1))
    for draw, label, factor, colour, mark in (
        (he_normal, "variance 2/n", 1.0, SERIES[0], "o"),
        (lecun_normal, "variance 1/n", 0.5, SERIES[1], "s"),
    ):
        net = Network([UNITS] * (DEPTH + 1), hidden="relu", output="linear")
        net.initialize(draw, rng=np.random.default_rng(3))
        seen = [float((np.asarray(z) ** 2).mean()) for z in net.forward(x).z[1:]]
        start = 2.0 if factor == 1 else 1.0  # the first layer has no ReLU before it
        axes.plot(layers, start * factor ** (layers - 1.0), color=colour, label=label)
        axes.plot(layers[::2], seen[::2], mark, color=colour, markersize=4.5)
    axes.set(xlabel="layer", ylabel="mean square of z", yscale="log")
    axes.legend(loc="lower left")
    return figure


FIGURES = (relu_second_moments,)
