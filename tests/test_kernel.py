"""The kernels of infinite width: against closed forms, gradients, and draws of networks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initdocs.activations import erf
from initdocs.kernel import wide_kernels
from initdocs.network import Network
from initdocs.propagation import correlation_map

SIZES = st.floats(0.1, 2.0)


def test_the_nngp_is_the_correlation_map_iterated():
    """For inputs of variance 1 under He: C(c) layer by layer, to what its powers leave out."""
    angles = np.linspace(0, np.pi, 7)
    x = np.array([np.cos(angles), np.sin(angles)])  # σ_w²/n⁰ = 1
    c = np.cos(angles[:, None] - angles)
    for layers in range(1, 6):
        np.testing.assert_allclose(wide_kernels("relu", x, layers, 2.0).nngp, c, atol=3e-6)
        c = correlation_map("relu", np.clip(c, -1, 1), 1.0, 2.0)


@settings(deadline=None, max_examples=30)
@given(SIZES, SIZES, st.floats(-0.999, 0.999), st.floats(0, 1))
def test_erf_in_closed_form(p, q, c, sigma_b2):
    """Williams 1997: E[erf erf] = (2/π) arcsin, and of the slopes (4/π)/√det(I + 2K)."""
    x = np.array([[np.sqrt(p), c * np.sqrt(q)], [0, np.sqrt((1 - c * c) * q)]])
    sigma_w2 = 1.5
    k = sigma_w2 * x.T @ x / 2 + sigma_b2
    one = 1 + 2 * np.diag(k)
    nngp = sigma_w2 * 2 / np.pi * np.arcsin(2 * k / np.sqrt(np.outer(one, one))) + sigma_b2
    ntk = nngp + sigma_w2 * 4 / np.pi / np.sqrt(np.outer(one, one) - 4 * k * k) * k
    found = wide_kernels(erf, x, 2, sigma_w2, sigma_b2)
    np.testing.assert_allclose(found.nngp, nngp, atol=1e-7)
    np.testing.assert_allclose(found.ntk, ntk, atol=1e-6)


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 6), st.floats(0.1, 4), st.floats(0, 1), st.integers(0, 99))
def test_both_are_covariances(layers, sigma_w2, sigma_b2, seed):
    """Symmetric, no eigenvalue below zero, and the NTK is not less than the NNGP."""
    # variances up to 10, which the polynomials hold for tanh
    x = np.random.default_rng(seed).standard_normal((3, 5)).clip(-1.5, 1.5)
    for phi in ("relu", "tanh"):
        nngp, ntk = wide_kernels(phi, x, layers, sigma_w2, sigma_b2)
        for kernel in (nngp, ntk, ntk - nngp):
            np.testing.assert_allclose(kernel, kernel.T, rtol=1e-9, atol=1e-12)
            assert np.linalg.eigvalsh(kernel).min() > -1e-6 * np.trace(ntk)


def test_linear_layers():
    """Without a φ both are known: K = σ_w^2L x·x′/n⁰, and Θ = L K."""
    x = np.random.default_rng(0).standard_normal((4, 3))
    found = wide_kernels("identity", x, 3, 1.2)
    np.testing.assert_allclose(found.nngp, 1.2**3 * x.T @ x / 4, rtol=1e-9)
    np.testing.assert_allclose(found.ntk, 3 * found.nngp, rtol=1e-9)


@pytest.mark.parametrize("phi", ["relu", "tanh"])
def test_wide_networks_have_them(phi):
    """Means over 400 networks of width 128: within five standard errors, and 4 % for 1/width."""
    rng, width, sigma_w2, sigma_b2 = np.random.default_rng(0), 128, 1.8, 0.3
    x = rng.standard_normal((3, 2))
    outputs, products = [], []
    for _ in range(4):
        net = Network([3, width, width, 1], hidden=phi, output="linear", networks=100)
        for w, b in zip(net.weights, net.biases, strict=True):
            w[...] = rng.normal(0, np.sqrt(sigma_w2 / w.shape[-1]), w.shape)
            b[...] = rng.normal(0, np.sqrt(sigma_b2), b.shape)
        outputs.append(net.forward(x).output[:, 0])
        product = 0
        both = []
        for i in range(2):
            trace = net.forward(x[:, i : i + 1])
            gradient = net.backward(trace, trace.output - 1)  # of the output itself
            both.append([g.copy() for g in (*gradient.weights, *gradient.biases)])
        for i, (one, other) in enumerate(zip(*both, strict=True)):
            share = sigma_w2 / one.shape[-1] if i < len(net.weights) else sigma_b2
            product = product + share * (one * other).sum(axis=(1, 2))
        products.append(product)
    z, theta = np.concatenate(outputs), np.concatenate(products)
    nngp, ntk = wide_kernels(phi, x, 3, sigma_w2, sigma_b2)
    for i, j in ((0, 0), (0, 1), (1, 1)):
        both = z[:, i] * z[:, j]
        assert abs(both.mean() - nngp[i, j]) < 5 * both.std() / 20 + 0.04 * nngp[0, 0]
    assert abs(theta.mean() - ntk[0, 1]) < 5 * theta.std() / 20 + 0.04 * ntk[0, 0]


def test_equal_inputs_of_variance_nought():
    """ReLU takes an input of zero; for any other φ there is a bias, or an error."""
    x = np.array([[0.0, 1.0]])
    assert wide_kernels("relu", x, 3, 2.0).nngp[0].tolist() == [0, 0]
    assert np.isfinite(wide_kernels("tanh", x, 3, 2.0, 0.1).ntk).all()
    with pytest.raises(ValueError, match="variance 0 before tanh"):
        wide_kernels("tanh", x, 3, 2.0)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"phi": "leaky_relu"}, r"phi: got a function that Hermite.*allowed: 'relu'"),
        ({"x": np.zeros(3)}, r"x: got shape \(3,\), allowed: \(n, m\)"),
        ({"x": np.zeros((3, 0))}, r"x: got shape \(3, 0\)"),
        ({"x": np.array([[np.nan]])}, "x: got"),
        ({"layers": 0}, "layers: got 0"),
        ({"sigma_w2": -1}, "sigma_w2: got -1"),
        ({"sigma_b2": -1}, "sigma_b2: got -1"),
    ],
)
def test_what_is_refused(given, message):
    """Each argument is named with what is allowed."""
    asked = {"phi": "tanh", "x": np.eye(2), "layers": 2, "sigma_w2": 1.0, "sigma_b2": 0.0} | given
    with pytest.raises(ValueError, match=message):
        wide_kernels(**asked)
