"""Posters of what recurrent states remember: the first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from initdocs.colours import FADES, INK, KEPT, NETWORK
from initdocs.demos.memory import ASKED, POINTS, REACH, WAYS
from initdocs.figures import Array, Drawing, series

RATIO = {"plane": 1.25, "held": 1.25}


def plane(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Eigenvalues in the complex plane, and which of their states remember."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["plane"]))
    axes = figure.add_subplot()
    axes.add_patch(Circle((0, 0), 1, fill=False, color=INK, label="_circle"))
    kept = int(scene["kept"][0])
    shown = {"_circle": series(0, 0)}
    for label, part, colour in (("_fade", slice(kept, None), FADES), ("_keep", slice(kept), KEPT)):
        x, y = scene["dots"][:, part]
        shown[label] = series(x, y)
        axes.plot(x, y, ".", color=colour, markersize=5, label=label)
    axes.set(
        xlim=(-1.12, 1.12), ylim=(-1.12, 1.12), aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1)
    )
    return Drawing(figure, shown)


def held(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The share of states that hold half of an input, over steps."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["held"]))
    axes = figure.add_subplot()
    steps = np.logspace(*REACH, POINTS)
    shown = {}
    looks = ((KEPT, "-"), (NETWORK, "--"), (NETWORK, ":"))
    for name, values, (colour, dashes) in zip(WAYS.values(), scene["curves"], looks, strict=True):
        shown[name] = series(steps, values)
        axes.plot(steps, values, dashes, color=colour, label=name)
    shown["_asked"] = series([ASKED], scene["share"])
    axes.plot([ASKED], scene["share"], "o", color=KEPT, label="_asked")
    axes.set(xscale="log", xlabel="steps", ylabel="share that holds half", ylim=(0, 1.05))
    axes.legend(frameon=False)
    return Drawing(figure, shown)


VIEWS = {"plane": plane, "held": held}
