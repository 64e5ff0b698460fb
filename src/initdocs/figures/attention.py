"""Posters of attention before training: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import BACKWARD, FORWARD, PAPER
from initdocs.demos.attention import DRAWN, POINTS, REACH
from initdocs.figures import Array, Drawing, series

RATIO = {"slices": 1.3, "entropy": 1.3}


def slices(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """A bar for each of a few queries, cut among its keys, the largest first."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["slices"]))
    axes = figure.add_subplot()
    shown = {}
    for i, row in enumerate(scene["slices"].reshape(DRAWN, -1)):
        ends = np.cumsum(row)[row > 0]
        bar, cuts = f"_query {i + 1}", f"_cuts {i + 1}"
        shown[bar] = series([0, 1], [-i, -i])
        axes.plot([0, 1], [-i, -i], color=FORWARD, linewidth=16, solid_capstyle="butt", label=bar)
        low, high = np.full(len(ends), -i - 0.4), np.full(len(ends), -i + 0.4)
        shown[cuts] = series(ends, high, low=low, high=high)
        axes.vlines(ends, low, high, color=PAPER, linewidth=0.8, label=cuts)
    axes.set(xlabel="weights of the keys", xlim=(0, 1), yticks=())
    return Drawing(figure, shown)


def entropy(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The entropy and what is passed on over the deviation of the scores."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["entropy"]))
    axes = figure.add_subplot()
    deviations = np.logspace(*REACH, POINTS)
    power, *found = scene["point"]
    shown = {}
    looks = ((FORWARD, "-", "entropy / ln T"), (BACKWARD, "--", "Σ p (1 − p)"))
    for values, at, (colour, dashes, label) in zip(
        scene["curves"].reshape(2, -1), found, looks, strict=True
    ):
        shown[label] = series(deviations, values)
        axes.plot(deviations, values, dashes, color=colour, label=label)
        dot = f"_{label}, these scores"
        shown[dot] = series([10**power], [at])
        axes.plot([10**power], [at], "o", color=colour, label=dot)
    axes.set(xscale="log", xlabel="deviation of the scores", ylim=(0, 1.05))
    axes.legend(frameon=False)
    return Drawing(figure, shown)


VIEWS = {"slices": slices, "entropy": entropy}
