"""Means over a normal variable: against closed forms, against simulation, and against itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs import propagation as mf
from initdocs.activations import ACTIVATIONS, Activation, erf

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


def test_nodes_cannot_be_written():
    """They are shared between all means: a φ that writes into its input is told so."""

    def scale(z):
        z *= 2
        return z

    with pytest.raises(ValueError, match="read-only"):
        mf.expectation(scale)


def test_an_error_is_seen_where_there_is_one():
    """A kink that nobody told of costs digits, and the estimate says how many."""
    exact = np.exp(-1 / 8) / np.sqrt(2 * np.pi) - 0.5 * (1 - erf(0.5 / np.sqrt(2))) / 2

    def hinge(z):
        return np.maximum(z - 0.5, 0)

    told = mf.expectation_error(hinge)
    assert told > 1e-6
    assert abs(mf.expectation(hinge) - exact) < 10 * told
    assert mf.expectation(hinge, kinks=[0.5]) == pytest.approx(exact, rel=1e-13)
    assert mf.expectation_error(hinge, kinks=[0.5]) < 1e-13


@given(VARIANCES)
def test_panels_meet_at_the_kinks_of_an_activation(q):
    """At any variance: hard tanh in closed form, its kinks at ±1."""
    hard = Activation("hard", lambda u: np.clip(u, -1, 1), lambda u: (abs(u) < 1) * 1.0, (-1, 1))
    inside = float(erf(1 / np.sqrt(2 * q)))
    squares = q * inside - np.sqrt(2 * q / np.pi) * np.exp(-1 / (2 * q)) + 1 - inside
    assert mf.second_moment(hard, q) == pytest.approx(squares, rel=1e-12)
    assert mf.chi_1(hard, q, 1.0) == pytest.approx(inside, rel=1e-12)


def test_no_variance_is_one_point():
    """At q = 0 the mean is the value at 0, kink or no kink."""
    assert mf.second_moment("relu", 0) == 0
    assert mf.second_moment("sigmoid", 0) == pytest.approx(0.25, rel=1e-14)


@pytest.mark.parametrize("panels", [9, 15, 16])
def test_panels_meet_at_zero(panels):
    """Also where their number is odd: most kinks are there."""
    mean = mf.expectation(lambda z: np.maximum(z, 0), panels=panels)
    assert mean == pytest.approx(1 / np.sqrt(2 * np.pi), rel=1e-12)
