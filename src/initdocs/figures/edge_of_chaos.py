"""Figures of the page on the edge of chaos."""

import numpy as np
from matplotlib.figure import Figure

from initdocs import propagation
from initdocs.colours import EXPLODES, FADES, KEPT, MARKS
from initdocs.figures import Drawing, series, told

SIGMA_B2, DEPTH, UNITS = 0.05, 30, 1000


def correlation_by_layer() -> Drawing:
    """The correlation of two inputs behind each layer, in three tanh networks."""
    rng = np.random.default_rng(0)
    shown = {}
    for sigma_w2, name in ((1.3, "order"), (1.761, "edge"), (4.0, "chaos")):
        q, c = 1.0, 0.6
        z = rng.standard_normal((UNITS, 2))
        z[:, 1] = 0.6 * z[:, 0] + 0.8 * z[:, 1]
        theory, dots = [c], [0.6]
        for _ in range(DEPTH):
            c = float(propagation.correlation_map("tanh", c, q, sigma_w2, SIGMA_B2))
            q = propagation.variance_map("tanh", q, sigma_w2, SIGMA_B2)
            theory.append(c)
            weights = rng.normal(0, np.sqrt(sigma_w2 / UNITS), (UNITS, UNITS))
            z = weights @ np.tanh(z) + rng.normal(0, np.sqrt(SIGMA_B2), (UNITS, 1))
            dots.append(float(z[:, 0] @ z[:, 1] / np.sqrt((z**2).sum(axis=0).prod())))
        label = f"{name}, {sigma_w2:g}"
        shown[label] = series(np.arange(DEPTH + 1), theory)
        shown[f"_{label}: a network"] = series(np.arange(0, DEPTH + 1, 3), dots[::3])
    figure = Figure()
    axes = figure.subplots()
    for i, (label, s) in enumerate(shown.items()):
        fate = (FADES, KEPT, EXPLODES)[i // 2]
        form = MARKS[fate] if i % 2 else "-"
        axes.plot(s.x, s.y, form, color=fate, label=label, markersize=4)
    axes.set(xlabel="layer", ylabel="correlation", ylim=(0, 1.05))
    axes.legend(loc="center right")
    order, edge, chaos = (s.y for label, s in shown.items() if not label.startswith("_"))
    return Drawing(
        figure,
        shown,
        f"All start at {told(order[0])}. "
        f"After {DEPTH} layers the correlation is {order[-1]:.3f} in the ordered network, "
        f"{edge[-1]:.3f} at the edge of chaos, where it creeps upwards, and {chaos[-1]:.3f} in "
        "the chaotic network. "
        f"Dots from one network of {UNITS:,} units a layer for each lie near the lines.",
    )


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
