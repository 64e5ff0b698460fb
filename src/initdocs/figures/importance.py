"""Figures of the page on why initialization matters."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from initdocs.colours import INK, PAPER, STARTS
from initdocs.datasets import circle
from initdocs.figures import Drawing, series, told
from initdocs.initializers import variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, train


def training_loop() -> Drawing:
    """Where initialization stands in training."""
    boxes = {
        "Initialize": (1.1, 2.3), "Forward pass": (4.0, 3.5), "Cost": (7.0, 3.5),
        "Backpropagation": (7.0, 1.1), "Update": (4.0, 1.1), "Predict": (9.1, 2.3),
    }  # fmt: skip
    widths = {"Initialize": 1.8, "Forward pass": 2.2, "Cost": 1.3, "Backpropagation": 2.7,
              "Update": 1.5, "Predict": 1.5}  # fmt: skip
    arrows = {
        "_Initialize → Forward pass": ((1.1, 2.75), (2.85, 3.5)),
        "_Forward pass → Cost": ((5.15, 3.5), (6.3, 3.5)),
        "_Cost → Backpropagation": ((7.0, 3.05), (7.0, 1.55)),
        "_Backpropagation → Update": ((5.6, 1.1), (4.8, 1.1)),
        "_Update → Forward pass": ((4.0, 1.55), (4.0, 3.05)),
        "_Cost → Predict": ((7.7, 3.4), (9.1, 2.75)),
    }
    shown = {
        **{name: series(x, y) for name, (x, y) in boxes.items()},
        **{name: series(*zip(*ends, strict=True)) for name, ends in arrows.items()},
        "repeat": series(5.5, 2.3),
    }
    figure = Figure(figsize=(5.0, 2.3))
    figure.set_layout_engine("none")  # the axes fill the figure
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 10), ylim=(0, 4.6))
    for name, w in widths.items():
        (x, y), first = (float(v) for v in shown[name][:2]), name == "Initialize"
        axes.add_patch(FancyBboxPatch(
            (x - w / 2, y - 0.4), w, 0.8, boxstyle="round,pad=0.02,rounding_size=0.15",
            facecolor=PAPER, edgecolor=INK, linewidth=3 if first else 1,
            label=name,
        ))  # fmt: skip
        axes.text(x, y, name, ha="center", va="center", fontsize=10)
    for name in arrows:
        start, end = zip(*shown[name][:2], strict=True)
        axes.add_patch(FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=11, color=INK, shrinkA=0, shrinkB=0,
            connectionstyle=f"arc3,rad={-0.3 if start[0] != end[0] and start[1] != end[1] else 0}",
            label=name,
        ))  # fmt: skip
    s = shown["repeat"]
    axes.text(float(s.x), float(s.y), "repeat", ha="center", va="center", style="italic")
    return Drawing(
        figure,
        shown,
        "Initialization comes once. "
        "Then four steps repeat in a loop: forward pass, cost, backpropagation, update. "
        "Prediction comes after the loop.",
    )


def four_starts() -> Drawing:
    """The same network from four starts on the circle data set, cost against epochs."""
    scales = {"zero": 0.0, "too small, 0.01/n": 0.01, "appropriate, 1/n": 1.0,
              "too large, 100/n": 100.0}  # fmt: skip
    net = Network([2, 6, 3, 1], networks=len(scales))
    draws = [partial(variance_scaling, scale=s) for s in scales.values()]
    net.initialize(draws, rng=[np.random.default_rng(3) for _ in draws])
    x, y = circle(100, rng=np.random.default_rng([3, 0]))
    costs = np.array([s.cost(net) for s in train(net, x, y, optimizer=SGD(0.1), epochs=1001)])
    epochs = np.arange(len(costs))[::4]
    shown = {name: series(epochs, costs[::4, i]) for i, name in enumerate(scales)}
    figure = Figure()
    axes = figure.add_subplot()
    lines = (STARTS[start] for start in ("zero", "small", "lecun", "large"))
    for (name, s), line in zip(shown.items(), lines, strict=True):
        axes.plot(s.x, s.y, linestyle=line.style, label=name, color=line.colour)
    axes.set(xlabel="epoch", ylabel="cost J", yscale="log", xlim=(0, 1000))
    axes.legend(loc="upper center", ncols=2, bbox_to_anchor=(0.5, 1.28), handlelength=2.6)
    zero, small, right, large = (s.y for s in shown.values())
    falls = epochs[np.argmax(small < 0.99 * small[0])]
    return Drawing(
        figure,
        shown,
        f"With zero weights the cost stays at {told(zero[0])}, the logarithm of two. "
        f"Too small weights leave it there for {falls} epochs before it falls. "
        "Appropriate weights bring it down from the first epochs, to "
        f"{told(right[-1])} after {epochs[-1]:,}. "
        f"Too large weights start with a cost of {told(large[0])} and end at {told(large[-1])}, "
        "above the others that learn.",
    )
