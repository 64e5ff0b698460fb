"""Posters of the depth demo: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from initdocs.colours import BACKWARD, EXPLODES, FADES, FORWARD, GRID, PAPER
from initdocs.figures import Array, Drawing, series

RATIO = {"network": 1.9, "norms": 1.35}


def network(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The units of each layer, a cell each: only the input is there yet."""
    del frame
    powers = np.asarray(scene["units_up"])
    count, units = powers.shape
    figure = Figure(figsize=(4, 4 / RATIO["network"]))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(-0.7, count - 0.3), ylim=(2.3, -0.3))
    shown = {
        f"_{name} {layer}, {unit}": series(
            (layer - 0.43, layer + 0.43),
            (top + (0.8 * unit + 0.04) / units, top + (0.8 * unit + 0.76) / units),
            z=value,
        )
        for name, top, values in (
            ("activation", 0.0, powers),
            ("gradient", 1.1, np.asarray(scene["units_down"])),
        )
        for (layer, unit), value in np.ndenumerate(values)
    }
    for label, s in shown.items():
        there = label.startswith("_activation 0,")
        cell = Rectangle(
            (s.x[0], s.y[0]), s.x[1] - s.x[0], s.y[1] - s.y[0], edgecolor=GRID,
            facecolor=(FADES if s.z < 0 else EXPLODES) if there else PAPER,
            label=label,
        )  # fmt: skip
        axes.add_patch(cell)
    return Drawing(figure, shown)


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
