"""What the leaky ReLU lets a reader discover, from what it records."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import leak


@pytest.mark.parametrize("slope", leak.SLOPES[::5])
def test_what_is_kept_is_the_law(slope):
    """The areas of the picture are (1 + s²)/2 of the second moment, s²/2 of them left of zero."""
    scene = leak.scene({"slope": slope})
    z = np.linspace(-leak.REACH, leak.REACH, leak.POINTS)
    before, behind = (np.trapezoid(scene[name], z) for name in ("before", "behind"))
    assert abs(before - 1) < 2e-3
    assert abs(behind / before - leak.kept(slope)) < 1e-9
    left = np.trapezoid(scene["behind"][z <= 0], z[z <= 0])
    assert abs(left / before - slope**2 / 2) < 1e-9


def test_half_is_lost_and_the_factor_makes_up_for_it():
    """2 for ReLU, 1 without a bend, and hardly less than 2 for the slope that is common."""
    said = {slope: leak.texts({"slope": slope}) for slope in (0, 0.2, 1.0)}
    assert [(t["half"], t["share"], t["factor"]) for t in said.values()] == [
        ("nothing", "50%", "2"), ("4%", "52%", "1.92"), ("all", "100%", "1"),
    ]  # fmt: skip
    assert demos.defaults(leak.DEMO) == {"slope": 0}
