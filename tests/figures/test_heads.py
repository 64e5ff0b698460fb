import numpy as np
from tests.figures.support import first, plain, poster

from initdocs.demos.heads import EVERY, MOVES, PLACES, REACH, RUNS, SIDE, UPDATES


def test_field():
    """An arrow a place; none is longer than a whole move, and each is a mean of moves."""
    shown = poster("heads", "field").series
    drawn = np.concatenate([[shown[name].x, shown[name].y] for name in ("_right", "_wrong")], 1)
    begun, ended, gap = drawn.reshape(2, -1, 3).transpose(2, 0, 1)
    assert begun.shape == (2, len(PLACES)) and np.isnan(gap).all()
    tips = [[shown[f"{name}: tip"].x, shown[f"{name}: tip"].y] for name in ("_right", "_wrong")]
    np.testing.assert_array_equal(ended, np.concatenate(tips, 1))
    arrows = (ended - begun) / (2 * REACH / (SIDE - 1) * 0.8)
    assert np.abs(arrows).max() <= 1
    assert 0.05 < np.hypot(*arrows).max() < np.sqrt(2)


def test_learned():
    """The mean of the runs, over all updates, begins at what an even policy gets and rises."""
    drawing = poster("heads", "learned").series
    (mean,) = plain(drawing)
    runs = np.array([drawing[f"_run {i}"].y for i in range(RUNS)])
    np.testing.assert_allclose(mean.y, runs.mean(axis=0), atol=1e-6)
    assert mean.x.tolist() == list(range(0, UPDATES + 1, EVERY))
    assert drawing["_even"].y.tolist() == [1 / len(MOVES)] * 2
    assert abs(mean.y[0] - 1 / len(MOVES)) < 0.05
    assert mean.y[-1] > 0.9
    assert first("heads")[0]["least"][0] == runs[:, 0].argmin()
