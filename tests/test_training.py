import math
from functools import partial

import numpy as np
import pytest

from initdocs.datasets import PLANE, plane
from initdocs.initializers import constant, he_normal, variance_scaling
from initdocs.network import Network
from initdocs.training import SGD, Adam, train


def stepped(**options):
    """Training of the smallest network on three examples."""
    x = np.ones((1, 3))
    return train(Network([1, 1], output="linear"), x, x, optimizer=SGD(1e-9), **options)


def bowl(optimizer, steps):
    """Minimize ½ Σ c θ² with c = (1, 10) from (1, 1)."""
    theta, c = np.ones((1, 2)), np.array([[1.0, 10.0]])
    for _ in range(steps):
        optimizer.step(theta, c * theta)
    return theta[0]


def test_sgd_on_a_bowl():
    """Plain gradient descent contracts each coordinate by 1 − αc a step, exactly."""
    np.testing.assert_allclose(bowl(SGD(0.05), 7), [0.95**7, 0.5**7])


def test_momentum_is_a_two_step_recursion():
    """With momentum θ obeys θ_{t+1} = (1 + μ − αc) θ_t − μ θ_{t−1}."""
    mu, alpha, c = 0.9, 0.05, np.array([1.0, 10.0])
    path = [np.ones(2), (1 - alpha * c) * np.ones(2)]
    for _ in range(8):
        path.append((1 + mu - alpha * c) * path[-1] - mu * path[-2])
    np.testing.assert_allclose(bowl(SGD(alpha, momentum=mu), 9), path[-1])


def test_adam_has_a_rate_for_each_coordinate():
    """An array of rates moves each coordinate as an Adam of that rate alone; others are told."""
    rates, theta = np.array([0.1, 0.0, 0.02]), np.zeros((2, 3))
    one, alone = Adam(rates), [Adam(0.1), None, Adam(0.02)]
    moved = np.zeros((2, 3))
    for g in np.random.default_rng(0).standard_normal((5, 2, 3)):
        one.step(theta, g)
        for i, each in enumerate(alone):
            if each:
                each.step(moved[:, i : i + 1], g[:, i : i + 1])
    np.testing.assert_allclose(theta, moved, rtol=1e-12)
    with pytest.raises(ValueError, match=r"learning_rate: got array.*allowed: .*at least 0"):
        Adam(np.array([0.1, -1.0]))


def test_adam_matches_its_definition():
    """Adam's update is α m̂/(√v̂ + ε) with m̂ and v̂ as weighted sums over all gradients."""
    rng = np.random.default_rng(0)
    gradients = rng.standard_normal((6, 1, 3))
    theta, optimizer, expected = np.zeros((1, 3)), Adam(0.01), np.zeros((1, 3))
    for t, g in enumerate(gradients, start=1):
        optimizer.step(theta, g)
        powers = np.arange(t - 1, -1, -1)[:, None, None]
        m = 0.1 * (0.9**powers * gradients[:t]).sum(axis=0) / (1 - 0.9**t)
        v = 0.001 * (0.999**powers * gradients[:t] ** 2).sum(axis=0) / (1 - 0.999**t)
        expected -= 0.01 * m / (np.sqrt(v) + 1e-8)
    np.testing.assert_allclose(theta, expected, rtol=1e-10)


def test_minibatches_cover_the_data_once_an_epoch():
    """Every example is seen once an epoch, in a new order, the last batch shorter."""
    x = np.arange(10.0)[None]
    net = Network([1, 1], output="linear")
    steps = train(
        net, x, x, optimizer=SGD(1e-9), epochs=2, batch_size=4, rng=np.random.default_rng(0)
    )
    seen = [(s.epoch, s.trace.a[0][0].tolist()) for s in steps]
    assert [len(batch) for _, batch in seen] == [4, 4, 2] * 2
    orders = [[i for e, b in seen if e == epoch for i in b] for epoch in (0, 1)]
    assert sorted(orders[0]) == sorted(orders[1]) == x[0].tolist()
    assert orders[0] != orders[1]


@pytest.mark.parametrize("name", PLANE)
def test_zero_with_relu_stays_at_ln_2(name):
    """Zero weights under ReLU never move and the cost stays at ln 2 for 1,000 epochs."""
    x, y = plane(name, 100, rng=np.random.default_rng(0))
    net = Network([2, 6, 3, 1])
    costs = [float(s.cost(net)[0]) for s in train(net, x, y, optimizer=SGD(0.1), epochs=1000)]
    np.testing.assert_allclose(costs, math.log(2), rtol=1e-15)
    assert not any(w.any() for w in net.weights)


def test_constant_units_stay_equal():
    """Units that start with equal weights get equal gradients and never part."""
    x, y = plane("circle", 100, rng=np.random.default_rng(0))
    net = Network([2, 2, 1])
    net.initialize(partial(constant, value=0.5), rng=np.random.default_rng(0))
    for step in train(net, x, y, optimizer=SGD(0.1), epochs=500):
        first, second = step.gradient.weights[0][0]
        np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(net.weights[0][0, 0], net.weights[0][0, 1])
    assert abs(net.weights[0][0, 0] - 0.5).max() > 0.01


def test_random_output_weights_part_the_units():
    """With one hidden layer, distinct output weights separate units that started equal."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((4, 200))
    y = (x.prod(axis=0) > 0).astype(float)[None]
    net = Network([4, 6, 1])
    net.initialize(he_normal, rng=rng)
    net.weights[0][...] = 0.5
    for _ in train(net, x, y, optimizer=SGD(0.1), epochs=500):
        pass
    assert np.linalg.matrix_rank(net.weights[0][0]) == 4


@pytest.mark.parametrize("name", PLANE)
def test_appropriate_learns(name):
    """With Var(W) = 1/n the median network fits each data set within 1,000 epochs."""
    count = 15
    sets = [plane(name, 100, rng=np.random.default_rng(100 + s)) for s in range(count)]
    x, y = np.stack([d.x for d in sets]), np.stack([d.y for d in sets])
    net = Network([2, 6, 3, 1], networks=count)
    draw = partial(variance_scaling, scale=1.0)
    net.initialize(draw, rng=[np.random.default_rng(s) for s in range(count)])
    for _ in train(net, x, y, optimizer=SGD(0.1), epochs=1000):
        pass
    accuracy = ((net.forward(x).output > 0.5) == y).mean(axis=(1, 2))
    assert np.median(accuracy) >= 0.95


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: SGD(0), r"learning_rate: got 0, .*above 0"),
        (lambda: SGD(0.1, momentum=2), r"momentum: got 2, .*at most 1"),
        (lambda: Adam("fast"), r"learning_rate: got 'fast'"),
        (
            lambda: train(Network([1, 1]), np.ones((1, 3)), np.ones((1, 2)), optimizer=SGD(1)),
            r"y: got 2 examples, allowed: as many as x has, 3",
        ),
        (
            lambda: train(
                Network([1, 1]),
                np.ones((1, 3)),
                np.ones((1, 3)),
                optimizer=SGD(1),
                batch_size=2,
                rng=7,
            ),
            r"rng: got 7",
        ),
        (lambda: stepped(batch_size=4), r"batch_size: got 4, .*at least 1, at most 3"),
        (lambda: stepped(batch_size=0), r"batch_size: got 0"),
        (lambda: stepped(epochs=2.5), r"epochs: got 2\.5, allowed: an integer"),
    ],
)
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed, before the first step."""
    with pytest.raises(ValueError, match=message):
        call()


def test_batches_without_rng_come_in_their_order():
    """Without a generator the batches are consecutive examples, the last one shorter."""
    x = np.arange(5.0)[None]
    steps = train(Network([1, 1]), x, x, optimizer=SGD(1e-9), epochs=2, batch_size=2)
    seen = [step.y[0].tolist() for step in steps]
    assert seen == [[0, 1], [2, 3], [4]] * 2


def test_steps_are_counted():
    """One after the other over all epochs; without a batch size every step sees all, in order."""
    found = [(s.index, s.epoch) for s in stepped(epochs=2, batch_size=2)]
    assert found == [(0, 0), (1, 0), (2, 1), (3, 1)]
    x = np.arange(5.0)[None]
    net = Network([1, 1], output="linear")
    whole = train(net, x, x, optimizer=SGD(1e-9), epochs=2, rng=np.random.default_rng(0))
    assert [step.trace.a[0].tolist() for step in whole] == [x.tolist()] * 2


def test_a_step_stands_before_its_update():
    """Its cost is that of the parameters that it was taken at, on its own examples."""
    x = np.array([[1.0, 2.0, 3.0]])
    net = Network([1, 1], output="linear")
    net.theta[...] = 1
    costs = [float(s.cost(net)[0]) for s in
             train(net, x, x, optimizer=SGD(0.1), epochs=1, batch_size=2)]  # fmt: skip
    # at w = b = 1 every error is 1; the gradient of the first batch is (1.5, 1)
    w, b = 1 - 0.1 * 1.5, 1 - 0.1
    assert costs == pytest.approx([0.5, 0.5 * (3 * w + b - 3) ** 2])
