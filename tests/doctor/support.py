"""Small states, and what the doctor's rules say of them."""

import numpy as np

from initdocs.doctor import tensors
from initdocs.initializers import he_normal


def found(state, rule, text=None):
    """The findings of one rule."""
    return [f for f in tensors(state, text).findings if f.rule == rule]


def levels(state, rule, text=None):
    """Levels and places of the findings of one rule."""
    return [(f.level, f.where) for f in found(state, rule, text)]


def stack(rng, depth=10, width=64, draw=he_normal, name="{}.weight"):
    """A plain stack of square matrices, with zero biases."""
    state = {}
    for i in range(depth):
        state[name.format(2 * i)] = draw((width, width), rng=rng)
        state[name.format(2 * i).replace("weight", "bias")] = np.zeros(width)
    return state


def printed(depth=10, width=64, between="ReLU()"):
    """The text of `print(model)` of that stack, an activation after each matrix."""
    lines = ["Sequential("]
    for i in range(depth):
        lines += [f"  ({2 * i}): Linear(in_features={width}, out_features={width}, bias=True)",
                  f"  ({2 * i + 1}): {between}"]  # fmt: skip
    return "\n".join([*lines, ")"])
