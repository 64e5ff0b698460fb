"""Posters of the scale that normalization forgets, and the figure of its page."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import BACKWARD, EXPLODES, FADES, HE, INK, KEPT, MARKS
from initdocs.demos.normalization import REACH, SCALES
from initdocs.figures import Array, Drawing, series, told
from initdocs.figures.labels import beside, legible

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
    """The two weights as a line from zero, one step of gradient descent, and the ends of ten."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["plane"]))
    axes = figure.add_subplot()
    (a, b), (da, db) = scene["weights"], scene["move"]
    shown = {"_weights": series((0, a), (0, b)), "_step": series((a, a + da), (b, b + db))}
    for (label, s), colour in zip(shown.items(), (INK, BACKWARD), strict=True):
        axes.plot(s.x, s.y, color=colour, label=label)
    shown["_step: all ten"] = series(*scene["path"].T)
    axes.plot(*scene["path"].T, "o", color=BACKWARD, label="_step: all ten", markersize=3)
    axes.set(xlabel="first weight", ylabel="second weight", aspect="equal")
    axes.set(xlim=(-0.6, SCALES[-1]), ylim=(-0.6, 0.7 * SCALES[-1]))
    return Drawing(figure, shown)


VIEWS = {"signal": signal, "plane": plane}


def _back(*, normal: bool, residual: bool) -> Array:
    """Mean squares of the gradient of a ReLU network by layers on the way back, from 1 on."""
    rng = np.random.default_rng(0)
    a, kept = rng.standard_normal((UNITS, UNITS)), []
    for _ in range(LAYERS):
        w = rng.normal(0, np.sqrt((1 if normal else 2) / UNITS), (UNITS, UNITS))
        h, deviation = w @ a, np.ones((UNITS, 1))
        if normal:
            deviation = h.std(axis=1, keepdims=True)
            h = (h - h.mean(axis=1, keepdims=True)) / deviation
        kept.append((w, h, deviation))
        a = np.maximum(h, 0) + (a if residual else 0)
    g, sizes = rng.standard_normal((UNITS, UNITS)), []
    for w, h, deviation in reversed(kept[1:]):
        d = g * (h > 0)
        if normal:
            d -= d.mean(axis=1, keepdims=True) + h * (d * h).mean(axis=1, keepdims=True)
        g = w.T @ (d / deviation) + (g if residual else 0)
        sizes.append(float((g**2).mean()))
    return np.array(sizes) / sizes[0]


def _residual_law() -> Array:
    """The gradient's growth through the same layers with residual connections, if they are wide.

    Each adds v = 1/2 − 1/(2π) to the variance of the signal, by which the next one divides half
    of what comes back.
    """
    adds = 1 / 2 - 1 / (2 * np.pi)
    grows = 1 + 0.5 / (1 + adds * np.arange(LAYERS - 2, 0, -1))
    return np.cumprod([1.0, *grows])


@legible
def normalized_gradients() -> Drawing:
    """The gradient's mean square on its way back through three kinds of ReLU layers."""
    steps = np.arange(LAYERS - 1)
    shown = {
        "normalized": series(steps, (np.pi / (np.pi - 1)) ** steps),
        "_normalized: a network": series(steps, _back(normal=True, residual=False)),
        "_law": series(steps, _residual_law()),
        "normalized, residual": series(steps, _back(normal=True, residual=True)),
        "neither, He": series(steps, _back(normal=False, residual=False)),
    }
    figure = Figure()
    axes = figure.subplots()
    looks = (("-", EXPLODES), (MARKS[EXPLODES], EXPLODES), ("-", KEPT), ("s", KEPT), ("^:", HE))
    for (label, s), (form, colour) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, form, color=colour, label=label, markersize=4.5)
    axes.set(xlabel="layers on the way back", ylabel="mean square of the gradient", yscale="log",
             xticks=range(0, LAYERS, 4))  # fmt: skip
    axes.set_xlim(-1, LAYERS + 5)
    beside(axes, shown, "normalized", 13, (-8, 4), EXPLODES)
    beside(axes, shown, "normalized, residual", -1, (7, 0), KEPT, "normalized,\nresidual")
    beside(axes, shown, "neither, He", -1, (7, 9), HE, "neither,\nHe")
    theory, network, _, residual, plain = (s.y for s in shown.values())
    return Drawing(
        figure,
        shown,
        "On a logarithmic axis, relative to the last layer's. "
        f"Dots from one network of {UNITS} units climb along the straight line of the theory, by "
        f"{told(theory[1])} a layer, to {told(network[-1])}. "
        f"With residual connections it comes to {told(residual[-1])}, along a line that bends up, "
        "and without normalization, "
        f"from He's weights, to {told(plain[-1])}.",
    )
