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


def adapters(a, b, layers=3):
    """LoRA on two matrices of each attention."""
    state = {}
    for i in range(layers):
        for part in ("q_proj", "v_proj"):
            state[f"layers.{i}.self_attn.{part}.lora_A.weight"] = a((8, 64))
            state[f"layers.{i}.self_attn.{part}.lora_B.weight"] = b((64, 8))
    return state


def test_a_zero_ends_the_module_that_holds_it(rng):
    """B of one adapter is not in series with A of the next, and a branch may end in the middle."""
    state = adapters(lambda shape: rng.normal(0, 0.1, shape), np.zeros)
    (found,) = levels(state, "zeros")
    assert found[0] == "note" and len(found[1]) == 6
    state["layers.0.self_attn.v_proj.lora_A.weight"][...] = 0
    state["layers.0.self_attn.v_proj.lora_B.weight"] = rng.normal(size=(64, 8))
    assert "fail" not in [level for level, _ in levels(state, "zeros")]
    attention = {}
    for i in range(3):
        for part in ("attn.qkv", "attn.proj", "mlp.fc1", "mlp.fc2"):
            drawn = part != "attn.proj"
            attention[f"blocks.{i}.{part}.weight"] = rng.normal(0, float(drawn), (64, 64))
    assert {level for level, _ in levels(attention, "zeros")} == {"note"}


def test_pairs_of_zeros_are_one_finding():
    """What is wrong twelve times is told once, with all names."""
    ((level, names),) = levels(adapters(np.zeros, np.zeros), "zeros")
    assert level == "fail" and len(names) == 12


def test_a_zero_in_a_plain_stack(rng):
    """Nothing before it gets a gradient: warn, wherever its list is held."""
    for name in ("{}.weight", "net.{}.weight"):
        state = stack(rng, name=name)
        state[name.format(8)][...] = 0
        assert levels(state, "zeros") == [("warn", (name.format(8),))]


def test_a_zero_table_is_no_weight(rng):
    """Relative positions start at zero, as a bias does."""
    state = {f"blocks.{i}.attn.{part}": rng.normal(size=(64, 64))
             for i in range(3) for part in ("qkv.weight", "proj.weight")}  # fmt: skip
    state |= {f"blocks.{i}.attn.relative_position_bias_table": np.zeros((49, 4)) for i in range(3)}
    assert levels(state, "zeros") == []


def test_scales_that_are_added_to_one(rng):
    """Where every norm's scale is 0 the code adds 1: a note. One that is not makes faults of it."""
    state = {}
    for i in range(3):
        for part in ("norm1", "attn.proj", "norm2", "mlp.fc"):
            norm = part.startswith("norm")
            state[f"h.{i}.{part}.weight"] = np.zeros(64) if norm else rng.normal(size=(64, 64))
    ((level, names),) = levels(state, "zeros")
    assert level == "note" and len(names) == 6
