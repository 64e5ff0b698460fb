"""The three gains, as measured before this package."""

import numpy as np
import pytest

from initdocs import propagation as mf


@pytest.mark.parametrize(
    ("name", "second", "centred", "critical"),
    [
        ("tanh", 1.5925, 1.5925, 1.4674),
        ("gelu", 1.5335, 1.7009, 1.4811),
        ("silu", 1.6765, 1.7872, 1.6233),
        ("elu", 1.2452, 1.2708, 1.2234),
        ("mish", 1.4868, 1.5920, 1.4448),
        ("selu", 1.0, 1.0, 0.9660),
        ("relu", 1.4142, 1.7129, 1.4142),
        ("sigmoid", 1.8462, 4.8013, None),
    ],
)
def test_the_three_gains(name, second, centred, critical):
    """Three numbers that are confused everywhere, as measured before this package."""
    assert mf.gain_second_moment(name) == pytest.approx(second, abs=6e-5)
    assert mf.gain_centred(name) == pytest.approx(centred, abs=6e-5)
    if critical:
        assert mf.gain_critical(name) == pytest.approx(critical, abs=6e-5)


def test_what_pytorchs_gains_do():
    """5/3 for tanh settles at q* = 1.178 and χ₁ = 1.210; 3/4 for SELU gives χ₁ = 1.0037."""
    q = mf.fixed_point("tanh", (5 / 3) ** 2)
    assert q == pytest.approx(1.178, abs=1e-3)
    assert mf.chi_1("tanh", q, (5 / 3) ** 2) == pytest.approx(1.210, abs=1e-3)
    assert np.sqrt(mf.second_moment("tanh", q)) == pytest.approx(0.6513, abs=1e-4)
    assert mf.chi_1("selu", 1.0, 1.0) == pytest.approx(1.0716, abs=1e-4)
    q = mf.fixed_point("selu", 0.75**2)
    assert q == pytest.approx(0.0230, abs=1e-4)
    assert mf.chi_1("selu", q, 0.75**2) == pytest.approx(1.0037, abs=1e-4)


def test_a_critical_gain_belongs_to_its_variance():
    """With it χ₁ is 1 at that q, and at q = 1 where none is named."""
    for q in (0.25, 1.0, 4.0):
        assert mf.chi_1("tanh", q, mf.gain_critical("tanh", q) ** 2) == pytest.approx(1)
    assert mf.gain_critical("tanh") == mf.gain_critical("tanh", 1.0)
