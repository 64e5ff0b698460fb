"""Figures of the page on the edge of chaos."""

import numpy as np
from matplotlib.figure import Figure

from initdocs import propagation
from initdocs.figures import SERIES

SIGMA_B2 = 0.05


def correlation_by_layer() -> Figure:
    """The correlation of two inputs behind each layer, in three tanh networks.

    All start at 0.6. In the ordered network the correlation climbs to almost 1 within thirty
    layers, at the edge of chaos it creeps upwards, in the chaotic network it falls below a
    quarter. Dots from one network of 1,000 units a layer for each lie near the lines.
    """
    figure = Figure()
    axes = figure.subplots()
    depth, n = 30, 1000
    rng = np.random.default_rng(0)
    cases = ((1.3, "order", "o"), (1.761, "edge", "s"), (4.0, "chaos", "^"))
    for series, (sigma_w2, name, marker) in enumerate(cases):
        q, c = 1.0, 0.6
        z = rng.standard_normal((n, 2))
        z[:, 1] = 0.6 * z[:, 0] + 0.8 * z[:, 1]
        theory, dots = [c], [0.6]
        for _ in range(depth):
            c = float(propagation.correlation_map("tanh", c, q, sigma_w2, SIGMA_B2))
            q = propagation.variance_map("tanh", q, sigma_w2, SIGMA_B2)
            theory.append(c)
            weights = rng.normal(0, np.sqrt(sigma_w2 / n), (n, n))
            z = weights @ np.tanh(z) + rng.normal(0, np.sqrt(SIGMA_B2), (n, 1))
            dots.append(float(z[:, 0] @ z[:, 1] / np.sqrt((z**2).sum(axis=0).prod())))
        colour = SERIES[series]
        axes.plot(range(depth + 1), theory, color=colour, label=f"{name}, {sigma_w2:g}")
        axes.plot(range(0, depth + 1, 3), dots[::3], marker, color=colour, markersize=4)
    axes.set(xlabel="layer", ylabel="correlation", ylim=(0, 1.05))
    axes.legend(loc="center right")
    return figure


def phase_diagram() -> Figure:
    """The ordered and the chaotic phase of a tanh network, and the line between them.

    Across: the variance of the weights times the fan-in; up: the variance of the biases.
    The critical line starts at 1 and 0 and bends to the right as the biases grow. Left of it
    gradients vanish, right of it they explode.
    """
    figure = Figure()
    axes = figure.subplots()
    line = [propagation.critical_point("tanh", q) for q in np.linspace(1e-6, 1.9, 60)]
    weights, biases = np.array(line).T
    axes.plot(weights, biases, color=SERIES[0])
    axes.text(1.2, 0.28, "order:\ngradients vanish", ha="center")
    axes.text(2.5, 0.08, "chaos:\ngradients explode", ha="center")
    axes.set(
        xlabel="variance of a weight times fan-in", ylabel="variance of a bias",
        xlim=(0.8, 3), ylim=(0, 0.4),
    )  # fmt: skip
    return figure


FIGURES = (correlation_by_layer, phase_diagram)
