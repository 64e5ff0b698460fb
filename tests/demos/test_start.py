"""What three starts let a reader discover, from what the start page records."""

import numpy as np
import pytest
from tests.demos.test_demos import decode

from initdocs import demos
from initdocs.demos import playground, start


def said(scale):
    return start.texts({"scale": scale})["verdict"]


@pytest.mark.parametrize("scale", playground.SCALES[::4])
def test_its_networks_are_the_playgrounds(scale):
    """Each cost is that of the playground's network with the same variance, as that is recorded."""
    demo = demos.load("playground")
    (axis,) = (each for each in demo.axes if "scale" in each.files)
    content = demos.record(demo, demos.defaults(demo) | {"scale": scale}, axis)
    fields, _ = decode(content)
    # the playground keeps every tenth epoch of the first three hundred: a frame has ten
    kept = [i for i, f in enumerate(demo.recording.frames) if f <= start.EPOCHS // start.EVERY]
    names = list(playground.CONTENDERS)
    stored, log, half = fields["frames", "cost"]
    assert log
    for name, cost in zip(("small", "free", "large"), start.race(scale).cost, strict=True):
        theirs = stored[kept][:, names.index(name)]
        np.testing.assert_allclose(np.log(cost), theirs, atol=half.max() + 2e-3)


def test_one_nth_learns_and_the_ends_do_not():
    """The three words come in order, and the two ends stay near an even guess."""
    small, own, large = start.race(1.0).cost[:, -1]
    assert own < 0.15 * start.GUESS
    assert min(small, large) > 0.85 * start.GUESS
    assert said(1).startswith("1/n learns: after 300 epochs its cost is 0.07")
    assert said(start.SMALL).startswith("0.01/n still guesses")
    assert said(start.LARGE).startswith("100/n still guesses")


def test_the_ends_of_the_slider_are_the_two_that_stand_beside():
    """At either end the reader's network is the one that is drawn beside it."""
    for scale, other in ((start.SMALL, 0), (start.LARGE, 2)):
        found = start.race(scale)
        np.testing.assert_array_equal(found.cost[1], found.cost[other])
        np.testing.assert_array_equal(found.answers[1], found.answers[other])


def test_the_answers_tell_the_classes_apart_where_it_learns():
    """The map of 1/n is sure of the middle and of the rim; that of 0.01/n of nothing."""
    cells = playground.CELLS
    unsure, sure, _ = start.race(1.0).answers.reshape(3, cells, cells)
    middle, rim = sure[cells // 2, cells // 2], sure[0, 0]
    assert middle < 0.1 and rim > 0.9
    assert np.abs(unsure - 0.5).max() < 0.1


def test_the_settings_that_have_a_name():
    """Tenfold learns, a hundredth and a hundredfold guess; a hundredth with one half everywhere."""
    told = {p.slug: said(float(p.settings.get("scale", 1))) for p in demos.load("start").presets}
    assert "learns" in told["one-over-n"] and "learns" in told["ten-times-that"]
    assert "guesses" in told["a-hundred-times"] and "guesses" in told["a-hundredth"]
    assert np.abs(start.race(start.SMALL).answers[1] - 0.5).max() < 0.1
