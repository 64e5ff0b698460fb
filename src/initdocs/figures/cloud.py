"""Posters of the cloud through ReLU: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import FORWARD
from initdocs.demos.cloud import EDGE, FATES, LAWS
from initdocs.figures import Array, Drawing, series

RATIO = {"cloud": 1.15, "sizes": 1.15}
#: dots of the poster: each is a few letters of the page
DOTS = 200


def cloud(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What each unit makes of two inputs, after the first ReLU."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["cloud"]))
    axes = figure.add_subplot()
    x, y = scene["dots"][:, :DOTS]
    shown = {"_units": series(x, y)}
    axes.plot(x, y, ".", color=FORWARD, markersize=4, label="_units")
    axes.set(
        xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), aspect="equal", xlabel="for one input",
        ylabel="for the other",
    )  # fmt: skip
    return Drawing(figure, shown)


def sizes(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The mean square after each step of weights and of ReLU, with either law."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["sizes"]))
    axes = figure.add_subplot()
    shown = {}
    for law, values, dash in zip(LAWS, scene["sizes"], ("-", "--"), strict=True):
        layers = 1 + np.arange(len(values)) / 2
        shown[LAWS[law]] = series(layers, values)
        axes.plot(layers, values, dash, color=FATES[law], label=LAWS[law])
    axes.set(xlabel="layer", ylabel="mean square", yscale="log")
    axes.legend(loc="lower left")
    return Drawing(figure, shown)


VIEWS = {"cloud": cloud, "sizes": sizes}
