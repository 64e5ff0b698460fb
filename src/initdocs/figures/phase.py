"""Posters of the phase diagram: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, KEPT
from initdocs.demos.phase import BIASES, CHAOS, FATES, ORDER, VERDICTS, WEIGHTS
from initdocs.figures import Array, Drawing, series

RATIO = {"diagram": 1.15, "variance": 1.15, "correlation": 1.15}


def diagram(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The plane of the two variances, its critical line, and the point."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["diagram"]))
    axes = figure.add_subplot()
    weights, biases = scene["line"]
    shown = {
        "_critical": series(weights[weights > 0], biases[weights > 0]),
        "_point": series([WEIGHTS.default], [BIASES.default]),
        VERDICTS[ORDER]: series(0.9, 0.35),
        VERDICTS[CHAOS]: series(3.2, 0.15),
    }
    for label, colour, form in (("_critical", KEPT, "-"), ("_point", INK, "o")):
        axes.plot(*shown[label][:2], form, color=colour, label=label)
    for label in (VERDICTS[ORDER], VERDICTS[CHAOS]):
        x, y = shown[label][:2]
        axes.text(float(x), float(y), label, ha="center")
    axes.set(
        xlabel="σ_w²", ylabel="σ_b²", xlim=(WEIGHTS.low, WEIGHTS.high),
        ylim=(BIASES.low, BIASES.high),
    )  # fmt: skip
    return Drawing(figure, shown)


def variance(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The variance of the pre-activations by layer: theory, and one network."""
    drawing = _by_layer(scene, 10 ** scene["q"], 10 ** frame["q"], "variance of z")
    drawing.figure.axes[0].set(yscale="log")
    return drawing


def correlation(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The correlation of two inputs by layer: theory, and one network."""
    drawing = _by_layer(scene, scene["c"], frame["c"], "correlation")
    drawing.figure.axes[0].set(ylim=(-0.1, 1.05))
    return drawing


def _by_layer(scene: dict[str, Array], line: Array, dots: Array, label: str) -> Drawing:
    figure = Figure(figsize=(3.4, 3.4 / RATIO["variance"]))
    axes = figure.add_subplot()
    layers = np.arange(len(dots))
    shown = {"_theory": series(layers, line), "_a network": series(layers[::2], dots[::2])}
    looks = ((INK, "-"), (FATES[int(scene["verdict"][0])], "o"))
    for (name, s), (colour, form) in zip(shown.items(), looks, strict=True):
        axes.plot(s.x, s.y, form, color=colour, markersize=3.5, label=name)
    axes.set(xlabel="layer", ylabel=label)
    return Drawing(figure, shown)


VIEWS = {"diagram": diagram, "variance": variance, "correlation": correlation}
