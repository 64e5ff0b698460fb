import numpy as np
from tests.figures.support import poster


def test_circles():
    """A needle of Gaussian weights, and a circle of orthogonal ones, as long as each other."""
    shown = poster("needle", "circles").series
    needle, circle = (np.hypot(s.x, s.y) for s in shown.values())
    assert list(shown) == ["Gaussian", "orthogonal"]
    np.testing.assert_allclose(circle, 1, atol=1e-9)
    assert needle.max() > 0.99 and needle.min() < 0.1


def test_directions():
    """One falls from above 1 to far below, the other lies at 1."""
    falls, level = poster("needle", "directions").series.values()
    assert falls.y[0] > 1 and falls.y[-1] < 1e-4 and (np.diff(falls.y) <= 0).all()
    np.testing.assert_allclose(level.y, 1, atol=1e-9)
