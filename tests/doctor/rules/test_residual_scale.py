"""The last matrix of every branch."""

import numpy as np
from tests.doctor.support import found, levels


def transformer(rng, blocks, scaled=("c_proj",), std=0.02):
    """Blocks of one attention and one perceptron; those of `scaled` fall with the depth."""
    state = {}
    for i in range(blocks):
        for part in ("attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"):
            size = std / np.sqrt(2 * blocks) if part.split(".")[-1] in scaled else std
            state[f"h.{i}.{part}.weight"] = rng.normal(0, size, (32, 32))
    return state


def test_broken(rng):
    """Twenty blocks without it: warn; six: note. Another matrix in its place: warn."""
    assert [level for level, _ in levels(transformer(rng, 20, ()), "residual-scale")] == ["warn"]
    assert [level for level, _ in levels(transformer(rng, 6, ()), "residual-scale")] == ["note"]
    swapped = found(transformer(rng, 8, ("c_fc",)), "residual-scale")
    assert {f.level for f in swapped} == {"warn"}
    assert any("mlp.c_fc" in name for f in swapped for name in f.where)


def test_sound(rng):
    """Scaled ends, a shallow network, and LayerScale instead."""
    assert levels(transformer(rng, 20), "residual-scale") == []
    assert levels(transformer(rng, 4, ()), "residual-scale") == []
    state = transformer(rng, 20, ())
    state |= {f"h.{i}.ls1.gamma": np.full(32, 1e-5) for i in range(20)}
    assert levels(state, "residual-scale") == []


def test_other_fans_have_other_spreads(rng):
    """A matrix over tokens is drawn by its own fans: it was not scaled in another's place."""
    state = {}
    for i in range(8):
        shapes = {"tokens.fc1": (400, 196), "channels.fc1": (32, 16), "channels.fc2": (16, 32)}
        for part, shape in shapes.items():
            state[f"blocks.{i}.{part}.weight"] = rng.normal(0, np.sqrt(2 / sum(shape)), shape)
    assert "warn" not in [level for level, _ in levels(state, "residual-scale")]
