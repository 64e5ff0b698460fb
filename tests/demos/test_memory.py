"""What the demo of recurrent memories lets a reader discover, from what it records."""

from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import memory

DEMO = memory.DEMO
GRID = DEMO.axes[0].grid
ALL = [dict(zip(GRID, chosen, strict=True)) for chosen in product(*GRID.values())]


def at(**given):
    return demos.defaults(DEMO) | given


def many(way, fast, slow):
    """Sizes of 200,000 eigenvalues."""
    rng = np.random.default_rng(1)
    return np.abs(np.concatenate([memory.eigenvalues(way, fast, slow, rng=rng)
                                  for _ in range(1000)]))  # fmt: skip


@pytest.mark.parametrize("way", memory.WAYS)
@pytest.mark.parametrize(("fast", "slow"), [(1.0, 0.001), (0.1, 0.0001), (0.01, 0.003)])
def test_the_share_is_that_of_the_draws(way, fast, slow):
    """Of 200,000 draws as many hold half as told, within five standard errors of at most 0.0011."""
    sizes = many(way, fast, slow)
    for steps in (1, 10, 100, 1000):
        told = float(memory.held(way, fast, slow, steps))
        assert abs((sizes**steps >= 0.5).mean() - told) < 5 * np.sqrt(0.25 / len(sizes))


def test_what_is_drawn_stays_within_the_bounds():
    """1 − |λ| lies between the two of a ring and of gates; dt times 1 to 16 for Mamba's steps."""
    for way in ("ring", "time"):
        left = 1 - many(way, 0.1, 0.001)
        assert 0.001 <= left.min() < 0.0011
        assert 0.09 < left.max() <= 0.1 + 1e-12
    rates = -np.log(many("step", 0.1, 0.001))
    assert 0.001 <= rates.min() < 0.0011
    assert 1.5 < rates.max() <= 1.6
    ring = memory.eigenvalues("ring", 0.1, 0.001, rng=np.random.default_rng(0))
    quarters = np.histogram(np.angle(ring), 4, (-np.pi, np.pi))[0]
    assert abs(quarters / memory.STATES - 0.25).max() < 4 * np.sqrt(0.25 * 0.75 / memory.STATES)


def test_mamba_as_it_ships():
    """dt from 0.001 to 0.1 and A of 1 to 16: half-lives of 0.88, 10 and 127 steps."""
    found = [memory.half_life("step", 0.1, 0.001, part) for part in (0.05, 0.5, 0.95)]
    np.testing.assert_allclose(found, [0.885, 10.25, 127.3], rtol=0.01)


@pytest.mark.parametrize("way", memory.WAYS)
def test_half_lives_are_the_shares_read_backwards(way):
    """At the half-life of a part, that part of the states is below."""
    for part in (0.1, 0.5, 0.95):
        steps = memory.half_life(way, 0.1, 0.001, part)
        assert abs(1 - memory.held(way, 0.1, 0.001, steps) - part) < 1e-3


@pytest.mark.parametrize(("fast", "slow"), [(1.0, 0.003), (0.1, 0.001), (0.01, 0.0001)])
def test_the_mean_square_over_a_ring(fast, slow):
    """The mean of 1/(1 − r²) over its area, here by the midpoint rule over r²."""
    inner, outer = (1 - fast) ** 2, (1 - slow) ** 2
    squares = inner + (np.arange(200_000) + 0.5) / 200_000 * (outer - inner)
    mean = (1 / (1 - squares)).mean()
    np.testing.assert_allclose(memory.mean_square(fast, slow), mean, rtol=1e-3)


@pytest.mark.parametrize("settings", ALL, ids=lambda s: "-".join(map(str, s.values())))
def test_what_is_shown(settings):
    """The longest memories come first, curves fall from at most 1, and the dot lies on its own."""
    scene = memory.scene(at(**settings))
    sizes = np.hypot(*scene["dots"])
    kept = int(scene["kept"][0])
    assert (np.diff(sizes) <= 1e-12).all()
    assert sizes[0] < 1
    assert (sizes**memory.ASKED >= 0.5).sum() == kept
    share = scene["share"][0]
    assert abs(kept / memory.STATES - share) < 5 * np.sqrt(0.25 / memory.STATES)
    assert (np.diff(scene["curves"], axis=1) <= 1e-12).all()
    own = scene["curves"][list(memory.WAYS).index(settings["way"])]
    steps = np.linspace(*memory.REACH, memory.POINTS)
    assert abs(np.interp(np.log10(memory.ASKED), steps, own) - share) < 0.01


def test_the_inner_radius_decides():
    """Ten times nearer to 1 at the rim, a disc's median stays; at the inner radius it follows."""
    disc, nearer = (memory.half_life("ring", 1.0, slow, 0.5) for slow in (0.001, 0.0001))
    assert abs(nearer / disc - 1) < 0.01
    medians = [memory.half_life("ring", fast, 0.001, 0.5) for fast in (1.0, 0.1, 0.01)]
    assert medians[0] < 2.1
    assert medians[1] > 6 * medians[0]
    assert medians[2] > 9 * medians[1]


def test_the_sentences_say_so():
    """The medians of the presets, in whole steps, and the mean square of a ring alone."""
    said = {p.slug: memory.texts(at(**p.settings)) for p in DEMO.presets}
    medians = {slug: each["median"] for slug, each in said.items()}
    assert medians == {
        "a-disc": "2", "a-ring": "14", "a-thin-ring": "126", "nearer-to-one": "2", "mamba": "10",
        "even-in-time": "350",
    }  # fmt: skip
    for slug, each in said.items():
        assert f"within {each['median']} steps" in each["verdict"]
        assert f"for {each['longest']} steps or more" in each["verdict"]
        assert f"After 100 steps {each['held']} of the states hold half" in each["verdict"]
        assert ("with γ" in each["verdict"]) == (slug not in ("mamba", "even-in-time"))
    begin = {slug: each["verdict"].partition(":")[0] for slug, each in said.items()}
    assert begin["a-ring"] == "|λ| from 0.9 to 0.999"
    assert begin["nearer-to-one"] == "|λ| from 0 to 0.9999"
    assert begin["mamba"] == "dt from 0.001 to 0.1, times 1 to 16"
    assert begin["even-in-time"] == "1/(1 − λ) from 10 to 1000"
    assert (memory._steps(1.0), memory._steps(2.0)) == ("1 step", "2 steps")


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ({}, "Evenly over a disc that reaches to 0.999"),
        ({"slow": 1e-4}, "Evenly over a disc that reaches to 0.9999"),
        ({"fast": 0.1}, "Evenly over a ring from 0.9 to 0.999"),
        ({"way": "step", "fast": 0.1}, "By Mamba\N{RIGHT SINGLE QUOTATION MARK}s steps"),
        ({"way": "time"}, "As chrono gates, evenly in time"),
    ],
)
def test_the_opening_names_how_it_is_drawn(given, drawn):
    """The words that the page begins with are those of the law beside them."""
    assert memory.texts(at(**given))["drawn"] == drawn
