from tests.figures.support import poster


def test_pictures():
    """Two drawings above, paler below, and no two of the four alike."""
    rasters = [s.z for s in poster("chaos", "pictures").series.values()]
    assert [r.shape for r in rasters] == [(8, 8)] * 4
    first, second, seen, other = rasters
    for drawing, reading in ((first, seen), (second, other)):
        assert 0 < abs(drawing - reading).mean() < abs(first - second).mean()


def test_correlation():
    """In order it goes to 1, in theory and in the network."""
    for line in poster("chaos", "correlation").series.values():
        assert line.y[0] < line.y[-1] / 1.5 and abs(line.y[-1] - 1) < 0.01
