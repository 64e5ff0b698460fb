"""The spectrum of the Jacobian, in theory and of networks."""

import numpy as np
import pytest

from initdocs import propagation as mf
from initdocs.network import Network


@pytest.mark.parametrize("orthogonal", [True, False])
def test_the_spectrum_of_the_jacobian(orthogonal):
    """Mean and variance of the squared singular values, in tanh networks of width 300."""
    rng = np.random.default_rng(0)
    q, depth, n = 0.2, 8, 300
    sigma_w2, sigma_b2 = mf.critical_point("tanh", q)
    net = Network([n] * (depth + 2), hidden="tanh", output="linear")
    for w, b in zip(net.weights, net.biases, strict=True):
        gauss = rng.standard_normal((n, n))
        w[...] = np.sqrt(sigma_w2) * (np.linalg.qr(gauss)[0] if orthogonal else gauss / np.sqrt(n))
        b[...] = rng.normal(0, np.sqrt(sigma_b2), b.shape)
    x = rng.standard_normal((n, 1)) * np.sqrt(mf.second_moment("tanh", q))
    # the last, linear layer only rotates or spreads
    values = mf.jacobian_singular_values(net, x)[0] ** 2 / sigma_w2
    mean, variance = mf.jacobian_moments("tanh", q, sigma_w2, depth, orthogonal=orthogonal)
    assert values.mean() == pytest.approx(mean, rel=0.25)
    if orthogonal:
        assert values.var() == pytest.approx(variance, rel=0.35)
    else:  # one Gaussian layer more, without a derivative
        assert values.var() == pytest.approx(variance + 1, rel=0.35)


@pytest.mark.parametrize("depth", [1, 3, 8])
@pytest.mark.parametrize("sigma_w2", [0.8, 1.0, 1.3])
def test_the_moments_of_linear_and_relu_layers(depth, sigma_w2):
    """Off criticality too: mean χ₁ᴸ, variance χ₁²ᴸ L times 1 more for each Gaussian layer."""
    for orthogonal, spread in ((True, 0.0), (False, 1.0)):
        mean, variance = mf.jacobian_moments(
            "identity", 1.0, sigma_w2, depth, orthogonal=orthogonal
        )
        assert mean == pytest.approx(sigma_w2**depth)
        assert variance == pytest.approx(mean**2 * depth * spread)
        # half of the slopes are 0, so that μ₂/μ₁² is 2
        mean, variance = mf.jacobian_moments("relu", 1.0, sigma_w2, depth, orthogonal=orthogonal)
        assert mean == pytest.approx((sigma_w2 / 2) ** depth)
        assert variance == pytest.approx(mean**2 * depth * (1 + spread))
