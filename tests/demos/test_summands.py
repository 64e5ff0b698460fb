"""What the summands of a convolution let their reader find, read off what is shown."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos.summands import CHANNELS, KINDS, SIDE, fan_in, reached, side_of

DEMO = demos.load("summands")


def shown(kind, column=4, row=5):
    """The scene of a recorded setting, and its sentence."""
    settings, notes = demos.read_settings(DEMO, {"kind": kind, "column": column, "row": row})
    assert not notes
    return DEMO.scene(settings), DEMO.words.say(settings)["verdict"]


def convolve(kind, x, w):
    """The output by its definition, place by place; x (c, h, w), w (c, k, k) of one output."""
    k, s, p = kind.window, kind.stride, kind.padding
    side = x.shape[1]
    if not kind.transposed:
        padded = np.pad(x, ((0, 0), (p, p), (p, p)))
        return np.array([
            [(padded[:, i * s : i * s + k, j * s : j * s + k] * w).sum() for j in range(SIDE)]
            for i in range(SIDE)
        ])  # fmt: skip
    y = np.zeros((side * s + k, side * s + k))
    for i in range(side):
        for j in range(side):
            y[i * s : i * s + k, j * s : j * s + k] += (x[:, i, j, None, None] * w).sum(axis=0)
    return y[p : p + SIDE, p : p + SIDE]


@pytest.mark.parametrize("name", KINDS)
def test_the_count_is_that_of_the_convolution(name):
    """With ones for inputs and weights each output is the number of its products."""
    kind = KINDS[name]
    x = np.ones((kind.seen, side_of(kind), side_of(kind)))
    expected = convolve(kind, x, np.ones((kind.seen, kind.window, kind.window)))
    np.testing.assert_array_equal(shown(name)[0]["counts"], expected)


@pytest.mark.parametrize("name", KINDS)
def test_what_is_lit_is_what_the_output_depends_on(name):
    """An input pixel is lit exactly where it changes the chosen output."""
    kind, rng = KINDS[name], np.random.default_rng(0)
    w = rng.uniform(1, 2, (1, kind.window, kind.window))
    for column, row in ((1, 1), (4, 5), (8, 3)):
        left, right, low, high = shown(name, column, row)[0]["lit"]
        for i in range(side_of(kind)):
            for j in range(side_of(kind)):
                x = np.zeros((1, side_of(kind), side_of(kind)))
                x[0, i, j] = 1
                moved = convolve(kind, x, w)[row - 1, column - 1] != 0
                assert moved == (low <= i < high and left <= j < right)


def middle(name):
    """The counts away from the border."""
    return shown(name)[0]["counts"][2:-2, 2:-2]


def test_groups_divide_and_a_stride_changes_nothing():
    """Two groups halve the products, depthwise leaves one channel."""
    assert (middle("plain") == 9 * CHANNELS).all()
    assert (middle("strided") == middle("plain")).all()
    assert (middle("grouped") == middle("plain") / 2).all()
    assert (middle("depthwise") == middle("plain") / CHANNELS).all()


def test_the_border_takes_pixels():
    """A corner sums four of nine, and the sentence says what that does to the variance."""
    scene, said = shown("plain", 1, 1)
    assert scene["counts"][0, 0] == 16
    assert "It sums 16 products: 4 pixels in each of 4 channels" in said and "0.44 times" in said


def test_under_a_transposed_one_the_stride_decides():
    """Where it divides the window all pixels sum the same quarter of it, else they differ."""
    even, odd = KINDS["transposed"], KINDS["checkered"]
    assert (middle("transposed") == CHANNELS * even.window**2 / even.stride**2).all()
    assert sorted(set(middle("checkered").ravel())) == [4, 8, 16]
    assert middle("checkered").mean() == fan_in(odd) == 9
    _, said = shown("checkered", 4, 4)
    assert (
        "It sums 16 products" in said and "no variance is right for all" in said and "1.78" in said
    )


def test_the_variance_is_that_of_drawn_weights():
    """With the rule's 1/n the variance at a pixel is the factor that the sentence tells."""
    kind, rng = KINDS["checkered"], np.random.default_rng(0)
    draws = 4000
    ends = [reached(kind, place) for place in (3, 4)]
    for row, (low, high) in enumerate(ends):
        n = kind.seen * (high - low) ** 2
        sums = (
            rng.normal(0, fan_in(kind) ** -0.5, (draws, n)) * rng.standard_normal((draws, n))
        ).sum(axis=1)
        assert abs(sums.var() / (n / fan_in(kind)) - 1) < 0.15
        told = f"{n / fan_in(kind):.2f} times the variance"
        assert told in shown("checkered", 4 + row, 4 + row)[1]


def test_what_is_said_of_the_presets():
    """Each sentence holds of the counts that it shows."""
    corner, one, board = (
        (each, DEMO.scene(demos.defaults(DEMO) | dict(each.settings))) for each in DEMO.presets
    )
    counts, rule = corner[1]["counts"], corner[1]["rule"][0]
    assert counts[corner[0].settings["row"] - 1, corner[0].settings["column"] - 1] < rule
    assert counts[4, 3] == rule
    assert one[1]["counts"].max() == 9
    middle = board[1]["counts"][2:6, 2:6]
    assert (np.diff(middle, axis=0) != 0).any() and (np.diff(middle, axis=1) != 0).any()
