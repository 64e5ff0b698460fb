"""What draws in few digits let a reader discover, from what they record."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import precision
from initdocs.demos._words import number, per_cent
from initdocs.precision import FORMATS

DEMO = precision.DEMO
DEFAULT = demos.defaults(DEMO)


def at(**changed):
    return {**DEFAULT, **changed}


def drawn(**changed):
    return precision.drawn(*at(**changed).values())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("limits", precision.LIMITS)
def test_a_rounded_draw_keeps_its_law(form, limits):
    """Its deviation is the wanted one to a per cent, its mean within four errors of zero.

    In every format, as long as float16 has the digits.
    """
    for power in (p for p in precision.POWERS if p >= -6):
        draws, _ = drawn(form=form, way="cast", limits=limits, power=power)
        goal = precision.wanted(limits, power)
        assert abs(draws.std() / goal - 1) < 0.01
        assert abs(draws.mean()) < 4 * goal / np.sqrt(precision.COUNT)


@pytest.mark.parametrize("form", FORMATS)
def test_one_of_its_own_bits_is_the_bound(form):
    """Of 2 to the digits one lands on −2, and none on 2; with it the deviation follows."""
    draws, bound = drawn(form=form)
    share = 2.0 ** -FORMATS[form].digits
    low = int((draws == -bound).sum())
    assert bound == 2 and not (draws == 2).any()
    assert abs(low - precision.COUNT * share) <= 4 * np.sqrt(precision.COUNT * share) + 1e-9
    assert abs(draws.std() - np.sqrt(4 * low / precision.COUNT + 1e-4)) < 1e-3


def test_a_near_bound_heals():
    """Bounded at two deviations the few bits make the wanted deviation, to a per cent."""
    draws, bound = drawn(limits="sigma")
    assert abs(draws.std() / precision.wanted("sigma", -2.0) - 1) < 0.01
    assert (np.abs(draws) <= bound).all() and len(np.unique(draws)) <= 256


def test_the_opening_of_its_page():
    """What stands above the demo is of its default settings, and of those that the link sets."""
    draws, bound = drawn()
    assert (DEFAULT["form"], DEFAULT["way"], DEFAULT["power"], bound) == ("bfloat16", "own", -2, 2)
    assert len(np.unique(draws)) == 256 == 2 ** FORMATS["bfloat16"].digits
    assert draws.std() > 10 * 0.01 and abs(draws[draws > -2].std() / 0.01 - 1) < 0.03
    assert abs(drawn(way="cast")[0].std() / 0.01 - 1) < 0.01


def test_the_law_of_a_truncated_draw():
    """The wanted deviation is 0.8796 of the given one at two deviations, and all of it far out."""
    assert abs(precision.wanted("sigma", 0.0) - 0.87962566) < 1e-7
    assert precision.wanted("two", 0.0) == precision.wanted("sigma", 0.0)
    assert abs(precision.wanted("two", -2.0) - 0.01) < 1e-9


@pytest.mark.parametrize("way", precision.WAYS)
@pytest.mark.parametrize("power", [-8.0, -2.0, 0.0])
@pytest.mark.parametrize("form", FORMATS)
def test_the_picture_holds_all_draws(form, way, power):
    """Bins, zeros and bounds are all of them, and the law of the bins sums to as many."""
    scene = precision.scene(at(form=form, way=way, power=power))
    bins = 10 ** scene["bins"][scene["bins"] > precision.NONE]
    assert abs(bins.sum() + scene["special"].sum() - precision.COUNT) < 1e-6 * precision.COUNT
    assert abs((10 ** scene["law"]).sum() / precision.COUNT - 1) < 1e-3


def test_float16_has_no_number_so_small():
    """At 1e-8 nearly all of a draw is zero in float16, and nothing in bfloat16."""
    half, _ = drawn(form="float16", way="cast", power=-8.0)
    brain, _ = drawn(form="bfloat16", way="cast", power=-8.0)
    assert (half == 0).mean() > 0.99 and (brain != 0).all()
    said = precision.texts(at(form="float16", way="cast", limits="sigma", power=-8.0))["verdict"]
    assert said == f"All 100,000 draws are zero: the smallest number of float16 is {number(6e-8)}."


def test_the_sentences_say_so():
    """What is at the bound and its part of the mean square; else how many values there are."""
    said = {p.slug: precision.texts(at(**p.settings))["verdict"] for p in DEMO.presets}
    draws, _ = drawn()
    low = int((draws == -2).sum())
    part = 4 * low / (draws**2).sum()
    eight = said["its-own-eight-bits"]
    assert f"{low} of 100,000 stand at the bound −2 and make {per_cent(part)}" in eight
    assert part > 0.99 and "wanted 0.01; drawn 0.129" in eight
    assert f"{int((draws == 0).sum())} are 0, one of the 256 values" in eight
    assert "wanted 0.01, truncated: 0.0088;" in said["a-near-bound"]
    wide = precision.texts(at(way="cast", power=0.0))["verdict"]
    assert wide.startswith("Standard deviation wanted 1, truncated: 0.88;")
    assert "stand at the bound" in said["eleven-bits"]
    assert all("bound" not in said[slug] for slug in ("rounded", "a-near-bound"))
    assert "are zero, and there are 3 different values" in said["too-small-for-float16"]
