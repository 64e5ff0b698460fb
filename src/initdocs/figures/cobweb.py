"""Posters of the cobweb: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import FORWARD, INK, KEPT
from initdocs.demos.cobweb import LARGEST
from initdocs.figures import Array, Drawing, series

RATIO = {"cobweb": 1.15, "layers": 1.15}


def cobweb(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The variance map of tanh, and the stairs between it and the line on which nothing changes."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["cobweb"]))
    axes = figure.add_subplot()
    q = np.linspace(0, LARGEST, len(scene["curve"]))
    stairs = np.repeat(scene["stairs"], 2)
    shown = {
        "_stays": series([0, LARGEST], [0, LARGEST]),
        "_map": series(q, scene["curve"]),
        "_stairs": series(stairs[:-1], np.append(0, stairs[2:])),
    }
    looks = ((INK, 0.8), (FORWARD, 2.4), (KEPT, 1.6))
    for (label, s), (colour, wide) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, color=colour, linewidth=wide, label=label)
    axes.set(xlabel="variance q", ylabel="V(q)", xlim=(0, LARGEST), ylim=(0, LARGEST))
    return Drawing(figure, shown)


def layers(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The variance by layer: the map, and one network."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["layers"]))
    axes = figure.add_subplot()
    at = np.arange(len(scene["path"]))
    shown = {
        "_map": series(at, 10 ** scene["path"]),
        "_a network": series(at[::2], 10 ** scene["network"][::2]),
    }
    for (label, s), (colour, form) in zip(shown.items(), ((INK, "-"), (KEPT, "o")), strict=True):
        axes.plot(s.x, s.y, form, color=colour, markersize=3.5, label=label)
    axes.set(xlabel="layer", ylabel="variance of z", yscale="log", ylim=(0.01, 10))
    return Drawing(figure, shown)


VIEWS = {"cobweb": cobweb, "layers": layers}
