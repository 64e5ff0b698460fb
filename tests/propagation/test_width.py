"""μP."""

from initdocs import propagation as mf


def test_mup_keeps_the_output_small():
    """Its output variance falls as 1/fan_in², and Adam's hidden rate as 1/fan_in."""
    assert mf.mup("output", 100, 10, "adam") == (1e-4, 0.01)
    assert mf.mup("input", 100, 64, "sgd") == (0.01, 64.0)
