import numpy as np
from tests.figures.support import poster

from initdocs.demos import cloud


def test_cloud():
    """The poster stands after the first ReLU: half of the units are at zero for each input."""
    units = poster("cloud", "cloud").series["_units"]
    assert units.x.min() == units.y.min() == 0
    for values in units[:2]:
        assert abs((values == 0).mean() - 0.5) < 4 * np.sqrt(0.25 / len(values))


def test_sizes():
    """One line a law over the layers, a half of a layer a step."""
    shown = poster("cloud", "sizes").series
    assert list(shown) == list(cloud.LAWS.values())
    for line in shown.values():
        assert (line.x[0], line.x[-1]) == (1, cloud.LAYERS + 0.5)
    assert shown["1/n"].y[-1] < shown["2/n"].y[-1] / 100
