"""What the basin lets its reader find, read off what it shows."""

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import basin
from initdocs.demos.basin import DEPTHS, GUESS, LEARNED, POWERS, VARIANTS

DEMO = demos.load("basin")


def shown(variant):
    """What the cells of a recorded network show, shape (depths, powers)."""
    settings, notes = demos.read_settings(DEMO, {"variant": variant})
    assert not notes
    return DEMO.scene(settings)["right"]


def learns(variant):
    """Which starts read more than half of the digits."""
    return shown(variant) > LEARNED


def test_a_plain_network_learns_in_a_valley_that_narrows():
    """Shallow ones learn over a range, deep ones at He's weights alone or nowhere."""
    wide = learns("plain").sum(axis=1)
    assert wide[:2].min() >= 5
    assert wide[5:].max() <= 2
    at = [np.array(POWERS)[row].mean() for row in learns("plain") if row.any()]
    assert max(map(abs, at[2:])) <= 0.5


def test_the_signal_tells_where():
    """Where the factor to the power of the depth is beyond a hundred, no deep one learns."""
    out = abs(np.outer(DEPTHS, POWERS)) > np.log2(100)
    assert not (learns("plain") & out)[3:].any()


@pytest.mark.parametrize("variant", ["adam", "residual", "norm"])
def test_the_basin_widens(variant):
    """Each learns from half as many starts again as the plain network at least."""
    assert learns(variant).mean() > 1.5 * learns("plain").mean()
    assert learns(variant)[6:].sum() > 3 * learns("plain")[6:].sum()


def test_residual_connections_open_the_side_of_small_weights():
    """At any depth weights a quarter of He's learn, and weights four times as large do not."""
    right = shown("residual")
    small, large = POWERS.index(-2), POWERS.index(2)
    assert right[1:, small].min() > LEARNED
    assert right[4:, large].max() < LEARNED


def test_normalization_opens_nearly_the_whole_plane():
    """More starts learn than of any other network."""
    found = {variant: learns(variant).mean() for variant in VARIANTS}
    assert max(found, key=found.get) == "norm" and found["norm"] > 0.8


def test_the_sentence_is_of_the_chosen_start():
    """Its share of digits, whether that is a guess, and the share of starts that learn."""
    said = DEMO.words.say(demos.defaults(DEMO))["verdict"]
    here = shown("plain")[7, POWERS.index(1)]
    assert here < 1.5 * GUESS and "8 hidden layers, twice He’s weights:" in said
    assert f"{100 * here:.0f}" in said and "as by guessing" in said
    assert f"{100 * learns('plain').mean():.0f}" in said


def test_the_steps_of_twelve_layers_are_too_few_and_too_long(monkeypatch):
    """Twice as many, a third as long: He's own weights read more than twice as much."""
    monkeypatch.setitem(basin.RATES, "plain", 0.03)
    monkeypatch.setattr(basin, "UPDATES", 240)
    right = np.mean([basin.right(12, "plain", seed)[POWERS.index(0)] for seed in range(2)])
    assert right > 2 * shown("plain")[11, POWERS.index(0)]


@pytest.mark.parametrize("power", POWERS)
def test_weights_are_named_as_on_the_axis(power):
    """In words that give the factor back, and with a fraction where the axis has one."""
    name = basin.of_he(power)
    words = {"twice He’s": 2.0, "He’s own": 1.0}
    first = name.split()[0]
    factor = words.get(name) or (1 / int(first[2:]) if first.startswith("1/") else float(first))
    assert factor == pytest.approx(2.0**power, rel=5e-3)
    settings = demos.defaults(DEMO) | {"power": power}
    assert f", {name} weights: " in DEMO.words.say(settings)["verdict"]


@pytest.mark.parametrize("variant", ["plain", "residual", "norm"])
def test_a_step_goes_down_the_cost(variant):
    """The gradients are those of differences of the cost, at He's weights."""
    nets = basin.Nets(3, variant, 0)
    nets.w = [w.astype(float) for w in nets.w]
    rng, one = np.random.default_rng(0), POWERS.index(0)
    x, y = rng.standard_normal((64, 20)), np.eye(10)[rng.integers(0, 10, 20)].T

    def cost():
        logits = nets.forward(x)[-1][one]
        top = logits.max(axis=0)
        return float(
            (np.log(np.exp(logits - top).sum(axis=0)) + top - (logits * y).sum(axis=0)).mean()
        )

    for layer, gradient in enumerate(nets.gradients(x, y)):
        i, j = np.unravel_index(abs(gradient[one]).argmax(), gradient[one].shape)
        costs = []
        for change in (1e-5, -2e-5):
            nets.w[layer][one, i, j] += change
            costs.append(cost())
        nets.w[layer][one, i, j] += 1e-5
        np.testing.assert_allclose((costs[0] - costs[1]) / 2e-5, gradient[one, i, j], rtol=1e-3)


def test_what_is_said_of_the_presets():
    """Each sentence holds of the plane that it shows."""
    twice, twelve, adam, norm = DEMO.presets
    assert twelve.settings == {"depth": 12, "power": 0}
    assert 0.15 < shown("plain")[11, POWERS.index(0)] < 0.27
    assert not twice.settings and shown("plain")[7, POWERS.index(1)] < 1.5 * GUESS
    assert learns(**adam.settings).sum() > learns("plain").sum()
    assert learns(**norm.settings).mean() > 0.8
