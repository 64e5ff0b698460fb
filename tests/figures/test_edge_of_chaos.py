import numpy as np
from tests.figures.support import close, drawing, expectation, said


def chi(weights, biases):
    """σ_w² E[φ′²] where the variance has come to rest, tanh."""
    q = 1.0
    for _ in range(3000):
        q = weights * expectation(lambda z: np.tanh(np.sqrt(q) * z) ** 2) + biases  # noqa: B023
    return weights * expectation(lambda z: np.cosh(np.sqrt(q) * z) ** -4.0)


def test_phase_diagram():
    """χ₁ is 1 on the line, below 1 left of it and above 1 right of it."""
    shown = drawing("phase_diagram")
    line = shown.series["_critical"]
    on = [chi(w, b) for w, b in zip(line.x[3::8], line.y[3::8], strict=True)]
    assert abs(np.array(on) - 1).max() < 1e-3, "On the line gradients neither vanish nor explode."
    axes = shown.figure.axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == (
        "variance of a weight times fan-in", "variance of a bias",
    ), (
        "Across: the variance of the weights times the fan-in; up: the variance of the biases."
    )  # fmt: skip
    assert (np.diff(line.x) > 0).all() and (np.diff(line.y) > 0).all()
    assert close(said(shown, "The critical"), [1, 0, line.x[-1], line.y[-1]]) and close(
        [line.x[0], line.y[0]], [1, 0], 1e-3
    ), "The critical line starts at # and # and bends to the right as the biases grow, to # at #."
    order, chaos = (
        shown.series[k] for k in ("order:\ngradients vanish", "chaos:\ngradients explode")
    )
    for word, side in ((order, -1), (chaos, 1)):
        assert side * (word.x - np.interp(word.y, line.y, line.x)) > 0
    assert chi(order.x, order.y) < 0.9 and chi(chaos.x, chaos.y) > 1.1, (
        "Left of it gradients vanish, right of it they explode."
    )
    assert chi(order.x, order.y) < 1 < chi(chaos.x, chaos.y), "The phases of a tanh network."
