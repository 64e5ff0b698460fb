"""Values that nothing wrote."""

import numpy as np
import pytest
from tests.doctor.support import levels, stack


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30, 1e-38])
def test_broken(rng, value):
    """Memory that no initializer reached is not finite, huge or nearly 0: fail."""
    state = stack(rng)
    state["4.weight"][:8] = value
    assert levels(state, "not-finite") == [("fail", ("4.weight",))]


def test_sound(rng):
    """A draw in float16, whose small values are 6e-8, and one value that underflowed pass."""
    state = {name: array.astype(np.float16) for name, array in stack(rng).items()}
    state["0.weight"] = rng.normal(size=(64, 64))
    state["0.weight"][0, 0] = 1e-40
    assert levels(state, "not-finite") == []
