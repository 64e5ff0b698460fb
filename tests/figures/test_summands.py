import numpy as np
from tests.figures.support import first, plain, poster

from initdocs.demos.summands import CHANNELS, SIDE


def test_input():
    """Every pixel of four channels, those of the chosen sum in their colour, nine in each."""
    shown = poster("summands", "input").series
    dim, lit = shown["_input"], shown["_summed"]
    assert len(dim.x) + len(lit.x) == CHANNELS * SIDE**2
    assert len(lit.x) == CHANNELS * 9
    assert len(set(zip([*dim.x, *lit.x], [*dim.y, *lit.y], strict=True))) == CHANNELS * SIDE**2


def test_output():
    """Each pixel stands under its number of products, and the chosen one is marked."""
    scene, _ = first("summands")
    shown = poster("summands", "output").series
    for label, points in shown.items():
        if label != "_chosen":
            assert (scene["counts"][points.y - 1, points.x - 1] == int(label.split()[0])).all()
    assert sum(len(s.x) for s in plain(shown)) == SIDE**2
    assert np.ravel(shown["_chosen"][:2]).tolist() == [4, 5]
