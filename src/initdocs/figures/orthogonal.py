"""Figure of the page on orthogonal weights."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK, LECUN, NETWORK, ORTHOGONAL
from initdocs.figures import Array, Drawing, series, told
from initdocs.figures.labels import beside, legible
from initdocs.initializers import lecun_normal, orthogonal
from initdocs.network import Network
from initdocs.propagation import critical_point, jacobian_moments, jacobian_singular_values

WIDTH, DEPTH = 200, 100
#: the variances of a pre-activation: of the page's networks, and of one that is less linear
Q, LARGER = 1 / 64, 1 / 16


def spectrum(
    draw: Callable[..., Array], activation: str, gain2: float, bias: float, q: float
) -> Array:
    """The singular values of the Jacobian of one deep network, largest first: shape (WIDTH,)."""
    rng = np.random.default_rng(0)
    net = Network([WIDTH] * (DEPTH + 2), hidden=activation, output="linear")
    for w, b in zip(net.weights, net.biases, strict=True):
        w[0] = np.sqrt(gain2) * draw((WIDTH, WIDTH), rng=rng)
        b[0] = rng.normal(0, np.sqrt(bias), (WIDTH, 1))
    x = rng.standard_normal((WIDTH, 1))
    return np.asarray(jacobian_singular_values(net, x * np.sqrt(q * WIDTH / (x**2).sum()))[0])


@legible
def jacobian_spectra() -> Drawing:
    """The singular values of the Jacobian of three deep networks, and of tanh at two sizes."""
    weights, biases = critical_point("tanh", Q)
    mean, variance = jacobian_moments("tanh", Q, weights, DEPTH, orthogonal=True)
    everywhere, directions = (-np.inf, np.inf), np.arange(1, WIDTH + 1)
    isometry = spectrum(orthogonal, "tanh", weights, biases, Q)
    shown = {
        "orthogonal, tanh": series(directions, isometry),
        "Gaussian, tanh": series(
            directions, spectrum(lecun_normal, "tanh", weights, biases, Q)
        ),
        "orthogonal, ReLU": series(directions, spectrum(orthogonal, "relu", 2.0, 0.0, 1.0)),
        "q* = 1/64": series(directions, isometry),
        "q* = 1/16": series(
            directions, spectrum(orthogonal, "tanh", *critical_point("tanh", LARGER), LARGER)
        ),
        "_band": series(everywhere, [np.sqrt(mean + s * np.sqrt(variance)) for s in (-1, 1)]),
        "_root mean square": series(everywhere, [np.sqrt(mean)] * 2),
    }  # fmt: skip
    figure = Figure(figsize=(5.0, 5.4))
    above, below = figure.subplots(2, sharex=True)
    looks = {
        "orthogonal, tanh": (above, ORTHOGONAL, "-"), "Gaussian, tanh": (above, LECUN, "-"),
        "orthogonal, ReLU": (above, ORTHOGONAL, "--"),
        "q* = 1/64": (below, ORTHOGONAL, "-"), "q* = 1/16": (below, ORTHOGONAL, ":"),
    }  # fmt: skip
    for label, (axes, colour, dash) in looks.items():
        axes.plot(*shown[label][:2], dash, color=colour, label=label)
    (low, high), (middle, _) = shown["_band"].y, shown["_root mean square"].y
    below.axhspan(low, high, color=NETWORK, alpha=0.25, linewidth=0, label="_band")
    below.axhline(middle, color=INK, linestyle="--", linewidth=0.8, label="_root mean square")
    above.set(ylabel="singular value", yscale="log", ylim=(1e-8, 1e2), xlim=(-18, WIDTH + 4))
    below.set(xlabel="direction, in order", ylabel="singular value", ylim=(0, 2.8))
    below.set_title("orthogonal, tanh ", loc="right", y=0.88)
    beside(above, shown, "orthogonal, tanh", 120, (0, -10), ORTHOGONAL)
    beside(above, shown, "Gaussian, tanh", 30, (10, 0), LECUN)
    beside(above, shown, "orthogonal, ReLU", 40, (-5, 0), ORTHOGONAL, "orthogonal,\nReLU")
    beside(below, shown, "q* = 1/64", 150, (0, 12), ORTHOGONAL)
    beside(below, shown, "q* = 1/16", 20, (8, 6), ORTHOGONAL)
    gauss, relu, larger = (
        shown[label].y for label in ("Gaussian, tanh", "orthogonal, ReLU", "q* = 1/16")
    )
    gauss_below, relu_below = (100 * np.mean(y > 1e-3) for y in (gauss, relu))
    return Drawing(
        figure,
        shown,
        f"Above, on a logarithmic axis, for {DEPTH} layers. "
        f"Orthogonal weights with tanh: from {told(isometry[0])} down to {told(isometry[-2])}, "
        f"and the last at {told(isometry[-1])}. "
        f"Gaussian weights with tanh fall below a thousandth after {gauss_below:.0f} % of the "
        f"directions, and orthogonal weights with ReLU after {relu_below:.0f} %. "
        f"Below, on a plain axis: with the larger signal orthogonal weights with tanh spread "
        f"from {told(larger[0])} to {told(larger[-2])}, the last one left out.",
    )
