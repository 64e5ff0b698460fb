"""μP."""

import pytest

from initdocs import propagation as mf


def test_mup_keeps_the_output_small():
    """Its output variance falls as 1/fan_in², and Adam's hidden rate as 1/fan_in."""
    assert mf.mup("output", 100, 10, "adam") == (1e-4, 0.01)
    assert mf.mup("input", 100, 64, "sgd") == (0.01, 64.0)


@pytest.mark.parametrize(
    ("layer", "variance", "sgd", "adam"),
    [
        ("input", 1 / 100, 64, 1),
        ("hidden", 1 / 100, 1, 1 / 100),
        ("output", 1 / 100**2, 1 / 100, 1 / 100),
    ],
)
def test_the_table_of_the_paper(layer, variance, sgd, adam):
    """Yang and Hu 2021, table 3, where fan-in and fan-out differ: n = 100, m = 64."""
    assert mf.mup(layer, 100, 64, "sgd") == (variance, sgd)
    assert mf.mup(layer, 100, 64, "adam") == (variance, adam)
