"""Posters of the phase diagram: its first state, for readers without JavaScript."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from initdocs import figures
from initdocs.demos.phase import BIASES, WEIGHTS
from initdocs.figures import INK, POSITIVE, SERIES

Array = NDArray[Any]

RATIO = {"diagram": 1.15, "variance": 1.15, "correlation": 1.15}


def diagram(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The plane of the two variances, its critical line, and the point."""
    del frame
    figure = Figure(figsize=(3.4, 3.4 / RATIO["diagram"]))
    axes = figure.add_subplot()
    weights, biases = scene["line"]
    axes.plot(weights[weights > 0], biases[weights > 0], color=INK)
    axes.plot([WEIGHTS.default], [BIASES.default], "o", color=SERIES[1])
    axes.text(0.9, 0.35, "order", ha="center")
    axes.text(3.2, 0.15, "chaos", ha="center")
    axes.set(
        xlabel="σ_w²", ylabel="σ_b²", xlim=(WEIGHTS.low, WEIGHTS.high),
        ylim=(BIASES.low, BIASES.high),
    )  # fmt: skip
    return figure


def variance(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The variance of the pre-activations by layer: theory, and one network."""
    figure = _by_layer(10 ** scene["q"], 10 ** frame["q"], "variance of z")
    figure.axes[0].set(yscale="log")
    return figure


def correlation(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The correlation of two inputs by layer: theory, and one network."""
    figure = _by_layer(scene["c"], frame["c"], "correlation")
    figure.axes[0].set(ylim=(-0.1, 1.05))
    return figure


def _by_layer(line: Array, dots: Array, label: str) -> Figure:
    figure = Figure(figsize=(3.4, 3.4 / RATIO["variance"]))
    axes = figure.add_subplot()
    layers = np.arange(len(line))
    axes.plot(layers, line, color=INK)
    axes.plot(layers[::2], dots[::2], "o", color=POSITIVE, markersize=3.5)
    axes.set(xlabel="layer", ylabel=label)
    return figure


VIEWS = {"diagram": diagram, "variance": variance, "correlation": correlation}


def poster(view: str, scene: dict[str, Array], frame: dict[str, Array]) -> str:
    """The poster of a view, from the first frame of the recording."""
    with figures.style():
        return figures.to_svg(VIEWS[view](scene, frame), f"phase-{view}")
