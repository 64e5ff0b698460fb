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
    assert scale == 1 or f"{scale**-2:.2g} = 1/c²" in said


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
