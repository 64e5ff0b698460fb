"""Posters of what survives an activation: the first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, NEGATIVE, NETWORK, POSITIVE
from initdocs.demos.leak import REACH
from initdocs.figures import Array, Drawing, series

RATIO = {"bend": 1.4, "moment": 1.4}


def bend(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The activation, and the bell curve of what comes in."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["bend"]))
    axes = figure.add_subplot()
    z = np.linspace(-REACH, REACH, len(scene["bend"]))
    shown = {"_bell": series(z, 4 * scene["density"]), "_bend": series(z, scene["bend"])}
    axes.plot(*shown["_bell"][:2], "--", color=NETWORK, label="_bell")
    axes.plot(*shown["_bend"][:2], "-", color=INK, label="_bend")
    axes.set(xlabel="z", ylabel="g(z)", ylim=(-REACH / 2, REACH))
    return Drawing(figure, shown)


def moment(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What each z gives to the second moment, before the activation and after it."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["moment"]))
    axes = figure.add_subplot()
    z = np.linspace(-REACH, REACH, len(scene["after"]))
    middle = len(z) // 2
    shown = {
        "_before": series(z, scene["before"]),
        "_negative": series(z[: middle + 1], scene["after"][: middle + 1]),
        "_positive": series(z[middle:], scene["after"][middle:]),
    }
    for label, colour, dash in (
        ("_before", INK, "--"),
        ("_negative", NEGATIVE, "-"),
        ("_positive", POSITIVE, "-"),
    ):
        axes.plot(*shown[label][:2], dash, color=colour, label=label)
    axes.set(xlabel="z", ylabel="share of the mean square", ylim=(0, 0.4))
    return Drawing(figure, shown)


VIEWS = {"bend": bend, "moment": moment}
