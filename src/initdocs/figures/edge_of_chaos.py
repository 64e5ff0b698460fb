"""Figure of the page on the edge of chaos."""

import numpy as np
from matplotlib.figure import Figure

from initdocs import propagation
from initdocs.colours import EXPLODES, FADES, INK, KEPT, MARKS
from initdocs.figures import Drawing, series, told
from initdocs.figures.labels import beside, legible

#: the variances of the biases and of the weights, times the fan-in, of the page's settings
BIASES, SETTINGS = 0.05, (1.0, 1.761, 4.0)
#: where the picture ends
RIGHT, TOP = 4.4, 0.4


@legible
def phase_diagram() -> Drawing:
    """The ordered and the chaotic phase of a tanh network, and the line between them."""
    line = [propagation.critical_point("tanh", q) for q in np.linspace(1e-6, 3.4, 80)]
    weights, biases = np.array(line).T
    shown = {
        "_order": series((0.6, *weights, weights[-1], 0.6), (0, *biases, TOP, TOP)),
        "_chaos": series((*weights, RIGHT, RIGHT), (*biases, biases[-1], 0)),
        "_critical": series(weights, biases),
        "_settings": series(SETTINGS, [BIASES] * len(SETTINGS)),
        "(1, 0)": series([1.0], [0.0]),
        "order:\ngradients vanish,\ninputs look alike": series(1.42, 0.26),
        "chaos:\ngradients explode": series(3.4, 0.15),
    }
    figure = Figure()
    axes = figure.subplots()
    for area, fate in (("_order", FADES), ("_chaos", EXPLODES)):
        axes.fill(*shown[area][:2], color=fate, alpha=0.14, linewidth=0, label=area)
    axes.plot(weights, biases, color=KEPT, label="_critical")
    s = shown["_settings"]
    axes.plot(s.x, s.y, "o", color=INK, markersize=5, label="_settings")
    axes.plot(*shown["(1, 0)"][:2], MARKS[KEPT], color=KEPT, clip_on=False, label="(1, 0)")
    beside(axes, shown, "(1, 0)", 0, (6, 6), KEPT)
    for label, s in shown.items():
        if not s.x.ndim:
            axes.text(float(s.x), float(s.y), label, ha="center")
    axes.set(
        xlabel="n Var(w), of the weights", ylabel="Var(b), of the biases",
        xlim=(0.6, RIGHT), ylim=(0, TOP),
    )  # fmt: skip
    x, y = shown["_critical"][:2]
    return Drawing(
        figure,
        shown,
        "Across: σ_w², the variance of a weight times the fan-in; "
        "up: σ_b², the variance of a bias. "
        f"The critical line starts at {told(x[0])} and {y[0]:.0f} and bends to the right as "
        f"the biases grow, to {told(x[-1])} at {told(y[-1])}. "
        "Left of it gradients vanish, right of it they explode.",
    )
