import numpy as np
from tests.figures.support import NODES, WEIGHTS, close, drawing, expectation, plain, said

#: (weights, biases): order and edge as the legend has them, and chaos
CASES = {"order, 1.3": 1.3, "edge, 1.761": 1.761, "chaos, 4": 4.0}
SIGMA_B2 = 0.05


def chi(weights, biases):
    """σ_w² E[φ′²] where the variance has come to rest, tanh."""
    q = 1.0
    for _ in range(3000):
        q = weights * expectation(lambda z: np.tanh(np.sqrt(q) * z) ** 2) + biases  # noqa: B023
    return weights * expectation(lambda z: np.cosh(np.sqrt(q) * z) ** -4.0)


def correlations(weights, layers):
    """The correlation of two inputs, by layer, in an infinitely wide tanh network."""
    pairs = np.outer(WEIGHTS, WEIGHTS) / WEIGHTS.sum() ** 2
    one, two = NODES[:, None], NODES[None]
    q, c, found = 1.0, 0.6, [0.6]
    for _ in range(layers):
        other = c * one + np.sqrt(1 - c * c) * two
        product = (np.tanh(np.sqrt(q) * one) * np.tanh(np.sqrt(q) * other) * pairs).sum()
        square = expectation(lambda z: np.tanh(np.sqrt(q) * z) ** 2)  # noqa: B023
        c = (weights * product + SIGMA_B2) / (weights * square + SIGMA_B2)
        q = weights * square + SIGMA_B2
        found.append(c)
    return found


def test_correlation_by_layer():
    """Up to 1 in order, slowly up at the edge, down in chaos."""
    shown = drawing("correlation_by_layer")
    order, edge, chaos = plain(shown.series)
    for label, weights in CASES.items():
        line, dots = shown.series[label], shown.series[f"_{label}: a network"]
        assert list(line.x) == list(range(31))
        assert np.allclose(line.y, correlations(weights, 30), atol=3e-3), (
            "Lines: the correlation map."
        )
        assert list(dots.x) == list(range(0, 31, 3))
        assert abs(dots.y - line.y[dots.x]).max() < 0.12, (
            "Dots from one network of # units a layer for each lie near the lines."
        )
    assert list(shown.series)[::2] == list(CASES), (
        r"The correlation of two inputs by layer, for tanh with $\sigma_b^2 = 0.05$ and the "
        r"$\sigma_w^2$ of the legend."
    )
    assert order.y[0] == edge.y[0] == chaos.y[0] == said(shown, "All")[0], "All start at #."
    assert (np.diff(order.y) > 0).all() and (np.diff(edge.y) > 0).all()
    assert (np.diff(chaos.y) < 0).all() and (order.y > edge.y)[1:].all()
    assert close(said(shown, "After"), [30, order.y[-1], edge.y[-1], chaos.y[-1]], 1e-2), (
        "After # layers the correlation is # in the ordered network, # at the edge of chaos, "
        "where it creeps upwards, and # in the chaotic network."
    )
    assert chi(1.3, SIGMA_B2) < 0.98 < chi(1.761, SIGMA_B2) < 1.02 < chi(4.0, SIGMA_B2)
    assert said(shown, "Dots") == [1000], "Dots: one network of 1,000 units a layer."


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
