"""What the scale that normalization forgets lets its reader find, read off what it shows."""

from itertools import pairwise

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import normalization
from initdocs.demos.normalization import RATE, SCALES

DEMO = demos.load("normalization")


def shown(scale, mode="on"):
    """The scene of a recorded setting, and its sentence."""
    settings, notes = demos.read_settings(DEMO, {"scale": scale, "mode": mode})
    assert not notes
    return DEMO.scene(settings), DEMO.words.say(settings)["verdict"]


def length(of):
    return float(np.linalg.norm(of))


@pytest.mark.parametrize("scale", SCALES[::4])
def test_the_output_stands_still_and_the_step_does_not(scale):
    """The step is 1/c as long, and in proportion to the weights 1/c², at a right angle to them."""
    (now, said), (usual, _) = shown(scale), shown(1)
    assert (abs(now["after"] - usual["after"]) * 0.25).sum() < 1e-3
    assert abs(length(now["move"]) * scale / length(usual["move"]) - 1) < 1e-9
    assert (
        abs(length(now["move"]) / length(now["weights"]) * scale**2 - length(usual["move"])) < 1e-9
    )
    assert abs(now["weights"] @ now["move"]) < 1e-12
    assert abs(length(now["weights"]) - scale) < 1e-12
    assert "in proportion to them 1/c² times as long" in DEMO.steps[0].legends["plane"]
    assert scale == 1 or "the unit computes the same as at c = 1" in said


@pytest.mark.parametrize("scale", SCALES[::4])
def test_steps_at_a_right_angle_make_the_weights_longer(scale):
    """Each of the ten; small weights by much, large ones hardly."""
    scene, said = shown(scale)
    norms = np.linalg.norm([scene["weights"], *scene["path"]], axis=1)
    assert scene["path"].shape == (10, 2) and (np.diff(norms) > 0).all()
    np.testing.assert_allclose(scene["path"][0], scene["weights"] + scene["move"])
    grown = norms[-1] / norms[0] - 1
    assert grown > 0.4 if scale == 0.5 else grown < 0.02 if scale >= 2 else grown > 0.03
    assert f"make them {100 * grown:.0f}\N{NO-BREAK SPACE}% longer" in said


@pytest.mark.parametrize("mode", ["on", "off"])
@pytest.mark.parametrize("scale", SCALES[::4])
def test_the_pages_live_words_are_true(scale, mode):
    """It computes the same with normalization, c times the sum without, and the step turns so."""
    words = DEMO.words.say({"scale": scale, "mode": mode})
    w = normalization.start(scale)
    h, usual = (normalization.unit(v, mode)[1] for v in (w, normalization.start(1)))
    same = np.allclose(h, usual)
    assert same == (mode == "on" or scale == 1) == (words["computes"] == "computes the same")
    assert same or words["computes"] == f"computes {scale:g} times the sum"
    at = [w, shown(1, mode)[0]["weights"]], [shown(c, mode)[0]["move"] for c in (scale, 1)]
    turns = [f"{normalization.turned(v, move):.1f}°" for v, move in zip(*at, strict=True)]
    assert turns == [words["turn"], words["usual"]]


def test_before_the_normalization_the_sums_spread():
    """With c, in both modes."""
    for mode in ("on", "off"):
        highest = [shown(scale, mode)[0]["before"].max() for scale in (0.5, 1, 2, 2.83)]
        assert all(a > 1.3 * b for a, b in pairwise(highest))


def test_without_normalization_neither_holds():
    """What enters the activation spreads too, and the step has a part along the weights."""
    for scale in (0.5, 2, 2.83):
        scene, said = shown(scale, "off")
        assert (scene["before"] == scene["after"]).all()
        assert abs(scene["weights"] @ scene["move"]) > 0.02 * length(scene["weights"]) * length(
            scene["move"]
        )
        assert (
            f"deviation is {normalization.unit(normalization.start(scale), 'off')[1].std():.2f}"
            in said
        )


@pytest.mark.parametrize("mode", ["on", "off"])
def test_the_step_goes_down_the_cost(mode):
    """The gradient is that of differences of the cost."""
    x, y = normalization.data()

    def cost(w):
        return ((np.tanh(normalization.unit(w, mode)[1]) - y) ** 2).mean() / 2

    w, h = normalization.start(1.41), 1e-5
    slope = [(cost(w + h * e) - cost(w - h * e)) / 2 / h for e in np.eye(2)]
    np.testing.assert_allclose(shown(1.41, mode)[0]["move"], -RATE * np.array(slope), atol=1e-8)
    assert abs(x.mean()) < 0.05 and abs(x.var() - 1) < 0.05
