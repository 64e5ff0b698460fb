"""Figure of the page on residual networks."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import SERIES
from initdocs.propagation import residual_growth

BLOCKS, UNITS = 50, 200


def residual_sizes() -> Figure:
    """The mean square behind each of fifty residual blocks, for three sizes of the branch.

    On a logarithmic axis. With a factor 1 it doubles a block, to more than a thousand million
    million. With one over the square root of the depth it reaches about e, with one over the
    depth it stays near 1. Dots from one network of 200 units each lie on the lines, or fall behind
    where the growth is fastest.
    """
    figure = Figure()
    axes = figure.subplots()
    layers = np.arange(1, BLOCKS + 1)
    for alpha, label, colour, mark in (
        (1.0, "α = 1", SERIES[0], "o"),
        (1 / np.sqrt(BLOCKS), "α = 1/√L", SERIES[1], "s"),
        (1 / BLOCKS, "α = 1/L", SERIES[2], "^"),
    ):
        rng = np.random.default_rng(0)
        x = rng.standard_normal((UNITS, 1))
        x /= np.sqrt((x**2).mean())
        sizes = []
        for _ in layers:
            inner = np.maximum(rng.normal(0, np.sqrt(1 / UNITS), (UNITS, UNITS)) @ x, 0)
            x = x + alpha * rng.normal(0, np.sqrt(2 / UNITS), (UNITS, UNITS)) @ inner
            sizes.append(float((x**2).mean()))
        line = [residual_growth(np.full(layer, alpha)) for layer in layers]
        axes.plot(layers, line, color=colour, label=label)
        axes.plot(layers[::4], sizes[::4], mark, color=colour, markersize=4.5)
    axes.set(xlabel="block", ylabel="mean square", yscale="log")
    axes.legend(loc="upper left")
    return figure


FIGURES = (residual_sizes,)
