"""Posters of networks beside their law: the first state, for readers without JavaScript."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from initdocs.colours import FORWARD, INK, KEPT
from initdocs.demos.kernel import AT, GRID, NETWORKS, TARGETS
from initdocs.figures import Array, Drawing, Series, series

RATIO = {"functions": 1.25, "kernel": 1.25}


def _six(axes: Axes, lines: Array, shown: dict[str, Series]) -> None:
    """A thin line a network."""
    for network in range(NETWORKS):
        shown[f"_{network}"] = series(GRID, lines[network])
        axes.plot(GRID, lines[network], color=FORWARD, linewidth=1, label=f"_{network}")


def functions(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What six networks draw, over the mean and the deviations of their law."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["functions"]))
    axes = figure.add_subplot()
    mean, deviation = scene["law"]
    low, high = mean - 2 * deviation, mean + 2 * deviation
    shown = {"_band": series([*GRID, *GRID[::-1]], [*low, *high[::-1]])}
    axes.fill(*shown["_band"][:2], color=INK, alpha=0.14, linewidth=0, label="_band")
    _six(axes, scene["curves"], shown)
    shown["_law"] = series(GRID, mean)
    axes.plot(GRID, mean, "--", color=INK, label="_law")
    shown["_data"] = series(AT, TARGETS)
    axes.plot(AT, TARGETS, "o", color=KEPT, label="_data")
    axes.set(xlabel="angle", ylabel="output", xlim=(-np.pi, np.pi), ylim=(-3, 3))
    return Drawing(figure, shown)


def kernel(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The kernels of six networks with the angle 0, and their limit."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["kernel"]))
    axes = figure.add_subplot()
    shown: dict[str, Series] = {}
    _six(axes, scene["kernels"], shown)
    shown["_limit"] = series(GRID, scene["limit"])
    axes.plot(GRID, scene["limit"], "--", color=INK, label="_limit")
    axes.set(xlabel="angle", ylabel="kernel with the angle 0", xlim=(-np.pi, np.pi), ylim=(0, 5))
    return Drawing(figure, shown)


VIEWS = {"functions": functions, "kernel": kernel}
