import numpy as np
import pytest
from matplotlib.colors import to_hex
from tests.figures.support import artists, expectation, first, poster

from initdocs.colours import INK
from initdocs.demos.phase import FATES


def test_diagram():
    """Order left of the critical line, chaos right of it, and the point where the settings are."""
    shown = poster("phase", "diagram")
    drawn, point = shown.series["_critical"], shown.series["_point"]
    line = drawn._replace(x=drawn.x[::-1], y=drawn.y[::-1])
    assert (np.diff(line.y) > 0).all() and (np.diff(line.x) > 0).all()
    for word, side in (("order", -1), ("chaos", 1)):
        s = shown.series[word]
        assert side * (s.x - np.interp(s.y, line.y, line.x)) > 0
    q = 1.0
    w, b = line.x[-1], line.y[-1]
    for _ in range(3000):
        q = w * expectation(lambda z: np.tanh(np.sqrt(q) * z) ** 2) + b  # noqa: B023
    assert np.isclose(w * expectation(lambda z: np.cosh(np.sqrt(q) * z) ** -4.0), 1, atol=1e-2)
    axes = shown.figure.axes[0]
    assert axes.get_xlim()[0] < point.x < axes.get_xlim()[1]
    assert axes.get_ylim()[0] <= point.y < axes.get_ylim()[1]


@pytest.mark.parametrize("view", ["variance", "correlation"])
def test_by_layer(view):
    """The line is the theory, in ink; the dots one network, near it."""
    scene, frame = first("phase")
    shown = poster("phase", view)
    line, dots = shown.series["_theory"], shown.series["_a network"]
    theory, seen = (scene["c"], frame["c"]) if view == "correlation" else (
        10 ** scene["q"], 10 ** frame["q"]
    )  # fmt: skip
    assert np.array_equal(line.y, theory) and np.array_equal(dots.y, seen[::2])
    assert list(line.x) == list(range(len(theory))) and (np.diff(dots.x) == 2).all()
    assert abs(dots.y - line.y[dots.x]).max() < 0.3 * max(1, line.y.max())
    if view == "correlation":
        assert np.isclose(line.y[0], 0.6)
    fate = FATES[int(scene["verdict"][0])]
    colours = {k: (to_hex(a.get_color()), a.get_marker()) for k, a, _ in artists(shown.figure)}
    assert colours == {
        "_theory": (INK, "None"),
        "_a network": (fate, "o"),
    }
