import warnings

import numpy as np
import pytest
from numpy.linalg import _linalg

from initdocs.cells import numeric

#: what fails natively, and says so by the processor's floating-point status
FAILING = [
    (np.linalg.inv, np.zeros((2, 2))),
    (np.linalg.inv, np.stack([np.eye(2), np.ones((2, 2))])),
    (np.linalg.cholesky, np.array([[1.0, 3.0], [3.0, -4.0]])),
    (lambda a: np.linalg.solve(a, np.ones(2)), np.ones((2, 2), np.float32)),
    (lambda a: np.linalg.matrix_power(a, -2), np.zeros((3, 3))),
    (lambda a: np.linalg.tensorinv(a, ind=1), np.zeros((6, 2, 3))),
]


class Blind:
    """NumPy's functions as they are without such a status: they leave NaN and say nothing."""

    def __getattr__(self, name):
        function = getattr(_linalg._umath_linalg, name)

        def blind(*arguments, **options):
            with np.errstate(all="ignore"):
                return function(*arguments, **options)

        return blind


@pytest.fixture(params=[False, True], ids=["blind", "seeing by value"])
def seeing(request, monkeypatch):
    """Whether failures are known by value, in a NumPy that the processor tells nothing."""
    blind = {name: getattr(Blind(), name) for name in dir(_linalg._umath_linalg)}
    functions = type("Functions", (), {name: staticmethod(f) for name, f in blind.items()
                                       if not name.startswith("__")})  # fmt: skip
    if request.param:
        monkeypatch.setattr(numeric, "_is_function", callable)
        functions = numeric.Checked(functions)
    monkeypatch.setattr(_linalg, "_umath_linalg", functions)
    return request.param


@pytest.mark.parametrize(("function", "matrix"), FAILING)
def test_linear_algebra_fails_by_value(seeing, function, matrix):
    """Where NumPy raises by the processor's word, it raises by the NaN that it has made."""
    if seeing:
        with pytest.raises(np.linalg.LinAlgError):
            function(matrix)
    else:
        assert np.isnan(function(matrix)).any()


@pytest.mark.usefixtures("seeing")
def test_what_does_not_fail_does_not_raise():
    """Sound matrices, and those that hold NaN to begin with."""
    matrix = np.random.default_rng(0).normal(size=(3, 3)) + 4 * np.eye(3)
    np.testing.assert_allclose(np.linalg.inv(matrix) @ matrix, np.eye(3), atol=1e-12)
    assert np.isnan(np.linalg.inv(np.full((2, 2), np.nan))).all()
    assert np.linalg.det(np.zeros((2, 2))) == 0
    assert np.linalg.svd(matrix, compute_uv=False).shape == (3,)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"all": "raise"}, ["overflow", "division by zero", "invalid"]),
        ({"over": "warn"}, ["overflow"]),
        ({"all": "ignore"}, []),
        ({}, []),
    ],
)
def test_what_cannot_be_raised_is_said(settings, words):
    """Whoever asks NumPy to raise or warn is told that it cannot; silence is kept silently."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        numeric._tell(settings)
    assert len(caught) == bool(words)
    assert all(word in str(caught[0].message) for word in words)


def test_a_nan_of_finite_numbers_is_an_invalid_value():
    """Where NumPy asks to be called, as its linear algebra does, it is; else nobody is."""

    def made(x):
        return np.where(np.isfinite(x), np.nan, x)

    called = []
    checked = numeric.checked(made)
    with np.errstate(invalid="call", call=lambda *given: called.append(given)):
        checked(np.array([np.nan]))
        assert called == []
        checked(np.array([1.0]))
        assert len(called) == 1
    with np.errstate(invalid="ignore", call=lambda *given: called.append(given)):
        checked(np.array([1.0]))
    assert len(called) == 1
