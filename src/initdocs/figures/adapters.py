"""Posters of LoRA's two factors: their first state, for readers without JavaScript."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from initdocs.colours import STEPS
from initdocs.demos.adapters import POWERS, RANKS, WIDTHS
from initdocs.figures import Array, Drawing, series

RATIO = {"ranks": 1.35, "rates": 1.35}


def _empty(view: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(3.6, 3.6 / RATIO[view]))
    return figure, figure.add_subplot()


def ranks(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The cost over the steps of training, a line for each rank."""
    del frame
    figure, axes = _empty("ranks")
    shown = {}
    for rank, costs, colour in zip(RANKS, scene["ranks"], STEPS[1:], strict=True):
        label = f"r = {rank}"
        shown[label] = series(np.arange(len(costs)), costs)
        axes.plot(costs, color=colour, label=label)
    axes.set(xlabel="step", ylabel="cost", ylim=(0, 1.05))
    axes.legend(frameon=False)
    return Drawing(figure, shown)


def rates(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The cost that is left by learning rate, a line for each width as far as it is stable."""
    del frame
    figure, axes = _empty("rates")
    shown = {}
    for width, costs, colour in zip(WIDTHS, scene["rates"], (STEPS[1], *STEPS[3:]), strict=True):
        label = f"n = {width}"
        stable = np.isfinite(costs)
        at, left = 10.0 ** np.array(POWERS)[stable], costs[stable]
        shown[label], shown[f"_{label}, the last"] = series(at, left), series(at[-1:], left[-1:])
        axes.plot(at, left, color=colour, label=label)
        axes.plot(at[-1:], left[-1:], "o", color=colour, label=f"_{label}, the last")
    axes.set(xscale="log", xlabel="learning rate", ylabel="cost", ylim=(-0.03, 1.05))
    axes.legend(frameon=False)
    return Drawing(figure, shown)


VIEWS = {"ranks": ranks, "rates": rates}
