"""What the demo of a policy's head lets a reader discover, from what it records."""

from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import heads

DEMO = heads.DEMO
GRID = DEMO.axes[0].grid
ALL = [dict(zip(GRID, chosen, strict=True)) for chosen in product(*GRID.values())]


def at(**given):
    return demos.defaults(DEMO) | given


def test_the_rewarded_move_leads_to_the_middle():
    """From every place it makes both coordinates smaller in size, and no other move does."""
    assert (heads.PLACES * heads.MOVES[heads.rewarded(heads.PLACES)] < 0).all()
    towards = (heads.PLACES[:, None] * heads.MOVES < 0).all(axis=-1)
    assert (towards.sum(axis=1) == 1).all()


@pytest.mark.parametrize("gain", [0.01, 1, 30])
def test_a_start_is_orthogonal_with_its_gains(gain):
    """W Wᵀ or WᵀW is gain² times the identity, in single precision: √2, √2 and the head's."""
    rng = np.random.default_rng(0)
    for stack, g in zip(heads.start(gain, rng=rng, runs=3), (2**0.5, 2**0.5, gain), strict=True):
        for w in stack.astype(float):
            square = w.T @ w if w.shape[0] > w.shape[1] else w @ w.T
            np.testing.assert_allclose(square, g**2 * np.eye(len(square)), atol=1e-5 * g**2)


def test_runs_do_not_share_a_draw():
    """Two runs begin with different weights in every layer."""
    for stack in heads.start(1, rng=np.random.default_rng(0), runs=2):
        assert np.abs(stack[0] - stack[1]).max() > 0.1


def test_the_gradient_is_that_of_the_objective():
    """Along random directions as central differences of the mean of advantage · ln π(taken)."""
    rng = np.random.default_rng(1)
    weights = [w.astype(float) for w in heads.start(3, rng=rng, runs=2)]
    seen, taken = rng.standard_normal((2, 5, 2)), rng.integers(4, size=(2, 5))
    advantage = rng.standard_normal((2, 5))

    def objective(weights):
        _, shares = heads.policy(weights, seen)
        logs = np.log(np.take_along_axis(shares, taken[..., None], axis=-1)[..., 0])
        return (advantage * logs).mean(axis=1).sum()

    found = heads.ascent(weights, *heads.policy(weights, seen), taken, advantage)
    for i, w in enumerate(weights):
        step = 1e-6 * rng.standard_normal(w.shape)
        ends = [objective([*weights[:i], w + sign * step, *weights[i + 1 :]]) for sign in (1, -1)]
        np.testing.assert_allclose((ends[0] - ends[1]) / 2, (found[i] * step).sum(), rtol=1e-5)


def test_a_policy_is_a_law():
    """The shares of the moves are positive and add up to 1, at every update."""
    shares = heads.learn(10.0, "one")
    assert shares.shape == (heads.UPDATES + 1, heads.RUNS, len(heads.PLACES), 4)
    np.testing.assert_allclose(shares.sum(axis=-1), 1, atol=1e-5)
    assert shares.min() >= 0


def test_what_is_earned_by_known_policies():
    """An even one gets a quarter, one that is always right all, one that stays wrong nothing."""
    right = np.eye(4)[heads.rewarded(heads.PLACES)]
    told = [heads.earned(shares) for shares in (np.full_like(right, 0.25), right, right[::-1])]
    assert told == [0.25, 1, 0]


def test_preferences_grow_with_the_gain_before_any_reward():
    """Even at 0.01; a few more per cent at 1; nearly sure at 100, and no better than chance."""
    for size in heads.SIZES:
        first = [heads.learn(gain, size)[0] for gain in heads.GAINS]
        sure = [shares.max(axis=-1).mean() for shares in first]
        assert (np.diff(sure) > 0).all()
        assert sure[0] < 0.256
        assert 0.3 < sure[2] < 0.45
        assert sure[-1] > 0.9
        assert all(abs(heads.earned(shares).mean() - 0.25) < 0.06 for shares in first)


@pytest.mark.parametrize("size", heads.SIZES)
def test_the_small_head_makes_runs_alike(size):
    """At 0.01 eight runs stay within 10 points of each other; at 100 they are 20 and more apart."""
    spread = {g: np.ptp(heads.earned(heads.learn(g, size)), axis=1) for g in (0.01, 100.0)}
    assert spread[0.01].max() < 0.1
    assert spread[100.0][[30, 100]].min() > 0.2


def test_a_larger_head_is_ahead_early():
    """After 30 updates the mean of gain 1 is above that of 0.01, and that of 10 above both."""
    mean = [heads.earned(heads.learn(gain, "one")[30]).mean() for gain in (0.01, 1.0, 10.0)]
    assert mean[1] > mean[0] + 0.08
    assert mean[2] > mean[1] + 0.08


def test_what_a_sure_start_costs():
    """After 100 updates every run of 0.01, 1 and 10 gets 80 %; of 100 one has at most 60 %."""
    least = {g: heads.earned(heads.learn(g, "one")[100]).min() for g in heads.GAINS}
    assert min(least[g] for g in (0.01, 1.0, 10.0)) > 0.8
    assert least[100.0] < 0.6


def test_larger_observations_bring_it_sooner():
    """At the same gain the first policy is surer, and at 10 a run is behind after 100 updates."""
    for gain in (1.0, 10.0):
        one, five = (heads.learn(gain, size)[0].max(axis=-1).mean() for size in heads.SIZES)
        assert five > one + 0.03
    one, five = (heads.earned(heads.learn(10.0, size)[100]).min() for size in heads.SIZES)
    assert five < one - 0.2


@pytest.mark.parametrize("settings", ALL[::7], ids=lambda s: "-".join(map(str, s.values())))
def test_what_is_shown(settings):
    """Arrows are means of moves, the mean is that of the runs, and the field is of the least."""
    scene = heads.scene(at(**settings))
    assert scene["field"].shape == (2, len(heads.PLACES))
    assert np.abs(scene["field"]).max() <= 1 + 1e-6
    np.testing.assert_allclose(scene["mean"], scene["runs"].mean(axis=0), atol=1e-6)
    place = settings["updates"] // heads.EVERY
    np.testing.assert_allclose(scene["now"], scene["mean"][place], atol=1e-6)
    assert scene["runs"][:, place].argmin() == scene["least"][0]


@pytest.mark.parametrize("preset", DEMO.presets, ids=lambda p: p.slug)
def test_the_sentences_say_so(preset):
    """The verdict holds the four numbers that stand in the prose, and names the settings."""
    settings = at(**preset.settings)
    told = heads.texts(settings)
    said = told["verdict"]
    assert f"has {told['likeliest']} on average before any reward" in said
    assert f"get {told['mean']} of the rewards" in said
    assert f"the worst of them {told['least']}, the best {told['most']}." in said
    assert f"gain {settings['gain']:g} " in said
    when = f"After {settings['updates']} updates" if settings["updates"] else "Before the first"
    assert when in said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"gain": -1.0, "size": "one"}, "gain"),
        ({"gain": 1.0, "size": "onee"}, "size.*one"),
        ({"gain": 1.0, "size": "one", "runs": 0}, "runs"),
    ],
)
def test_what_cannot_be_learned_is_named(given, told):
    """A gain below 0, an unknown size, no run: the error names the argument."""
    with pytest.raises(ValueError, match=told):
        heads.learn(**given)
