"""The poster of draws in few digits: the first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, INK, KEPT, ZERO
from initdocs.demos.precision import BINS, NONE, REACH
from initdocs.figures import Array, Drawing, series

RATIO = {"draws": 2.4}
#: where the bar of a bound stands that lies beyond the axis
BEYOND = REACH + 1.2


def draws(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """How many draws lie in each bin, at zero and at the bounds, and what the law asks for."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["draws"]))
    axes = figure.add_subplot()
    edges = np.linspace(-REACH, REACH, BINS + 1)
    middles = (edges[1:] + edges[:-1]) / 2
    some, asked = scene["bins"] > NONE, scene["law"] > 0
    low, zero, high = scene["special"]
    place = float(scene["wide"][0])
    place = BEYOND if place > REACH else place
    at_bound = np.array([low, high])
    seen = at_bound > 0
    shown = {
        "_draws": series(middles[some], scene["bins"][some], low=np.zeros(some.sum()),
                         high=scene["bins"][some]),
        "_law": series(middles[asked], scene["law"][asked]),
        "_bound": series(np.array([-place, place])[seen], np.log10(at_bound[seen]),
                         low=np.zeros(seen.sum()), high=np.log10(at_bound[seen])),
    }  # fmt: skip
    colours = {"_draws": (KEPT, 2.5), "_bound": (EXPLODES, 6)}
    if zero:
        top = np.log10([zero])
        shown["_zero"] = series(np.zeros(1), top, low=np.zeros(1), high=top)
        colours["_zero"] = (ZERO, 6)
    axes.plot(*shown["_law"][:2], "--", color=INK, label="_law")
    for label, (colour, width) in colours.items():
        drawn = shown[label]
        axes.vlines(drawn.x, 0, drawn.high, color=colour, linewidth=width, label=label)
    axes.set(xlabel="in standard deviations", ylabel="draws", ylim=(0, 5), xlim=(-8, 8))
    axes.set_xticks([-4, -2, 0, 2, 4], ["−4", "−2", "0", "2", "4"])
    axes.set_yticks(range(6), ["1", "10", "100", "10³", "10⁴", "10⁵"])
    return Drawing(figure, shown)


VIEWS = {"draws": draws}
