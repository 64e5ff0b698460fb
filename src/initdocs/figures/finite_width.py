"""Figure of the page on finite width."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import FADES, INK, MARKS, NETWORK
from initdocs.figures import Drawing, series, told
from initdocs.figures.labels import beside, legible
from initdocs.propagation import relu_log_norm

DEPTH, WIDTH, COUNT, EACH = 60, 50, 400, 16


@legible
def mean_and_median() -> Drawing:
    """The mean square by layer in many ReLU networks of one width."""
    rng = np.random.default_rng(0)
    active = np.maximum(rng.binomial(WIDTH, 0.5, (DEPTH, COUNT)), 1)
    sizes = np.cumprod(2 / WIDTH * rng.chisquare(active), axis=0)
    layers = np.arange(1, DEPTH + 1)
    law = [relu_log_norm([WIDTH] * layer).median for layer in layers]
    networks = {f"_network {i}": series(layers, sizes[:, i]) for i in range(0, COUNT, EACH)}
    shown = {
        **networks,
        "mean, in theory": series(layers, np.ones(DEPTH)),
        "median, by the law": series(layers, law),
        "_median, by the law: of the networks": series(layers[::5], np.median(sizes, axis=1)[::5]),
    }
    styles = [("-", NETWORK, 0.4)] * len(networks)
    styles += [("--", INK, 1.8), ("-", FADES, 1.8), (MARKS[FADES], FADES, 1.8)]
    figure = Figure()
    axes = figure.subplots()
    for (label, s), (form, colour, wide) in zip(shown.items(), styles, strict=True):
        axes.plot(s.x, s.y, form, color=colour, linewidth=wide, label=label, markersize=4.5)
    axes.set(xlabel="layer", ylabel="mean square", yscale="log")
    axes.set(xlim=(0, DEPTH + 22), xticks=range(0, DEPTH + 1, 20))
    beside(axes, shown, "mean, in theory", -1, (6, 0), text="mean,\nin theory")
    beside(axes, shown, "median, by the law", -1, (6, 0), FADES, "median,\nby the law")
    last = [s.y[-1] for s in networks.values()]
    return Drawing(
        figure,
        shown,
        f"{COUNT} networks of {WIDTH} units a layer, on a logarithmic axis, for {DEPTH} layers. "
        f"Thin lines, one for every network in {EACH}, spread to between {told(min(last))} and "
        f"{told(max(last))} in the last layer, most of them downwards. "
        f"The mean in theory stays at {told(shown['mean, in theory'].y[-1])}; the median falls "
        f"along the line of the log-normal law, to {told(law[-1])}.",
    )
