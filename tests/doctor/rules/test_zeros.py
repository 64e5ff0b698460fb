"""Zero weights."""

import numpy as np
from tests.doctor.support import levels, stack


def branches(rng, zero):
    """Three residual blocks of two convolutions with norms."""
    state = {}
    for i in range(3):
        for j in (1, 2):
            state[f"blocks.{i}.conv{j}.weight"] = rng.normal(size=(16, 16, 3, 3))
            state[f"blocks.{i}.bn{j}.weight"] = np.ones(16)
            state[f"blocks.{i}.bn{j}.bias"] = np.zeros(16)
    for name in zero:
        state[name][...] = 0
    return state


def test_broken(rng):
    """LoRA with both factors at 0, two layers in a row, a convolution before its zero scale."""
    lora = {"l.lora_A.weight": np.zeros((8, 64)), "l.lora_B.weight": np.zeros((64, 8))}
    assert levels(lora, "zeros") == [("fail", tuple(lora))]
    state = stack(rng)
    state["2.weight"][...] = state["4.weight"][...] = 0
    assert levels(state, "zeros") == [("fail", ("2.weight", "4.weight"))]
    both = ("blocks.1.conv2.weight", "blocks.1.bn2.weight")
    assert levels(branches(rng, both), "zeros") == [("fail", both)]


def test_zero_inside_a_block(rng):
    """One matrix of zeros before others of its block: warn."""
    name = "blocks.1.conv1.weight"
    assert levels(branches(rng, [name]), "zeros") == [("warn", (name,))]


def test_sound(rng):
    """A zero head, the last convolution of each branch, the last scale: notes, no more."""
    for name in ("blocks.{}.conv2.weight", "blocks.{}.bn2.weight"):
        names = tuple(name.format(i) for i in range(3))
        assert levels(branches(rng, names), "zeros") == [("note", names)]
    state = stack(rng)
    state["18.weight"][...] = 0
    assert levels(state, "zeros") == [("note", ("18.weight",))]


def test_parallel_zeros(rng):
    """Zeros of several heads stand beside each other, not in series."""
    state = {"body.weight": rng.normal(size=(64, 64))}
    state |= {f"heads.{name}.weight": np.zeros((10, 64)) for name in ("a", "b")}
    assert {level for level, _ in levels(state, "zeros")} == {"note"}
