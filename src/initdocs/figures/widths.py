"""Poster of the bars forward and back: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK
from initdocs.demos.widths import LAYERS, ROWS
from initdocs.figures import Array, Drawing, series

RATIO = {"bars": 1.05}


def bars(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The sizes of the activations, the signal back and the weight gradients by layer."""
    del frame
    figure = Figure(figsize=(4.2, 4.2 / RATIO["bars"]))
    layers = np.arange(1, LAYERS + 1)
    network, law = (scene[name].reshape(3, LAYERS) for name in ("network", "law"))
    shown = {}
    rows = zip(figure.subplots(3, sharex=True, sharey=True), ROWS, network, law, strict=True)
    for axes, (label, colour), sizes, line in rows:
        shown[label] = series(layers, sizes, low=np.zeros(LAYERS), high=sizes)
        shown[f"_law of {label}"] = series(layers, line)
        axes.vlines(layers, 0, sizes, color=colour, linewidth=20, label=label)
        axes.plot(layers, line, "_", color=INK, markersize=26, label=f"_law of {label}")
        axes.set(ylim=(0, 2.1))
        axes.set_title(label, loc="left")
    axes.set(xlabel="layer", xticks=layers)
    return Drawing(figure, shown)


VIEWS = {"bars": bars}
