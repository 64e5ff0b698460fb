"""Figure of the page on finite width."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import INK, SERIES
from initdocs.propagation import relu_log_norm


def mean_and_median() -> Figure:
    """The mean square by layer in 400 ReLU networks of 50 units a layer.

    On a logarithmic axis, for 60 layers. Thin lines, one for every sixteenth network, spread
    from 1 over several powers of ten, most of them downwards. The mean over all networks
    stays at 1; the median falls along the line of the log-normal law, to a twentieth.
    """
    depth, width = 60, 50
    rng = np.random.default_rng(0)
    active = np.maximum(rng.binomial(width, 0.5, (depth, 400)), 1)
    sizes = np.cumprod(2 / width * rng.chisquare(active), axis=0)
    layers = np.arange(1, depth + 1)
    law = [relu_log_norm([width] * layer).median for layer in layers]
    figure = Figure()
    axes = figure.subplots()
    axes.plot(layers, sizes[:, ::16], color=SERIES[0], linewidth=0.4)
    axes.plot(layers, np.ones(depth), "--", color=INK, label="mean, in theory")
    axes.plot(layers, law, color=SERIES[1], label="median, by the law")
    axes.plot(layers[::5], np.median(sizes, axis=1)[::5], "s", color=SERIES[1], markersize=4.5)
    axes.set(xlabel="layer", ylabel="mean square", yscale="log")
    axes.legend(loc="lower left")
    return figure


FIGURES = (mean_and_median,)
