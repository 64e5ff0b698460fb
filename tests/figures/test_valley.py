import numpy as np
from tests.figures.support import first, plain, poster

from initdocs.demos.valley import RATES, WIDTHS


def test_valley():
    """A line a width over the recorded rates, its lowest point marked, and the chosen rate."""
    scene, _ = first("valley")
    shown = poster("valley", "valley").series
    lines = plain(shown)
    assert [label for label in shown if label[0] != "_"] == [f"width {n}" for n in WIDTHS]
    for line, losses, at, low in zip(lines, scene["losses"], *shown["_best"][:2], strict=True):
        assert list(line.x) == list(RATES)
        np.testing.assert_allclose(line.y, np.clip(10**losses, 0.01, 10))
        assert low == line.y.min() == line.y[list(line.x).index(at)]
    assert list(shown["_chosen"].x) == [0.01, 0.01]
