"""What the demo of attention lets a reader discover, from what it records."""

from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import attention
from initdocs.transformer.parts import softmax

DEMO = attention.DEMO
GRID = {**DEMO.axes[0].files, **DEMO.axes[0].grid}
ALL = [dict(zip(GRID, chosen, strict=True)) for chosen in product(*GRID.values())]


def at(**given):
    return demos.defaults(DEMO) | given


@pytest.mark.parametrize(("width", "size"), [*product(attention.WIDTHS, attention.SIZES)])
def test_the_deviation_of_the_scores(width, size):
    """σ² √d undivided and σ² divided; with QK-norm √d and 1, whatever σ is.

    12,288 scores of a sequence's shared keys: within 5 %.
    """
    for scale, root in (("none", np.sqrt(width)), ("root", 1)):
        for held, wanted in (("no", size**2 * root), ("norm", root)):
            found = attention.measured(at(width=width, size=size, scale=scale, held=held))[0]
            assert abs(found / wanted - 1) < 0.05


@pytest.mark.parametrize("keys", [32, 128, 512])
def test_the_entropy_at_small_scores(keys):
    """ln T − s²/2, to a hundredth at s = 1/4 and 0.15 at s = 1 (of T independent normal scores)."""
    for size, within in ((0.5, 0.01), (1.0, 0.15)):
        nats = attention.measured(at(size=size, keys=keys))[1]
        assert abs(nats - (np.log(keys) - size**4 / 2)) < within


def test_the_bound_of_qk_norm_and_of_the_cap():
    """Normed, no score is beyond √d divided; capped, none beyond 50."""
    normed, slope = attention.scores(at(size=2.8, held="norm"))
    assert abs(normed).max() <= np.sqrt(64)
    assert (slope == 1).all()
    capped, slope = attention.scores(at(size=2.8, scale="none", width=256, held="cap"))
    assert abs(capped).max() <= attention.CAP
    assert 0 <= slope.min() < 0.01


def test_the_slope_of_the_cap():
    """How far a capped score follows one that is not capped, here by differences of σ."""
    size, step = 1.4, 1e-6
    ends = [
        [attention.scores(at(size=size + sign * step, scale="none", held=held)) for sign in (1, -1)]
        for held in ("cap", "no")
    ]
    (capped, less), (free, lesser) = ([pair[0] for pair in each] for each in ends)
    slope = attention.scores(at(size=size, scale="none", held="cap"))[1]
    np.testing.assert_allclose((capped - less) / (free - lesser), slope, rtol=1e-4, atol=1e-8)
    assert attention.CAP == 50, "Gemma 2’s."


def test_what_the_softmax_passes():
    """The trace of its Jacobian, here by differences; 1 − 1/T if all weigh alike."""
    s = np.random.default_rng(0).standard_normal(7)
    step = 1e-6
    moved = [(softmax(s + step * e) - softmax(s - step * e))[i] for i, e in enumerate(np.eye(7))]
    np.testing.assert_allclose(attention.passed(softmax(s)), np.sum(moved) / (2 * step), rtol=1e-6)
    np.testing.assert_allclose(attention.passed(np.full(4, 0.25)), 0.75)
    np.testing.assert_allclose(attention.entropy(np.full(4, 0.25)), np.log(4))
    assert attention.entropy(np.array([1.0, 0.0])) == 0


@pytest.mark.parametrize("settings", ALL, ids=lambda s: "-".join(map(str, s.values())))
def test_what_is_drawn(settings):
    """Slices in order that do not pass one whole, and a point that is finite and on the axes."""
    scene = attention.scene(at(**settings))
    rows = scene["slices"].reshape(attention.DRAWN, attention.SLICES)
    assert (np.diff(rows) <= 0).all()
    assert (rows.sum(axis=1) < 1 + 1e-9).all()
    power, nats, half = scene["point"]
    assert attention.REACH[0] < power < attention.REACH[1]
    assert 0 <= nats <= 1
    assert 0 <= half <= 1


def test_what_the_bars_and_the_curves_stand_for():
    """A bar is the first query of a sequence; a curve is a mean or a median over its queries."""
    settings = at(keys=8, width=16)
    q, k = attention.drawn(16, 8)
    rows = attention.scene(settings)["slices"].reshape(attention.DRAWN, attention.SLICES)
    for row, query, keys in zip(rows, q[:, 0], k, strict=False):
        wanted = np.sort(softmax(keys @ query / 4))[::-1]
        np.testing.assert_allclose(row[:8], wanted, rtol=1e-9)
        assert not row[8:].any()
    queries = attention.SEQUENCES * attention.QUERIES
    z = np.random.default_rng(1).standard_normal((queries, 8))
    deviations = np.logspace(*attention.REACH, attention.POINTS)
    for deviation, found in zip(deviations[::10], attention.curves(8).T[::10], strict=True):
        p = softmax(deviation * z)
        wanted = (attention.entropy(p) / np.log(8)).mean(), np.median(1 - (p**2).sum(axis=-1))
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


def test_uncapped_dots_lie_on_the_curves():
    """What is not capped depends on the deviation alone, of wide heads.

    A dot stands for 24 sequences: within two standard errors of their mean or median, 0.1.
    """
    deviations = np.linspace(*attention.REACH, attention.POINTS)
    for settings in (each for each in ALL if each["held"] != "cap" and each["width"] > 16):
        scene = attention.scene(at(**settings))
        power, *found = scene["point"]
        for curve, value in zip(scene["curves"].reshape(2, -1), found, strict=True):
            assert abs(np.interp(power, deviations, curve) - value) < 0.1


def test_what_is_said_of_the_presets():
    """Most keys divided, one or two undivided or too large, most again with QK-norm."""
    looks = {
        each.slug: float(attention.said(at(**each.settings))["looks"]) for each in DEMO.presets
    }
    assert looks["divided-by-the-root"] > 15
    assert looks["qk-norm"] == looks["divided-by-the-root"]
    for slug in ("nothing-is-divided", "larger-queries-and-keys", "qk-norm-undivided"):
        assert looks[slug] < 2
    assert attention.measured(at(**DEMO.presets[-1].settings))[2] < 0.05
    assert 2 < looks["soft-cap"] < 3
    for each in DEMO.presets:
        said = attention.said(at(**each.settings))["verdict"]
        assert ("times the cap’s slope" in said) is (each.slug == "soft-cap")


def test_the_division_makes_the_width_not_matter():
    """Divided, heads of 16 to 256 hear as many keys to a tenth, and it is said; else neither."""
    for scale, alike in (("root", True), ("none", False)):
        each = [at(scale=scale, width=width) for width in attention.WIDTHS]
        found = np.array([np.exp(attention.measured(one)[1]) for one in each])
        assert bool(found.max() < 1.1 * found.min()) is alike
        said = [attention.said(one)["verdict"] for one in each]
        assert all(("Another d hardly changes that" in one) is alike for one in said)
