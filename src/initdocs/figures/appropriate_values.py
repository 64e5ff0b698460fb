"""Figures of the page on finding appropriate values."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import STARTS
from initdocs.datasets import digits
from initdocs.figures import Drawing, Series, series, told
from initdocs.figures.labels import legible
from initdocs.initializers import lecun_normal, normal, pytorch_linear
from initdocs.network import Network


@legible
def digits_activations() -> Drawing:
    """Activations of the hidden layers for three initializations."""
    starts = {"Uniform": pytorch_linear, "LeCun": lecun_normal, "Normal": normal}
    net = Network([64, 300, 300, 300, 300, 10], hidden="tanh", output="softmax", networks=3)
    net.initialize(list(starts.values()), rng=[np.random.default_rng(0) for _ in starts])
    trace = net.forward(digits().x[:, :500])
    edges = np.linspace(-1, 1, 25)
    shown = {
        f"{name}, layer {layer}": series(edges, np.histogram(trace.a[layer][row], edges)[0])
        for row, name in enumerate(starts)
        for layer in range(1, 5)
    }
    figure = Figure(figsize=(5.0, 3.4))
    rows = figure.subplots(len(starts), 4, sharex=True)
    for i, ((label, s), panel) in enumerate(zip(shown.items(), rows.ravel(), strict=True)):
        name, layer = label.split(", ")
        row, column = divmod(i, 4)
        panel.hist(s.x[:-1], s.x, weights=s.y, color=STARTS[name.lower()].colour, label=label)
        panel.set(yticks=[], xticks=[-1, 0, 1])
        panel.spines["left"].set_visible(False)
        panel.grid(visible=False)
        if row == 0:
            panel.set_title(layer)
        if row == 2:
            panel.set_xlabel("a")
        if column == 0:
            panel.set_ylabel(name)
    spread = [_deviation(shown[f"Uniform, layer {layer}"]) for layer in (1, 4)]
    hill = [_deviation(shown[f"LeCun, layer {layer}"]) for layer in (1, 4)]
    ends = min(
        (s.y[0] + s.y[-1]) / s.y.sum() for name, s in shown.items() if name.startswith("Normal")
    )
    return Drawing(
        figure,
        shown,
        f"Three rows of four histograms on one axis from {told(edges[0])} to {told(edges[-1])}. "
        "Uniform: a peak at zero that gets narrower from layer to layer, from a standard "
        f"deviation of {told(spread[0])} to one of {told(spread[1])}. "
        f"LeCun: a wide hill in every layer, with {told(hill[0])} in the first and "
        f"{told(hill[1])} in the last. "
        f"Normal: in every layer at least {100 * ends:.0f} % of the activations are in the bars "
        "at both ends.",
    )


def _deviation(histogram: Series) -> float:
    """The standard deviation around 0, each activation taken for the middle of its bar."""
    middles = (histogram.x[:-1] + histogram.x[1:]) / 2
    return float(np.sqrt(np.average(middles**2, weights=histogram.y)))
