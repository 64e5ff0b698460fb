"""What three layers let a reader discover, from what the demo records."""

from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import wake

DEMO = wake.DEMO
ALL = [
    dict(zip(wake.KEYS, chosen, strict=True))
    for chosen in product(*(p.options for p in wake.PARAMETERS))
]


def first(settings):
    """The step of each layer's first move, 0 for none: read off the recorded moves."""
    moving = wake.scene(settings)["moves"] > 0
    return tuple(int(step) for step in np.where(moving.any(axis=1), moving.argmax(axis=1) + 1, 0))


def started(wiring="row", activation="tanh", **zeros):
    """Settings in which the named layers start at zero, and no other."""
    starts = {name: zeros.get(name, "random") for name in wake.LAYERS}
    return {**starts, "wiring": wiring, "activation": activation}


@pytest.mark.parametrize("settings", ALL, ids=lambda s: "-".join(s.values()))
def test_the_factors_tell_the_step(settings):
    """Which factors of a gradient are 0 says when a layer first moves, in every setting.

    What has moved goes on moving, and what is recorded is finite.
    """
    scene = wake.scene(settings)
    assert all(np.isfinite(values).all() for values in scene.values())
    assert first(settings) == wake.wakes(settings)
    for moves, step in zip(scene["moves"], first(settings), strict=True):
        assert (moves[step - 1 :] > 0).all() if step else not moves.any()


@pytest.mark.parametrize("zero", wake.LAYERS)
def test_one_zero_wakes_the_others_in_two_steps(zero):
    """Wherever it stands it moves first, the others follow in the second step, and learn."""
    settings = started(**{zero: "zero"})
    assert first(settings) == tuple(1 if name == zero else 2 for name in wake.LAYERS)
    costs = wake.scene(settings)["costs"]
    assert (np.diff(costs) < 0).all()


@pytest.mark.parametrize("pair", [("one", "two"), ("two", "three"), ("one", "three")])
def test_two_zeros_in_a_row_never_move(pair):
    """Neighbours or not, no layer moves, and the cost stays what it was."""
    settings = started(**dict.fromkeys(pair, "zero"))
    assert first(settings) == (0, 0, 0)
    assert np.ptp(wake.scene(settings)["costs"]) == 0
    assert wake.texts(settings)["verdict"].startswith("No layer ever moves")


def test_a_second_input_between_two_zeros_wakes_them():
    """As in ControlNet, and only if it comes in between the two."""
    assert first(started(wiring="input", one="zero", three="zero")) == (2, 2, 1)
    assert first(started(wiring="input", one="zero", two="zero")) == (2, 1, 2)
    assert first(started(wiring="input", two="zero", three="zero")) == (0, 0, 0)


def test_a_way_around_each_wakes_all_at_once():
    """Even if all three start at zero, where no activation is flat at 0."""
    assert first(started("around", one="zero", two="zero", three="zero")) == (1, 1, 1)


@pytest.mark.parametrize("wiring", wake.WIRINGS)
def test_a_zero_before_relu_never_moves(wiring):
    """However it is wired; the last layer has no ReLU behind it."""
    for layer, name in enumerate(wake.LAYERS[:2]):
        assert first(started(wiring, "relu", **{name: "zero"}))[layer] == 0
    assert first(started(wiring, "relu", three="zero"))[2] == 1


def test_the_others_begin_softly():
    """In step 2 the zero is as large as the learning rate, and the others' gradients with it."""
    moves = wake.scene(demos.defaults(DEMO))["moves"]
    assert (moves[:2, 1] < 0.2 * moves[2, 0]).all()


def test_what_is_said_of_the_presets():
    """The steps by layer, and how much of the cost is left."""
    said = {
        each.slug: wake.texts(demos.defaults(DEMO) | dict(each.settings))["verdict"]
        for each in DEMO.presets
    }
    assert said["zero-at-the-end"].startswith(
        "First move: layer 3 in step 1, layers 1 and 2 in step 2. After 8 steps"
    )
    assert said["controlnet"].startswith("First move: layer 3 in step 1, layers 1 and 2 in step 2.")
    assert said["all-zero-with-a-way-around"].startswith("First move: layers 1, 2 and 3 in step 1.")
    for slug in ("two-in-a-row", "a-zero-before-relu"):
        assert said[slug].startswith("No layer ever moves")


def test_the_opening_of_its_page():
    """What stands above the demo is of its default settings, and of the preset that it names."""
    assert first(demos.defaults(DEMO)) == (2, 2, 1)
    two = next(each for each in DEMO.presets if each.slug == "two-in-a-row")
    assert first(demos.defaults(DEMO) | dict(two.settings)) == (0, 0, 0)
