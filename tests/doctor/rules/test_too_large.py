"""n·σ² far above what any activation gives back."""

import numpy as np
from tests.doctor.support import levels, stack


def test_broken(rng):
    """N(0, 1) in a layer of 64 inputs, and of 256."""
    state = stack(rng)
    state["2.weight"] = rng.normal(size=(64, 64))
    state["4.weight"] = rng.normal(size=(64, 256))
    assert levels(state, "too-large") == [("fail", ("4.weight",)), ("warn", ("2.weight",))]


def test_sound(rng):
    """Any named law, a layer before a norm, the head, a matrix that may be an embedding."""
    state = stack(rng)
    state["18.weight"] = rng.normal(size=(64, 64))  # the head's rule speaks of it
    assert levels(state, "too-large") == []
    normed = {"fc.weight": rng.normal(size=(64, 64)), "norm.weight": np.ones(64), **stack(rng)}
    assert levels(normed, "too-large") == []
    assert levels({"tokens.weight": rng.normal(size=(500, 64)), **stack(rng)}, "too-large") == []
