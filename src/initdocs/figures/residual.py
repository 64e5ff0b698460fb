"""Poster of the residual stack: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.demos.residual import BANDS
from initdocs.figures import Array, Drawing, series

RATIO = {"stack": 1.9}


def stack(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What each block has added to the signal, a bar a block."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["stack"]))
    axes = figure.add_subplot()
    edges = np.append(0, np.cumsum(scene["parts"]))
    last = len(scene["sizes"]) - 1
    shown = {}
    for i, (colour, (first, end)) in enumerate(BANDS.items()):
        blocks = np.arange(first, last + 1)
        low, high = np.full(len(blocks), edges[first]), edges[np.minimum(blocks, end) + 1]
        shown[f"_band {i}"] = series(blocks, high, low=low, high=high)
        axes.vlines(blocks, low, high, color=colour, linewidth=10, label=f"_band {i}")
    axes.set(xlabel="block", ylabel="share of the mean square at the end", xlim=(-0.6, last + 0.6))
    return Drawing(figure, shown)


VIEWS = {"stack": stack}
