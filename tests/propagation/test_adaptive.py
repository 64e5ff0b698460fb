"""Means with an error: the error bounds the truth, and what has no finite value is told."""

from math import erf, exp, gamma, pi, sqrt

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from initdocs.activations import ACTIVATIONS
from initdocs.propagation import gain_centred, gain_critical, gain_second_moment
from initdocs.propagation.adaptive import mean, three_gains


def moment(p):
    """E|z|^p of a standard normal variable, for p > −1."""
    return 2 ** (p / 2) * gamma((p + 1) / 2) / sqrt(pi)


def below(x):
    return (1 + erf(x / sqrt(2))) / 2


FLOOR = sum(k * k * (below(k + 1) - below(k)) for k in range(-9, 10))


@pytest.mark.parametrize(
    ("f", "exact"),
    [
        (lambda z: z**4, 3),
        (lambda z: z, 0),
        (np.abs, moment(1)),
        (lambda z: np.abs(z) ** -0.25, moment(-0.25)),
        (lambda z: np.sin(100 * z) ** 2, (1 - exp(-2e4)) / 2),
        (lambda z: np.sin(1000 * z), 0),
        (lambda z: np.exp(6 * z), exp(18)),
        (lambda z: np.floor(z) ** 2, FLOOR),
        (lambda z: (z > 0.123456789) * 1.0, 1 - below(0.123456789)),
        (lambda z: np.exp(z * z / 4), sqrt(2)),
    ],
)
def test_the_error_bounds_the_truth(f, exact):
    """Smooth or with a kink, a jump, a pole that can be integrated, far out or turning often."""
    found = mean(f)
    assert found.why == ""
    assert abs(found.value - exact) <= 2 * found.error + 1e-15 * abs(exact)
    assert found.error < 1e-6 * max(1, abs(exact))


@given(st.floats(-3, 3), st.floats(0.1, 20))
@example(2**-9, 1)
@example(-0.5 + 1e-5, 20)
def test_a_kink_anywhere_is_found(place, slope):
    """E[max(s(z − c), 0)²] in closed form, wherever the kink is."""
    exact = slope**2 * (
        (1 + place**2) * (1 - below(place)) - place * exp(-(place**2) / 2) / sqrt(2 * pi)
    )
    found = mean(lambda z: np.maximum(slope * (z - place), 0) ** 2)
    assert abs(found.value - exact) <= 1e-12 * slope**2


@given(st.floats(-3, 3))
@example(2**-9)
def test_a_jump_anywhere_is_found(place):
    """The chance to be above a place, of a function that is 0 or 1."""
    found = mean(lambda z: (z > place) * 1.0)
    assert abs(found.value - (1 - below(place))) <= found.error < 1e-9


@pytest.mark.parametrize(
    ("f", "why"),
    [
        (lambda z: np.tan(z) ** 2, "1.57"),
        (lambda z: 1 / (z - 0.3) ** 2, "see x = 0.3"),
        (lambda z: 1 / np.abs(z), "see x = 0"),
        (lambda z: np.exp(z * z / 2), "beyond 12"),
        (lambda z: np.sin(1e5 * z) ** 2, "turns too often"),
        (lambda z: np.full_like(z, np.nan), "see x = "),
    ],
)
def test_what_has_no_finite_value_is_told(f, why):
    """With the place where it can be seen; never a number."""
    found = mean(f)
    assert found.value == np.inf and why in found.why


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_the_table_has_these_gains(name):
    """What panels find that know nothing is what the table's kinks and derivatives give."""
    found = three_gains(name)
    for gain, known in (
        (found.second, gain_second_moment),
        (found.centred, gain_centred),
        (found.critical, gain_critical),
    ):
        assert abs(gain.value - known(name)) <= 2 * gain.error + 1e-10
        assert gain.error < 4e-6


@pytest.mark.parametrize(
    ("phi", "second", "critical"),
    [
        (lambda z: np.clip(3 * z, -1, 1), None, (9 * (2 * below(1 / 3) - 1)) ** -0.5),
        (lambda z: np.sin(30 * z), sqrt(2), sqrt(2) / 30),
        (lambda z: np.abs(z) ** 0.9, moment(1.8) ** -0.5, (0.81 * moment(-0.2)) ** -0.5),
        (lambda z: np.maximum(z - 1 / 7, 0), None, (1 - below(1 / 7)) ** -0.5),
    ],
)
def test_a_gain_is_within_its_error(phi, second, critical):
    """Also of a derivative that is known by differences alone, across kinks that nobody told of."""
    found = three_gains(phi)
    assert abs(found.critical.value - critical) <= found.critical.error
    assert second is None or abs(found.second.value - second) <= found.second.error + 1e-15


@pytest.mark.parametrize(
    "phi", [np.sign, np.cbrt, np.floor, lambda z: np.sqrt(np.abs(z)), lambda z: z > 0.2]
)
def test_a_jump_has_no_critical_gain(phi):
    """E[φ′²] of a jump, of a root at 0: there is no such gain, and it is said."""
    found = three_gains(lambda z: np.asarray(phi(z), dtype=float))
    assert found.second.why == "" and np.isnan(found.critical.value)
    assert "φ jumps, or is too steep" in found.critical.why


@pytest.mark.parametrize(
    ("phi", "slope", "homogeneous"),
    [("relu", 1, True), ("identity", 1, True), ("prelu", 1, True), (np.square, 2, False),
     (lambda z: z**3, 3, False), (np.sign, 0, False), (lambda z: np.sqrt(np.abs(z)), 0.5, False)],
)  # fmt: skip
def test_the_slope_is_the_power(phi, slope, homogeneous):
    """V is in proportion to q^k for a function of degree k; a straight line for degree 1."""
    found = three_gains(phi)
    assert abs(found.slope.value - slope) <= found.slope.error + 1e-14
    assert found.homogeneous is homogeneous


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_what_cannot_be_squared_is_no_gain(size):
    """Numbers whose squares leave the range of floats give a reason, and no infinity."""
    found = three_gains(lambda z: size * z)
    assert np.isnan(found.second.value) and found.second.why.startswith("E[φ²]")
