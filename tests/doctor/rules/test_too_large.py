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


def test_indices_and_tables_multiply_nothing(rng):
    """Whole numbers, and what is looked up or added, are no weights."""
    index = np.arange(49 * 49).reshape(49, 49)
    state = {
        "attn.relative_position_index": index,
        "attn.relative_position_bias_table": rng.normal(0, 9, (169, 64)),
        **stack(rng),
    }
    assert levels(state, "too-large") == []


def test_layers_of_one_level_are_one_finding(rng):
    """With the smallest and the largest n·σ²."""
    state = stack(rng)
    for name in ("2.weight", "4.weight"):
        state[name] = rng.normal(size=(64, 64))
    assert levels(state, "too-large") == [("warn", ("2.weight", "4.weight"))]
