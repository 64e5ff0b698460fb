import numpy as np
from tests.figures.support import first, plain, poster


def test_draws():
    """A bar for each bin that has draws, one at zero and one at the bound, and the law."""
    shown = poster("precision", "draws")
    scene, _ = first("precision")
    assert not plain(shown.series)
    drawn = shown.series
    low, zero, high = scene["special"]
    assert high == 0 < min(low, zero)
    np.testing.assert_allclose(drawn["_bound"].high, np.log10([low]))
    assert drawn["_bound"].x < -6, "What lies beyond the axis stands beside it."
    np.testing.assert_allclose(drawn["_zero"].high, np.log10([zero]))
    total = (10 ** drawn["_draws"].high).sum() + low + zero
    assert abs(total - 100_000) < 1
    assert drawn["_law"].y.max() > 3.7 and (drawn["_law"].y > 0).all()
