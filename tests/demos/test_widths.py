from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import widths

DEMO = demos.load("widths")
DIFFER = [w for w in widths.WIDTHS if w != widths.UNITS]


def shown(law, width):
    """The rows of the bars as sizes: forward, back, their product."""
    scene = widths.scene({"law": law, "width": width})
    return scene["network"], scene["level"].tolist()


def spread(row):
    return row.max() / row.min()


@pytest.mark.parametrize("law", ["in", "both", "out"])
def test_equal_widths_one_variance_levels_both(law):
    """With equal widths the three laws are one, and all bars are level."""
    rows, level = shown(law, widths.UNITS)
    assert level == [1, 1, 1]
    assert max(map(spread, rows)) < 1.1


def test_the_trap():
    """With 1/(3n) both directions fall ninefold, in opposite ones, and their product is level."""
    (forward, back, product_), level = shown("old", widths.UNITS)
    assert level == [0, 0, 1]
    assert (np.diff(forward) < 0).all() and (np.diff(back) > 0).all()
    for row in (forward, back):
        assert 8 < spread(row) < 10
    assert spread(product_) < 1.1
    assert product_.max() < 0.15


@pytest.mark.parametrize("width", DIFFER)
def test_no_variance_levels_both(width):
    """Where widths differ, the fan-in levels the way forward, the fan-out the way back."""
    levels = {law: shown(law, width)[1][:2] for law in widths.LAWS}
    assert levels == {"old": [0, 0], "in": [1, 0], "both": [0, 0], "out": [0, 1]}


@pytest.mark.parametrize("width", DIFFER)
def test_either_condition_telescopes(width):
    """With fan-in or fan-out the last layer has the first one's size; Xavier's loses in both."""
    n = widths.widths({"width": width})
    for law in ("in", "out"):
        np.testing.assert_allclose(widths.ends(n, widths.variances(law, n)), 1)
        (_, back, _), _ = shown(law, width)
        assert abs(np.log(back[0] / back[-1])) < 0.15
    assert max(widths.ends(n, widths.variances("both", n))) < 0.98


def test_what_the_presets_say_of_widths_in_turn():
    """Xavier's loses in every pair, both ways; with the fan-in wide layers have half."""
    n = widths.widths({"width": 400})
    forward, back, _ = widths.sizes(n, widths.variances("both", n))
    assert (forward[2:] < 0.9 * forward[:-2]).all() and (back[:-2] < 0.9 * back[2:]).all()
    forward, back, _ = widths.sizes(n, widths.variances("in", n))
    np.testing.assert_allclose(forward, 1)
    np.testing.assert_allclose(back, [1, 0.5, 1, 0.5, 1])


@pytest.mark.parametrize(("law", "width"), [*product(widths.LAWS, widths.WIDTHS)])
def test_the_rows_multiply(law, width):
    """In each column the third bar is the first times the second, as its title says.

    In a network of 25 units a layer nearly so.
    """
    scene = widths.scene({"law": law, "width": width})
    for rows, tolerance in ((scene["law"], 1e-12), (scene["network"], 0.12)):
        np.testing.assert_allclose(rows[0] * rows[1], rows[2], rtol=tolerance)


@pytest.mark.parametrize(("law", "width"), [*product(widths.LAWS, widths.WIDTHS)])
def test_the_network_follows_the_law(law, width):
    """Each bar lies near its stroke: of one network with 25 units a layer at least."""
    scene = widths.scene({"law": law, "width": width})
    assert abs(np.log(scene["network"] / scene["law"])).max() < 0.12


@pytest.mark.parametrize(
    ("law", "width", "words"),
    [("old", 100, ["forward the largest size is 9.0 times", "level all the same"]),
     ("old", 400, ["forward the largest size is 9.0 times", "back the largest size is 10.4",
                    "No variance"]),
     ("in", 100, ["forward all sizes are level", "back all sizes are level"]),
     ("in", 400, ["forward all sizes are level", "back the largest size is 2.0",
                   "from end to end"]),
     ("out", 400, ["forward the largest size is 2.0", "back all sizes are level",
                    "from end to end"]),
     ("both", 400, ["forward the largest size is", "back the largest", "both in each layer."])],
)  # fmt: skip
def test_what_is_said(law, width, words):
    """The sentence tells each direction, and that no variance levels both in each layer."""
    said = widths.said({"law": law, "width": width})["verdict"]
    assert all(word in said for word in words)
    assert ("No variance" in said) == (width != 100)
