"""Figure of the page on the edge of chaos."""

import numpy as np
from matplotlib.figure import Figure

from initdocs import propagation
from initdocs.colours import KEPT
from initdocs.figures import Drawing, series, told


def phase_diagram() -> Drawing:
    """The ordered and the chaotic phase of a tanh network, and the line between them."""
    line = [propagation.critical_point("tanh", q) for q in np.linspace(1e-6, 1.9, 60)]
    weights, biases = np.array(line).T
    shown = {
        "_critical": series(weights, biases),
        "order:\ngradients vanish": series(1.2, 0.28),
        "chaos:\ngradients explode": series(2.5, 0.08),
    }
    figure = Figure()
    axes = figure.subplots()
    for label, s in shown.items():
        if s.x.ndim:
            axes.plot(s.x, s.y, color=KEPT, label=label)
        else:
            axes.text(float(s.x), float(s.y), label, ha="center")
    axes.set(
        xlabel="variance of a weight times fan-in", ylabel="variance of a bias",
        xlim=(0.8, 3), ylim=(0, 0.4),
    )  # fmt: skip
    x, y = shown["_critical"][:2]
    return Drawing(
        figure,
        shown,
        "Across: the variance of the weights times the fan-in; up: the variance of the biases. "
        f"The critical line starts at {told(x[0])} and {y[0]:.0f} and bends to the right as "
        f"the biases grow, to {told(x[-1])} at {told(y[-1])}. "
        "Left of it gradients vanish, right of it they explode.",
    )
