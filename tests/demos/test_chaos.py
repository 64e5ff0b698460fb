import numpy as np
import pytest

from initdocs import demos, propagation
from initdocs.demos import chaos

DEMO = demos.load("chaos")
DEEP = chaos.DEEPEST


def at(sigma_w2, depth):
    return chaos.scene({"sigma_w2": sigma_w2, "depth": depth})


def said(sigma_w2, depth):
    return chaos.said({"sigma_w2": sigma_w2, "depth": depth})["verdict"]


@pytest.mark.parametrize("seed", range(3))
def test_order_merges_chaos_scrambles_and_the_edge_keeps(seed):
    """After forty layers, in other networks too: one picture twice, another one, and both."""
    order, edge, scrambled = (
        chaos.passage(w, (DEEP,), seed)[0][0] for w in (chaos.WEIGHTS[1], 1.76, chaos.WEIGHTS[-1])
    )
    assert chaos.told_apart(order) < chaos.MERGED / 2
    assert chaos.told_apart(edge) > chaos.MERGED and chaos.likeness(edge) > chaos.READ
    assert chaos.told_apart(scrambled) > chaos.MERGED
    assert chaos.likeness(scrambled) < chaos.READ / 2


def test_what_is_shown_says_so():
    """With small weights two drawings become one; with large ones they part; between both stay."""
    assert said(1.0, DEEP).startswith("Order") and "merged" in said(1.0, DEEP)
    assert said(1.76, DEEP).startswith("The edge of chaos") and "told apart" in said(1.76, DEEP)
    assert said(4.0, DEEP).startswith("Chaos") and "scrambled" in said(4.0, DEEP)
    assert f"less than {100 * chaos.MERGED:.0f} % of" in DEMO.steps[0].legends["pictures"]
    assert f"below {chaos.READ}" in DEMO.steps[0].legends["pictures"]
    for sigma_w2 in chaos.WEIGHTS:
        assert "can be told apart" in said(sigma_w2, 1)
        assert f"by {chaos.phase(sigma_w2)[1]:.2f}. After 1 layer the" in said(sigma_w2, 1)


@pytest.mark.parametrize(
    ("sigma_w2", "scatter", "words"),
    [(4.0, 0.1, "and 0.1 in chaos"), (1.76, 0.06, "by about 0.06 at the edge")],
)
def test_single_networks_scatter(sigma_w2, scatter, words):
    """Around the line, by as much as the legend says."""
    ends = np.array([chaos.passage(sigma_w2, (DEEP,), seed)[1][20:] for seed in range(8)])
    found = np.sqrt(((ends - chaos.theory(sigma_w2)[20:]) ** 2).mean())
    assert 0.6 * scatter < found < 1.5 * scatter
    assert words in DEMO.steps[0].legends["correlation"]


def test_the_first_network_lies_near_the_line():
    """What the page quotes at the edge is the theory's to a twentieth."""
    scene = at(1.76, DEEP)
    assert abs(scene["network"][-1] - scene["theory"][-1]) < 0.05
    assert abs(scene["network"] - scene["theory"]).max() < 0.12


def test_what_goes_in_is_read_before_the_first_layer():
    """Two drawings that the reader has not learned from, as they are."""
    scene = at(1.2, 0)
    np.testing.assert_array_equal(scene["drawings"], scene["readings"])
    learned = chaos.images()[1]
    for drawing in scene["drawings"]:
        assert (abs(learned - drawing[:, None]).max(axis=0) > 0).all()


@pytest.mark.parametrize("sigma_w2", chaos.WEIGHTS)
def test_the_network_follows_the_theory(sigma_w2):
    """The correlation goes to 1 in order, and to the fixed point of the map in chaos.

    A layer of n units misses the map by about 1/√n, and near the edge and in chaos what it has
    missed is carried on.
    """
    scene = at(sigma_w2, 1)
    assert abs(scene["network"] - scene["theory"])[:8].max() < 6 / np.sqrt(chaos.UNITS)
    assert abs(scene["network"] - scene["theory"]).max() < 0.4
    star = propagation.correlation_fixed_point("tanh", sigma_w2, chaos.SIGMA_B2)
    phase, chi = chaos.phase(sigma_w2)
    if phase == 0 and chi < 0.9:
        assert scene["theory"][-1] == pytest.approx(1, abs=0.01)
        assert scene["network"][-1] == pytest.approx(1, abs=0.01)
    if chi > 1.15:
        assert scene["theory"][-1] == pytest.approx(star, abs=0.01)
    assert (phase == 0) == (chi < 1 - chaos.EDGE)


def test_a_depth_between_the_recorded_ones():
    """What the reader types is computed for it, and lies between its neighbours."""
    apart = [
        chaos.told_apart(chaos.reading({"sigma_w2": 1.0, "depth": depth})) for depth in (30, 35, 40)
    ]
    assert apart[0] > apart[1] > apart[2]
