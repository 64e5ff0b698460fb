"""Facts that the guide states: each measured here, independently of its page."""

import numpy as np
import pytest

from initdocs.datasets import digits
from initdocs.initializers import lecun_normal, normal, pytorch_linear
from initdocs.network import Network

STARTS = {"uniform": pytorch_linear, "xavier": lecun_normal, "normal": normal}


@pytest.fixture(scope="module")
def activations():
    """The hidden activations of the digits network, (draws, 300, 300) a layer, by start."""
    x = digits().x[:, :300]
    result = {}
    for name, draw in STARTS.items():
        net = Network([64, 300, 300, 300, 300, 10], hidden="tanh", output="softmax", networks=5)
        net.initialize(draw, rng=np.random.default_rng(0))
        result[name] = net.forward(x).a[1:5]
    return result


@pytest.mark.parametrize(
    ("name", "first", "last"), [("uniform", 0.261, 0.050), ("xavier", 0.406, 0.288)]
)
def test_spread_by_layer(activations, name, first, last):
    """The standard deviation of the activations: Uniform fades, Xavier nearly stays."""
    layers = activations[name]
    # 300 units of 5 networks: a few per cent from draw to draw
    assert layers[0].std() == pytest.approx(first, rel=0.06)
    assert layers[3].std() == pytest.approx(last, rel=0.10)


def test_standard_normal_saturates(activations):
    """N(0, 1) drives half of the first layer and nine in ten of the others beyond 0.99."""
    shares = [(np.abs(a) > 0.99).mean() for a in activations["normal"]]
    assert shares[0] == pytest.approx(0.49, abs=0.03)
    assert shares[1:] == pytest.approx([0.87] * 3, abs=0.03)


@pytest.mark.parametrize("alpha", [1.5, 0.5])
def test_equal_matrices_are_a_power(alpha):
    """With W = r·I the activation below the output is r^{L−1} times the input, exactly."""
    depth = 10
    net = Network([2] * depth + [1], hidden="identity", output="linear")
    for w in net.weights[:-1]:
        w[...] = alpha * np.eye(2)
    below = net.forward(np.ones((2, 1))).a[depth - 1]
    np.testing.assert_allclose(below, alpha ** (depth - 1), rtol=1e-14)


def test_tanh_fades_like_one_over_two_l():
    """With Xavier and tanh q_l → 1/(2l), in that 1/q_l − 2l + (5/6) ln l stays bounded."""
    u = np.linspace(-9.5, 9.5, 513)
    weight = np.exp(-u * u / 2) / np.sqrt(2 * np.pi) * (u[1] - u[0])
    q, inverse = 1.0, {}
    for layer in range(1, 100_001):
        q = float(weight @ np.tanh(np.sqrt(q) * u) ** 2)
        if layer in (10, 100, 10_000, 100_000):
            inverse[layer] = 1 / q
    assert 1 / inverse[10] == pytest.approx(0.0522, abs=5e-5)
    assert 1 / inverse[100] == pytest.approx(0.00507, abs=5e-6)
    rest = [v - 2 * n + 5 / 6 * np.log(n) for n, v in inverse.items()]
    assert abs(rest[-1] - rest[-2]) < 0.01
    assert inverse[100_000] / 200_000 == pytest.approx(1, abs=1e-4)
