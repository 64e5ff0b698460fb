"""Posters of the depth demo: its first state, for readers without JavaScript."""

from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from initdocs.colours import BACKWARD, FORWARD, INK, PAPER
from initdocs.figures import Array, Drawing, series

RATIO = {"network": 1.9, "norms": 1.35}


def network(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The layers from the input to the output, a disc a unit."""
    del frame
    width, depth = int(scene["sizes"][0]), int(scene["sizes"][1])
    figure = Figure(figsize=(4, 4 / RATIO["network"]))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, RATIO["network"]), ylim=(0, 1))
    xs = np.linspace(0.1, RATIO["network"] - 0.1, depth + 1)
    ys = (np.arange(width) + 0.5) / width
    shown = {
        f"_from {layer}, {i} to {j}": series(ends, (y, other))
        for layer, ends in enumerate(pairwise(xs))
        for i, y in enumerate(ys)
        for j, other in enumerate(ys)
    }
    for label, s in shown.items():
        axes.plot(s.x, s.y, color=INK, linewidth=0.4, alpha=0.5, label=label)
    units = {
        f"_unit {layer}, {i}": series(x, y) for layer, x in enumerate(xs) for i, y in enumerate(ys)
    }
    for label, s in units.items():
        face = FORWARD if s.x == xs[0] else PAPER
        disc = Circle(
            (float(s.x), float(s.y)), 0.04, facecolor=face, edgecolor=INK, zorder=3, label=label
        )
        axes.add_patch(disc)
    return Drawing(figure, shown | units)


def norms(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The norms of the activations and of the signal back by layer, in theory."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["norms"]))
    axes = figure.add_subplot()
    layers = np.arange(len(scene["law_up"]))
    shown = {
        "activations": series(layers, 10 ** scene["law_up"]),
        "signal back": series(layers, 10 ** scene["law_down"]),
    }
    looks = ((FORWARD, "-"), (BACKWARD, "--"))
    for (label, s), (colour, dash) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, dash, color=colour, label=label)
    axes.set(xlabel="layer", ylabel="norm", yscale="log")
    axes.legend(loc="upper center")
    return Drawing(figure, shown)


VIEWS = {"network": network, "norms": norms}
