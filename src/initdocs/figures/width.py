"""Figure of the page on width."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import INK, SERIES

BASE, INPUTS, RATE, SEEDS = 64, 16, 0.01, 5
WIDTHS = np.array([64, 128, 256, 512, 1024])


def first_step(width: int, seed: int, *, mup: bool) -> float:
    """Mean |f| after one step of Adam, which is a step of size RATE in each sign."""
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((INPUTS, 32)), rng.standard_normal((1, 32))
    wide = width / BASE if mup else 1.0
    sizes = ((width, INPUTS), (width, width), (1, width))
    weights = [rng.normal(0, np.sqrt(1 / shape[1]), shape) for shape in sizes]
    weights[2] /= np.sqrt(wide)
    a = [x]
    for w in weights[:-1]:
        a.append(np.maximum(w @ a[-1], 0))
    delta = weights[2] @ a[2] - y
    moved = list(weights)
    for i, rate in ((2, RATE / wide), (1, RATE / wide), (0, RATE)):
        moved[i] = weights[i] - rate * np.sign(delta @ a[i].T)
        delta = (weights[i].T @ delta) * (a[i] > 0)
    f = moved[2] @ np.maximum(moved[1] @ np.maximum(moved[0] @ x, 0), 0)
    return float(np.abs(f).mean())


def coordinate_check() -> Figure:
    """The size of a network's output after one step of Adam, by width, on logarithmic axes.

    With the standard scaling the dots of five seeds climb along a line in proportion to the
    width to the power of three halves, to about a hundred times at a width of 1,024. With μP
    they stay near the level that they have at a width of 64.
    """
    figure = Figure()
    axes = figure.subplots()
    for mup, label, slope, colour, mark in (
        (False, "standard", 1.5, SERIES[1], "s"),
        (True, "μP", 0.0, SERIES[0], "o"),
    ):
        sizes = np.array([[first_step(n, s, mup=mup) for s in range(SEEDS)] for n in WIDTHS])
        axes.plot(np.repeat(WIDTHS, SEEDS), sizes.ravel(), mark, color=colour, markersize=4.5,
                  label=label)  # fmt: skip
        middle = np.exp(np.log(sizes[-1]).mean()) if slope else np.exp(np.log(sizes).mean())
        axes.plot(WIDTHS, middle * (WIDTHS / WIDTHS[-1]) ** slope, "--", color=INK, linewidth=1)
    axes.set(xlabel="width", ylabel="mean |f|", xscale="log", yscale="log")
    axes.set_xticks(WIDTHS, [str(n) for n in WIDTHS])
    axes.minorticks_off()
    axes.legend(loc="upper left")
    return figure


FIGURES = (coordinate_check,)
