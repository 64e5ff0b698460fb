"""Fixed points and the critical line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initdocs import propagation as mf


def test_the_critical_point_of_tanh():
    """σ_b² = 0.05: σ_w² = 1.7610, q* = 0.5700, and χ₁ on both sides."""
    sigma_w2, sigma_b2 = mf.critical_point("tanh", 0.57)
    assert sigma_w2 == pytest.approx(1.7610, abs=3e-4)
    assert sigma_b2 == pytest.approx(0.05, abs=1e-4)
    for sigma_w2, chi in ((1.5, 0.9386), (2.0, 1.0477)):
        q = mf.fixed_point("tanh", sigma_w2, 0.05)
        assert mf.chi_1("tanh", q, sigma_w2) == pytest.approx(chi, abs=1e-4)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(["tanh", "softsign", "relu", "elu"]), st.floats(0.05, 3.0))
def test_the_critical_line_is_critical(name, q):
    """Where it exists, its own fixed point is q and χ₁ there is 1."""
    sigma_w2, sigma_b2 = mf.critical_point(name, q)
    assert mf.chi_1(name, q, sigma_w2) == pytest.approx(1, rel=1e-9)
    assert mf.variance_map(name, q, sigma_w2, max(sigma_b2, 0)) == pytest.approx(
        q + max(-sigma_b2, 0), rel=1e-9
    )


@settings(deadline=None, max_examples=30)
@given(st.floats(0.5, 6.0), st.one_of(st.just(0.0), st.floats(1e-4, 1.0)))
def test_a_fixed_point_is_fixed(sigma_w2, sigma_b2):
    """V(q*) = q* for tanh, wherever it is neither 0 nor infinite; iterating leads there."""
    q = mf.fixed_point("tanh", sigma_w2, sigma_b2)
    if q > 0:
        assert mf.variance_map("tanh", q, sigma_w2, sigma_b2) == pytest.approx(q, rel=1e-9)
    else:
        assert sigma_b2 == 0 and sigma_w2 <= 1


@pytest.mark.parametrize("q", [0.999, 1.0, 1.01])
def test_a_start_is_fixed_only_where_it_is(q):
    """Linear layers have q* = σ_b²/(1 − σ_w²), also where that is near the start."""
    assert mf.fixed_point("identity", 0.9, 0.1 * q) == pytest.approx(q, rel=1e-9)


def test_where_a_variance_goes():
    """It dies, grows without end, or stays where it starts: ReLU below, above and at 2."""
    assert mf.fixed_point("relu", 1.9) == 0
    assert mf.fixed_point("relu", 2.1) == float("inf")
    assert mf.fixed_point("relu", 2.0) == 1.0
    for start in np.geomspace(1e-3, 1e3, 61):
        assert mf.fixed_point("relu", 2.0, start=start) == start


def test_a_slope_is_taken_at_its_variance():
    """χ₁ of tanh falls with q: its slope is largest at 0."""
    values = [mf.chi_1("tanh", q, 1.0) for q in (0.0, 0.5, 1.0, 2.0)]
    assert values[0] == pytest.approx(1, rel=1e-12)
    assert values == sorted(values, reverse=True) and values[3] < 0.6 * values[1]
