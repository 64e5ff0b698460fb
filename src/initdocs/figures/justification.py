"""Figures of the page on why the variance should be 1/n."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, FADES, KEPT, MARKS
from initdocs.figures import Drawing, series, told
from initdocs.figures.labels import beside, legible
from initdocs.initializers import variance_scaling
from initdocs.network import Network

DEPTH, WIDTH = 50, 100


@legible
def three_cases() -> Drawing:
    """Three cases: the signal vanishes, is kept, or explodes."""
    factors = {"0.8": 0.8, "1": 1.0, "1.25": 1.25}
    net = Network([WIDTH] * (DEPTH + 1), hidden="identity", output="linear", networks=3)
    draws = [partial(variance_scaling, scale=f) for f in factors.values()]
    net.initialize(draws, rng=[np.random.default_rng(1) for _ in draws])
    trace = net.forward(np.random.default_rng(0).standard_normal((WIDTH, 20)))
    layers = np.arange(DEPTH + 1)
    measured = np.array([np.broadcast_to(a, (3, WIDTH, 20)).var(axis=(1, 2)) for a in trace.a])
    shown = {}
    for i, (name, factor) in enumerate(factors.items()):
        shown[f"n Var(W) = {name}"] = series(layers, factor**layers)
        shown[f"_n Var(W) = {name}: a network"] = series(layers[::5], measured[::5, i])
    figure = Figure()
    axes = figure.add_subplot()
    for i, (label, s) in enumerate(shown.items()):
        fate = (FADES, KEPT, EXPLODES)[i // 2]
        axes.plot(s.x, s.y, MARKS[fate] if i % 2 else "-", color=fate, label=label, markersize=4.5)
    axes.set(xlabel="layer", ylabel="variance", yscale="log", xlim=(-0.5, DEPTH + 0.5))
    for told_factor, at, offset, fate in zip(
        factors, (26, 26, 26), ((-4, -12), (0, 8), (-10, 6)), (FADES, KEPT, EXPLODES), strict=True
    ):
        beside(axes, shown, f"n Var(W) = {told_factor}", at, offset, fate)
    ends = {name: told(shown[f"n Var(W) = {name}"].y[-1]) for name in factors}
    return Drawing(
        figure,
        shown,
        "The variance of the activations against the layer, on a logarithmic axis, for "
        f"{DEPTH} linear layers. "
        + "; ".join(
            f"with n Var(W) = {name} the line ends at {end}" for name, end in ends.items()
        ).replace("with", "With", 1)
        + ". Dots from simulated networks follow the lines.",
    )
