"""Posters of the cobweb: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import FADES, FORWARD, INK
from initdocs.demos.cobweb import LARGEST
from initdocs.figures import Array, Drawing, series

RATIO = {"cobweb": 1.15, "layers": 1.15}
#: the side of the picture in the picture, of the whole
LENS = 0.42


def cobweb(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The variance map of GELU, and the stairs between it and the line on which nothing changes."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["cobweb"]))
    axes = figure.add_subplot()
    lens = axes.inset_axes((0.03, 0.55, LENS, LENS))
    q = np.linspace(0, LARGEST, len(scene["curve"]))
    stairs = np.repeat(scene["stairs"], 2)
    shown = {
        "_stays": series([0, LARGEST], [0, LARGEST]),
        "_map": series(q, scene["curve"]),
        "_stairs": series(stairs[:-1], np.append(0, stairs[2:])),
    }
    looks = ((INK, 0.8), (FORWARD, 2.4), (FADES, 1.6))
    for (label, s), (colour, wide) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, color=colour, linewidth=wide, label=label)
        lens.plot(s.x, s.y, color=colour, linewidth=wide)
    axes.set(
        xlabel="variance q",
        ylabel="V(q)",
        xlim=(0, LARGEST),
        ylim=(0, np.ceil(2 * scene["curve"].max()) / 2),
    )
    # the first steps, ten times larger
    across, up = (LENS / 20 * high for _, high in (axes.get_xlim(), axes.get_ylim()))
    middle = scene["stairs"][2]
    lens.set(xlim=middle + np.array([-across, across]), ylim=middle + np.array([-up, up]))
    lens.set(xticks=[], yticks=[])
    lens.text(0.05, 0.95, "× 10", va="top", transform=lens.transAxes, fontsize=8)
    axes.indicate_inset_zoom(lens, edgecolor=INK)
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
    for (label, s), (colour, form) in zip(shown.items(), ((INK, "-"), (FADES, "o")), strict=True):
        axes.plot(s.x, s.y, form, color=colour, markersize=3.5, label=label)
    axes.set(xlabel="layer", ylabel="variance of z", yscale="log", ylim=(1e-8, 10))
    return Drawing(figure, shown)


VIEWS = {"cobweb": cobweb, "layers": layers}
