import numpy as np
from tests.figures.support import first, poster

from initdocs.demos.kernel import AT, NETWORKS, TARGETS


def test_functions():
    """Six trained curves go through the dots, and stay near the law and its band."""
    shown = poster("kernel", "functions").series
    assert len(shown) == NETWORKS + 3
    law, band, data = (shown[name] for name in ("_law", "_band", "_data"))
    for i in range(NETWORKS):
        curve = shown[f"_{i}"]
        assert abs(np.interp(AT, curve.x, curve.y) - TARGETS).max() < 0.15
        assert abs(curve.y - law.y).max() < 0.3
    np.testing.assert_array_equal(data.y, TARGETS)
    half = len(law.x)
    np.testing.assert_allclose((band.y[:half] + band.y[half:][::-1]) / 2, law.y, atol=1e-6)


def test_kernel():
    """Six kernels of width 1,000 lie within a third of their limit, which is 2 at the angle 0."""
    shown = poster("kernel", "kernel").series
    scene, _ = first("kernel")
    limit = shown["_limit"]
    np.testing.assert_array_equal(limit.y, scene["limit"])
    assert abs(limit.y.max() - 2) < 0.02
    assert limit.y.argmax() == len(limit.y) // 2
    for i in range(NETWORKS):
        assert abs(shown[f"_{i}"].y - limit.y).max() < 0.35
