"""The correlation map: against closed forms, and against a wide network."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initdocs import propagation as mf
from initdocs.activations import erf
from initdocs.propagation.correlation import Correlations

CORRELATIONS = st.floats(-0.99, 0.99)


def arc_cosine(c):
    """E[relu(u₁)relu(u₂)] at q = 1 in closed form (Cho and Saul 2009, order 1)."""
    return (np.sqrt(1 - c * c) + c * (np.pi - np.arccos(c))) / (2 * np.pi)


@settings(deadline=None, max_examples=40)
@given(CORRELATIONS)
def test_the_correlation_map_in_closed_form(c):
    """ReLU's is the arc-cosine kernel, erf's Williams's, the identity's the identity."""
    assert float(mf.correlation_map("relu", c, 1.0, 2.0)) == pytest.approx(
        2 * arc_cosine(c), abs=2e-6
    )
    exact = np.arcsin(2 * c / 3) / np.arcsin(2 / 3)
    assert float(mf.correlation_map(erf, c, 1.0, 1.0)) == pytest.approx(exact, abs=1e-9)
    assert float(mf.correlation_map("identity", c, 1.0, 1.0)) == pytest.approx(c, abs=1e-12)


def test_a_wide_network_follows_the_maps():
    """Variance and correlation by layer, in a tanh network of width 1,000, within its scatter."""
    rng = np.random.default_rng(1)
    sigma_w2, sigma_b2, n = 2.0, 0.05, 1000
    x = rng.standard_normal((n, 2))
    x[:, 1] = 0.6 * x[:, 0] + 0.8 * x[:, 1]
    z = x
    q, c = (z**2).mean(), (z[:, 0] @ z[:, 1]) / np.sqrt((z**2).sum(0).prod())
    for _ in range(6):
        weights = rng.normal(0, np.sqrt(sigma_w2 / n), (n, n))
        z = weights @ np.tanh(z) + rng.normal(0, np.sqrt(sigma_b2), (n, 1))
        c = float(mf.correlation_map("tanh", c, q, sigma_w2, sigma_b2))
        q = mf.variance_map("tanh", q, sigma_w2, sigma_b2)
        assert (z**2).mean() == pytest.approx(q, rel=0.2)
        assert (z[:, 0] @ z[:, 1]) / np.sqrt((z**2).sum(0).prod()) == pytest.approx(c, abs=0.1)


@pytest.mark.parametrize("name", ["tanh", "relu", "selu", "softsign"])
def test_equal_inputs_stay_equal(name):
    """C(1) = 1 to rounding, whatever was cut off; C(−1) of an odd φ without biases is −1."""
    assert float(mf.correlation_map(name, 1.0, 0.7, 1.3, 0.1)) == pytest.approx(1, abs=1e-12)
    if name in ("tanh", "softsign"):
        assert float(mf.correlation_map(name, -1.0, 0.7, 1.3)) == pytest.approx(-1, abs=1e-12)


def test_a_bias_is_common_to_both_inputs():
    """It pulls two inputs together: linear layers have C(c) = (σ_w² q c + σ_b²)/(σ_w² q + σ_b²)."""
    c, q, sigma_w2, sigma_b2 = np.array([-0.5, 0.0, 0.8]), 0.6, 1.5, 0.3
    exact = (sigma_w2 * q * c + sigma_b2) / (sigma_w2 * q + sigma_b2)
    np.testing.assert_allclose(
        mf.correlation_map("identity", c, q, sigma_w2, sigma_b2), exact, rtol=1e-12
    )


@pytest.mark.parametrize("sigma_w2", [1.9, 2.0, 4.0, 9.0])
def test_a_fixed_correlation_is_fixed(sigma_w2):
    """C(c*) = c* to twelve digits in the chaotic phase, where c* is less than 1."""
    c = mf.correlation_fixed_point("tanh", sigma_w2, 0.05)
    q = mf.fixed_point("tanh", sigma_w2, 0.05)
    assert 0 < c < 1
    assert float(mf.correlation_map("tanh", c, q, sigma_w2, 0.05)) == pytest.approx(c, abs=1e-12)


def test_what_is_cut_off_goes_where_it_belongs():
    """ReLU at c = −1 is 0 in every layer: the remainder of even powers must not be odd."""
    assert float(mf.correlation_map("relu", -1.0, 1.0, 2.0)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("c", [-0.7, 0.0, 0.4, 0.9])
def test_the_slope_of_the_map(c):
    """It is the map's central difference, and at c = 1 it is χ₁ in units of V(q)/q."""
    step = Correlations("tanh", 0.7, 2.0, 0.05)
    ends = step.value(np.array([c - 1e-5, c + 1e-5]))
    assert step.slope(c) == pytest.approx((ends[1] - ends[0]) / 2e-5, rel=1e-8)
    q = mf.fixed_point("tanh", 2.0, 0.05)
    at_one = Correlations("tanh", q, 2.0, 0.05).slope(1.0)
    assert at_one == pytest.approx(mf.chi_1("tanh", q, 2.0), rel=1e-6)
