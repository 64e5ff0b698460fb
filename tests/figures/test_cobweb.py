import numpy as np
from tests.figures.support import mean_square, poster


def test_cobweb():
    """The map of tanh through (1, 1), and stairs that stand on it and lead there."""
    shown = poster("cobweb", "cobweb").series
    curve, stairs = shown["_map"], shown["_stairs"]
    gain2 = 1 / mean_square(np.tanh, 1.0)
    some = slice(None, None, 20)
    expected = [gain2 * mean_square(np.tanh, q) for q in curve.x[some]]
    np.testing.assert_allclose(curve.y[some], expected, atol=2e-3)
    np.testing.assert_allclose(
        np.interp(stairs.x[1::2], curve.x, curve.y), stairs.y[1::2], atol=2e-3
    )
    assert abs(stairs.y[-1] - 1) < 1e-6
    assert ((np.diff(stairs.x) == 0) | (np.diff(stairs.y) == 0)).all()


def test_layers():
    """The dots of the network lie near the line of the map."""
    shown = poster("cobweb", "layers").series
    line, dots = shown["_map"], shown["_a network"]
    ratio = dots.y / np.interp(dots.x, line.x, line.y)
    assert abs(np.log(ratio)).max() < 0.35
