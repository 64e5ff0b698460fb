"""Poster of the drops: networks whose signal ends above and below 1, for readers on paper."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, NETWORK
from initdocs.demos import defaults
from initdocs.demos.drops import DEMO, FLOOR, LAYERS, paths
from initdocs.figures import Array, Drawing, series

RATIO = {"drops": 1.35}
#: networks of the poster, and layers between two corners of their paths
COUNT, EVERY = 25, 3


def drops(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The mean square of the activations by layer, in networks that differ by chance alone."""
    del frame
    figure = Figure(figsize=(4.6, 4.6 / RATIO["drops"]))
    axes = figure.add_subplot()
    drawn = np.exp(paths(defaults(DEMO)["width"], COUNT)[:, LAYERS[::EVERY]])
    shown = {"_law": series((-np.inf, np.inf), [10 ** float(scene["law"][0])] * 2)}
    for i, path in enumerate(drawn):
        shown[f"_network {i}"] = series(LAYERS[::EVERY], path)
        axes.plot(*shown[f"_network {i}"][:2], color=NETWORK, linewidth=0.8, label=f"_network {i}")
    axes.axhline(shown["_law"].y[0], color=INK, linewidth=0.8, label="_law")
    axes.set(xlabel="layer", ylabel="mean square", yscale="log", ylim=(10**FLOOR, 100))
    return Drawing(figure, shown)


VIEWS = {"drops": drops}
