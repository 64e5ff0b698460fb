"""Figure of the page on residual networks."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, KEPT
from initdocs.figures import Drawing, series, told
from initdocs.propagation import residual_growth

BLOCKS, UNITS = 50, 200


def residual_sizes() -> Drawing:
    """The mean square behind each residual block, for three sizes of the branch."""
    layers = np.arange(1, BLOCKS + 1)
    shown = {}
    for alpha, label in (
        (1.0, "α = 1"),
        (1 / np.sqrt(BLOCKS), "α = 1/√L"),
        (1 / BLOCKS, "α = 1/L"),
    ):
        rng = np.random.default_rng(0)
        x = rng.standard_normal((UNITS, 1))
        x /= np.sqrt((x**2).mean())
        sizes = []
        for _ in layers:
            inner = np.maximum(rng.normal(0, np.sqrt(1 / UNITS), (UNITS, UNITS)) @ x, 0)
            x = x + alpha * rng.normal(0, np.sqrt(2 / UNITS), (UNITS, UNITS)) @ inner
            sizes.append(float((x**2).mean()))
        shown[label] = series(layers, [residual_growth(np.full(n, alpha)) for n in layers])
        shown[f"_{label}: a network"] = series(layers[::4], sizes[::4])
    figure = Figure()
    axes = figure.subplots()
    looks = ((EXPLODES, "-", "^"), (KEPT, "-", "o"), (KEPT, "--", "s"))
    for i, (label, s) in enumerate(shown.items()):
        colour, dash, mark = looks[i // 2]
        axes.plot(s.x, s.y, mark if i % 2 else dash, color=colour, label=label, markersize=4.5)
    axes.set(xlabel="block", ylabel="mean square", yscale="log")
    axes.legend(loc="upper left")
    grows, root, kept = (s.y for label, s in shown.items() if not label.startswith("_"))
    return Drawing(
        figure,
        shown,
        f"On a logarithmic axis, for {BLOCKS} blocks. "
        f"With a factor of one the line grows by {told(grows[1] / grows[0])} a block, to "
        f"{told(grows[-1])}. "
        f"With one over the square root of the depth it reaches {told(root[-1])}, with one over "
        f"the depth {told(kept[-1])}. "
        f"Dots from one network of {UNITS} units each lie on the lines, or fall behind where the "
        "growth is fastest.",
    )
