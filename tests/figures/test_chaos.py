from tests.figures.support import poster


def test_pictures():
    """Two drawings above, paler below, and no two of the four alike."""
    rasters = [s.z for s in poster("chaos", "pictures").series.values()]
    assert [r.shape for r in rasters] == [(8, 8)] * 4
    first, second, seen, other = rasters
    for drawing, reading in ((first, seen), (second, other)):
        assert 0 < abs(drawing - reading).mean() < abs(first - second).mean()


def test_correlation():
    """At the edge it rises and has not arrived, in theory and in the network."""
    for line in poster("chaos", "correlation").series.values():
        assert line.y[20] > line.y[5] > line.y[0] and line.y.max() < 0.95
