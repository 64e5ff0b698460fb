"""Figures of the page on why the variance should be 1/n."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import SERIES
from initdocs.initializers import variance_scaling
from initdocs.network import Network


def three_cases() -> Figure:
    """Three cases: the signal vanishes, is kept, or explodes.

    The variance of the activations against the layer, on a logarithmic axis, for 50 linear
    layers. With n Var(W) = 0.8 it falls on a straight line to a hundred thousandth, with 1
    it stays near 1, with 1.25 it rises to a hundred thousand. Dots from simulated networks
    follow the lines.
    """
    depth, width = 50, 100
    factors = {"0.8": 0.8, "1": 1.0, "1.25": 1.25}
    net = Network([width] * (depth + 1), hidden="identity", output="linear", networks=3)
    draws = [partial(variance_scaling, scale=f) for f in factors.values()]
    net.initialize(draws, rng=[np.random.default_rng(1) for _ in draws])
    trace = net.forward(np.random.default_rng(0).standard_normal((width, 20)))
    layers = np.arange(depth + 1)
    measured = np.array([np.broadcast_to(a, (3, width, 20)).var(axis=(1, 2)) for a in trace.a])
    figure = Figure()
    axes = figure.add_subplot()
    styles = zip(factors.items(), (1, 2, 6), "so^", strict=True)
    for i, ((name, factor), series, marker) in enumerate(styles):
        axes.plot(layers, factor**layers, color=SERIES[series], label=f"n Var(W) = {name}")
        axes.plot(layers[::5], measured[::5, i], marker, color=SERIES[series], markersize=4.5)
    axes.set(xlabel="layer", ylabel="variance", yscale="log", xlim=(-0.5, depth + 0.5))
    axes.legend(loc="upper left")
    return figure


FIGURES = (three_cases,)
