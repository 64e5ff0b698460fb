import numpy as np
from tests.figures.support import close, drawing, first, poster, said, within


def test_normalized_gradients():
    """The gradient grows by π/(π − 1) a layer."""
    shown = drawing("normalized_gradients")
    theory, network = shown.series["theory"], shown.series["a network"]
    assert np.allclose(theory.y, [(np.pi / (np.pi - 1)) ** k for k in range(19)]), (
        r"Line: $(\pi/(\pi-1))^k$."
    )
    assert network.y[0] == theory.y[0] == 1, (
        "The mean square of the gradient on its way back through batch-normalized ReLU layers, "
        "relative to the last layer's."
    )
    assert list(network.x) == list(range(19)) and within(network, theory, 1.25), (
        "Dots: one network of 300 units, batch of 300."
    )
    assert shown.figure.axes[0].get_yscale() == "log", (
        "On a logarithmic axis, relative to the last layer's."
    )
    growth = np.polyfit(network.x, np.log(network.y), 1)[0]
    assert close(np.exp(growth), np.pi / (np.pi - 1), 0.03)
    assert close(said(shown, "Dots"), [300, np.pi / (np.pi - 1), network.y[-1]]), (
        "Dots from one network of # units climb along the straight line of the theory, "
        "by # a layer, to #."
    )


def test_posters():
    """Both densities over the same range, and a step that begins where the weights end."""
    scene, _ = first("normalization")
    shown = poster("normalization", "signal").series
    for name in ("before", "after"):
        line = shown[f"_{name}"]
        assert list(line.y) == list(scene[name]) and np.allclose(line.x, -line.x[::-1])
        assert close(line.y.sum() * (line.x[1] - line.x[0]), 1, 1e-3)
        assert abs(line.y @ line.x**2 * (line.x[1] - line.x[0]) - 1) < 0.1
    weights, step = poster("normalization", "plane").series.values()
    assert (weights.x[0], weights.y[0]) == (0, 0)
    assert (weights.x[1], weights.y[1]) == (step.x[0], step.y[0]) == tuple(scene["weights"])
    assert np.allclose([np.diff(step.x)[0], np.diff(step.y)[0]], scene["move"])
