"""Figures of the page on width."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, INK, KEPT, MARKS, NETWORK
from initdocs.figures import Drawing, series, told
from initdocs.figures.labels import beside, legible

BASE, INPUTS, RATE, SEEDS = 64, 16, 0.01, 5
WIDTHS = np.array([64, 128, 256, 512, 1024])
FIRST, LAST = slice(0, SEEDS), slice(-SEEDS, None)
TERMS, WALKS = 256, 30


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


@legible
def coordinate_check() -> Drawing:
    """The size of a network's output after one step of Adam, by width, on logarithmic axes."""
    shown = {}
    for mup, label, slope in ((False, "standard", 1.5), (True, "μP", 0.0)):
        sizes = np.array([[first_step(n, s, mup=mup) for s in range(SEEDS)] for n in WIDTHS])
        middle = np.exp(np.log(sizes[-1]).mean()) if slope else np.exp(np.log(sizes).mean())
        shown[label] = series(np.repeat(WIDTHS, SEEDS), sizes.ravel())
        shown[f"_line of {label}"] = series(WIDTHS, middle * (WIDTHS / WIDTHS[-1]) ** slope)
    figure = Figure()
    axes = figure.subplots()
    for i, (label, s) in enumerate(shown.items()):
        fate = (EXPLODES, KEPT)[i // 2]
        form, colour, wide = ("--", INK, 1.0) if i % 2 else (MARKS[fate], fate, 1.8)
        axes.plot(s.x, s.y, form, color=colour, label=label, markersize=4.5, linewidth=wide)
    axes.set(xlabel="width", ylabel="mean |f|", xscale="log", yscale="log")
    axes.set_xticks(WIDTHS, [str(n) for n in WIDTHS])
    axes.minorticks_off()
    beside(axes, shown, "standard", 3 * SEEDS, (-8, 10), EXPLODES)
    beside(axes, shown, "μP", -1, (9, 0), KEPT)
    axes.set_xlim(None, 1700)
    means = {
        label: [told(np.exp(np.log(shown[label].y[at]).mean())) for at in (FIRST, LAST)]
        for label in ("standard", "μP")
    }
    return Drawing(
        figure,
        shown,
        f"With the standard scaling the dots of {SEEDS} seeds climb along a line in proportion to "
        f"the width to the power of three halves, from {means['standard'][0]} at a width of "
        f"{WIDTHS[0]} to {means['standard'][1]} at {WIDTHS[-1]:,}, on geometric average. "
        f"With μP they stay level: {means['μP'][0]} and {means['μP'][1]}.",
    )


@legible
def lined_up() -> Drawing:
    """Partial sums of terms of one size: with random signs, and all of one sign."""
    count = np.arange(TERMS + 1)
    signs = np.random.default_rng(1).choice((-1, 1), (WALKS, TERMS))
    walks = np.pad(np.cumsum(signs, axis=1), ((0, 0), (1, 0)))
    shown = {f"_walk {i}": series(count[::4], walk[::4]) for i, walk in enumerate(walks)}
    shown["_root"] = series(count, np.sqrt(count))
    shown["_minus"] = series(count, -np.sqrt(count))
    shown["_march"] = series(count[[0, -1]], count[[0, -1]])
    figure = Figure(figsize=(5.0, 2.6))
    left, right = figure.subplots(1, 2, sharey=True)
    for label, s in shown.items():
        axes = right if label == "_march" else left
        form, colour, wide = {
            "_march": ("-", EXPLODES, 2.4), "_root": ("--", INK, 1.4), "_minus": ("--", INK, 1.4),
        }.get(label, ("-", NETWORK, 0.6))  # fmt: skip
        axes.plot(s.x, s.y, form, color=colour, linewidth=wide, label=label)
    for axes, title in ((left, "at the start"), (right, "after a step")):
        axes.set(xlabel="terms", xticks=(0, 128, 256))
        axes.set_title(title)
    left.set(ylabel="their sum", ylim=(-70, 270), yticks=(0, 100, 200))
    ends = np.sqrt((walks[:, -1] ** 2).mean())
    return Drawing(
        figure,
        shown,
        f"Of {TERMS} terms of unit size, {WALKS} sums with random signs end {told(ends)} from "
        f"zero, in root mean square; the sum of terms of one sign ends at {TERMS}.",
    )
