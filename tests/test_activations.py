import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from initdocs import activations
from initdocs.activations import ACTIVATIONS

names = pytest.mark.parametrize("name", ACTIVATIONS)


@names
def test_derivative_is_the_slope(name):
    """φ′ is the central difference of φ, to the difference's own error."""
    row = ACTIVATIONS[name]
    z = np.linspace(-8, 8, 4001) + 1e-4 * math.pi  # no point on a kink
    h = 1e-5
    slope = (row.phi(z + h) - row.phi(z - h)) / (2 * h)
    # h² from the third derivative, 1e-16/h from rounding
    np.testing.assert_allclose(row.d_phi(z), slope, atol=1e-9, rtol=1e-7)


@names
def test_pull_back_is_a_product_with_the_slope(name):
    """Where δ ⊙ φ′ is written in φ(z), it is the same, to the rounding of φ near its ends."""
    row = ACTIVATIONS[name]
    z = np.linspace(-8, 8, 4001)
    delta = np.cos(z)
    got = row.pull_back(delta, z, row.phi(z))
    np.testing.assert_allclose(got, delta * row.d_phi(z), rtol=1e-9, atol=1e-15)


@names
def test_kinks_are_where_the_slope_jumps(name):
    """A listed kink has two one-sided slopes; at 0 every other φ has one."""
    row = ACTIVATIONS[name]
    left, right = row.d_phi(np.array([-1e-9, 1e-9]))
    assert (0.0 in row.kinks) == (abs(left - right) > 1e-6)


@names
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_kept(name, dtype):
    """float32 in, float32 out: a silent promotion would halve the speed in the browser."""
    z = np.linspace(-3, 3, 7, dtype=dtype)
    row = ACTIVATIONS[name]
    assert row.phi(z).dtype == dtype
    assert row.d_phi(z).dtype == dtype


@names
def test_finite_far_out(name):
    """No overflow and no NaN at ±1000, φ and φ′ alike."""
    row = ACTIVATIONS[name]
    z = np.array([-1000.0, 1000.0])
    with np.errstate(over="raise", invalid="raise"):
        assert np.isfinite(row.phi(z)).all()
        assert np.isfinite(row.d_phi(z)).all()


@given(st.floats(-26, 26))
def test_erf_to_machine_precision(x):
    """Erf and erfc agree with the C library to a few units in the last place."""
    eps = np.finfo(float).eps
    assert float(activations.erf(x)) == pytest.approx(math.erf(x), rel=4 * eps, abs=0)
    assert float(activations.erfc(x)) == pytest.approx(math.erfc(x), rel=8 * eps, abs=1e-300)


def test_erf_at_the_edges():
    """The ends of the line, NaN, and the seams between the three approximations."""
    x = np.array([-np.inf, np.inf, np.nan, 0.46875, 4.0, -4.0, 0.0])
    expected = [math.erf(v) for v in x]
    np.testing.assert_allclose(activations.erf(x), expected, rtol=4e-16)
    np.testing.assert_allclose(activations.erfc(x[:2]), [2, 0])


@given(arrays(float, 20, elements=st.floats(-30, 30)))
def test_sigmoid_symmetry(z):
    """σ(z) + σ(−z) = 1."""
    np.testing.assert_allclose(activations.sigmoid(z) + activations.sigmoid(-z), 1, rtol=1e-14)


def test_selu_fixed_point():
    """Klambauer's constants: mean 0 and variance 1 reproduce themselves under N(0, 1)."""
    t = np.linspace(-12, 12, 200_001)
    density = np.exp(-t * t / 2) / math.sqrt(2 * math.pi) * (t[1] - t[0])
    phi = activations.selu(t)
    assert float(phi @ density) == pytest.approx(0, abs=1e-8)
    assert float(phi**2 @ density) == pytest.approx(1, abs=1e-8)


def test_gelu_forms_are_close():
    """The tanh form stays within 5e-4 of the exact one, and is not the same."""
    z = np.linspace(-6, 6, 2001)
    gap = np.abs(activations.gelu(z) - activations.gelu_tanh(z)).max()
    assert 1e-5 < gap < 5e-4


def test_unknown_name():
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=r"activation: got 'swsh', allowed: 'identity'"):
        activations.get("swsh")


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "prelu", "selu"])
def test_the_slope_at_a_kink_is_that_of_its_left(name):
    """φ′ = 1 for z > 0 says that at 0 it is the other slope."""
    row = ACTIVATIONS[name]
    at, left = row.d_phi(np.array([0.0, -1e-12]))
    assert at == pytest.approx(left, rel=1e-9)


def test_slopes_below_zero():
    """Leaky ReLU's default is 0.01, PReLU starts at 1/4 (He et al. 2015)."""
    z = np.array([-2.0])
    assert activations.leaky_relu(z) == -0.02 and activations.d_leaky_relu(z) == 0.01
    assert activations.prelu(z) == -0.5 and activations.d_prelu(z) == 0.25


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_sigmoid_far_out_in_every_precision(dtype):
    """No overflow at the largest numbers of the type, and digits until the exponential has none."""
    far = np.array([-np.finfo(dtype).max, np.finfo(dtype).max])
    with np.errstate(over="raise"):
        assert activations.sigmoid(far)[1] == 1
    x = {np.float16: -10, np.float32: -87, np.float64: -699}[dtype]
    expected = dtype(math.exp(x))
    assert activations.sigmoid(np.array([x], dtype)) == pytest.approx(expected, rel=4e-3)


def test_the_tail_of_erfc_ends_at_zero():
    """Beyond 27 the true value is smaller than any double."""
    assert activations.erfc(np.array([27.5, 40.0])).tolist() == [0, 0]
