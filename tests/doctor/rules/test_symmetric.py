"""Units that start equal."""

import numpy as np
from tests.doctor.support import levels, stack


def test_broken(rng):
    """A constant matrix and one of equal rows: fail; a quarter of the rows repeated: warn."""
    state = stack(rng)
    state["0.weight"][...] = 0.1
    state["2.weight"][...] = state["2.weight"][0]
    state["4.weight"][:17] = state["4.weight"][0]
    assert levels(state, "symmetric") == [
        ("fail", ("0.weight", "2.weight")),
        ("warn", ("4.weight",)),
    ]


def test_sound(rng):
    """The identity, zeros, and independent draws in float16 repeat no unit by mistake."""
    state = {name: array.astype(np.float16) for name, array in stack(rng).items()}
    state["0.weight"] = np.eye(64)
    state["2.weight"] = np.zeros((64, 64))
    assert levels(state, "symmetric") == []


def test_units_of_a_channels_last_kernel(rng):
    """In Keras the units are columns: equal rows are no twins, equal columns are."""
    rows, columns = np.tile(rng.normal(size=64), (64, 1)), np.tile(rng.normal(size=(64, 1)), 64)
    assert levels({"a/kernel": rows}, "symmetric") == []
    assert levels({"a/kernel": columns}, "symmetric") == [("fail", ("a/kernel",))]


def test_rates_of_decay_are_no_units():
    """Mamba's A_log has one row for all channels, on purpose."""
    rates = np.tile(np.log(np.arange(1, 17)), (64, 1))
    assert levels({"layers.0.mixer.A_log": rates}, "symmetric") == []
