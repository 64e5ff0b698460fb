import numpy as np
from tests.figures.support import close, drawing, gelu, mean_square, plain, said, within


def test_variance_by_layer():
    """Tanh returns to the variance 1, GELU leaves it, and the dots follow."""
    shown = drawing("variance_by_layer")
    below, off, up = plain(shown.series)
    above = shown.series["_tanh, from either side: from above"]
    for line, phi in ((below, np.tanh), (above, np.tanh), (off, gelu), (up, gelu)):
        gain2 = 1 / mean_square(phi, 1.0)
        assert close(gain2 * mean_square(phi, 1.0), 1), (
            "Both have the gain for which the variance stays where it is at one."
        )
        mapped = [gain2 * mean_square(phi, q) for q in line.y[:-1]]
        assert close(line.y[1:], mapped, 2e-3), "Lines: the variance map."
        assert list(line.x) == list(range(41))
    assert (below.y[0], above.y[0], off.y[0], up.y[0]) == (0.8, 1.2, 0.8, 1.2)
    for line in (below, above):
        assert (np.diff(abs(line.y - 1)) <= 1e-9).all() and abs(line.y[-1] - 1) < 1e-3
    for line in (off, up):
        assert (np.diff(abs(line.y - 1)) > 0).all()
    assert off.y[-1] < 1e-3 and up.y[-1] > 100, (
        "Tanh comes back from either side; GELU with the same kind of gain leaves."
    )
    ends = [0.8, 1.2, below.y[-1], above.y[-1], off.y[-1], up.y[-1]]
    assert close(said(shown, "Started"), ends), (
        "Started at # and at #, tanh is back at # and # in the last layer; "
        "GELU falls to # or rises to #."
    )
    dots = {k: s for k, s in shown.series.items() if "a network" in k}
    assert len(dots) == 4 and all(len(s.x) == 11 for s in dots.values())
    # a layer of n units misses the map by a few times √(2/n): in a map that forgets it stays so
    assert all(abs(s.y - 1).max() < 0.3 for k, s in dots.items() if "tanh" in k)
    assert within(dots["_tanh, from either side: a network from below"], below, 1.25)
    assert within(dots["_tanh, from either side: a network from above"], above, 1.25), (
        "Dots: one network of 1,000 units a layer."
    )
    assert within(dots["_GELU, from below: a network from below"], off, 4)
    assert within(dots["_GELU, from above: a network from above"], up, 4)
    assert said(shown, "Dots") == [1000], (
        "Dots from one network of # units a layer lie on the lines for tanh, "
        "and near them for GELU."
    )
