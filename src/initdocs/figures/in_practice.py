"""Figures of the page on initialization in practice."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import STARTS
from initdocs.figures import Drawing, series, told
from initdocs.figures.labels import beside, legible
from initdocs.initializers import he_normal, lecun_normal
from initdocs.network import Network

DEPTH, WIDTH, COUNT = 30, 100, 50


@legible
def relu_depth() -> Drawing:
    """The signal behind ReLUs with Var(W) = 1/n and with Var(W) = 2/n."""
    layers = np.arange(1, DEPTH + 1)
    shown, styles = {}, []
    laws = (("1/n", lecun_normal, 0.5, "lecun", "s"), ("2/n", he_normal, 1.0, "he", "o"))
    for name, draw, kept, start, mark in laws:
        net = Network([WIDTH] * (DEPTH + 1) + [1], output="linear", networks=COUNT)
        net.initialize(draw, rng=np.random.default_rng(0))
        trace = net.forward(np.random.default_rng(1).standard_normal((WIDTH, 10)))
        size = [np.median(np.sqrt((a**2).mean(axis=(1, 2)))) for a in trace.a[1:-1]]
        # behind the first layer: E[a²] = n Var(W)/2, and the factor `kept` in each further one
        shown[f"Var(W) = {name}"] = series(layers, np.sqrt(kept**layers))
        shown[f"_Var(W) = {name}: networks"] = series(layers[::2], size[::2])
        line = STARTS[start]
        styles += [(line.style, "", line.colour), ("", mark, line.colour)]
    figure = Figure()
    axes = figure.add_subplot()
    for (label, s), (dash, mark, colour) in zip(shown.items(), styles, strict=True):
        axes.plot(s.x, s.y, linestyle=dash, marker=mark, color=colour, label=label, markersize=4.5)
    axes.set(xlabel="layer", ylabel="root mean square", yscale="log", xlim=(0, DEPTH + 1))
    axes.set_ylim(None, 6)
    beside(axes, shown, "Var(W) = 1/n", 15, (8, 6), STARTS["lecun"].colour)
    beside(axes, shown, "Var(W) = 2/n", 15, (0, 6), STARTS["he"].colour)
    falls, stays = (shown[f"Var(W) = {name}"].y for name in ("1/n", "2/n"))
    return Drawing(
        figure,
        shown,
        "The root mean square of the activations against the layer, on a logarithmic axis, for "
        f"{DEPTH} ReLU layers of width {WIDTH}. "
        f"With 1/n it falls on a straight line to {told(falls[-1])}; with 2/n the line stays at "
        f"{told(stays[-1])}. "
        "Dots, the median of simulated networks, follow the lines.",
    )
