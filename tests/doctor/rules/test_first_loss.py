"""A head that starts sure of nonsense."""

import numpy as np
from tests.doctor.support import levels, stack

from initdocs.initializers import lecun_normal


def with_head(rng, std):
    state = stack(rng, 3)
    state["head.weight"] = rng.normal(0, std, (1000, 64))
    state["head.bias"] = np.zeros(1000)
    return state


def test_broken(rng):
    """Logits of deviation 8 fail, of 2.4 warn; a tied head of deviation 8 warns."""
    assert levels(with_head(rng, 1.0), "first-loss") == [("fail", ("head.weight",))]
    assert levels(with_head(rng, 0.3), "first-loss") == [("warn", ("head.weight",))]
    state = with_head(rng, 1.0)
    state = {"wte.weight": state["head.weight"], **state}
    assert levels(state, "first-loss") == [("warn", ("head.weight",))]


def test_sound(rng):
    """0.02, LeCun's and He's laws, and zeros."""
    for std in (0.02, 1 / 8, np.sqrt(2) / 8):
        assert levels(with_head(rng, std), "first-loss") == []
    state = with_head(rng, 1.0)
    state["head.weight"] = lecun_normal((1000, 64), rng=rng)
    assert levels(state, "first-loss") == []
