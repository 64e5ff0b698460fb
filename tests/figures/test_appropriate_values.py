import numpy as np
from tests.figures.support import close, drawing, said

from initdocs.datasets import digits


def deviation(histogram):
    middles = (histogram.x[1:] + histogram.x[:-1]) / 2
    return np.sqrt((middles**2 * histogram.y).sum() / histogram.y.sum())


def simulated(draw):
    """The activations of four layers of 300 tanh units on the digits, drawn here."""
    rng = np.random.default_rng(7)
    a, found = digits().x[:, :500], []
    for _ in range(4):
        a = np.tanh(draw(rng, (300, len(a))) @ a)
        found.append(a)
    return found


def test_digits_activations():
    """Uniform shrinks, LeCun stays wide, the standard normal saturates."""
    shown = drawing("digits_activations")
    assert list(shown.series) == [
        f"{name}, layer {i}" for name in ("Uniform", "LeCun", "Normal") for i in (1, 2, 3, 4)
    ], "The activations of the four hidden layers, before training."
    assert all(s.y.sum() == 500 * 300 for s in shown.series.values()), (
        "Each panel is a histogram over 500 digits and 300 units."
    )
    assert all(not a.any() for a in simulated(lambda _, shape: np.zeros(shape))), (
        "Zero is left out: all its activations are 0."
    )
    assert all((s.x[0], s.x[-1]) == (-1, 1) for s in shown.series.values())
    assert said(shown, "Three") == [-1, 1], "Three rows of four histograms on one axis from # to #."
    laws = {
        "Uniform": lambda rng, shape: rng.uniform(-1, 1, shape) / np.sqrt(shape[1]),
        "LeCun": lambda rng, shape: rng.normal(0, 1, shape) / np.sqrt(shape[1]),
        "Normal": lambda rng, shape: rng.normal(0, 1, shape),
    }
    spread = {}
    for name, draw in laws.items():
        spread[name] = [deviation(shown.series[f"{name}, layer {i}"]) for i in (1, 2, 3, 4)]
        # the bars round to their width, which is what a narrow peak can be off by
        expected = [a.std() for a in simulated(draw)]
        np.testing.assert_allclose(spread[name], expected, rtol=0.2, atol=0.03)
    uniform, lecun, normal = spread.values()
    assert (np.diff(uniform) < 0).all() and all(
        shown.series[f"Uniform, layer {i}"].y[11:13].sum()
        > max(np.delete(shown.series[f"Uniform, layer {i}"].y, (11, 12)))
        for i in (1, 2, 3, 4)
    )
    assert close(said(shown, "Uniform"), [uniform[0], uniform[3]]), (
        "Uniform: a peak at zero that gets narrower from layer to layer, "
        "from a standard deviation of # to one of #."
    )
    assert min(lecun) > 0.25 and max(lecun) < 0.5
    assert close(said(shown, "LeCun"), [lecun[0], lecun[3]]), (
        "LeCun: a wide hill in every layer, with # in the first and # in the last."
    )
    assert min(normal) > 0.8
    assert uniform[3] < uniform[0] / 4 and lecun[3] > lecun[0] / 2, (
        "Uniform fades, LeCun keeps most, Normal saturates."
    )
    ends = [s.y[[0, -1]].sum() / 1500 for k, s in shown.series.items() if "Normal" in k]
    assert abs(said(shown, "Normal")[0] - min(ends)) < 1, (
        "Normal: in every layer at least # % of the activations are in the bars at both ends."
    )


def test_a_panel_stands_under_its_names():
    """The name of a row and the title of a column are those of the panel's series."""
    axes = drawing("digits_activations").figure.axes
    for i, label in enumerate(drawing("digits_activations").series):
        name, layer = label.split(", ")
        assert axes[i - i % 4].get_ylabel() == name and axes[i % 4].get_title() == layer
        assert axes[i].patches[0].get_label() == label
