"""What the size of weights lets a reader discover, from what it records."""

import numpy as np
import pytest

from initdocs.demos import spread
from initdocs.demos._words import per_cent


def said(size):
    return spread.texts({"size": size})["verdict"]


@pytest.mark.parametrize("size", spread.SIZES)
def test_a_histogram_is_of_the_activations(size):
    """The highest bar is 1, and the deviations are those of tanh units."""
    scene = spread.scene({"size": size})
    assert scene["bars"].shape == (spread.LAYERS, spread.BINS)
    assert (scene["bars"].max(axis=1) == 1).all()
    assert (scene["deviation"] < 1).all() and (scene["deviation"] > 0).all()


def test_small_weights_make_a_spike():
    """Each layer's histogram is narrower than the one before, by the factor at least."""
    deviation = spread.scene({"size": 0.5})["deviation"]
    assert (deviation[1:] < 0.55 * deviation[:-1]).all()
    assert said(0.5).startswith("It closes to a spike")


def test_one_keeps_them_spread_out():
    """From the first layer to the last the deviation loses less than a half."""
    deviation = spread.scene({"size": 1.0})["deviation"]
    assert deviation[-1] > deviation[0] / 2
    assert said(1.0).startswith("It stays spread out")


def test_large_weights_make_two_walls():
    """The outermost bars are the highest in every layer, and most activations lie there."""
    bars = spread.scene({"size": 17.0})["bars"]
    assert (bars[:, [0, -1]].min(axis=1) > 5 * bars[:, 1:-1].max(axis=1)).all()
    walls = spread.activations(17.0)[-1]
    assert (np.abs(walls) > spread.WALL).mean() > 0.8
    assert said(17.0).startswith("Two walls")


def test_between_them_they_pile_up():
    """Where the outermost bar of the last layer is the highest, the word says so, not "spread"."""
    assert (
        said(2.0)
        == f"It piles up at ±1: in layer 4 {per_cent(0.3)} of the activations lie beyond 0.9."
    )
    for size in spread.SIZES:
        piled = spread.scene({"size": size})["bars"][-1, [0, -1]].max() == 1
        assert piled == said(size).startswith(("It piles up", "Two walls"))


def test_the_four_come_in_order():
    """A spike below, spread out at 1, piled up above, then walls, and none of them twice."""
    order = ["It closes", "It stays", "It piles up", "Two walls"]
    found = [
        next(i for i, o in enumerate(order) if said(size).startswith(o)) for size in spread.SIZES
    ]
    assert found == sorted(found) and set(found) == set(range(len(order)))
