import numpy as np
import pytest

from initdocs.initializers import he_normal
from initdocs.network import Network
from initdocs.training import SGD, train
from initdocs.watching import resting, update_ratios, watched

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((3, 40)), (RNG.random((1, 40)) < 0.5).astype(float)


def started(hidden="relu", networks=2):
    net = Network([3, 8, 5, 1], hidden=hidden, networks=networks)
    net.initialize(he_normal, rng=np.random.default_rng(1))
    return net


def test_a_ratio_is_how_far_the_step_goes():
    """Of the weights alone, measured by taking the step."""
    net = started()
    steps = train(net, X, Y, optimizer=SGD(0.3))
    step = next(steps)
    told = update_ratios(net, step.gradient, 0.3)
    before = [w.copy() for w in net.weights]
    next(steps)
    for layer, (old, new) in enumerate(zip(before, net.weights, strict=True)):
        moved = np.linalg.norm((new - old).reshape(2, -1), axis=1)
        np.testing.assert_allclose(
            told[:, layer], moved / np.linalg.norm(old.reshape(2, -1), axis=1)
        )


def test_zero_weights_have_no_ratio():
    """There is no size to compare with, and no warning."""
    net = Network([3, 4, 1])
    ratios = update_ratios(net, net.backward(net.forward(X), Y), 0.1)
    assert ratios.shape == (1, 2) and np.isnan(ratios).all()


def test_a_dead_relu_gives_zero_to_every_example():
    """One that is pushed below all inputs counts as dead, and its activations as flat."""
    net = started()
    net.biases[0][0, :3] = -100
    trace = net.forward(X)
    found = resting(net, trace)
    zero = trace.a[1] == 0
    np.testing.assert_allclose(found.flat[:, 0], zero.mean(axis=(1, 2)))
    np.testing.assert_allclose(found.dead[:, 0], zero.all(axis=2).mean(axis=1))
    assert found.dead[0, 0] >= 3 / 8 > found.dead[1, 0]


@pytest.mark.parametrize(("hidden", "at"), [("tanh", 2.18), ("sigmoid", 4.36)])
def test_a_saturated_unit_is_flat(hidden, at):
    """Where the slope is below a twentieth of the steepest: for tanh beyond 2.18."""
    net = Network([1, 1, 1], hidden=hidden)
    net.weights[0][...] = 1
    near = resting(net, net.forward(np.array([[-at + 0.01, 0.0, at - 0.01]])))
    beyond = resting(net, net.forward(np.array([[-at - 0.01, 0.0, at + 0.01]])))
    assert near.flat == 0 and beyond.flat == pytest.approx(2 / 3)
    assert near.dead == beyond.dead == 0
    assert resting(net, net.forward(np.array([[-at - 1, at + 1]]))).dead == 1


def test_what_is_not_finite_is_not_told():
    """A network that has diverged has no share."""
    net = started()
    net.weights[0][1, 0, 0] = np.nan
    found = resting(net, net.forward(X))
    assert np.isnan(found.dead[1]).all() and np.isnan(found.flat[1]).all()
    assert np.isfinite(found.dead[0]).all() and np.isfinite(found.flat[0]).all()


def test_no_ratio_is_below_what_is_drawn():
    """A step of nothing is told as a millionth at most; what has no ratio has none."""
    net = started()
    net.biases[0][0] = -100
    net.weights[2][1] = 0
    step = next(train(net, X, Y, optimizer=SGD(0.3)))
    ratios = watched(net, step, 0.3)["updates"]
    assert ratios[0, 0] == 1e-6 and np.isnan(ratios[1, 2])
    assert (np.nan_to_num(ratios, nan=1) >= 1e-6).all()
