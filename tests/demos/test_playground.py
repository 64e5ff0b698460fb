import math

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import playground

DEMO = demos.load("playground")
NAMES = list(playground.CONTENDERS)


def settings(**changed):
    result, notes = demos.read_settings(DEMO, changed)
    assert not notes
    return result


def after(epochs, **changed):
    """The frame at `epochs`."""
    frames = playground.frames(settings(speed=1, **changed))
    for _ in range(epochs):
        next(frames)
    return next(frames)


def test_the_first_frame_is_before_training():
    """At epoch 0 the weights are the initializers' own, and zero costs ln 2."""
    frame = after(0)
    net = playground.network(settings())
    assert frame["epoch"] == [0]
    np.testing.assert_array_equal(frame["weights"], net.theta)
    assert frame["cost"][0] == pytest.approx(math.log(2), rel=1e-7)
    assert not frame["weights"][0].any()


def test_the_seed_set_is_lucky_for_too_small():
    """Of the eight it ends lowest after 1,000 epochs: the page says so, and to try other seeds."""
    assert NAMES[after(1000)["cost"].argmin()] == "small"


def test_the_normal_laws_are_one_draw():
    """On equal seeds the normal laws differ by their factor alone."""
    weights = dict(zip(NAMES, after(0)["weights"], strict=True))
    np.testing.assert_allclose(weights["small"] * 10, weights["appropriate"], rtol=1e-6)
    np.testing.assert_allclose(weights["large"] / 10, weights["appropriate"], rtol=1e-6)
    np.testing.assert_allclose(weights["he"] / math.sqrt(2), weights["appropriate"], rtol=1e-6)


@pytest.mark.parametrize("scale", [1e-4, 0.25, 4.0])
def test_your_own_has_the_variance_that_is_set(scale):
    """“Your own” draws each matrix with variance c/n, n its inputs."""
    chosen = settings(scale=scale, width=24, depth=8)
    free = playground.network(chosen).weights[1][NAMES.index("free")]
    error = 5 * math.sqrt(2 / free.size)
    assert 24 * np.mean(free.astype(float) ** 2) == pytest.approx(scale, rel=error)


@pytest.mark.parametrize(
    ("depth", "width", "sizes"),
    [(2, 6, [2, 6, 3, 1]), (1, 6, [2, 6, 1]), (3, 5, [2, 5, 5, 3, 1]), (2, 1, [2, 1, 1, 1])],
)
def test_sizes(depth, width, sizes):
    """The default is the 2-6-3-1 network; the last hidden layer has half the width."""
    assert playground.sizes(settings(depth=depth, width=width)) == sizes


def test_a_frame_is_so_many_epochs_on():
    """What a frame holds is its own: training goes on beside it."""
    frames = playground.frames(settings(speed=7))
    first = next(frames)
    before = first["weights"].copy()
    second = next(frames)
    assert (first["epoch"][0], second["epoch"][0]) == (0, 7)
    np.testing.assert_array_equal(first["weights"], before)
    assert abs(second["weights"] - before).max() > 0


def test_what_is_measured():
    """Shares of right answers on both sets, and the Euclidean norm of each layer's gradient."""
    chosen = settings()
    frame = after(300)
    net = playground.network(chosen)
    net.theta[...] = frame["weights"]
    for name, points in zip(("accuracy", "held_out"), playground.data(chosen), strict=True):
        right = (net.forward(points.x).output[:, 0] > 0.5) == (points.y[0] > 0.5)
        np.testing.assert_allclose(frame[name], right.mean(axis=1))
    assert frame["held_out"].max() > 0.9
    squares = (frame["norms"].astype(float) ** 2).sum(axis=1)
    np.testing.assert_allclose(squares, (frame["gradients"].astype(float) ** 2).sum(axis=1), 1e-4)


def test_the_grid_is_of_centres():
    """Cells of half a unit: the first centre lies a quarter inside the edge, the middle is 0."""
    x, y = playground.grid()
    np.testing.assert_allclose([x[0], y[0], x[-1], y[-1]], [-4.75, 4.75, 4.75, -4.75])
    assert x.mean() == pytest.approx(0, abs=1e-6) and y.mean() == pytest.approx(0, abs=1e-6)


def test_frame_shapes():
    """A frame's arrays have the shapes that its docstring states."""
    frame = after(1)
    k, parameters = len(NAMES), 2 * 6 + 6 + 6 * 3 + 3 + 3 + 1
    shapes = {name: array.shape for name, array in frame.items()}
    assert shapes == {
        "epoch": (1,), "cost": (k,), "accuracy": (k,), "held_out": (k,), "norms": (k, 3),
        "weights": (k, parameters), "gradients": (k, parameters), "map": (k, playground.CELLS**2),
        "updates": (k, 3), "dead": (k, 2), "flat": (k, 2),
    }  # fmt: skip


def test_the_map_is_the_network():
    """A cell of the map is the network's answer at the cell's centre, rows from the top."""
    frame = after(5)
    net = playground.network(settings())
    net.theta[...] = frame["weights"]
    point = playground.grid()[:, [0, playground.CELLS - 1]]
    assert point[0, 0] < -4.7 and point[1, 0] > 4.7 and point[0, 1] > 4.7
    output = net.forward(point).output[:, 0]
    np.testing.assert_allclose(frame["map"][:, [0, playground.CELLS - 1]], output, rtol=1e-5)


def test_divergence_is_shown_not_raised():
    """A learning rate that blows the weights up gives frames with inf or nan, and no error."""
    frame = after(60, lr=10, activation="identity", depth=8)
    assert not np.isfinite(frame["cost"]).all()


@pytest.mark.parametrize("choice", DEMO.parameters, ids=lambda p: p.name)
def test_every_setting_runs(choice):
    """Each option, and each end of each range, gives frames."""
    ends = choice.options if isinstance(choice, demos.Choice) else (choice.low, choice.high)
    for value in ends:
        frames = playground.frames(settings(**{choice.name: value}))
        next(frames)
        assert next(frames)["epoch"][0] >= 1


def watched(name, epochs=300, **changed):
    """What is watched of a start, by layer, over the recorded frames up to `epochs`."""
    frames = playground.frames(settings(**changed))
    return [
        {key: frame[key][NAMES.index(name)] for key in ("updates", "dead", "flat")}
        for frame, _ in zip(frames, range(epochs // 10), strict=False)
    ]


def test_dead_units_can_be_watched():
    """In the preset Dead ReLU a layer of He's network has no unit left, and takes no step."""
    last = watched("he", data="gaussian", seed=1)[-1]
    assert last["dead"].max() == 1
    assert last["updates"][:2].max() == 1e-6  # the least that is told
    assert watched("orthogonal", data="gaussian", seed=1)[-1]["dead"].max() < 1


def test_saturation_can_be_watched():
    """Weights of variance 100/n drive most of tanh into its ends, those of 1/n far fewer."""
    flat = {name: watched(name, activation="tanh")[0]["flat"] for name in ("large", "appropriate")}
    assert (flat["large"] > 0.7).all() and (flat["appropriate"] < 0.4).all()


def test_steps_relative_to_the_weights_can_be_watched():
    """Too small a start begins with far smaller ones in every layer; too large a one ends so."""
    runs = {name: watched(name) for name in ("small", "appropriate", "large", "zero")}
    first = {name: run[0]["updates"] for name, run in runs.items()}
    last = {name: run[-1]["updates"] for name, run in runs.items()}
    assert (8 * first["small"] < first["appropriate"]).all()
    assert last["large"].max() < 1e-5 and last["appropriate"].min() > 1e-4
    assert np.isnan(first["zero"]).all()
