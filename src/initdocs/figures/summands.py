"""Posters of the summands of a convolution: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from initdocs.colours import FORWARD, GRID, INK, STEPS
from initdocs.demos import Demo
from initdocs.demos.summands import CHANNELS, DEMO
from initdocs.figures import Array, Drawing, series

RATIO = {"input": 1.0, "output": 1.0}


def input_pixels(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Four channels of the input, and the pixels that one output pixel sums."""
    del frame
    figure, axes = _square()
    side, seen = map(int, scene["side"])
    left, right, low, high = map(int, scene["lit"])
    each = np.arange(side)
    across = int(np.ceil(np.sqrt(CHANNELS)))
    dim: list[Array] = []
    lit: list[Array] = []
    for channel in range(CHANNELS):
        shift = np.array([channel % across, channel // across]) * (side + 1)
        for column, row in ((c, r) for c in each for r in each):
            inside = channel < seen and left <= column < right and low <= row < high
            (lit if inside else dim).append(shift + np.array([column, row]))
    shown = {"_input": series(*np.transpose(dim)), "_summed": series(*np.transpose(lit))}
    for (label, s), colour in zip(shown.items(), (GRID, FORWARD), strict=True):
        axes.plot(s.x, s.y, "s", color=colour, markersize=6, label=label)
    return Drawing(figure, shown)


def output_pixels(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """One channel of the output: how many products each pixel sums, and the chosen one."""
    del frame
    figure, axes = _square()
    shown = {}
    for i, count in enumerate(np.unique(scene["counts"])):
        row, column = np.nonzero(scene["counts"] == count)
        shown[f"{count:g} products"] = series(column + 1, row + 1)
        axes.plot(
            column + 1, row + 1, "s", color=STEPS[i + 1], markersize=11, label=f"{count:g} products"
        )
    chosen = _chosen(DEMO)
    shown["_chosen"] = series([chosen[0]], [chosen[1]])
    axes.plot(
        *shown["_chosen"][:2], "s", color=INK, markersize=16, fillstyle="none", label="_chosen"
    )
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize=7)
    return Drawing(figure, shown)


def _chosen(demo: Demo) -> tuple[int, int]:
    """Column and row of the pixel that is chosen at first."""
    default = {p.name: p.default for p in demo.parameters}
    return default["column"], default["row"]


def _square() -> tuple[Figure, Axes]:
    figure = Figure(figsize=(3.4, 3.4))
    axes = figure.add_subplot()
    axes.set(aspect="equal")
    axes.invert_yaxis()
    axes.set_axis_off()
    return figure, axes


VIEWS = {"input": input_pixels, "output": output_pixels}
