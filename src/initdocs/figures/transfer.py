"""Posters of width and depth: the first state of their demo, for readers without JavaScript."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from initdocs.colours import STEPS
from initdocs.demos.transfer import CHANGES, DEPTHS, LOOKED, LOSSES, POWERS, SHADES, WIDTHS
from initdocs.figures import Array, Drawing, series

RATIO = {"widths": 1.25, "depths": 1.25}


def _empty(view: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(3.6, 3.6 / RATIO[view]))
    return figure, figure.add_subplot(xscale="log", yscale="log")


def widths(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """How far each of four arrays moved from its start, by the width of the network."""
    del frame
    figure, axes = _empty("widths")
    shown = {}
    for (name, (colour, dash)), powers in zip(LOOKED.items(), scene["changes"], strict=True):
        shown[name] = series(WIDTHS, 10.0**powers)
        axes.plot(
            WIDTHS, 10.0**powers, color=colour, label=name, linestyle=(0, dash) if dash else "-"
        )
    axes.set(xlabel="width n", ylabel="change", ylim=10.0 ** np.array(CHANGES, float))
    axes.set_xticks(WIDTHS, labels=[str(width) for width in WIDTHS], minor=False)
    axes.set_xticks([], minor=True)
    axes.legend(frameon=False)
    return Drawing(figure, shown)


def depths(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The loss by learning rate, a line for each depth, with the middle of its good rates."""
    del frame
    figure, axes = _empty("depths")
    shown = {}
    rates = 10.0 ** np.array(POWERS)
    rows = zip(DEPTHS, scene["losses"], scene["middles"], SHADES, strict=True)
    for depth, powers, middle, shade in rows:
        label, colour = f"L = {depth}", STEPS[shade]
        at = np.array([10.0**middle])
        on = 10.0 ** np.interp(middle, POWERS, powers).reshape(1)
        shown[label], shown[f"_{label}, the middle"] = (
            series(rates, 10.0**powers),
            series(at, on),
        )
        axes.plot(rates, 10.0**powers, color=colour, label=label)
        axes.plot(at, on, "o", color=colour, label=f"_{label}, the middle")
    axes.set(xlabel="learning rate", ylabel="loss", ylim=10.0 ** np.array(LOSSES, float))
    axes.legend(frameon=False)
    return Drawing(figure, shown)


VIEWS = {"widths": widths, "depths": depths}
