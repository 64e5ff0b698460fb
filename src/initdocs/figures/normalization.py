"""Figure of the page on normalization."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, MARKS
from initdocs.figures import Drawing, series, told

LAYERS, UNITS = 20, 300


def normalized_gradients() -> Drawing:
    """The gradient's mean square on its way back through batch-normalized ReLU layers."""
    rng = np.random.default_rng(0)
    a, kept = rng.standard_normal((UNITS, UNITS)), []
    for _ in range(LAYERS):
        w = rng.normal(0, 1 / np.sqrt(UNITS), (UNITS, UNITS))
        z = w @ a
        deviation = z.std(axis=1, keepdims=True)
        h = (z - z.mean(axis=1, keepdims=True)) / deviation
        kept.append((w, h, deviation))
        a = np.maximum(h, 0)
    g, sizes = rng.standard_normal((UNITS, UNITS)), []
    for w, h, deviation in reversed(kept[1:]):
        d = g * (h > 0)
        d -= d.mean(axis=1, keepdims=True) + h * (d * h).mean(axis=1, keepdims=True)
        g = w.T @ (d / deviation)
        sizes.append(float((g**2).mean()))
    steps = np.arange(len(sizes))
    shown = {
        "theory": series(steps, (np.pi / (np.pi - 1)) ** steps),
        "a network": series(steps, np.array(sizes) / sizes[0]),
    }
    figure = Figure()
    axes = figure.subplots()
    for (label, s), form in zip(shown.items(), ("-", MARKS[EXPLODES]), strict=True):
        axes.plot(s.x, s.y, form, color=EXPLODES, label=label)
    axes.set(xlabel="layers on the way back", ylabel="mean square of the gradient", yscale="log",
             xticks=range(0, LAYERS, 4))  # fmt: skip
    axes.legend(loc="upper left")
    theory, network = (s.y for s in shown.values())
    return Drawing(
        figure,
        shown,
        "On a logarithmic axis, relative to the last layer's. "
        f"Dots from one network of {UNITS} units climb along the straight line of the theory, by "
        f"{told(theory[1])} a layer, to {told(network[-1])}.",
    )
