"""Posters of a fresh network of one coordinate: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import FORWARD, INK
from initdocs.demos.coordinates import FLOOR, LINES, POINTS, REACH
from initdocs.figures import Array, Drawing, series

RATIO = {"curve": 1.3, "spectrum": 1.3}


def curve(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The output of one network over its coordinate, in its own deviations."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["curve"]))
    axes = figure.add_subplot()
    x = 2 * np.arange(POINTS) / POINTS - 1
    shown = {"_output": series(x, scene["curve"])}
    axes.plot(*shown["_output"][:2], color=FORWARD, linewidth=1.5, label="_output")
    axes.set(xlabel="coordinate", ylabel="output", xlim=(-1, 1), ylim=(-3.5, 3.5))
    return Drawing(figure, shown)


def spectrum(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The share of the variance at each frequency, and where typical frequencies are."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["spectrum"]))
    axes = figure.add_subplot()
    periods, power = np.logspace(*REACH, LINES), scene["power"]
    shown = {"_share": series(periods, 10**power)}
    axes.plot(*shown["_share"][:2], color=FORWARD, label="_share")
    first, found = 10 ** scene["typical"]
    height = 10 ** np.interp(scene["typical"][1], np.log10(periods), power)
    shown["_typical"] = series([found], [height])
    axes.plot([found], [height], "o", color=FORWARD, label="_typical")
    shown["_first layer"] = series([first, first], [10**FLOOR, 1])
    axes.plot([first, first], [10**FLOOR, 1], "--", color=INK, label="_first layer")
    axes.set(xscale="log", yscale="log", xlabel="periods from −1 to 1", ylabel="share")
    axes.set(xlim=10 ** np.array(REACH), ylim=(10**FLOOR, 1))
    axes.set_xticks([1, 10, 100], ["1", "10", "100"])
    axes.set_yticks([1e-6, 1e-4, 1e-2, 1], ["10⁻⁶", "10⁻⁴", "10⁻²", "1"])
    axes.minorticks_off()
    return Drawing(figure, shown)


VIEWS = {"curve": curve, "spectrum": spectrum}
