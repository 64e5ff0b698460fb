"""Figures of the page on finding appropriate values."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.datasets import digits
from initdocs.figures import SERIES
from initdocs.initializers import lecun_normal, normal, pytorch_linear
from initdocs.network import Network


def digits_activations() -> Figure:
    """Activations of the hidden layers for three initializations.

    Three rows of four histograms on one axis from −1 to 1. Uniform: a peak at zero that gets
    narrower from layer to layer. Xavier: a wide hill in every layer. Standard normal: all
    activations at −1 and at 1.
    """
    starts = {"Uniform": pytorch_linear, "Xavier": lecun_normal, "Normal": normal}
    net = Network([64, 300, 300, 300, 300, 10], hidden="tanh", output="softmax", networks=3)
    net.initialize(list(starts.values()), rng=[np.random.default_rng(0) for _ in starts])
    trace = net.forward(digits().x[:, :500])
    figure = Figure(figsize=(5.0, 3.4))
    rows = figure.subplots(3, 4, sharex=True)
    edges = np.linspace(-1, 1, 25)
    for row, (name, axes) in enumerate(zip(starts, rows, strict=True)):
        for layer, panel in enumerate(axes, start=1):
            panel.hist(trace.a[layer][row].ravel(), edges, color=SERIES[(1, 2, 3)[row]])
            panel.set(yticks=[], xticks=[-1, 0, 1])
            panel.spines["left"].set_visible(False)
            panel.grid(visible=False)
            if row == 0:
                panel.set_title(f"layer {layer}")
            if row == 2:
                panel.set_xlabel("a")
        axes[0].set_ylabel(name)
    return figure


FIGURES = (digits_activations,)
