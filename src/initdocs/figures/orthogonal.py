"""Figure of the page on orthogonal weights."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import INK, SERIES
from initdocs.initializers import lecun_normal, orthogonal
from initdocs.network import Network
from initdocs.propagation import critical_point, jacobian_moments, jacobian_singular_values

WIDTH, DEPTH, Q = 200, 100, 1 / 64


def jacobian_spectra() -> Figure:
    """The singular values of the Jacobian of three networks of a hundred layers, in order.

    On a logarithmic axis. Orthogonal weights with tanh stay in the theory's band around 1, one
    standard deviation wide, or near it, for nearly all directions. Gaussian weights with tanh
    fall below a thousandth within the first fifth of the directions, and orthogonal weights
    with ReLU fall even sooner.
    """
    weights, biases = critical_point("tanh", Q)
    figure = Figure()
    axes = figure.subplots()
    mean, variance = jacobian_moments("tanh", Q, weights, DEPTH, orthogonal=True)
    low, high = (float(np.sqrt(mean + sign * np.sqrt(variance))) for sign in (-1, 1))
    axes.axhspan(low, high, color=SERIES[0], alpha=0.25, linewidth=0)
    axes.axhline(np.sqrt(mean), color=INK, linestyle="--", linewidth=0.8)
    for draw, activation, gain2, bias, start, label, colour in (
        (orthogonal, "tanh", weights, biases, Q, "orthogonal, tanh", SERIES[0]),
        (lecun_normal, "tanh", weights, biases, Q, "Gaussian, tanh", SERIES[1]),
        (orthogonal, "relu", 2.0, 0.0, 1.0, "orthogonal, ReLU", SERIES[2]),
    ):
        rng = np.random.default_rng(0)
        net = Network([WIDTH] * (DEPTH + 2), hidden=activation, output="linear")
        for w, b in zip(net.weights, net.biases, strict=True):
            w[0] = np.sqrt(gain2) * draw((WIDTH, WIDTH), rng=rng)
            b[0] = rng.normal(0, np.sqrt(bias), (WIDTH, 1))
        x = rng.standard_normal((WIDTH, 1))
        x *= np.sqrt(start * WIDTH / (x**2).sum())
        axes.plot(np.arange(1, WIDTH + 1), jacobian_singular_values(net, x)[0], color=colour,
                  label=label)  # fmt: skip
    axes.set(xlabel="direction, in order", ylabel="singular value", yscale="log", ylim=(1e-8, 1e2))
    axes.legend(loc="lower left", bbox_to_anchor=(0.3, 0.02))
    return figure


FIGURES = (jacobian_spectra,)
