"""Structures, and the laws of every initializer."""

from contextlib import suppress

import numpy as np
import pytest

from initdocs.doctor import tensors
from initdocs.initializers import INITIALIZERS, orthogonal
from initdocs.initializers.table import LAYERS

#: names of the doctor's for what a row draws; where a row is not here, a title of its family
TOLD = {
    "zeros": "zeros", "ones": "constant 1", "constant": "constant 0.1", "skipinit": "zeros",
    "rezero": "zeros", "prior_bias": "constant -4.59512", "forget_bias": "forget bias",
    "normal": "standard normal", "uniform": "uniform on ±1",
    "truncated_normal": "truncated normal with 1", "sparse": "standard normal",
    "small_normal": "0.02, the transformers' constant", "variance_scaling": "LeCun normal",
    "lecun_normal": "LeCun normal", "lecun_uniform": "LeCun uniform",
    "lecun_truncated": "LeCun truncated normal", "pytorch_linear": "PyTorch's default",
    "embedding_normal": "embedding of length 1", "xavier_normal": "Xavier normal",
    "xavier_uniform": "Xavier uniform", "xavier_truncated": "Xavier truncated normal",
    "packed_xavier": "Xavier uniform", "he_normal": "He normal", "he_uniform": "He uniform",
    "he_truncated": "He truncated normal", "he_normal_fan_out": "He, fan-out",
    "he_leaky": "He for leaky ReLU with 0.2", "orthogonal": "orthogonal", "identity": "identity",
    "dirac": "Dirac", "delta_orthogonal": "delta-orthogonal", "lsuv": "orthogonal",
    "convolutional_orthogonal": "orthogonal convolution", "looks_linear": "looks-linear",
    "fixup": "normal, ", "residual_scaling": "normal, ", "mup_output": "μP's output layer",
}  # fmt: skip
#: what these draw is what the rules are about: units that stay twins, weights that never move
MEANT = ("zeros", "ones", "constant", "skipinit", "rezero")


def state_of(row, rng):
    """A draw of a row under a name that tells what it is for."""
    layer = row.layers[0]
    shape = row.shape
    if row.name == "packed_xavier":
        return {"attn.in_proj_weight": row.draw(shape, rng=rng)}
    if len(shape) < 2:
        return {
            "fc.weight": rng.normal(size=(64, 32)) / 8,
            "fc.bias": row.draw(shape or (1,), rng=rng),
        }
    return {{"embedding": "wte.weight"}.get(layer, "fc.weight"): row.draw(shape, rng=rng)}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_every_initializer_is_recognized(name):
    """Eight draws of each row of the table: its law is among those that are named."""
    for seed in range(8):
        rows = tensors(state_of(INITIALIZERS[name], np.random.default_rng(seed))).rows
        assert TOLD[name] in rows[-1].law, seed


@pytest.mark.parametrize("name", [name for name in INITIALIZERS if name not in MEANT])
def test_no_false_alarm(name):
    """Twenty sound draws of each row of the table, in any of its layers: nothing is found."""
    row = INITIALIZERS[name]
    for seed in range(20):
        rng = np.random.default_rng(seed)
        layer = row.layers[seed % len(row.layers)]
        state = state_of(row, rng)
        if row.shape == LAYERS[row.layers[0]] and layer not in ("embedding", "attention"):
            # not every row has a law for every shape
            with suppress(ValueError):
                state = {"fc.weight": row.draw(LAYERS[layer], rng=rng)}
        loud = [f for f in tensors(state).findings if f.level != "note"]
        loud = [f for f in loud if not (f.rule == "too-large" and name in
                ("normal", "uniform", "truncated_normal", "sparse"))]  # fmt: skip
        assert loud == [], seed


def test_orthogonal_gates(rng):
    """Four orthogonal matrices in one, as `orthogonal_` on each gate gives them."""
    gates = np.concatenate([orthogonal((64, 64), rng=rng) for _ in range(4)])
    state = {"l.weight_hh_l0": gates.astype(np.float32)}
    assert tensors(state).rows[0].structure == "orthogonal"


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_orthogonal_in_half_precision(rng, dtype):
    """Drawn in float64 and stored in less."""
    state = {"fc.weight": orthogonal((128, 128), gain=np.sqrt(2), rng=rng).astype(dtype)}
    row = tensors(state).rows[0]
    assert row.structure == "orthogonal"
    assert row.gain == pytest.approx(np.sqrt(2), rel=1e-3)


def test_a_normal_matrix_is_not_orthogonal(rng):
    """Nor one with a single row, which every matrix is."""
    for shape in ((64, 64), (1, 500), (500, 2), (2, 2000)):
        assert tensors({"w.weight": rng.normal(size=shape)}).rows[0].structure == ""
