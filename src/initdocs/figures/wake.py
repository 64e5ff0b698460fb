"""The poster of the layers that wake: the first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, KEPT
from initdocs.figures import Array, Drawing, series

RATIO = {"steps": 1.9}


def steps(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """How far each of three layers moves in each step, and the cost after it."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["steps"]))
    moves, costs = scene["moves"], scene["costs"]
    lanes = [(f"layer {i}", each, moves.max(), KEPT) for i, each in enumerate(moves, start=1)]
    lanes.append(("cost", costs[1:] / costs[0], 1, INK))
    shown = {}
    at = np.arange(1, len(costs))
    for axes, (name, values, high, colour) in zip(
        figure.subplots(len(lanes), 1, sharex=True), lanes, strict=True
    ):
        label = f"_{name}"
        shown[label] = series(at, values, low=np.zeros(len(at)), high=values)
        axes.vlines(at, 0, values, color=colour, linewidth=14, label=label)
        axes.set_title(name, loc="left", fontsize=10)
        axes.set(ylim=(0, high * 1.05), xlim=(0.5, len(at) + 0.5), yticks=())
    axes.set(xlabel="step", xticks=at)
    return Drawing(figure, shown)


VIEWS = {"steps": steps}
