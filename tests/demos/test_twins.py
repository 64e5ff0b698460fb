"""What twins let a reader discover, from what they record."""

from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import twins

LAST = twins.UPDATES[-1]
ALL = list(product(twins.STARTS, twins.STARTS))


def at(**settings):
    return demos.defaults(twins.DEMO) | settings


@pytest.mark.parametrize(("across", "up"), ALL[::4])
def test_equal_units_stay_equal(across, up):
    """To the last bit, through a thousand updates, wherever they start."""
    scene = twins.scene(at(across=across, up=up, updates=LAST))
    assert (scene["way"][:, 0] == scene["way"][:, 1]).all() and scene["out"][0] == scene["out"][1]
    assert twins.texts(at(across=across, up=up, updates=LAST))["apart"] == "0"


def test_a_nudge_of_a_thousandth_parts_them():
    """They differ by a thousand times the nudge, and cost less than twins do."""
    nudged = at(nudge=0.001, updates=LAST)
    assert twins.apart(nudged) > 1
    assert twins.run(nudged).cost[-1] < 0.8 * twins.run(at(updates=LAST)).cost[-1]
    assert "different work" in twins.texts(nudged)["verdict"]


def test_the_gain_is_told_beside_the_cost():
    """What the parted pay, and what twins would; of twins, and at the start of most, one number."""
    told = twins.texts(at(nudge=0.001, updates=LAST))
    alone = twins.texts(at(updates=LAST))
    assert told["verdict"].endswith(
        f"The cost is {told['cost']}; as twins they would pay {alone['cost']}."
    )
    assert alone["verdict"].endswith(f"The cost is {alone['cost']}.")


def test_a_nudge_is_the_distance():
    """A nudge of 1 puts the second unit at a distance of 1."""
    assert twins.texts(at(nudge=1.0))["apart"] == "1.0"


def test_a_nudge_parts_them_from_most_starts():
    """From nine starts in ten that are not zero the nudge has grown a hundredfold or more."""
    grown = [twins.apart(at(across=a, up=u, nudge=0.001, updates=LAST)) > 0.1 for a, u in ALL]
    assert np.mean(grown) > 0.6


def test_training_learns():
    """The cost falls for twins too: two units do the work of one."""
    cost = twins.run(at(updates=LAST)).cost
    assert cost[-1] < 0.7 * cost[0] and len(cost) == LAST + 1


def test_the_way_ends_at_the_update():
    """It begins where the units start, and goes on to the present weights."""
    settings = at(across=-1, up=2, nudge=0.1, updates=500)
    scene = twins.scene(settings)
    one, two = scene["way"][0]
    assert list(one) == [-1, 2] and np.linalg.norm(two - one) == pytest.approx(0.1)
    (gone,) = scene["gone"]
    np.testing.assert_allclose(scene["way"][gone], twins.run(settings).units[-1])
    between = twins.scene(settings | {"updates": 520})
    assert between["gone"] == gone + 1 and len(between["way"]) == len(scene["way"]) + 1
    assert (between["way"][gone + 1] == twins.run(settings | {"updates": 520}).units[-1]).all()
