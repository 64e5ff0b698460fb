"""What the residual stack lets its reader find, read off what it shows."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos.residual import BLOCKS, BRANCHES

DEMO = demos.load("residual")


def shown(alpha, branch="linear"):
    """The parts and the sizes as shares of the end, and the growth, of a recorded setting."""
    settings, notes = demos.read_settings(DEMO, {"alpha": alpha, "branch": branch})
    assert not notes
    scene = DEMO.scene(settings)
    return scene["parts"], scene["sizes"], scene["growth"][0], DEMO.words.say(settings)["verdict"]


def test_with_a_factor_of_one_the_last_block_is_half():
    """And nothing of the input is left to see."""
    parts, _, growth, said = shown(1)
    assert 0.4 < parts[-1] < 0.6
    assert parts[0] < 1e-6 and growth > 1e6
    assert "the input makes less than 1 %" in said


def test_with_one_over_the_root_all_blocks_add_alike():
    """The input keeps more than a third: the growth is about e."""
    parts, _, growth, _ = shown(BLOCKS**-0.5)
    assert 1 / 3 < parts[0] < 0.45 and abs(growth - np.e) < 0.5
    assert parts[1:].max() < 4 * parts[1:].min() and parts[1:].max() < 0.06


def test_with_one_over_the_depth_hardly_anything_is_added():
    """The input is nearly all; with a factor of zero it is all."""
    assert shown(1 / BLOCKS)[0][0] > 0.9
    parts, sizes, growth, said = shown(0)
    assert parts[0] == growth == 1 and not parts[1:].any() and (sizes == 1).all()
    assert "the input makes 100 %, the last block nothing" in said


def test_branches_that_end_in_relu_line_up():
    """They have together far more than the parts; behind a linear layer they have not."""
    parts, _, growth, said = shown(0.2, "relu")
    assert parts.sum() < 0.3 and growth > 10 * shown(0.2)[2]
    assert "lines up" in said
    for alpha in (0.04, 0.2, 1):
        parts, *_, said = shown(alpha)
        assert 0.8 < parts.sum() < 1.2 and "lines up" not in said


def test_behind_normalization_each_block_adds_the_same():
    """Whatever came before it: the size grows by a step a block."""
    parts, sizes, growth, _ = shown(1, "normalized")
    assert parts[1:].max() < 1.5 * parts[1:].min()
    np.testing.assert_allclose(
        sizes * growth, 1 + np.arange(BLOCKS + 1) * (growth - 1) / BLOCKS, rtol=0.25
    )


@pytest.mark.parametrize("branch", BRANCHES)
def test_what_is_added_stays(branch):
    """Each size is that of before and the part of its block, but for what they have together."""
    parts, sizes, *_ = shown(0.06, branch)
    together = np.diff(sizes) - parts[1:]
    assert abs(together).max() < (0.1 if branch == "relu" else 0.02)
