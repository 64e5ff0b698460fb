"""Arguments: what lies on a bound is allowed or not as the words of the error say."""

import numpy as np
import pytest

from initdocs import _check


@pytest.mark.parametrize("value", [0, 1, 0.5, np.float32(1), "0.25"])
def test_a_number_on_its_bounds(value):
    """At least and at most include the bound; what can be read as a number is one."""
    assert _check.number("x", value, at_least=0, at_most=1) == float(value)


@pytest.mark.parametrize(
    ("bounds", "value", "allowed"),
    [
        ({"above": 0}, 0, "a finite number, above 0"),
        ({"above": 0, "at_most": 1}, 1.5, "a finite number, above 0, at most 1"),
        ({"at_least": 0}, -1e-300, "a finite number, at least 0"),
        ({}, np.inf, "a finite number"),
        ({}, -np.inf, "a finite number"),
        ({}, None, "a finite number"),
        ({}, [1, 2], "a finite number"),
    ],
)
def test_what_is_no_number_or_outside(bounds, value, allowed):
    """The error says each bound that there is, 0 among them, and no other."""
    with pytest.raises(ValueError, match=r"^x: got ") as error:
        _check.number("x", value, **bounds)
    assert str(error.value) == f"x: got {value!r}, allowed: {allowed}"


def test_an_integer_on_its_bounds():
    """Both bounds are allowed, the lower one is 0 where none is named; NumPy's integers count."""
    assert _check.integer("n", 0) == 0
    assert _check.integer("n", np.int64(3), at_least=3, at_most=3) == 3
    assert type(_check.integer("n", np.int64(3))) is int


@pytest.mark.parametrize("value", [True, -1, 5, 1.0, "1", None])
def test_what_is_no_integer_or_outside(value):
    """A truth value is none, nor is a whole float."""
    with pytest.raises(ValueError, match=r"n: got .*, allowed: an integer, at least 0, at most 4$"):
        _check.integer("n", value, at_most=4)


@pytest.mark.parametrize("value", [None, 1, ["a"], np.array("a")])
def test_a_name_is_text(value):
    """What is equal to a name without being text is none."""
    with pytest.raises(ValueError, match=r"allowed: 'a', 'b'$"):
        _check.one_of("x", value, ["a", "b"])


def test_a_generator_is_numpys():
    """A seed is none, and neither is NumPy's older kind."""
    rng = np.random.default_rng(0)
    assert _check.generator(rng) is rng
    for wrong in (0, None, np.random.RandomState(0)):
        with pytest.raises(ValueError, match=r"rng: got .*, allowed: a numpy.random.Generator"):
            _check.generator(wrong)
