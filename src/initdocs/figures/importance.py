"""Figures of the page on why initialization matters."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from initdocs.datasets import circle
from initdocs.figures import INK, PAPER, SERIES
from initdocs.initializers import variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, train


def training_loop() -> Figure:
    """Where initialization stands in training.

    Initialization comes once. Then four steps repeat in a loop: forward pass, cost,
    backpropagation, update. Prediction comes after the loop.
    """
    figure = Figure(figsize=(5.0, 2.3))
    figure.set_layout_engine("none")  # the axes fill the figure
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 10), ylim=(0, 4.6))
    boxes = {
        "Initialize": (1.1, 2.3), "Forward pass": (4.0, 3.5), "Cost": (7.0, 3.5),
        "Backpropagation": (7.0, 1.1), "Update": (4.0, 1.1), "Predict": (9.1, 2.3),
    }  # fmt: skip
    widths = {"Initialize": 1.8, "Forward pass": 2.2, "Cost": 1.3, "Backpropagation": 2.7,
              "Update": 1.5, "Predict": 1.5}  # fmt: skip
    for name, (x, y) in boxes.items():
        w, first = widths[name], name == "Initialize"
        axes.add_patch(FancyBboxPatch(
            (x - w / 2, y - 0.4), w, 0.8, boxstyle="round,pad=0.02,rounding_size=0.15",
            facecolor=PAPER, edgecolor=SERIES[6] if first else INK, linewidth=2.4 if first else 1.2,
        ))  # fmt: skip
        axes.text(x, y, name, ha="center", va="center", fontsize=10)
    arrows = [
        ((1.1, 2.75), (2.85, 3.5), -0.3), ((5.15, 3.5), (6.3, 3.5), 0),
        ((7.0, 3.05), (7.0, 1.55), 0),
        ((5.6, 1.1), (4.8, 1.1), 0), ((4.0, 1.55), (4.0, 3.05), 0), ((7.7, 3.4), (9.1, 2.75), -0.3),
    ]  # fmt: skip
    for start, end, bend in arrows:
        axes.add_patch(FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=11, color=INK, shrinkA=0, shrinkB=0,
            connectionstyle=f"arc3,rad={bend}",
        ))  # fmt: skip
    axes.text(5.5, 2.3, "repeat", ha="center", va="center", style="italic")
    return figure


def four_starts() -> Figure:
    """The same network from four starts on the circle data set, cost against epochs.

    With zero weights the cost stays at ln 2. Too small weights leave it there for
    hundreds of epochs before it falls. Appropriate weights bring it down from the first
    epochs. Too large weights start with a cost many times higher and end above the others
    that learn.
    """
    scales = {"zero": 0.0, "too small, 0.01/n": 0.01, "appropriate, 1/n": 1.0,
              "too large, 100/n": 100.0}  # fmt: skip
    net = Network([2, 6, 3, 1], networks=len(scales))
    draws = [partial(variance_scaling, scale=s) for s in scales.values()]
    net.initialize(draws, rng=[np.random.default_rng(3) for _ in draws])
    x, y = circle(100, rng=np.random.default_rng([3, 0]))
    costs = np.array([s.cost(net) for s in train(net, x, y, optimizer=SGD(0.1), epochs=1001)])
    figure = Figure()
    axes = figure.add_subplot()
    epochs = np.arange(len(costs))[::4]
    for i, (name, dash) in enumerate(zip(scales, ("-", "--", "-", ":"), strict=True)):
        axes.plot(epochs, costs[::4, i], dash, label=name, color=SERIES[i])
    axes.set(xlabel="epoch", ylabel="cost J", yscale="log", xlim=(0, 1000))
    axes.legend(loc="upper center", ncols=2, bbox_to_anchor=(0.5, 1.28), handlelength=2.6)
    return figure


FIGURES = (training_loop, four_starts)
