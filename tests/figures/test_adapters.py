import numpy as np
from tests.figures.support import first, plain, poster

from initdocs.demos.adapters import POWERS, RANKS, WIDTHS


def test_ranks():
    """A line a rank over the steps, from 1 down, each larger rank above the smaller ones."""
    shown = poster("adapters", "ranks").series
    scene, _ = first("adapters")
    assert list(shown) == [f"r = {rank}" for rank in RANKS]
    for line, costs in zip(shown.values(), scene["ranks"], strict=True):
        np.testing.assert_array_equal(line.y, costs)
        assert line.y[0] == 1
    ends = [line.y[10] for line in shown.values()]
    assert ends == sorted(ends)


def test_rates():
    """A line a width over the stable rates, which ends in a dot, that of a wider layer sooner."""
    shown = poster("adapters", "rates").series
    scene, _ = first("adapters")
    lines = plain(shown)
    assert [label for label in shown if label[0] != "_"] == [f"n = {n}" for n in WIDTHS]
    ends = []
    for line, costs, width in zip(lines, scene["rates"], WIDTHS, strict=True):
        np.testing.assert_array_equal(line.y, costs[np.isfinite(costs)])
        np.testing.assert_allclose(line.x, 10.0 ** np.array(POWERS)[: len(line.x)])
        assert shown[f"_n = {width}, the last"].x == line.x[-1]
        ends.append(line.x[-1])
    assert ends == sorted(ends, reverse=True)
