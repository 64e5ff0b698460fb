"""Posters of the depth demo: its first state, for readers without JavaScript."""

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from numpy.typing import NDArray

from initdocs import figures
from initdocs.figures import INK, NEGATIVE, PAPER, POSITIVE

Array = NDArray[Any]

RATIO = {"network": 1.9, "norms": 1.35}


def network(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
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
    for left, right in pairwise(xs):
        for y in ys:
            for other in ys:
                axes.plot([left, right], [y, other], color=INK, linewidth=0.4, alpha=0.5)
    for x in xs:
        for y in ys:
            face = POSITIVE if x == xs[0] else PAPER
            axes.add_patch(Circle((x, y), 0.04, facecolor=face, edgecolor=INK, zorder=3))
    return figure


def norms(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The norms of the activations and of the gradient by layer, and the law."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["norms"]))
    axes = figure.add_subplot()
    layers = np.arange(len(scene["law_up"]))
    axes.plot(layers, 10 ** scene["law_up"], color=POSITIVE, label="activations")
    axes.plot(layers, 10 ** scene["law_down"], "--", color=NEGATIVE, label="gradient")
    axes.set(xlabel="layer", ylabel="norm", yscale="log")
    axes.legend(loc="upper center")
    return figure


VIEWS = {"network": network, "norms": norms}


def poster(view: str, scene: dict[str, Array], frame: dict[str, Array]) -> str:
    """The poster of a view, from the first frame of the recording."""
    with figures.style():
        return figures.to_svg(VIEWS[view](scene, frame), f"depth-{view}")
