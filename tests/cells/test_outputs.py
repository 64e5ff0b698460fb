import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.cells import difference, same_output


@given(st.floats(-1e300, 1e300), st.floats(-1e-9, 1e-9))
def test_same_output_tolerates_rounding(x, error):
    """A number may differ by less than the relative tolerance, and no more."""
    assert same_output(f"x {x!r}", f"x {x * (1 + error)!r}")
    if abs(x) > 1e-300:
        assert not same_output(f"x {x!r}", f"x {x * 1.001!r}")


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("a 1.5\n", "a 1.5", True),
        ("a  1.50000001", "a 1.5", True),
        ("layer1 2", "layer2 2", False),
        ("10", "11", False),
        ("10", "10.0", False),
        ("1e-3 x", "0.001 x", True),
        ("-0.5", "0.5", False),
        ("[1. 2.]", "[1. 2.]", True),
        ("one", "two", False),
        ("1.0\n2.0", "1.0", False),
    ],
)
def test_same_output(expected, actual, same):
    """Text is compared exactly, integers exactly, other numbers to the tolerance."""
    assert same_output(expected, actual) is same


def test_tolerances():
    """A millionth where nothing else is said; none at all where it is 0."""
    assert same_output("x 1.0", "x 1.0000009")
    assert not same_output("x 1.0", "x 1.000002")
    assert same_output("x 1.0", "x 1.00", rtol=0) and not same_output("1.0", "1.1", rtol=0)


def test_a_difference_has_no_side():
    """It is relative to the larger of the two numbers, whichever is which."""
    assert difference("2.0", "1.0") == difference("1.0", "2.0") == 0.5
    assert difference("version v1.2.3", "version v1.2.4") == float("inf")
