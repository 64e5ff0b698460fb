"""Posters of the digits demo: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib import colors
from matplotlib.figure import Figure

from initdocs.colours import INK, NEGATIVE, PAPER, POSITIVE, SHEET, STEPS
from initdocs.demos.digits import BINS, CONTENDERS, KINDS, LINES, RECORDED
from initdocs.figures import Array, Drawing, series

RATIO = {"batch": 1.0, "histograms": 1.45, "answers": 1.0, "cost": 1.7, "layers": 1.5}
CONTENDER = list(CONTENDERS).index("lecun")


def batch(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
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
    ramp = colors.LinearSegmentedColormap.from_list("digits", SHEET)
    high, wide = sheet.shape
    shown = {"_sheet": series((-0.5, wide - 0.5), (high - 0.5, -0.5), z=np.rint(15 * sheet) / 15)}
    s = shown["_sheet"]
    axes.imshow(s.z, cmap=ramp, interpolation="none", label="_sheet")
    return Drawing(figure, shown)


def histograms(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Histograms of activations, weights and gradients, a column for each hidden layer."""
    depth = len(scene["sizes"]) - 2
    bars = frame["histograms"][CONTENDER].reshape(len(KINDS), depth, BINS)
    shown = {
        f"{name}, layer {layer + 1}": series(np.linspace(-span, span, BINS + 1), bars[kind, layer])
        for kind, (name, span) in enumerate(zip(KINDS, frame["span"][CONTENDER], strict=True))
        for layer in range(depth)
    }
    figure = Figure(figsize=(5, 5 / RATIO["histograms"]))
    rows = figure.subplots(len(KINDS), depth, squeeze=False, sharey=True)
    for (label, s), panel in zip(shown.items(), rows.ravel(), strict=True):
        name, layer = label.split(", ")
        span = s.x[-1]
        panel.bar(s.x[:-1], s.y, 2 * span / BINS, align="edge", color=LINES["lecun"].colour,
                  label=label)  # fmt: skip
        panel.set(yticks=[], xticks=[-span, span], xticklabels=[f"−{span:g}", f"{span:g}"])
        panel.grid(visible=False)
        panel.spines["left"].set_visible(False)
        if panel in rows[0]:
            panel.set_title(layer)
        if panel in rows[:, 0]:
            panel.set_ylabel(name)
    return Drawing(figure, shown)


def answers(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """Which of the hundred answers are right, and which are wrong."""
    del scene
    figure = Figure(figsize=(2.4, 2.4))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5))
    shown = {
        f"_answer {i}": series([i % 10], [i // 10], z=right)
        for i, right in enumerate(frame["right"][CONTENDER])
    }
    for label, s in shown.items():
        colour = POSITIVE if s.z else NEGATIVE
        axes.plot(s.x, s.y, "s", color=colour, markersize=12, label=label)
        if not s.z:
            axes.plot(s.x, s.y, "x", color=PAPER, markersize=5, label=label)
    return Drawing(figure, shown)


def cost(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The cost of all six networks on the first batch."""
    del scene
    figure = Figure(figsize=(3.6, 3.6 / RATIO["cost"]))
    axes = figure.add_subplot()
    costs = zip(CONTENDERS, frame["cost"], strict=True)
    shown = {f"_{name}": series([0], [value]) for name, value in costs}
    for (label, s), line in zip(shown.items(), LINES.values(), strict=True):
        axes.plot(s.x, s.y, "o", color=line.colour, markersize=4, label=label)
    axes.set(xlabel="batch", ylabel="cost J", yscale="log", xlim=(0, RECORDED[-1]), ylim=(0.1, 20))
    axes.yaxis.label.set_color(INK)
    return Drawing(figure, shown)


def layers(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """By layer, batch by batch: what is watched."""
    del scene
    figure = Figure(figsize=(3.6, 3.6 / RATIO["layers"]))
    axes = figure.add_subplot()
    ratios = frame["updates"][CONTENDER]
    shown = {f"_layer {i}": series([0], [ratio]) for i, ratio in enumerate(ratios, start=1)}
    for (label, s), colour in zip(shown.items(), STEPS, strict=False):
        axes.plot(s.x, s.y, "o", color=colour, markersize=4, label=label)
    axes.set(xlabel="batch", ylabel="|step| / |weights|", yscale="log", ylim=(1e-6, 1))
    axes.set(xlim=(0, RECORDED[-1]))
    return Drawing(figure, shown)


VIEWS = {
    "batch": batch, "histograms": histograms, "answers": answers, "cost": cost, "layers": layers,
}  # fmt: skip
