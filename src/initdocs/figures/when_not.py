"""Figure of the page on when initialization does not matter."""

from collections.abc import Iterable
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import GRID, STEPS
from initdocs.datasets import digits
from initdocs.figures import Drawing, Series, series, told
from initdocs.figures.labels import beside, legible
from initdocs.initializers import variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, Adam, Optimizer, train

FACTORS = np.array([0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0])
SEEDS, LEARN, DEEP = 5, 1500, 8


@legible
def how_far_off() -> Drawing:
    """Held-out accuracy on the digits against a factor on He's weights, for three networks."""
    images, answers = (v.astype(np.float32) for v in digits())
    band = 10 ** (np.array([-1, 1]) / DEEP)
    shown = {"_band": series(band, (-np.inf, np.inf))}
    cases: list[tuple[int, Optimizer, str]] = [
        (1, SGD(0.1), "1 layer, SGD"),
        (DEEP, SGD(0.1), f"{DEEP} layers, SGD"),
        (DEEP, Adam(0.003), f"{DEEP} layers, Adam"),
    ]
    for (depth, optimizer, label), shift in zip(cases, (0.95, 1.0, 1.05), strict=True):
        pairs = [(f, seed) for f in FACTORS for seed in range(SEEDS)]
        net = Network([64, *[50] * depth, 10], output="softmax", networks=len(pairs),
                      dtype=np.float32)  # fmt: skip
        laws = [partial(variance_scaling, scale=float(2 * f * f)) for f, _ in pairs]
        net.initialize(laws, rng=[np.random.default_rng(seed) for _, seed in pairs])
        with np.errstate(all="ignore"):  # too large a start overflows, and guesses
            for _ in train(net, images[:, :LEARN], answers[:, :LEARN], optimizer=optimizer,
                           epochs=4, batch_size=50, rng=np.random.default_rng(0)):  # fmt: skip
                pass
            guess = net.forward(images[:, LEARN:]).output.argmax(axis=1)
        right = (guess == answers[:, LEARN:].argmax(axis=0)).mean(axis=1).reshape(-1, SEEDS)
        # side by side, so that no bar hides another
        shown[label] = series(shift * FACTORS, np.median(right, axis=1), low=right.min(axis=1),
                              high=right.max(axis=1))  # fmt: skip
    figure = Figure()
    axes = figure.subplots()
    axes.axvspan(*shown["_band"].x, color=GRID, linewidth=0, label="_band")
    curves = {label: s for label, s in shown.items() if not label.startswith("_")}
    for (label, s), colour, mark in zip(curves.items(), STEPS[::2], "os^", strict=True):
        axes.errorbar(s.x, s.y, np.abs(np.stack([s.low, s.high]) - s.y), fmt=f"{mark}-",
                      color=colour, label=label, markersize=5, capsize=2,
                      linewidth=1.2)  # fmt: skip
    axes.set(xlabel="factor on He’s standard deviation", ylabel="held-out accuracy", xscale="log",
             ylim=(0, 1.02))  # fmt: skip
    axes.set_xticks(FACTORS, [f"{f:g}" for f in FACTORS])
    axes.minorticks_off()
    places = ((1, (0, 14)), (5, (0, 6)), (5, (0, -34)))
    for label, colour, (at, offset) in zip(curves, STEPS[::2], places, strict=True):
        beside(axes, shown, label, at, offset, colour)
    told_of = {label: _told(s) for label, s in curves.items()}
    return Drawing(
        figure,
        shown,
        f"On a logarithmic axis of factors: {_listed(f'{f:g}' for f in FACTORS)}. "
        + " ".join(f"{label}, median of the seeds: {text}." for label, text in told_of.items())
        + f" The shaded band, from {told(band[0])} to {told(band[1])}, is where {DEEP} layers "
        "leave the signal within a factor of ten.",
    )


def _told(curve: Series) -> str:
    return _listed(f"{y:.2f}" for y in curve.y)


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}"
