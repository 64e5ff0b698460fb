import numpy as np
from tests.figures.support import poster

from initdocs.demos.widths import ROWS


def test_bars():
    """Three rows of five bars, each with the law's stroke: down by √3, up by √3, and level."""
    shown = poster("widths", "bars")
    for (label, _), slope in zip(ROWS, (-0.5, 0.5, 0), strict=True):
        bars, law = shown.series[label], shown.series[f"_law of {label}"]
        assert list(bars.x) == list(law.x) == [1, 2, 3, 4, 5]
        np.testing.assert_allclose(law.y / law.y[0], 3.0 ** (slope * np.arange(5)), rtol=1e-9)
        np.testing.assert_allclose(bars.y, law.y, rtol=0.1)
