"""What the derivation lets a reader discover, from what it records."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import sides


@pytest.mark.parametrize("line", sides.NUMBERS)
def test_as_assumed_the_sides_agree(line):
    """Within four standard errors, or two per cent where the line is an approximation."""
    found = sides.measured(line, 0)
    gap = abs(found.left - found.right)
    assert gap < max(4 * found.error, 0.02 * found.right)
    assert sides.texts({"line": line, "broken": 0})["verdict"].endswith("The sides agree.")


@pytest.mark.parametrize(
    ("line", "ratio"),
    [
        (1, None),  # tanh takes more than half of a variance of 1
        (2, 1 + 0.5**2 / (sides.INPUTS * sides.WEIGHT**2 * sides.INPUT**2)),
        (3, sides.INPUTS),
        (4, None),
        (5, 2),
    ],
)
def test_a_broken_assumption_parts_them(line, ratio):
    """By the factor that the broken assumption is worth, where that is known."""
    found = sides.measured(line, 100)
    assert not sides.agree(found)
    if ratio:
        assert abs(found.left / found.right / ratio - 1) < 5 * found.error / found.left + 0.02
    else:
        assert found.left < 0.6 * found.right


def test_uneven_inputs_do_no_harm():
    """The sides agree however different the inputs' sizes are."""
    assert all(sides.agree(sides.measured(6, broken)) for broken in sides.BREAKS)
    assert "It does no harm." in sides.texts({"line": 6, "broken": 100})["verdict"]


def test_the_centre_counts_by_its_square():
    """Inputs of mean m and deviation s make the left side 1 + m²/s² times the right one."""
    for broken in sides.BREAKS:
        found = sides.measured(5, broken)
        expected = 1 + (broken / 100) ** 2
        assert abs(found.left / found.right - expected) < 5 * found.error / found.right


def test_the_recording_is_in_units_of_the_right_side():
    """What is drawn is the ratio of the line, whether its sides agree, and its error."""
    scene = sides.scene({"line": 5, "broken": 100})
    assert not scene["agree"][0] and scene["line"][0] == 4
    np.testing.assert_allclose(scene["ratio"][0], 2, atol=5 * scene["error"][0])


def test_the_harmless_line_is_still_to_be_found():
    """It is the last of six, the demo begins with the first, and tells nothing of the others."""
    at = demos.defaults(sides.DEMO)
    agree = [bool(sides.scene(at | {"line": line})["agree"][0]) for line in sides.NUMBERS]
    assert at["line"] == 1 and agree == [False] * 5 + [True]
    assert all(values.size == 1 for values in sides.scene(at).values())


@pytest.mark.parametrize("line", sides.NUMBERS)
@pytest.mark.parametrize("broken", sides.BREAKS)
def test_the_sentence_of_the_page_is_true_at_every_stop(line, broken):
    """“Line … assumes that …; here …; then its left side … its right side”: one line’s words."""
    told, found = (of(line, broken) for of in (_texts, sides.measured))
    one = sides.LINES[line - 1]
    assert (told["left_side"], told["right_side"]) == (one.left, one.right)
    assert told["assumes"] == one.assumes
    assert (told["compared"] == "agrees with") == sides.agree(found)
    assert (told["here"] == "all is as assumed") == (broken == 0)


def _texts(line, broken):
    return sides.texts({"line": line, "broken": broken})


def test_a_correlation_of_two_numbers_with_means_is_told_with_them():
    """Of opposite sign they make the product vary less; about zero it would vary more."""
    assert "X of mean 2 and Y of mean −1 have the correlation 1" in _texts(4, 100)["verdict"]
    x = 0.5 * np.random.default_rng(0).standard_normal(100_000)
    assert sides.measured(4, 100).left < 0.6 * sides.measured(4, 100).right
    assert (x * x).var() > 1.9 * x.var() ** 2


@pytest.mark.parametrize("broken", sides.BREAKS)
def test_tied_products_add_their_covariances(broken):
    """Two products have the correlation b², so n of them vary 1 + (n − 1) b² times as much."""
    found = sides.measured(3, broken)
    expected = 1 + (sides.INPUTS - 1) * (broken / 100) ** 2
    assert abs(found.left / found.right - expected) < 5 * found.error / found.right


def test_words_and_picture_round_alike():
    """A ratio has one form: to a hundredth, and from ten on to a tenth."""
    for line, broken in ((1, 50), (3, 50), (3, 100)):
        told = sides.times(sides.measured(line, broken))
        texts = sides.texts({"line": line, "broken": broken})
        assert texts["compared"] == f"is {told} times" and f" {told} times" in texts["verdict"]
    assert (len(sides.times(sides.Sides(0.754, 1, 0))), sides.times(sides.Sides(49.96, 1, 0))) == (
        4,
        "50.0",
    )
