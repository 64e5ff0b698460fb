import numpy as np
from matplotlib.colors import to_hex
from tests.figures.support import artists, close, expectation, mean_square, poster

from initdocs.colours import BACKWARD, FORWARD, INK
from initdocs.demos import gain


def test_function():
    """Tanh in blue, its derivative dashed and in orange."""
    shown = poster("gain", "function")
    assert {p.name: p for p in gain.PARAMETERS}["phi"].default == "tanh(x)"
    phi, slope = shown.series["φ"], shown.series["φ′"]
    assert (phi.x[0], phi.x[-1]) == (-4, 4)
    assert np.allclose(phi.y, np.tanh(phi.x), atol=1e-6)
    assert np.allclose(slope.y, 1 / np.cosh(slope.x) ** 2, atol=1e-6)
    looks = {k: (to_hex(a.get_color()), a.get_linestyle()) for k, a, _ in artists(shown.figure)}
    assert looks == {"φ": (FORWARD, "-"), "φ′": (BACKWARD, "--")}


def test_map():
    """The second-moment gain in blue stays at 1, that of χ₁ = 1 is dashed; the diagonal in ink."""
    shown = poster("gain", "map")
    stays, second, critical = (shown.series[k] for k in ("_stays", "_second", "_critical"))
    assert (stays.x == stays.y).all() and (stays.x[0], stays.x[-1]) == (0, 3)
    some = slice(None, None, 20)
    at_1 = 1 / mean_square(np.tanh, 1.0)
    at_edge = 1 / expectation(lambda z: np.cosh(z) ** -4.0)
    for line, gain2 in ((second, at_1), (critical, at_edge)):
        expected = [gain2 * mean_square(np.tanh, q) for q in line.x[some]]
        assert np.allclose(line.y[some], expected, atol=3e-3)
    assert close(np.interp(1, second.x, second.y), 1, 1e-2)
    looks = {k: (to_hex(a.get_color()), a.get_linestyle()) for k, a, _ in artists(shown.figure)}
    assert looks == {
        "_stays": (INK, "-"), "_second": (FORWARD, "-"), "_critical": (BACKWARD, "--"),
    }  # fmt: skip
