"""What the valley of learning rates lets its reader find, read off what it shows."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import valley
from initdocs.demos.valley import RATES, WIDTHS

DEMO = demos.load("valley")


def shown(scaling, rate=0.01):
    """The losses by width and rate, those at the rate, and the sentence of a recorded setting."""
    settings, notes = demos.read_settings(DEMO, {"scaling": scaling, "rate": rate})
    assert not notes
    scene = DEMO.scene(settings)
    return 10 ** scene["losses"], 10 ** scene["chosen"], DEMO.words.say(settings)["verdict"]


def best(scaling):
    """The best rate of each width."""
    return np.array(RATES)[shown(scaling)[0].argmin(axis=1)]


def test_with_the_usual_scaling_the_valley_moves():
    """The wider, the smaller the best rate; what is best at width 64 spoils width 512."""
    rates = best("standard")
    assert (np.diff(rates) < 0).all() and rates[0] >= 8 * rates[-1]
    _, chosen, said = shown("standard", rates[0])
    assert chosen[-1] > 10 * chosen[0]
    assert f"{rates[0] / rates[-1]:.2g} apart" in said and f"at {chosen[-1]:.2g}" in said


def test_with_mup_the_valleys_lie_on_each_other():
    """The best rates are within a factor of two or so, and the narrow one's serves the widest."""
    rates = best("mup")
    assert rates.max() <= 3.5 * rates.min()
    losses, chosen, _ = shown("mup", rates[0])
    assert (chosen < 2.5 * losses.min(axis=1)).all()
    assert chosen[-1] < 1.5 * chosen[0]


def test_at_the_base_width_both_are_one():
    """μP is in proportion: nothing changes where the constants were found."""
    usual, mup = shown("standard")[0], shown("mup")[0]
    assert (usual[0] == mup[0]).all() and (usual[-1] != mup[-1]).all()
    assert valley.layers(64, "mup") == valley.layers(64, "standard")


@pytest.mark.parametrize("scaling", valley.SCALINGS)
def test_both_sides_of_a_valley_are_steep(scaling):
    """At every width the best rate is none of the smallest or largest, or the slope goes on."""
    losses, *_ = shown(scaling)
    assert (losses[:, -1] > 10 * losses.min(axis=1)).all()
    assert (losses.argmin(axis=1) > 0).all()


def test_the_layers_scale_as_the_rules_say():
    """Twice the base width: the output's variance a quarter, Adam's rate of two layers a half."""
    plain, wide = (valley.layers(width, "mup") for width in WIDTHS[:2])
    assert [b[2] / a[2] for a, b in zip(plain, wide, strict=True)] == [1, 0.5, 0.25]
    assert [b[3] / a[3] for a, b in zip(plain, wide, strict=True)] == [1, 0.5, 0.5]
    assert WIDTHS[1] == 2 * WIDTHS[0] == 2 * valley.BASE


def test_what_is_said_of_the_presets():
    """The best rates part with the usual scaling and agree with the other."""
    moves, near = (best(p.settings.get("scaling", "standard")) for p in DEMO.presets)
    assert list(moves) == sorted(moves, reverse=True) and moves[0] > 4 * moves[-1]
    assert near.max() <= 3 * near.min()
