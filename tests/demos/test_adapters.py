"""What the demo of LoRA's factors lets a reader discover, from what it records."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import demos
from initdocs.demos import adapters

DEMO = adapters.DEMO


def at(**given):
    return demos.defaults(DEMO) | given


@pytest.mark.parametrize("seed", range(3))
def test_the_first_step_by_rank(seed):
    """Of gradient descent η s² r, of Adam η s r: s = α/r levels the one, α/√r the other.

    |Ax|² is a sum of r squares for each of four examples: its deviation is √(2/4r) of it, 18 % at
    rank 16. Within three of them for the root, 60 % for the square that a factor of 64 tells.
    """
    for scale, optimizer, wanted in (
        ("rank", "descent", 64),
        ("root", "descent", 1),
        ("rank", "adam", 1),
        ("root", "adam", 1 / 8),
    ):
        _, first = adapters.by_rank(scale, optimizer, seed)
        assert abs(first[0] / first[-1] / wanted - 1) < 0.6


def test_the_first_step_of_descent_is_exact():
    """With B = 0 it moves s·BAx by η s² y (Ax)ᵀ(Ax)/EXAMPLES, to single precision."""
    x, y, a, b = drawn = adapters.start(64, 8, "a", 0)
    _, length = adapters.adapt(drawn, 0.5, 0.01, "descent", 1)
    h = a @ x
    moved = 0.01 * 0.5**2 / adapters.EXAMPLES * y @ h.T @ h
    np.testing.assert_allclose(length, np.linalg.norm(moved) / np.linalg.norm(y), rtol=1e-5)
    assert not b.any()


@pytest.mark.parametrize("side", adapters.SIDES)
def test_the_gradients(side):
    """A small step lowers the cost by the rate times the square of its gradient, by differences.

    That of half the sum of squares over EXAMPLES, by all entries of A and B, neither of them 0;
    the second order of a step of 1e-5 and of the differences is below 1 %.
    """
    x, y, a, b = (each.astype(float) for each in adapters.start(6, 3, side, 0))
    rng = np.random.default_rng(1)
    y, a, b = 10 * y, a + 0.1 * rng.standard_normal(a.shape), b + 0.1 * rng.standard_normal(b.shape)

    def cost(a, b):
        return ((0.5 * b @ a @ x - y) ** 2).sum() / 2 / adapters.EXAMPLES

    square = 0.0
    for factor in (a, b):
        for place in np.ndindex(factor.shape):
            kept = factor[place]
            found = []
            for moved in (kept + 1e-5, kept - 1e-5):
                factor[place] = moved
                found.append(cost(a, b))
            factor[place] = kept
            square += ((found[0] - found[1]) / 2e-5) ** 2
    rate = 1e-5
    costs, _ = adapters.adapt((x, y, a, b), 0.5, rate, "descent", 1)
    fall = (costs[0] - costs[1]) * (y**2).sum() / 2 / adapters.EXAMPLES
    assert abs(fall / (rate * square) - 1) < 0.01


@given(st.sampled_from(adapters.RANKS))
def test_the_scales_agree_at_the_smallest_rank(rank):
    """α/r is the square of α/√r if both are 1 at rank 16."""
    assert np.isclose(adapters.factor("rank", rank), adapters.factor("root", rank) ** 2)
    assert adapters.factor("rank", 16) == adapters.factor("root", 16) == 1


def test_the_largest_rate_by_width():
    """16 times as wide: 4 times smaller with A random, 16 times with B random.

    Rates are an eighth of a decade apart, 1.33: within two of them.
    """
    for side, wanted in (("a", 4), ("b", 16)):
        power = np.array(adapters.POWERS)[adapters.edges(side)]
        assert abs(power[0] - power[-1] - np.log10(wanted)) <= 0.25 + 1e-9


@pytest.mark.parametrize("side", adapters.SIDES)
def test_lines_end_within_the_axis(side):
    """Each width has stable rates and others, and what is drawn is finite up to its end."""
    rates = adapters.scene(at(side=side))["rates"]
    for row, edge in zip(rates, adapters.edges(side), strict=True):
        assert 0 < edge < len(adapters.POWERS) - 1
        assert np.isfinite(row[: edge + 1]).all()
        assert np.isnan(row[edge + 1 :]).all()
        assert (row[: edge + 1] < adapters.STABLE).all()


def test_a_random_b_leaves_much():
    """The widest layer learns all with A random, and keeps a third at least with B random."""
    left = {side: np.nanmin(adapters.scene(at(side=side))["rates"][-1]) for side in adapters.SIDES}
    assert left["a"] < 0.01
    assert left["b"] > 0.33


def test_what_is_said_of_the_presets():
    """Slower, alike, alike, faster: what the names of the presets promise."""
    said = {each.slug: adapters.said(at(**each.settings)) for each in DEMO.presets}
    assert "the slower." in said["divided-by-the-rank"]["verdict"]
    for slug in ("divided-by-the-root", "adam-by-the-rank"):
        assert "alike" in said[slug]["verdict"]
    assert "the faster." in said["adam-by-the-root"]["verdict"]
    assert "learns all" in said["divided-by-the-rank"]["verdict"]
    assert "of the cost" in said["the-other-side"]["verdict"]


@pytest.mark.parametrize(("optimizer", "end"), [("gradient descent", "than"), ("Adam", "as")])
def test_the_opening_is_a_sentence(optimizer, end):
    """What follows it names the smallest rank, so it ends in a comparison."""
    (name,) = (key for key, told in adapters.OPTIMIZERS.items() if told == optimizer)
    said = adapters.said(at(optimizer=name))["first"]
    assert said.split()[-1] == end
