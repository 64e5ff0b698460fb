"""Poster of the valley of learning rates: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, STEPS
from initdocs.demos.valley import CEILING, FLOOR, PARAMETERS, RATES, WIDTHS
from initdocs.figures import Array, Drawing, series

RATIO = {"valley": 1.8}


def valley(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The loss after twenty steps by learning rate, at four widths."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["valley"]))
    axes = figure.add_subplot()
    low, high = 10.0**FLOOR, 10.0**CEILING
    (rate,) = (p.default for p in PARAMETERS if p.name == "rate")
    shown = {
        f"width {width}": series(RATES, np.clip(10**losses, low, high))
        for width, losses in zip(WIDTHS, scene["losses"], strict=True)
    }
    for (label, s), colour in zip(shown.items(), STEPS[1:], strict=True):
        axes.plot(s.x, s.y, color=colour, label=label)
    best = [(s.x[s.y.argmin()], s.y.min()) for s in shown.values()]
    shown["_best"] = series(*np.transpose(best))
    shown["_chosen"] = series((rate, rate), (low, high))
    axes.plot(*shown["_best"][:2], "o", color=INK, label="_best")
    axes.plot(*shown["_chosen"][:2], "--", color=INK, linewidth=1, label="_chosen")
    axes.set(xlabel="learning rate", ylabel="loss", xscale="log", yscale="log", ylim=(low, high))
    axes.legend(loc="upper left")
    return Drawing(figure, shown)


VIEWS = {"valley": valley}
