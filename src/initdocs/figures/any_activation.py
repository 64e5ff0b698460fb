"""Figures of the page on gains."""

import numpy as np
from matplotlib.figure import Figure

from initdocs import propagation
from initdocs.activations import get
from initdocs.figures import SERIES

LAYERS, UNITS = 40, 1000


def variance_by_layer() -> Figure:
    """The variance of the pre-activations by layer, for tanh and GELU.

    Both have the gain that makes a variance of 1 a fixed point. Started at 0.8 and at 1.2,
    tanh returns to 1 within five layers; GELU falls below a thousandth or rises above a hundred.
    Dots from one network of 1,000 units a layer lie on the lines of the theory for tanh, and
    near them for GELU.
    """
    figure = Figure()
    axes = figure.subplots()
    layers = np.arange(LAYERS + 1)
    rng = np.random.default_rng(3)
    for name, label, marks in (("tanh", "tanh", "o"), ("gelu", "GELU", "s")):
        gain = propagation.gain_second_moment(name)
        colour = SERIES[name == "gelu"]
        for start in (0.8, 1.2):
            theory, dots = [start], [start]
            z = np.sqrt(start) * rng.standard_normal(UNITS)
            z *= np.sqrt(start / (z @ z / UNITS))
            for _ in range(LAYERS):
                theory.append(propagation.variance_map(name, theory[-1], gain**2))
                weights = rng.normal(0, gain / np.sqrt(UNITS), (UNITS, UNITS))
                z = weights @ get(name).phi(z)
                dots.append(float(z @ z / UNITS))
            axes.plot(layers, theory, color=colour, label=label if start < 1 else None)
            axes.plot(layers[::4], dots[::4], marks, color=colour, markersize=4)
    axes.set(xlabel="layer", ylabel="variance of z", yscale="log")
    axes.legend(loc="upper left")
    return figure


FIGURES = (variance_by_layer,)
