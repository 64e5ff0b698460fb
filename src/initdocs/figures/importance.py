"""Figure of the page on why initialization matters."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import STARTS
from initdocs.datasets import circle
from initdocs.figures import Drawing, series, told
from initdocs.figures.labels import beside, legible
from initdocs.initializers import variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, train

#: of a draw whose accuracy and dead units are near those of the median network
SEED = 15


@legible
def four_starts() -> Drawing:
    """The same network from four starts on the circle data set, cost against epochs."""
    scales = {"zero": 0.0, "too small, 0.01/n": 0.01, "appropriate, 1/n": 1.0,
              "too large, 100/n": 100.0}  # fmt: skip
    net = Network([2, 6, 3, 1], networks=len(scales))
    draws = [partial(variance_scaling, scale=s) for s in scales.values()]
    net.initialize(draws, rng=[np.random.default_rng(SEED) for _ in draws])
    x, y = circle(100, rng=np.random.default_rng([3, 0]))
    costs = np.array([s.cost(net) for s in train(net, x, y, optimizer=SGD(0.1), epochs=1001)])
    epochs = np.arange(len(costs))[::4]
    shown = {label: series(epochs, costs[::4, i]) for i, label in enumerate(scales)}
    figure = Figure()
    axes = figure.add_subplot()
    lines = (STARTS[start] for start in ("zero", "small", "lecun", "large"))
    for (label, s), line in zip(shown.items(), lines, strict=True):
        axes.plot(s.x, s.y, linestyle=line.style, label=label, color=line.colour)
    axes.set(xlabel="epoch", ylabel="cost J", yscale="log", xlim=(0, 1000))
    places = ((150, (0, 6)), (140, (8, 4)), (100, (-6, -6)), (1, (8, 0)))
    starts = ("zero", "small", "lecun", "large")
    for label, start, (at, offset) in zip(shown, starts, places, strict=True):
        beside(axes, shown, label, at, offset, STARTS[start].colour)
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
