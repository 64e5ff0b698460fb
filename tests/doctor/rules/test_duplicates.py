"""The same numbers twice."""

import numpy as np
from tests.doctor.support import found, levels, stack

from initdocs.initializers import orthogonal


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


def test_orthogonal_matrices_are_drawn_too(rng):
    """Two heads whose layers are one draw; a draw each, and identities, are sound."""
    one, other = (orthogonal((32, 32), rng=rng) for _ in range(2))
    assert levels({"critic.0.weight": one, "actor.0.weight": one.copy()}, "duplicates") == [
        ("warn", ("critic.0.weight", "actor.0.weight"))
    ]
    assert levels({"critic.0.weight": one, "actor.0.weight": other}, "duplicates") == []
    assert levels({f"{i}.weight": np.eye(32) for i in range(3)}, "duplicates") == []


def test_sound(rng):
    """Independent draws, equal constants, and an embedding that is the head."""
    state = stack(rng, 40, 16)
    assert levels(state, "duplicates") == []
    tokens = rng.normal(0, 0.02, (100, 32))
    tied = {"wte.weight": tokens, "lm_head.weight": tokens}
    assert levels(tied, "duplicates") == [("note", ("wte.weight", "lm_head.weight"))]


def test_a_table_is_no_draw_and_a_shared_module_no_copy(rng):
    """Values that no law gives repeat on purpose; what lies in one place is one tensor."""
    table = np.sort(rng.laplace(size=(20, 20)) ** 3)
    state = {f"h.{i}.attn.table": table.copy() for i in range(3)} | stack(rng)
    assert levels(state, "duplicates") == []
    one = rng.normal(size=(64, 64))
    shared = {f"stages.{i}.weight": one for i in range(3)}
    ((level, names),) = levels(shared, "duplicates")
    assert level == "note" and names == tuple(shared)
