import numpy as np
from tests.figures.support import close, drawing, plain, said, within


def forward(layers=5, units=1000):
    """The standard deviation of the activations by layer, relative to the first."""
    rng = np.random.default_rng(5)
    a, found = rng.uniform(0, 1, (units, 50)), []
    for _ in range(layers):
        a = np.tanh(rng.uniform(-1, 1, (units, units)) / np.sqrt(units) @ a)
        found.append(a.std())
    return np.array(found) / found[0]


def test_backward_profiles():
    """Down by √3, up by √3, and level."""
    shown = drawing("backward_profiles")
    assert list(shown.series)[::2] == ["activations", "signal back", "weight gradients"]
    falls, rises, level = plain(shown.series)
    root = np.sqrt(3)
    np.testing.assert_allclose(falls.y[:-1] / falls.y[1:], root, rtol=1e-9)
    np.testing.assert_allclose(rises.y[1:] / rises.y[:-1], root, rtol=1e-9)
    np.testing.assert_allclose(level.y[1:] / level.y[:-1], 1, rtol=1e-9)
    marks = [shown.series[f"_{k}: a network"] for k in list(shown.series)[::2]]
    assert all(list(s.x) == [1, 2, 3, 4, 5] for s in shown.series.values()) and close(
        marks[0].y, forward(), 0.1
    ), r"Five tanh layers of 1,000 units with weights $U(\pm1/\sqrt n)$."
    assert falls.y[0] > 8 * falls.y[-1] and rises.y[-1] > 8 * rises.y[0], (
        r"Lines: a factor $\sqrt 3$ a layer, in both directions, and none."
    )
    assert close(said(shown, "The lines"), [root, root]), (
        "The lines: the activations fall by a factor # a layer, the signal rises by a factor # "
        "towards the output, the gradients of the weights stay level."
    )
    assert all(s.y[0] == 1 for s in marks), (
        "On a logarithmic axis, each relative to its value in the first hidden layer."
    )
    assert drawing("backward_profiles").figure.axes[0].get_yscale() == "log"
    # a weight's gradient is what comes back times what goes in from the layer before
    product = marks[1].y[1:] * marks[0].y[:-1]
    np.testing.assert_allclose(product / product[0], marks[2].y[1:] / marks[2].y[1], rtol=0.05)
    assert all(len(s.y) == 5 for s in marks), "Marks: one network."
    assert close(said(shown, "Marks"), [5, *(s.y[-1] for s in marks)]), (
        "Marks from one network: in the last of # layers the activations are at #, "
        "the signal at #, the gradients of the weights at #."
    )
    for dots, line in zip(marks, (falls, rises, level), strict=True):
        off = abs(np.log(dots.y / line.y))
        assert within(dots, line, 1.12) and off[-1] < 1e-9 and off[3] < 0.02, (
            "The marks lie on the lines but for the first layers, where tanh bends."
        )
