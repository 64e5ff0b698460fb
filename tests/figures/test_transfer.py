import numpy as np
from tests.figures.support import first, poster

from initdocs.demos.transfer import DEPTHS, LOOKED, POWERS, WIDTHS


def test_widths():
    """A line for each array over the widths, as far as it moved: all flat at first."""
    shown = poster("transfer", "widths").series
    scene, _ = first("transfer")
    assert list(shown) == list(LOOKED)
    for line, powers in zip(shown.values(), scene["changes"], strict=True):
        np.testing.assert_array_equal(line.x, WIDTHS)
        np.testing.assert_allclose(line.y, 10.0**powers)
        assert line.y.max() < 2 * line.y.min()


def test_depths():
    """A line for each depth over the rates, and a dot in the middle of its good ones."""
    shown = poster("transfer", "depths").series
    scene, _ = first("transfer")
    assert [label for label in shown if label[0] != "_"] == [f"L = {depth}" for depth in DEPTHS]
    middles = []
    for depth, powers in zip(DEPTHS, scene["losses"], strict=True):
        line, dot = shown[f"L = {depth}"], shown[f"_L = {depth}, the middle"]
        np.testing.assert_allclose(line.x, 10.0 ** np.array(POWERS))
        np.testing.assert_allclose(line.y, 10.0**powers)
        near = np.argsort(abs(np.log(line.x / dot.x)))[:2]
        assert line.y[near].min() <= dot.y[0] <= line.y[near].max()
        middles.append(dot.x[0])
    assert middles == sorted(middles, reverse=True)
