"""Posters of two drawings in a deep network: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from initdocs.colours import INK, KEPT, SHEET
from initdocs.demos.chaos import SIDE
from initdocs.figures import Array, Drawing, series

RATIO = {"pictures": 1.15, "correlation": 1.15}


def pictures(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Two drawings above, and below what can be read of them behind the layers."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["pictures"]))
    shown = {}
    sheet = LinearSegmentedColormap.from_list("sheet", SHEET)
    rows = (("what goes in", scene["drawings"]), ("what is read", scene["readings"]))
    for line, (title, images) in zip(figure.subplots(2, 2), rows, strict=True):
        for axes, image, which in zip(line, images, ("0", "3"), strict=True):
            label = f"_{title}, {which}"
            raster = np.reshape(image, (SIDE, SIDE))
            shown[label] = series((0, SIDE), (SIDE, 0), z=raster)
            axes.imshow(raster, cmap=sheet, vmin=0, vmax=1, extent=(0, SIDE, SIDE, 0), label=label)
            axes.axis("off")
            axes.set_title(title, fontsize=8)
    return Drawing(figure, shown)


def correlation(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The correlation of the two by layer: theory, and this network."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["correlation"]))
    axes = figure.add_subplot()
    layers = np.arange(len(scene["theory"]))
    shown = {
        "_theory": series(layers, scene["theory"]),
        "_network": series(layers, scene["network"]),
    }
    for (label, s), (colour, form) in zip(shown.items(), ((INK, "-"), (KEPT, ".")), strict=True):
        axes.plot(s.x, s.y, form, color=colour, label=label)
    axes.set(xlabel="layer", ylabel="correlation", ylim=(0, 1.05))
    return Drawing(figure, shown)


VIEWS = {"pictures": pictures, "correlation": correlation}
