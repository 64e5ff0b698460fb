"""Posters of what a policy prefers: the first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, KEPT, NEGATIVE, NETWORK, POSITIVE
from initdocs.demos.heads import EVERY, MOVES, PLACES, REACH, SIDE, UPDATES
from initdocs.figures import Array, Drawing, series

RATIO = {"field": 1.25, "learned": 1.25}


def field(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """An arrow at each place, as long as the policy is decided."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["field"]))
    axes = figure.add_subplot()
    right = scene["right"] > 0.5
    shown = {}
    for label, part, colour in (("_right", right, POSITIVE), ("_wrong", ~right, NEGATIVE)):
        at, move = PLACES[part].T, scene["field"][:, part]
        # two units of a move are a cell and a little less, as on the canvas
        half = REACH / (SIDE - 1) * 0.8 * move
        gap = np.full((2, at.shape[1]), np.nan)
        x, y = np.stack([at - half, at + half, gap], axis=2).reshape(2, -1)
        shown[label] = series(x, y)
        axes.plot(x, y, color=colour, lw=1.2, label=label)
        tip = f"{label}: tip"
        shown[tip] = series(*(at + half))
        axes.plot(*(at + half), "o", color=colour, markersize=2.5, label=tip)
    axes.set(aspect="equal", xlim=(-2, 2), ylim=(-2, 2), xticks=(), yticks=())
    return Drawing(figure, shown)


def learned(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What each run earns over the updates, and their mean."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["learned"]))
    axes = figure.add_subplot()
    updates = np.arange(0, UPDATES + 1, EVERY)
    shown = {}
    for i, run in enumerate(scene["runs"]):
        shown[f"_run {i}"] = series(updates, run)
        dashes, width = ("--", 1.8) if i == scene["least"][0] else ("-", 1)
        axes.plot(updates, run, dashes, color=NETWORK, lw=width, label=f"_run {i}")
    shown["mean"] = series(updates, scene["mean"])
    axes.plot(updates, scene["mean"], color=KEPT, lw=3, label="mean")
    shown["_even"] = even = series([0, UPDATES], [1 / len(MOVES)] * 2)
    axes.plot(even.x, even.y, color=INK, lw=1, ls=":", label="_even")
    axes.set(xlabel="updates", ylabel="share of rewards", ylim=(0, 1), xlim=(0, UPDATES))
    return Drawing(figure, shown)


VIEWS = {"field": field, "learned": learned}
