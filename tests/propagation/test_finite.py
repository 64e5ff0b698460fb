"""Finite networks, drawn exactly."""

import numpy as np
import pytest

from initdocs import propagation as mf


def test_the_log_normal_law():
    """Drawn exactly, 100 layers of 100 units: median e^(−2.5), variance of the logarithm near 5."""
    rng = np.random.default_rng(0)
    logs = np.zeros(20_000)
    for _ in range(100):  # given ‖x‖², the next is (2/n)‖x‖² χ²(active units)
        logs += np.log(2 / 100 * rng.chisquare(rng.binomial(100, 0.5, logs.size)))
    law = mf.relu_log_norm([100] * 100)
    assert np.exp(np.median(logs)) == pytest.approx(law.median, rel=0.08)
    assert logs.mean() == pytest.approx(law.mean, rel=0.05)
    assert logs.var() == pytest.approx(law.variance, rel=0.08)


def test_the_fourth_moment():
    """E‖x‖⁴ after three layers of 20 units, over 400,000 draws."""
    rng = np.random.default_rng(0)
    squares = np.ones(400_000)
    for _ in range(3):
        active = rng.binomial(20, 0.5, squares.size)
        squares *= 2 / 20 * np.where(active, rng.chisquare(np.maximum(active, 1)), 0)
    exact = mf.relu_fourth_moment([20] * 3)
    error = (squares**2).std() / np.sqrt(squares.size)
    assert abs((squares**2).mean() - exact) <= 5 * error


def test_residual_growth():
    """1/√L branches grow by about e, whatever the depth."""
    assert mf.residual_growth(np.full(10_000, 0.01)) == pytest.approx(np.e, rel=1e-4)
    assert mf.residual_growth(np.ones(100)) == 2.0**100
