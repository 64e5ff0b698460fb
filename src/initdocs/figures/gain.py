"""Posters of the gain calculator: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import BACKWARD, FORWARD, INK
from initdocs.demos.gain import LARGEST_Q, RANGE
from initdocs.figures import Array, Drawing, series

RATIO = {"function": 1.25, "map": 1.25}


def function(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The activation and its derivative."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["function"]))
    axes = figure.add_subplot()
    x = np.linspace(-RANGE, RANGE, len(scene["phi"]))
    axes.set(xlabel="x")
    shown = {"φ": series(x, scene["phi"]), "φ′": series(x, scene["d_phi"])}
    looks = ((FORWARD, "-"), (BACKWARD, "--"))
    for (label, s), (colour, dash) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, dash, color=colour, label=label)
    axes.legend(loc="upper left")
    return Drawing(figure, shown)


def variances(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The variance one layer on, for two gains, and the line on which it stays."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["map"]))
    axes = figure.add_subplot()
    q = np.linspace(0, LARGEST_Q, len(scene["second"]))
    shown = {
        "_stays": series(q, q),
        "_second": series(q, scene["second"]),
        "_critical": series(q, scene["critical"]),
    }
    looks = ((INK, "-", 0.8), (FORWARD, "-", 1.8), (BACKWARD, "--", 1.8))
    for (label, s), (colour, dash, wide) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, dash, color=colour, linewidth=wide, label=label)
    axes.set(xlabel="variance q", ylabel="V(q)")
    return Drawing(figure, shown)


VIEWS = {"function": function, "map": variances}
