import numpy as np
from tests.figures.support import first, plain, poster

from initdocs.demos.residual import BANDS, BLOCKS


def test_stack():
    """The bands lie on each other from the input up, and each begins with its first block."""
    shown = poster("residual", "stack")
    scene, _ = first("residual")
    assert not plain(shown.series)
    floor = np.zeros(BLOCKS + 1)
    for band, (begin, end) in zip(shown.series.values(), BANDS.values(), strict=True):
        assert list(band.x) == list(range(begin, BLOCKS + 1))
        np.testing.assert_allclose(band.low, floor[begin:])
        added = [scene["parts"][begin : min(end, int(at)) + 1].sum() for at in band.x]
        np.testing.assert_allclose(band.high - band.low, added, atol=1e-12)
        floor[begin:] = band.high
    np.testing.assert_allclose(floor[-1], scene["parts"].sum())
