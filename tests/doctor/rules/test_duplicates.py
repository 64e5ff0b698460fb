"""The same numbers twice."""

import numpy as np
from tests.doctor.support import found, levels, stack


def test_broken(rng):
    """A layer that was copied, and a seed that was used again under another size."""
    state = stack(rng)
    state["4.weight"] = state["2.weight"].copy()
    assert levels(state, "duplicates") == [("warn", ("2.weight", "4.weight"))]
    seeded = {f"{i}.weight": np.random.default_rng(7).normal(0, 1 / n, (n, n))
              for i, n in enumerate((32, 64, 128))}  # fmt: skip
    (finding,) = found(seeded, "duplicates")
    assert finding.level == "warn"
    assert finding.where == tuple(seeded)
    assert "seed" in finding.text


def test_sound(rng):
    """Independent draws, equal constants, and an embedding that is the head."""
    state = stack(rng, 40, 16)
    assert levels(state, "duplicates") == []
    tokens = rng.normal(0, 0.02, (100, 32))
    tied = {"wte.weight": tokens, "lm_head.weight": tokens}
    assert levels(tied, "duplicates") == [("note", ("wte.weight", "lm_head.weight"))]
