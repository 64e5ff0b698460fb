import numpy as np
from tests.figures.support import first, poster

from initdocs.demos.basin import DEPTHS, POWERS


def test_basin():
    """Each start in its cell, the shallowest below, and the chosen one marked."""
    scene, _ = first("basin")
    shown = poster("basin", "basin").series
    right, chosen = shown["_right"], shown["_chosen"]
    np.testing.assert_array_equal(right.z, scene["right"])
    assert right.z.shape == (len(DEPTHS), len(POWERS))
    assert np.diff(right.x)[0] == len(POWERS) / 2 and np.diff(right.y)[0] == len(DEPTHS)
    (image,) = poster("basin", "basin").figure.axes[0].images
    assert image.origin == "lower"
    assert (chosen.x[0], chosen.y[0]) == (1, 8)
