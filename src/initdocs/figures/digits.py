"""Posters of the digits demo: its first state, for readers without JavaScript."""

from typing import Any

import numpy as np
from matplotlib import colors
from matplotlib.figure import Figure
from numpy.typing import NDArray

from initdocs import figures
from initdocs.demos.digits import BINS, CONTENDERS, KINDS
from initdocs.figures import INK, NEGATIVE, PAPER, POSITIVE, SERIES

Array = NDArray[Any]

RATIO = {"batch": 1.0, "histograms": 1.45, "answers": 1.0, "cost": 1.7}
CONTENDER = list(CONTENDERS).index("xavier")


def batch(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The first batch of handwritten digits, ten by ten."""
    figure = Figure(figsize=(2.4, 2.4))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    images = scene["images"][0][: frame["right"].shape[1]]
    side = round(images.shape[1] ** 0.5)
    sheet = np.zeros((10 * (side + 1), 10 * (side + 1)))
    for i, image in enumerate(images):
        top, left = divmod(i, 10)
        sheet[top * (side + 1) :, left * (side + 1) :][:side, :side] = image.reshape(side, side)
    # a raster: it must be legible on both schemes, so its colours do not change
    ramp = colors.LinearSegmentedColormap.from_list("digits", ["#e8e8e8", "#1d2733"])
    axes.imshow(np.rint(15 * sheet) / 15, cmap=ramp, interpolation="none")
    return figure


def histograms(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """Histograms of activations, weights and gradients, a column for each hidden layer."""
    depth = len(scene["sizes"]) - 2
    bars = frame["histograms"][CONTENDER].reshape(len(KINDS), depth, BINS)
    figure = Figure(figsize=(5, 5 / RATIO["histograms"]))
    rows = figure.subplots(len(KINDS), depth, squeeze=False, sharey=True)
    for kind, (name, row) in enumerate(zip(KINDS, rows, strict=True)):
        span = frame["span"][CONTENDER, kind]
        left = np.linspace(-span, span, BINS + 1)[:-1]
        for layer, panel in enumerate(row):
            width = 2 * span / BINS
            panel.bar(left, bars[kind, layer], width, align="edge", color=SERIES[CONTENDER])
            panel.set(yticks=[], xticks=[-span, span], xticklabels=[f"−{span:g}", f"{span:g}"])
            panel.grid(visible=False)
            panel.spines["left"].set_visible(False)
            if kind == 0:
                panel.set_title(f"layer {layer + 1}")
        row[0].set_ylabel(name)
    return figure


def answers(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """Which of the hundred answers are right, and which are wrong."""
    del scene
    figure = Figure(figsize=(2.4, 2.4))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5))
    for i, right in enumerate(frame["right"][CONTENDER]):
        top, left = divmod(i, 10)
        axes.plot(left, top, "s", color=POSITIVE if right else NEGATIVE, markersize=12)
        if not right:
            axes.plot(left, top, "x", color=PAPER, markersize=5)
    return figure


def cost(scene: dict[str, Array], frame: dict[str, Array]) -> Figure:
    """The cost of all seven networks on the first batch."""
    del scene
    figure = Figure(figsize=(3.6, 3.6 / RATIO["cost"]))
    axes = figure.add_subplot()
    for value, colour in zip(frame["cost"], SERIES[: len(CONTENDERS)], strict=True):
        axes.plot([0], [value], "o", color=colour, markersize=4)
    axes.set(xlabel="batch", ylabel="cost J", yscale="log", xlim=(0, 45), ylim=(0.1, 20))
    axes.yaxis.label.set_color(INK)
    return figure


VIEWS = {"batch": batch, "histograms": histograms, "answers": answers, "cost": cost}


def poster(view: str, scene: dict[str, Array], frame: dict[str, Array]) -> str:
    """The poster of a view, from the first frame of the recording."""
    with figures.style():
        return figures.to_svg(VIEWS[view](scene, frame), f"digits-{view}")
