"""Posters of the gain calculator: its first state, for readers without JavaScript."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from initdocs import figures
from initdocs.demos.gain import LARGEST_Q, RANGE
from initdocs.figures import INK, NEGATIVE, POSITIVE

Array = NDArray[Any]

RATIO = {"function": 1.25, "map": 1.25}


def function(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The activation and its derivative."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["function"]))
    axes = figure.add_subplot()
    x = np.linspace(-RANGE, RANGE, len(scene["phi"]))
    axes.plot(x, scene["phi"], color=POSITIVE, label="φ")
    axes.plot(x, scene["d_phi"], "--", color=NEGATIVE, label="φ′")
    axes.set(xlabel="x")
    axes.legend(loc="upper left")
    return figure


def variances(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The variance one layer on, for two gains, and the line on which it stays."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["map"]))
    axes = figure.add_subplot()
    q = np.linspace(0, LARGEST_Q, len(scene["second"]))
    axes.plot(q, q, color=INK, linewidth=0.8)
    axes.plot(q, scene["second"], color=POSITIVE)
    axes.plot(q, scene["critical"], "--", color=NEGATIVE)
    axes.set(xlabel="variance q", ylabel="V(q)")
    return figure


VIEWS = {"function": function, "map": variances}


def poster(view: str, scene: dict[str, Array], frame: dict[str, Array]) -> str:
    """The poster of a view, from the first frame of the recording."""
    with figures.style():
        return figures.to_svg(VIEWS[view](scene, frame), f"gain-{view}")
