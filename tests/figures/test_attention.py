import numpy as np
from tests.figures.support import first, poster

from initdocs.demos.attention import DRAWN


def test_slices():
    """A bar of length 1 for each query, cut where the weights, largest first, add up to."""
    shown = poster("attention", "slices").series
    scene, _ = first("attention")
    rows = scene["slices"].reshape(DRAWN, -1)
    for i, row in enumerate(rows, start=1):
        np.testing.assert_array_equal(shown[f"_query {i}"].x, [0, 1])
        widths = np.diff(shown[f"_cuts {i}"].x, prepend=0)
        np.testing.assert_allclose(widths, row[row > 0], atol=1e-12)
        assert (np.diff(widths) <= 1e-12).all()
        assert abs(widths.sum() - 1) < 1e-9, "All 32 keys are drawn, and share one whole."


def test_entropy():
    """Both curves fall from near 1 to near 0, and the dots lie on them: these scores are normal."""
    shown = poster("attention", "entropy").series
    for name in ("entropy / ln T", "Σ p (1 − p)"):
        line, dot = shown[name], shown[f"_{name}, these scores"]
        assert line.y[0] > 0.95
        assert line.y[-1] < 0.05
        assert abs(np.interp(dot.x, line.x, line.y) - dot.y)[0] < 0.02
