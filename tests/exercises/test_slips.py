import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.exercises.answers import expect, expect_function
from initdocs.exercises.slips import common, recognise


def reason(*args, **kwargs):
    with pytest.raises(AssertionError) as told:
        expect(*args, **kwargs)
    return str(told.value)


@pytest.mark.parametrize(
    ("answer", "right", "options", "why"),
    [
        (1 / 7, 7, {}, "upside down"),
        (49, 7, {"unit": "standard deviation"}, "that is the variance"),
        (7**0.5, 7, {"unit": "variance"}, "that is the standard deviation"),
        (49, 7, {}, "a square root is missing"),
        (7**0.5, 7, {"unit": "standard deviation"}, "a square is missing"),
        (True, 1, {}, "is True: a number is asked for"),
        (np.inf, 7, {}, "is infinite"),
        (123456, 7, {}, "x is 123456"),
        (1e-2, 0, {}, "x is 0.01"),
        (8, 7, {"whole": True}, "one too many"),
        (6, 7, {"whole": True}, "one too few"),
        (6.9, 7, {"whole": True}, "a whole number"),
        ([1.3, 2], [1, 2], {"whole": True}, "a whole number"),
        (14, 7, {}, "a factor of two"),
        (-7, 7, {}, "the sign"),
        (7 / np.log(2), 7, {"log": True}, "to base 2"),
        (7 / np.log(10), 7, {"log": True}, "to base 10"),
        (7.1, 7, {}, "close"),
        ([7], 7, {}, "is a list"),
        (np.array([7, 7]), 7, {}, "an array of shape (2,)"),
        (None, 7, {}, "is None"),
        ([2, 1], [1, 2], {}, "the order is turned round"),
        ([3, 1 / 2], [3, 2], {"parts": ("this", "that")}, "that: upside down"),
        (np.arange(6).reshape(3, 2), np.arange(6).reshape(2, 3), {}, "rows and columns"),
        (5, 7, {"otherwise": lambda v: f"{v**9999:.1g}"}, "5: inf"),
        (5, 7, {"slips": {"my own.": 5}}, "x is 5: my own."),
    ],
)
def test_a_slip_has_its_name(answer, right, options, why):
    """Each of the common slips is recognised by what it makes of the right number."""
    assert why in reason("x", answer, right, **options)


@given(st.floats(1e-6, 1e6))
def test_right_is_right_however_it_is_held(value):
    """A number passes as a float, as an array and as an array of one."""
    for answer in (value, np.float64(value), np.array(value), np.array([value])):
        expect("x", answer, value)


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_only_what_is_close_passes(answer, right):
    """What differs by more than the tolerance is refused, whichever slip it looks like."""
    if abs(answer - right) > 1.01e-3 * right:
        assert reason("x", answer, right)
    elif abs(answer - right) < 0.99e-3 * right:
        expect("x", answer, right)


def test_a_right_zero_has_a_tolerance():
    """To the tolerance itself, since no part of 0 is anything."""
    expect("x", 1e-5, 0)


def test_what_a_slip_makes_infinite_explains_nothing():
    """1/0 is as far from 5 as it likes."""
    right = [np.array(0.0), np.array(1.0)]
    assert recognise([np.array(5.0), np.array(1.0)], right, common(right), rtol=1e-3) == ""


def test_a_slip_explains_every_case():
    """At n = 1 a bound may look like its inverse; at n = 4 it shows what it is."""
    right = [np.array(1.0), np.array(2.0)]
    assert recognise(right, right, common(right), rtol=1e-6) == ""
    assert "upside" in recognise([right[0], np.array(0.5)], right, common(right), rtol=1e-6)
    assert recognise([np.array(0.5), np.array(0.5)], right, common(right), rtol=1e-6) == ""


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda n: None, "f(2) gives nothing back: end it with return"),
        (lambda n: 1 / 0, "f(2) stops with ZeroDivisionError"),
        (lambda: 3, "yours is f()"),
        (3, "f is not a function"),
        (lambda n: "3", "f(2) is text"),
        (lambda n: n**2, "f(2) is 4: that is its square"),
        (lambda n: n**2 if n > 2 else n, "f(3) is 9: more by 6"),
        (lambda n: n + 1, "f(2) is 3: more by 1"),
    ],
)
def test_a_function_is_told_where_it_goes_wrong(answer, why):
    """The call that goes wrong is shown, and what it gives."""
    with pytest.raises(AssertionError) as told:
        expect_function("f", answer, lambda n: n, 2, 3, otherwise=lambda n, v: f"more by {v - n:g}")
    assert why in str(told.value)


def test_a_unit_is_one_of_two():
    """A unit that no slip knows is refused by name."""
    with pytest.raises(ValueError, match="unit is 'volt': allowed are"):
        common([np.array(1.0)], unit="volt")
