"""Figures of the page on initialization in practice."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import SERIES
from initdocs.initializers import he_normal, lecun_normal
from initdocs.network import Network


def relu_depth() -> Figure:
    """The signal behind ReLUs with Var(W) = 1/n and with Var(W) = 2/n.

    The root mean square of the activations against the layer, on a logarithmic axis, for
    30 ReLU layers of width 100. With 1/n it falls on a straight line to less than a ten
    thousandth; with 2/n it stays near its first value. Dots from simulated networks follow
    the lines.
    """
    depth, width, count = 30, 100, 50
    layers = np.arange(1, depth + 1)
    figure = Figure()
    axes = figure.add_subplot()
    laws = (("1/n", lecun_normal, 0.5, 1, "s"), ("2/n", he_normal, 1.0, 2, "o"))
    for name, draw, kept, series, marker in laws:
        net = Network([width] * (depth + 1) + [1], output="linear", networks=count)
        net.initialize(draw, rng=np.random.default_rng(0))
        trace = net.forward(np.random.default_rng(1).standard_normal((width, 10)))
        size = [np.median(np.sqrt((a**2).mean(axis=(1, 2)))) for a in trace.a[1:-1]]
        colour = SERIES[series]
        # behind the first layer: E[a²] = n Var(W)/2, and the factor `kept` in each further one
        axes.plot(layers, np.sqrt(kept**layers), color=colour, label=f"Var(W) = {name}")
        axes.plot(layers[::2], size[::2], marker, color=colour, markersize=4.5)
    axes.set(xlabel="layer", ylabel="root mean square", yscale="log", xlim=(0, depth + 1))
    axes.legend(loc="lower left")
    return figure


FIGURES = (relu_depth,)
