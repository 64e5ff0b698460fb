import numpy as np
from tests.figures.support import first, poster

from initdocs.demos.coordinates import POINTS


def test_curve():
    """One network's output at every point, of mean 0 and deviation 1."""
    shown = poster("coordinates", "curve").series
    scene, _ = first("coordinates")
    np.testing.assert_array_equal(shown["_output"].y, scene["curve"])
    assert len(shown["_output"].x) == POINTS
    assert abs(shown["_output"].y.std() - 1) < 0.03, "Seven bits keep the deviation."


def test_spectrum():
    """The typical frequency lies a little above that of the first layer, and both on the axis."""
    shown = poster("coordinates", "spectrum").series
    share, typical, layer = (shown[name] for name in ("_share", "_typical", "_first layer"))
    assert share.x[0] < layer.x[0] < typical.x[0] < 2 * layer.x[0] < share.x[-1]
    np.testing.assert_allclose(layer.x[0], 30 / np.sqrt(3) / np.pi, rtol=1e-3)
    assert share.y.argmax() < np.searchsorted(share.x, 10), "Most lies below 30/π, ten periods."
