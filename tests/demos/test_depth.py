import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import depth
from initdocs.network import Network

DEMO = demos.load("depth")


def settings(**changed):
    result, notes = demos.read_settings(DEMO, changed)
    assert not notes
    return result


@pytest.mark.parametrize("alpha", [0.5, 1.5])
@pytest.mark.parametrize("matrix", ["diagonal", "orthogonal"])
def test_linear_layers_follow_the_power_exactly(alpha, matrix):
    """With r·I or r times an orthogonal matrix, norms are r^l forward and r^{L−l} back."""
    chosen = settings(matrix=matrix, depth=50, width=3)
    up, down = (each[0] for each in depth.norms(chosen, [alpha]))
    layers = np.arange(51)
    np.testing.assert_allclose(up, np.tile(alpha**layers, (len(up), 1)), rtol=1e-11)
    np.testing.assert_allclose(down, np.tile(alpha ** (50.0 - layers), (len(down), 1)), rtol=1e-11)


@pytest.mark.parametrize("matrix", depth.LAWS)
def test_all_at_once_are_the_draws_of_a_network(matrix):
    """The matrices are those that `Network.initialize` draws with the same law and seed."""
    sizes = [3] * 6
    found, expected = (Network(sizes, output="linear", networks=4) for _ in range(2))
    depth.draw(found, matrix, np.random.default_rng(1))
    expected.initialize(depth.LAWS[matrix], rng=np.random.default_rng(1))
    np.testing.assert_array_equal(found.theta, expected.theta)


@pytest.mark.parametrize("activation", ["identity", "relu"])
@pytest.mark.parametrize("matrix", ["gaussian", "orthogonal"])
@pytest.mark.parametrize("length", [1, 4])
def test_the_law_is_the_root_mean_square(activation, matrix, length):
    """Over the draws the root mean square of each norm is the law, to five standard errors."""
    chosen = settings(activation=activation, matrix=matrix, depth=length, width=32, alpha=1.3)
    scene = depth.scene(chosen)
    laws = (scene["law_up"], scene["law_down"])
    for (norms,), law in zip(depth.norms(chosen, [1.3]), laws, strict=True):
        squares = norms**2
        error = squares.std(axis=0) / np.sqrt(len(squares))
        assert (np.abs(squares.mean(axis=0) - 10 ** (2 * law)) <= 5 * error + 1e-9).all()


@pytest.mark.parametrize("activation", depth.ACTIVATIONS)
@pytest.mark.parametrize("matrix", depth.MATRICES)
def test_factors_together_are_factors_one_by_one(activation, matrix):
    """Measured for several factors at once, the norms are those of each factor alone."""
    chosen = settings(activation=activation, matrix=matrix, depth=7)
    together = depth.norms(chosen, [0.5, 1.2, 1.5])
    for i, alpha in enumerate([0.5, 1.2, 1.5]):
        for found, alone in zip(together, depth.norms(chosen, [alpha]), strict=True):
            np.testing.assert_allclose(found[i], alone[0], rtol=1e-11)


@pytest.mark.parametrize("matrix", ["gaussian", "orthogonal"])
@pytest.mark.parametrize("activation", depth.ACTIVATIONS)
def test_a_factor_scales_what_is_homogeneous(activation, matrix, monkeypatch):
    """Where there is a shortcut by r = 1, it gives what the network with r gives."""
    chosen = settings(activation=activation, matrix=matrix, depth=6, width=5)
    short = depth.norms(chosen, [0.7, 1.3])
    monkeypatch.setattr(depth, "HOMOGENEOUS", ())
    for quick, whole in zip(short, depth.norms(chosen, [0.7, 1.3]), strict=True):
        np.testing.assert_allclose(quick, whole, rtol=1e-11)


def test_no_law_where_there_is_none():
    """For tanh no line is drawn: a growth factor would depend on the layer."""
    assert depth.scene(settings(activation="tanh"))["sizes"][2] == 0
    assert depth.scene(settings(activation="relu"))["sizes"][2] == 0
    assert depth.scene(settings(activation="relu", matrix="gaussian"))["sizes"][2] == 1


def test_the_signal_goes_up_and_comes_down():
    """The frames visit every layer once in each direction, and then the run ends."""
    frames = list(depth.frames(settings(depth=3)))
    assert [int(f["up"][0]) for f in frames] == [0, 1, 2, 3, 3, 3, 3]
    assert [int(f["down"][0]) for f in frames] == [4, 4, 4, 4, 2, 1, 0]
    run = demos.Run("depth", '{"depth": 1}')
    assert [run.frame() is None for _ in range(4)] == [False, False, False, True]


@pytest.mark.parametrize("choice", DEMO.parameters, ids=lambda p: p.name)
def test_every_setting_runs(choice):
    """Each option, and each end of each range, gives finite numbers to draw."""
    ends = choice.options if isinstance(choice, demos.Choice) else (choice.low, choice.high)
    for value in ends:
        for matrix in ("diagonal", "gaussian"):
            scene = depth.scene(settings(**{"matrix": matrix, choice.name: value}))
            assert all(np.isfinite(array).all() for array in scene.values())


def test_bars_hold_nine_draws_in_ten():
    """The three lines of a norm are its quantiles 5 %, 50 % and 95 % over the draws."""
    chosen = settings(matrix="gaussian", depth=4, width=8)
    scene = depth.scene(chosen)
    for (values,), name in zip(depth.norms(chosen, [1.5]), ("up", "down"), strict=True):
        low, middle, high = 10 ** scene[name].T
        for layer in range(5):
            column = values[:, layer]
            if np.ptp(column) < 1e-9:
                continue
            assert abs((column < low[layer]).mean() - 0.05) <= 0.01
            assert abs((column < middle[layer]).mean() - 0.5) <= 0.01
            assert abs((column > high[layer]).mean() - 0.05) <= 0.01


def test_random_matrices_are_drawn_two_hundred_times():
    """r·I is one matrix; of the others a scatter is shown."""
    shapes = {m: depth.norms(settings(matrix=m, depth=2), [1, 2])[0].shape for m in depth.MATRICES}
    assert shapes == {"diagonal": (2, 1, 3), "gaussian": (2, 200, 3), "orthogonal": (2, 200, 3)}
