"""One of several equal parts."""

import numpy as np
from tests.doctor.support import found, levels, stack


def test_broken(rng):
    """One of ten in another family, one three times as wide, one not zero where all are."""
    state = stack(rng, name="{}.fc.weight")
    state["4.fc.weight"] = rng.uniform(-0.3, 0.3, (64, 64))
    state["6.fc.weight"] *= 4
    assert levels(state, "odd-one-out") == [("warn", ("4.fc.weight", "6.fc.weight"))]
    zeros = {f"{i}.out.weight": np.zeros((64, 64)) for i in range(6)}
    zeros["3.out.weight"] = rng.normal(0, 0.02, (64, 64))
    (finding,) = found(zeros, "odd-one-out")
    assert finding.where == ("3.out.weight",)
    assert finding.mend == 'nn.init.constant_(model.get_parameter("3.out.weight"), 0)'


def test_sound(rng):
    """Equal laws, a spread that falls with depth, and different names pass."""
    state = stack(rng, name="{}.fc.weight")
    for i in range(10):
        state[f"{2 * i}.fc.weight"] /= np.sqrt(i + 1)
    assert levels(state, "odd-one-out") == []
    parts = {f"conv{i}.weight": rng.normal(0, 10.0**-i, (64, 64)) for i in range(4)}
    assert levels(parts, "odd-one-out") == []
