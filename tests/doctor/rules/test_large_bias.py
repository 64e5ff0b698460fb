"""A bias that outweighs every signal."""

import numpy as np
import pytest
from tests.doctor.support import levels


@pytest.mark.parametrize(("value", "level"), [(12.0, "warn"), (-80.0, "fail")])
def test_broken(value, level):
    """Above 10: warn; above 50: fail; of either sign."""
    bias = np.zeros(16)
    bias[3] = value
    assert levels({"fc.bias": bias}, "large-bias") == [(level, ("fc.bias",))]


def test_sound():
    """A detector's prior, -4.6, and one of 10⁻⁵, -11.5, is a warning at most."""
    assert levels({"head.bias": np.full(80, -4.595)}, "large-bias") == []
    assert levels({"head.bias": np.full(80, -9.2)}, "large-bias") == []
