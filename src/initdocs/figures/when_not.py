"""Figure of the page on when initialization does not matter."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from initdocs.datasets import digits
from initdocs.figures import GRID, SERIES
from initdocs.initializers import variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, Adam, Optimizer, train

FACTORS = np.array([0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0])
SEEDS, LEARN = 5, 1500


def how_far_off() -> Figure:
    """Held-out accuracy on the digits against a factor on He's weights, for three networks.

    On a logarithmic axis from a tenth to ten. One hidden layer reaches nine in ten nearly
    throughout. Eight hidden layers do so in a narrow range around 1 and guess outside of it.
    With Adam the range reaches further. The
    shaded band is where eight layers leave the signal within a factor of ten.
    """
    images, answers = (v.astype(np.float32) for v in digits())
    figure = Figure()
    axes = figure.subplots()
    axes.axvspan(10 ** (-1 / 8), 10 ** (1 / 8), color=GRID, linewidth=0)
    cases: list[tuple[int, Optimizer, str]] = [
        (1, SGD(0.1), "1 layer, SGD"),
        (8, SGD(0.1), "8 layers, SGD"),
        (8, Adam(0.003), "8 layers, Adam"),
    ]
    for (depth, optimizer, label), colour, mark, shift in zip(
        cases, SERIES, "os^", (0.95, 1.0, 1.05), strict=False
    ):
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
        middle = np.median(right, axis=1)
        spread = np.abs(np.stack([right.min(axis=1), right.max(axis=1)]) - middle)
        axes.errorbar(shift * FACTORS, middle, spread, fmt=f"{mark}-", color=colour, label=label,
                      markersize=5, capsize=2, linewidth=1.2)  # fmt: skip
    axes.set(xlabel="factor on He’s standard deviation", ylabel="held-out accuracy", xscale="log",
             ylim=(0, 1.02))  # fmt: skip
    axes.set_xticks(FACTORS, [f"{f:g}" for f in FACTORS])
    axes.minorticks_off()
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize=8)
    return figure


FIGURES = (how_far_off,)
