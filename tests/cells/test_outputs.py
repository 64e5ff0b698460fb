import pytest
from hypothesis import given
from hypothesis import strategies as st

from initdocs.cells import same_output


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
