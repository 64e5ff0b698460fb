"""Figure of the page on orthogonal weights."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, LECUN, NETWORK, ORTHOGONAL
from initdocs.figures import Drawing, series, told
from initdocs.initializers import lecun_normal, orthogonal
from initdocs.network import Network
from initdocs.propagation import critical_point, jacobian_moments, jacobian_singular_values

WIDTH, DEPTH, Q = 200, 100, 1 / 64


def jacobian_spectra() -> Drawing:
    """The singular values of the Jacobian of three deep networks, in order."""
    weights, biases = critical_point("tanh", Q)
    mean, variance = jacobian_moments("tanh", Q, weights, DEPTH, orthogonal=True)
    everywhere = (-np.inf, np.inf)
    shown = {
        "_band": series(everywhere, [np.sqrt(mean + s * np.sqrt(variance)) for s in (-1, 1)]),
        "_root mean square": series(everywhere, [np.sqrt(mean)] * 2),
    }
    for draw, activation, gain2, bias, start, label in (
        (orthogonal, "tanh", weights, biases, Q, "orthogonal, tanh"),
        (lecun_normal, "tanh", weights, biases, Q, "Gaussian, tanh"),
        (orthogonal, "relu", 2.0, 0.0, 1.0, "orthogonal, ReLU"),
    ):
        rng = np.random.default_rng(0)
        net = Network([WIDTH] * (DEPTH + 2), hidden=activation, output="linear")
        for w, b in zip(net.weights, net.biases, strict=True):
            w[0] = np.sqrt(gain2) * draw((WIDTH, WIDTH), rng=rng)
            b[0] = rng.normal(0, np.sqrt(bias), (WIDTH, 1))
        x = rng.standard_normal((WIDTH, 1))
        x *= np.sqrt(start * WIDTH / (x**2).sum())
        shown[label] = series(np.arange(1, WIDTH + 1), jacobian_singular_values(net, x)[0])
    figure = Figure()
    axes = figure.subplots()
    (low, high), (middle, _) = shown["_band"].y, shown["_root mean square"].y
    axes.axhspan(low, high, color=NETWORK, alpha=0.25, linewidth=0, label="_band")
    axes.axhline(middle, color=INK, linestyle="--", linewidth=0.8, label="_root mean square")
    spectra = {label: s for label, s in shown.items() if not label.startswith("_")}
    looks = ((ORTHOGONAL, "-"), (LECUN, "-"), (ORTHOGONAL, "--"))
    for (label, s), (colour, dash) in zip(spectra.items(), looks, strict=True):
        axes.plot(s.x, s.y, dash, color=colour, label=label)
    axes.set(xlabel="direction, in order", ylabel="singular value", yscale="log", ylim=(1e-8, 1e2))
    axes.legend(loc="lower left", bbox_to_anchor=(0.3, 0.02))
    isometry, gauss, relu = (s.y for s in spectra.values())
    near = np.mean((isometry > low / 2) & (isometry < 2 * high))
    gauss_below, relu_below = (100 * np.mean(y > 1e-3) for y in (gauss, relu))
    return Drawing(
        figure,
        shown,
        f"On a logarithmic axis, for {DEPTH} layers. "
        f"Orthogonal weights with tanh: {100 * near:.0f} % of the directions lie in the theory's "
        f"band, one standard deviation wide on either side, from {told(low)} to {told(high)}, or "
        "within a factor of two of it. "
        f"Gaussian weights with tanh fall below a thousandth after {gauss_below:.0f} % of the "
        f"directions, and orthogonal weights with ReLU after {relu_below:.0f} %.",
    )
