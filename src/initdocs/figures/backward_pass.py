"""Figure of the page on the backward pass."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import BACKWARD, FORWARD, INK
from initdocs.figures import Drawing, series, told
from initdocs.initializers import uniform
from initdocs.network import Network

LAYERS, UNITS = 5, 1000


def backward_profiles() -> Drawing:
    """Activations, backpropagated signal and weight gradients by layer, standard weights."""
    rng = np.random.default_rng(0)
    x = rng.uniform(0, 1, (UNITS, 50))
    y = np.eye(10)[:, rng.integers(0, 10, 50)]
    net = Network([UNITS] * (LAYERS + 1) + [10], hidden="tanh", output="softmax")
    for w in net.weights:
        w[0] = uniform(w.shape[1:], bound=1 / np.sqrt(w.shape[2]), rng=rng)
    trace = net.forward(x)
    gradient = net.backward(trace, y)
    layers = np.arange(1, LAYERS + 1)
    measured = {
        "activations": (-0.5, [a.std() for a in trace.a[1 : LAYERS + 1]]),
        "signal back": (0.5, [d.std() for d in gradient.delta[1 : LAYERS + 1] if d is not None]),
        "weight gradients": (0.0, [w.std() for w in gradient.weights[:LAYERS]]),
    }
    shown = {}
    for name, (slope, values) in measured.items():
        # the line goes through the last layer, where tanh is the nearest to linear
        line = values[-1] * 3.0 ** (slope * (layers - LAYERS))
        shown[name] = series(layers, line / values[0])
        shown[f"_{name}: a network"] = series(layers, np.array(values) / values[0])
    figure = Figure()
    axes = figure.subplots()
    looks = ((FORWARD, "-", "o"), (BACKWARD, "--", "s"), (INK, ":", "^"))
    for i, (label, s) in enumerate(shown.items()):
        colour, dash, mark = looks[i // 2]
        axes.plot(s.x, s.y, mark if i % 2 else dash, color=colour, label=label)
    axes.set(
        xlabel="layer", ylabel="relative to layer 1", yscale="log", xticks=layers,
    )  # fmt: skip
    axes.legend(loc="upper left")
    falls, rises = shown["activations"].y, shown["signal back"].y
    last = {name: shown[f"_{name}: a network"].y[-1] for name in measured}
    return Drawing(
        figure,
        shown,
        "On a logarithmic axis, each relative to its value in the first hidden layer. "
        f"The lines: the activations fall by a factor {told(falls[0] / falls[1])} a layer, the "
        f"signal rises by a factor {told(rises[1] / rises[0])} towards the output, the gradients "
        "of the weights stay level. "
        f"Marks from one network: in the last of {LAYERS} layers the activations are at "
        f"{told(last['activations'])}, the signal at {told(last['signal back'])}, the gradients "
        f"of the weights at {told(last['weight gradients'])}. "
        "The marks lie on the lines but for the first layers, where tanh bends.",
    )
