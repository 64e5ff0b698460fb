"""Means over a normal variable: against closed forms, against simulation, and against itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import propagation as mf
from initdocs.activations import ACTIVATIONS, erf

SMOOTH = ("tanh", "sigmoid", "gelu", "silu", "softplus", "mish", "softsign")
VARIANCES = st.floats(0.05, 9.0)


@given(VARIANCES)
def test_relu_and_identity_in_closed_form(q):
    """ReLU keeps half of the second moment, the identity all of it; so do the derivatives."""
    assert mf.second_moment("relu", q) == pytest.approx(q / 2, rel=1e-12)
    assert mf.second_moment("identity", q) == pytest.approx(q, rel=1e-12)
    assert mf.chi_1("relu", q, 2.0) == pytest.approx(1, rel=1e-12)


@given(VARIANCES)
def test_erf_in_closed_form(q):
    """E[erf(√q z)²] = (2/π) arcsin(2q / (1 + 2q)) (Williams 1997)."""
    exact = 2 / np.pi * np.arcsin(2 * q / (1 + 2 * q))
    assert mf.second_moment(erf, q) == pytest.approx(exact, rel=1e-10)
    slope = 4 / np.pi / np.sqrt(1 + 4 * q)
    assert mf.chi_1(erf, q, 1.0) == pytest.approx(slope, rel=1e-8)  # central differences


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_quadrature_against_simulation(name):
    """Within five standard errors of the mean over a million draws, for every activation."""
    row = ACTIVATIONS[name]
    draws = np.sqrt(2.5) * np.random.default_rng(0).standard_normal(10**6)
    for exact, sample in (
        (mf.second_moment(name, 2.5), row.phi(draws) ** 2),
        (mf.chi_1(name, 2.5, 1.0), row.d_phi(draws) ** 2),
    ):
        error = sample.std() / 1000
        assert abs(exact - sample.mean()) <= 5 * error + 1e-12


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("q", [0.1, 1.0, 9.0, 100.0])
def test_the_error_of_the_quadrature_is_known(name, q):
    """Half as many panels move it by less than a billionth, up to inputs of ten deviations."""
    phi = ACTIVATIONS[name].phi
    size = mf.second_moment(name, q)
    assert mf.expectation_error(lambda z: phi(np.sqrt(q) * z) ** 2) <= 1e-9 * size
