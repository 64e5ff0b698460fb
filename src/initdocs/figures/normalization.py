"""Posters of the scale that normalization forgets, and the figure of its page."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import BACKWARD, EXPLODES, FADES, INK, KEPT, MARKS
from initdocs.demos.normalization import REACH, SCALES
from initdocs.figures import Array, Drawing, series, told

LAYERS, UNITS = 20, 300
RATIO = {"signal": 1.5, "plane": 1.5}


def signal(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Histograms of what is before the normalization and of what enters the activation."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["signal"]))
    axes = figure.add_subplot()
    count = len(scene["before"])
    middles = REACH * (2 * np.arange(count) + 1 - count) / count
    shown = {f"_{name}": series(middles, scene[name]) for name in ("after", "before")}
    for (label, s), colour in zip(shown.items(), (KEPT, FADES), strict=True):
        axes.plot(s.x, s.y, color=colour, label=label)
    axes.set(xlabel="value", ylabel="density", ylim=(0, None))
    return Drawing(figure, shown)


def plane(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The two weights as a line from zero, and one step of gradient descent."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["plane"]))
    axes = figure.add_subplot()
    (a, b), (da, db) = scene["weights"], scene["move"]
    shown = {"_weights": series((0, a), (0, b)), "_step": series((a, a + da), (b, b + db))}
    for (label, s), colour in zip(shown.items(), (INK, BACKWARD), strict=True):
        axes.plot(s.x, s.y, color=colour, label=label)
    axes.set(xlabel="first weight", ylabel="second weight", aspect="equal")
    axes.set(xlim=(-0.6, SCALES[-1]), ylim=(-0.6, 0.7 * SCALES[-1]))
    return Drawing(figure, shown)


VIEWS = {"signal": signal, "plane": plane}


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
