"""Rounding to fewer digits, held against NumPy's float16 and another's bfloat16."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.activations import erfc
from initdocs.precision import FORMATS, normal_quantile, rounded, rounded_at_random, spacing

forms = pytest.mark.parametrize("form", FORMATS)


def patterns(count=200_000):
    """Random bits as float32: numbers of every size, infinities and what is no number."""
    return np.random.default_rng(0).integers(0, 2**32, count, np.uint32).view(np.float32)


def test_bfloat16_is_that_of_the_frameworks():
    """Random bits, and the ties between two neighbours, become what ml_dtypes makes of them."""
    ml_dtypes = pytest.importorskip("ml_dtypes")
    ties = (np.arange(2**16, dtype=np.uint32) * 2**16 + 2**15).view(np.float32)
    x = np.concatenate([patterns(), ties])
    with np.errstate(all="ignore"):
        theirs = x.astype(ml_dtypes.bfloat16).astype(np.float32)
    np.testing.assert_array_equal(rounded(x, "bfloat16"), theirs)


@forms
def test_a_format_has_the_numbers_that_it_tells(form):
    """Its least and largest numbers stay; half the least is zero, and beyond all is infinite."""
    held = FORMATS[form]
    assert rounded(held[1:], form).tolist() == list(held[1:])
    assert rounded(held.least / 2, form) == 0
    assert np.isinf(rounded(held.most * 1.01, form))
    assert rounded(1 + 2.0 ** (1 - held.digits), form) > 1 == rounded(1 + 2.0**-held.digits, form)


@forms
@given(st.floats(2.0**-14, 60_000), st.booleans())
def test_an_error_is_at_most_half_a_spacing(form, size, below):
    """A rounded number lies within half a spacing, and a relative 2 to the −digits."""
    x = -size if below else size
    x = float(np.float32(x))
    error = abs(float(rounded(x, form)) - x)
    assert error <= float(spacing(x, form)) / 2 and error <= 2.0 ** -FORMATS[form].digits * abs(x)


def test_the_spacing_is_numpys():
    """In float16 and float32 the distance to the next number is that of NumPy, subnormal or not."""
    for form in ("float16", "float32"):
        x = np.array([1.0, 0.02, 3.1, 1e-5, 3e-8, 0.0]).astype(form)
        np.testing.assert_array_equal(spacing(x, form), np.spacing(x).astype(float))


def test_what_is_rounded_at_random_has_its_mean():
    """Each draw is one of the two neighbours, and their mean is the number, to four errors."""
    rng = np.random.default_rng(0)
    for x in (1.001, -0.7001, 3e-5):
        draws = rounded_at_random(np.full(100_000, x), rng=rng).astype(float)
        assert len(np.unique(draws)) == 2 and draws.min() < x < draws.max()
        assert abs(draws.mean() - np.float32(x)) < 4 * draws.std() / np.sqrt(draws.size)
    assert np.isnan(rounded_at_random(np.nan, rng=rng))
    exact = rounded(rng.standard_normal(1000), "bfloat16")
    np.testing.assert_array_equal(rounded_at_random(exact, rng=rng), exact)


def test_the_quantile_inverts_the_distribution_function():
    """Φ(z) is p to a relative 1e-9, far into the tail, and −z belongs to 1 − p."""
    p = np.concatenate([np.logspace(-30, -1, 500), np.linspace(0.1, 0.5, 100)])
    z = normal_quantile(p)
    np.testing.assert_allclose(erfc(-z / np.sqrt(2)) / 2, p, rtol=1e-9)
    np.testing.assert_allclose(normal_quantile(1 - p[p > 1e-3]), -z[p > 1e-3], rtol=1e-9, atol=1e-9)
    assert normal_quantile([0.0, 0.5, 1.0]).tolist() == [-np.inf, 0, np.inf]


def test_errors_name_what_is_allowed():
    """An unknown format, and a probability that is none."""
    for call in (lambda: rounded(1, "bf16"), lambda: spacing(1, "half")):
        with pytest.raises(ValueError, match=r"form: got .*allowed: 'float32', 'bfloat16'"):
            call()
    with pytest.raises(ValueError, match=r"p: got -0\.1 to 1\.2, allowed: from 0 to 1"):
        normal_quantile([-0.1, 1.2])
