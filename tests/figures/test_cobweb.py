from math import erf

import numpy as np
from tests.figures.support import mean_square, poster


def gelu(z):
    return z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2


def test_cobweb():
    """The map of GELU through (1, 1), and stairs that stand on it and lead down to nothing."""
    shown = poster("cobweb", "cobweb").series
    curve, stairs = shown["_map"], shown["_stairs"]
    gain2 = 1 / mean_square(gelu, 1.0)
    some = slice(None, None, 20)
    expected = [gain2 * mean_square(gelu, q) for q in curve.x[some]]
    np.testing.assert_allclose(curve.y[some], expected, atol=2e-3)
    np.testing.assert_allclose(
        np.interp(stairs.x[1::2], curve.x, curve.y), stairs.y[1::2], atol=2e-3
    )
    assert stairs.y[-1] < 1e-6
    assert ((np.diff(stairs.x) == 0) | (np.diff(stairs.y) == 0)).all()


def test_layers():
    """Line and dots fall to below a millionth; the network's chance moves it by a few layers."""
    shown = poster("cobweb", "layers").series
    line, dots = shown["_map"], shown["_a network"]
    assert (np.diff(line.y) < 0).all()
    assert max(line.y[-1], dots.y[-1]) < 1e-6
    late = np.interp(np.log(dots.y[5:]), np.log(line.y[::-1]), line.x[::-1]) - dots.x[5:]
    assert abs(late).max() < 6
