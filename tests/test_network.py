from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initdocs.activations import ACTIVATIONS
from initdocs.initializers import he_normal, lecun_normal, orthogonal, variance_scaling
from initdocs.network import OUTPUTS, Network, binary_cross_entropy, layer_norms

SIZES = (3, 5, 4, 2)


def network(*, hidden="tanh", output="sigmoid", networks=2, sizes=SIZES, seed=0):
    net = Network(sizes, hidden=hidden, output=output, networks=networks)
    net.initialize(lecun_normal, rng=np.random.default_rng(seed))
    net.theta += 0.1 * np.random.default_rng(seed + 1).standard_normal(net.theta.shape)
    return net


def differences(net, x, y, h):
    """The central difference of each network's cost in each of its parameters."""
    numeric = np.empty_like(net.theta)
    for j in range(net.theta.shape[1]):
        costs = []
        for sign in (1, -1):
            net.theta[:, j] += sign * h
            costs.append(net.cost(net.forward(x), y))
            net.theta[:, j] -= sign * h
        numeric[:, j] = (costs[0] - costs[1]) / (2 * h)
    return numeric


def data(output, m=7, sizes=SIZES):
    rng = np.random.default_rng(9)
    y = rng.uniform(0, 1, (sizes[-1], m))
    return rng.standard_normal((sizes[0], m)), y / y.sum(axis=0) if output == "softmax" else y


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("output", OUTPUTS)
def test_gradient_is_the_finite_difference(hidden, output):
    """Every component of every network's gradient is the central difference of its cost."""
    net = network(hidden=hidden, output=output)
    x, y = data(output)
    gradient = net.backward(net.forward(x), y).flat.copy()
    numeric = differences(net, x, y, 1e-6)
    np.testing.assert_allclose(gradient, numeric, rtol=2e-6, atol=2e-9)


def test_batch_is_k_single_networks():
    """A batch of networks computes what each of them computes alone."""
    batch = network(networks=3)
    x, y = data("sigmoid")
    trace = batch.forward(x)
    gradient = batch.backward(trace, y)
    for i in range(3):
        one = Network(SIZES, hidden="tanh")
        one.theta[...] = batch.theta[i]
        alone = one.forward(x)
        np.testing.assert_allclose(alone.output[0], trace.output[i], rtol=1e-13)
        np.testing.assert_allclose(
            one.backward(alone, y).flat[0], gradient.flat[i], rtol=1e-12, atol=1e-15
        )


def test_deltas_are_the_gradients_at_z():
    """The last delta is (ŷ − y)/m, and each weight gradient is delta times activations."""
    net = network()
    x, y = data("sigmoid")
    trace = net.forward(x)
    gradient = net.backward(trace, y)
    np.testing.assert_allclose(gradient.delta[3], (trace.output - y) / x.shape[1])
    for layer in (1, 2, 3):
        product = gradient.delta[layer] @ np.swapaxes(
            np.broadcast_to(trace.a[layer - 1], (2, *trace.a[layer - 1].shape[-2:])), -1, -2
        )
        np.testing.assert_allclose(gradient.weights[layer - 1], product)


def test_layer_norms():
    """The norms of the layers, squared, add up to the norm of the whole gradient."""
    net = network()
    x, y = data("sigmoid")
    gradient = net.backward(net.forward(x), y)
    norms = layer_norms(net, gradient)
    assert norms.shape == (2, 3)
    np.testing.assert_allclose((norms**2).sum(axis=1), (gradient.flat**2).sum(axis=1))


@given(st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0]))
def test_cost_from_logits_is_finite(z, y):
    """Cross-entropy from the logits is finite, not negative, and exact in both tails."""
    cost = float(binary_cross_entropy(np.array([[[z]]]), np.array([[y]]))[0])
    assert 0 <= cost < np.inf
    wrong = z if y == 0 else -z
    assert cost == pytest.approx(max(wrong, 0), abs=np.log(2) + 1e-9)


def test_float32_stays_float32():
    """By choice single precision, in parameters, passes and gradients."""
    net = Network([2, 6, 3, 1], dtype=np.float32)
    net.initialize(he_normal, rng=np.random.default_rng(0))
    x, y = np.ones((2, 4), np.float32), np.ones((1, 4), np.float32)
    trace = net.forward(x)
    assert {a.dtype for a in trace.a} == {np.dtype(np.float32)}
    assert net.backward(trace, y).flat.dtype == np.float32


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.1, 10))
def test_relu_networks_scale(seed, factor):
    """A ReLU network without biases is homogeneous: c·x gives c·zᴸ."""
    net = Network([3, 8, 8, 1], output="linear")
    net.initialize(he_normal, rng=np.random.default_rng(seed))
    x = np.random.default_rng(seed).standard_normal((3, 5))
    np.testing.assert_allclose(
        net.forward(factor * x).output, factor * net.forward(x).output, rtol=1e-9, atol=1e-12
    )


def test_equal_seeds_give_scaled_copies():
    """With equal seeds the normal laws are multiples of one draw: a race compares the laws."""
    net = Network([2, 6, 3, 1], networks=2)
    laws = [partial(variance_scaling, scale=s) for s in (0.01, 1.0)]
    net.initialize(laws, rng=[np.random.default_rng(5), np.random.default_rng(5)])
    np.testing.assert_allclose(net.weights[1][0] * 10, net.weights[1][1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Network([3]), r"sizes: got \[3\]"),
        (lambda: Network([3, 0, 1]), r"sizes\[1\]: got 0"),
        (lambda: Network([3, 2.5, 1]), r"sizes\[1\]: got 2.5"),
        (lambda: Network([3, 2, 1], hidden="rulu"), r"activation: got 'rulu'"),
        (lambda: Network([3, 2, 1], hidden=["relu", "relu"]), r"hidden: got 2 activations"),
        (lambda: Network([3, 2, 1], output="max"), r"output: got 'max'"),
        (lambda: Network([3, 2, 1], networks=0), r"networks: got 0"),
        (lambda: Network([3, 2]).forward(np.ones((2, 5))), r"x: got shape \(2, 5\)"),
        (lambda: Network([3, 2]).forward(np.ones(3)), r"x: got shape \(3,\), .*as columns"),
        (
            lambda: Network([3, 2]).initialize([orthogonal] * 2, rng=np.random.default_rng(0)),
            r"initializer: got 2, allowed: one, or one for each of 1",
        ),
        (
            lambda: Network([3, 2], networks=2).initialize(
                [orthogonal], rng=np.random.default_rng(0)
            ),
            r"initializer: got 1, allowed: one, or one for each of 2",
        ),
    ],
)
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call()


def test_initialize_begins_anew():
    """Nothing of an earlier training stays: biases are 0, and each layer has its own draw."""
    net = Network(SIZES, networks=2)
    net.theta += 7
    net.initialize(lecun_normal, rng=[np.random.default_rng(5), np.random.default_rng(6)])
    assert not any(b.any() for b in net.biases)
    for i, seed in enumerate((5, 6)):
        rng = np.random.default_rng(seed)
        for w in net.weights:
            np.testing.assert_array_equal(w[i], lecun_normal(w.shape[1:], rng=rng))


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_large_logits_cost_what_they_are_wrong_by(output):
    """Far out a cost is the distance of the logits, and no exponential overflows."""
    net = Network([2, 2], output=output)
    net.weights[0][...] = 1000 * np.eye(2)
    trace = net.forward(np.eye(2))
    with np.errstate(over="raise", invalid="raise"):
        right, wrong = (float(net.cost(trace, y)[0]) for y in (np.eye(2), np.eye(2)[::-1]))
        assert np.isfinite(OUTPUTS[output].activation(trace.logits)).all()
    assert right == pytest.approx(np.log(2) if output == "sigmoid" else 0, abs=1e-9)
    assert wrong == pytest.approx(1000, abs=1)


def test_each_layer_has_its_own_activation():
    """The slope of a layer is that of the activation of that layer."""
    net = Network(SIZES, hidden=["tanh", "softplus"], output="linear")
    net.initialize(lecun_normal, rng=np.random.default_rng(0))
    x, y = data("linear")
    trace = net.forward(x)
    gradient = net.backward(trace, y)
    for layer, name in ((1, "tanh"), (2, "softplus")):
        back = net.weights[layer].swapaxes(-1, -2) @ gradient.delta[layer + 1]
        slope = ACTIVATIONS[name].d_phi(trace.z[layer])
        np.testing.assert_allclose(gradient.delta[layer], back * slope)
