"""Two depth scales."""

import math

import pytest

from initdocs import propagation as mf


@pytest.mark.parametrize(
    ("sigma_w2", "gradient", "correlation"), [(2.0, 21.5, 25.2), (4.0, 3.4, 7.0)]
)
def test_two_depth_scales(sigma_w2, gradient, correlation):
    """They differ in the chaotic phase."""
    assert mf.gradient_depth("tanh", sigma_w2, 0.05) == pytest.approx(gradient, abs=0.06)
    assert mf.correlation_depth("tanh", sigma_w2, 0.05) == pytest.approx(correlation, abs=0.06)


def test_the_depth_scales_agree_in_the_ordered_phase():
    """There c* = 1."""
    assert mf.correlation_fixed_point("tanh", 1.5, 0.05) == 1
    assert mf.gradient_depth("tanh", 1.5, 0.05) == mf.correlation_depth("tanh", 1.5, 0.05)


def test_at_the_edge_nothing_is_forgotten():
    """χ₁ = 1: both depths are infinite, and quietly so."""
    assert mf.gradient_depth("relu", 2.0) == float("inf")
    assert mf.correlation_depth("relu", 2.0) == float("inf")


@pytest.mark.parametrize("sigma_w2", [0.5, 0.9, 0.9999])
def test_linear_layers_forget_at_the_rate_of_their_weights(sigma_w2):
    """χ₁ = σ_w²: both depths are 1/|ln σ_w²|."""
    depth = -1 / math.log(sigma_w2)
    assert mf.gradient_depth("identity", sigma_w2, 0.1) == pytest.approx(depth)
    assert mf.correlation_depth("identity", sigma_w2, 0.1) == pytest.approx(depth)
