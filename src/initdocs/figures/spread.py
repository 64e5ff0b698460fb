"""The poster of the activations of four layers: the first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import FORWARD
from initdocs.demos.spread import BINS, LAYERS
from initdocs.figures import Array, Drawing, series

RATIO = {"layers": 3.2}


def layers(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Histograms of the activations in four layers."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["layers"]))
    edges = np.linspace(-1, 1, BINS + 1)
    shown = {}
    for i, axes in enumerate(figure.subplots(1, LAYERS, sharey=True)):
        label = f"_layer: {i + 1}"
        shown[label] = series(edges, scene["bars"][i])
        axes.hist(edges[:-1], edges, weights=scene["bars"][i], color=FORWARD, label=label)
        axes.set(title=f"layer {i + 1}", xticks=(-1, 0, 1), yticks=())
    return Drawing(figure, shown)


VIEWS = {"layers": layers}
