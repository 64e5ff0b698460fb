"""What the residual stack lets its reader find, read off what it shows."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import residual
from initdocs.demos._words import share, times
from initdocs.demos.residual import BLOCKS, BRANCHES, FACTORS
from initdocs.propagation import residual_growth

DEMO = demos.load("residual")


def shown(blocks, factor="one", branch="linear"):
    """The growth in theory and in the network behind every block, and what is said."""
    settings, notes = demos.read_settings(
        DEMO, {"blocks": blocks, "factor": factor, "branch": branch}
    )
    assert not notes
    scene = DEMO.scene(settings)
    assert scene["blocks"][0] == blocks
    assert scene["theory"].shape == scene["network"].shape == (residual.DEEPEST + 1,)
    theory, network = (10 ** scene[name][: blocks + 1] for name in ("theory", "network"))
    return theory, network, DEMO.words.say(settings)["verdict"]


def test_with_a_factor_of_one_every_block_doubles_it():
    """The last block is about half of all there is, and nothing of the input is left to see."""
    theory, network, said = shown(25)
    np.testing.assert_allclose(theory[1:] / theory[:-1], 2)
    assert 1.7 < network[-1] ** (1 / 25) < 2.2
    assert "one part in 3.4\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}10⁷ of it is the input’s" in said
    assert "50\N{NO-BREAK SPACE}% what the last block added" in said
    assert shown(100)[1][-1] > 1e15 * network[-1]


@pytest.mark.parametrize(("factor", "alpha"), [("one", 1), ("root", 0.2), ("depth", 0.04)])
def test_the_factor_is_the_one_that_is_named(factor, alpha):
    """Of 25 blocks, and the page's sentence names it."""
    settings = {"blocks": 25, "factor": factor, "branch": "linear"}
    assert residual.alpha_of(settings) == pytest.approx(alpha)
    assert DEMO.words.say(settings)["factor"] == FACTORS[factor]


@pytest.mark.parametrize("blocks", [blocks for blocks in BLOCKS if blocks > 2])
def test_with_one_over_the_root_the_depth_drops_out(blocks):
    """The growth is about e, and the input keeps more than a quarter."""
    theory, network, _ = shown(blocks, "root")
    assert theory[-1] == pytest.approx(residual_growth(np.full(blocks, blocks**-0.5)))
    assert 2.4 < theory[-1] < np.e and 2 < network[-1] < 4


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("branch", BRANCHES)
def test_the_pages_live_words_are_true(blocks, factor, branch):
    """At every recorded setting: how much larger it comes out, and the input's part in theory."""
    settings = {"blocks": blocks, "factor": factor, "branch": branch}
    words = DEMO.words.say(settings)
    theory, network, _ = shown(**settings)
    assert words["grown"] == times(network[-1])
    part = 1 / theory[-1]
    assert words["left"] == (
        share(part) if part >= 0.01 else f"one part in {times(theory[-1]).removesuffix(' times')}"
    )


def test_branches_that_end_in_relu_line_up():
    """One over the root is not enough for them at depth; one over the depth is."""
    deep, shallow = shown(100, "root", "relu"), shown(25, "root", "relu")
    for path in (0, 1):
        assert deep[path][-1] > 20 * shallow[path][-1] > 20 * shown(25, "root")[path][-1]
        assert shown(100, "depth", "relu")[path][-1] < 3
    assert abs(np.log10(deep[1] / deep[0])).max() < 0.5


def test_behind_normalization_each_block_adds_the_same():
    """Whatever came before it: the size grows by a step a block."""
    theory, network, _ = shown(100, "one", "normalized")
    np.testing.assert_allclose(theory, 1 + np.arange(101))
    np.testing.assert_allclose(network, theory, rtol=0.25)


def test_whose_signal_it_is():
    """The last fifth's at a factor of one; at one over the root the input's too."""
    for factor, last, first in (("one", 0.99, 0), ("root", 0.3, 0.35)):
        theory = shown(100, factor)[0]
        assert (1 - theory[80] / theory[100] > last) == (factor == "one")
        assert theory[0] / theory[100] >= first


@pytest.mark.parametrize("branch", BRANCHES)
@pytest.mark.parametrize("factor", FACTORS)
def test_the_network_follows_the_theory(branch, factor):
    """A block of 100 units misses the wide limit by some per cent, which add up."""
    theory, network, _ = shown(25, factor, branch)
    assert abs(np.log(network / theory)).max() < 1
