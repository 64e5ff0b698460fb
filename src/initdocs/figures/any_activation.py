"""Figures of the page on gains."""

import numpy as np
from matplotlib.figure import Figure

from initdocs import propagation
from initdocs.activations import get
from initdocs.colours import EXPLODES, FADES, KEPT, MARKS
from initdocs.figures import Drawing, series, told

LAYERS, UNITS = 40, 1000
STARTS = (0.8, 1.2)


def variance_by_layer() -> Drawing:
    """The variance of the pre-activations by layer, for tanh and GELU."""
    layers = np.arange(LAYERS + 1)
    rng = np.random.default_rng(3)
    shown, styles = {}, []
    for name, fates in (("tanh", (KEPT, KEPT)), ("gelu", (FADES, EXPLODES))):
        gain = propagation.gain_second_moment(name)
        for start, side, fate in zip(STARTS, ("below", "above"), fates, strict=True):
            theory, dots = [start], [start]
            z = np.sqrt(start) * rng.standard_normal(UNITS)
            z *= np.sqrt(start / (z @ z / UNITS))
            for _ in range(LAYERS):
                theory.append(propagation.variance_map(name, theory[-1], gain**2))
                weights = rng.normal(0, gain / np.sqrt(UNITS), (UNITS, UNITS))
                z = weights @ get(name).phi(z)
                dots.append(float(z @ z / UNITS))
            label = f"GELU, from {side}" if name == "gelu" else "tanh, from either side"
            again = "_" if label in shown else ""
            shown[f"{again}{label}{': from above' * bool(again)}"] = series(layers, theory)
            shown[f"_{label}: a network from {side}"] = series(layers[::4], dots[::4])
            styles += [("-", fate), (MARKS[fate], fate)]
    figure = Figure()
    axes = figure.subplots()
    for (label, s), (form, colour) in zip(shown.items(), styles, strict=True):
        axes.plot(s.x, s.y, form, color=colour, label=label, markersize=4)
    axes.set(xlabel="layer", ylabel="variance of z", yscale="log")
    axes.legend(loc="lower left")
    both = "tanh, from either side"
    below, above = shown[both].y, shown[f"_{both}: from above"].y
    falls, rises = (shown[f"GELU, from {side}"].y for side in ("below", "above"))
    return Drawing(
        figure,
        shown,
        "Both have the gain for which the variance stays where it is at one. "
        f"Started at {told(below[0])} and at {told(above[0])}, tanh is back at "
        f"{told(below[-1])} and {told(above[-1])} in the last layer; GELU falls to "
        f"{told(falls[-1])} or rises to {told(rises[-1])}. "
        f"Dots from one network of {UNITS:,} units a layer lie on the lines for tanh, and near "
        "them for GELU.",
    )
