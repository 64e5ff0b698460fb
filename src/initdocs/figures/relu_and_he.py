"""Figure of the page on ReLU and He."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import STARTS
from initdocs.figures import Drawing, series, told
from initdocs.initializers import he_normal, lecun_normal
from initdocs.network import Network

DEPTH, UNITS = 30, 500


def relu_second_moments() -> Drawing:
    """The mean square of the pre-activations of ReLU layers, for two laws of the weights."""
    layers = np.arange(1, DEPTH + 1)
    x = np.random.default_rng(0).standard_normal((UNITS, 1))
    shown = {}
    for draw, label, factor in (
        (he_normal, "variance 2/n", 1.0),
        (lecun_normal, "variance 1/n", 0.5),
    ):
        net = Network([UNITS] * (DEPTH + 1), hidden="relu", output="linear")
        net.initialize(draw, rng=np.random.default_rng(3))
        seen = [float((np.asarray(z) ** 2).mean()) for z in net.forward(x).z[1:]]
        start = 2.0 if factor == 1 else 1.0  # the first layer has no ReLU before it
        shown[label] = series(layers, start * factor ** (layers - 1.0))
        shown[f"_{label}: a network"] = series(layers[::2], seen[::2])
    figure = Figure()
    axes = figure.subplots()
    for i, (label, s) in enumerate(shown.items()):
        line = STARTS[("he", "lecun")[i // 2]]
        mark, dash = ("os"[i // 2], "") if i % 2 else ("", line.style)
        axes.plot(s.x, s.y, linestyle=dash, marker=mark, color=line.colour, label=label,
                  markersize=4.5)  # fmt: skip
    axes.set(xlabel="layer", ylabel="mean square of z", yscale="log")
    axes.legend(loc="lower left")
    kept, falls = (shown[f"variance {law}"].y for law in ("2/n", "1/n"))
    return Drawing(
        figure,
        shown,
        f"On a logarithmic axis over {DEPTH} layers. "
        "With a variance of 1/n it falls along a straight line, by a factor of "
        f"{told(falls[1] / falls[0])} a layer, to {told(falls[-1])}. "
        f"With 2/n, He's law, the line stays at {told(kept[-1])}, and the dots stay near it.",
    )
