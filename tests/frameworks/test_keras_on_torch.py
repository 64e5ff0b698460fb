"""The recorder on Keras models whose backend is PyTorch: the backend is chosen at import."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("keras")
pytest.importorskip("torch")

SCRIPT = """
import keras, torch
from initdocs.doctor import tensors
from initdocs.doctor.torch import examine

keras.utils.set_random_seed(0)
layers = keras.layers
model = keras.Sequential([
    keras.Input((32,)), layers.Dense(64, activation="relu", name="one"),
    layers.Dense(64, activation="relu", name="two"), layers.Dense(10, name="head"),
], name="m")
before = [w.numpy().copy() for w in model.weights]
told = examine(model, torch.randn(64, 32), torch.randint(10, (64,)))
assert [row.name for row in told.tensors.rows] == [w.path for w in model.weights]
assert all(row.framework == "Keras" for row in told.tensors.rows if row.is_weight)
products = [node for node in told.nodes if node.kind == "weight"]
assert [node.parameter for node in products] == ["m/one/kernel", "m/two/kernel", "m/head/kernel"]
assert [node.path for node in told.nodes] == ["m/one"] * 2 + ["m/two"] * 2 + ["m/head"]
for node in products:
    # n·σ² of one draw, and the inputs' share in each direction
    assert 0.5 < node.predicted / node.mean_square < 2, node
assert set(told.ratios) == {w.path for w in model.weights if w.path.endswith("kernel")}
assert told.classes == 10 and told.blocked == () and told.verdict == "ok"
assert all((old == w.numpy()).all() for old, w in zip(before, model.weights, strict=True))

stuck = keras.Sequential([
    keras.Input((8,)), layers.Dense(8, kernel_initializer="zeros", name="a"),
    layers.Dense(8, kernel_initializer="zeros", name="b"),
], name="s")
told = examine(stuck, torch.randn(16, 8), torch.randn(16, 8))
assert {"s/a/kernel", "s/b/kernel"} <= set(told.blocked) and told.verdict == "fail"
assert tensors(stuck).verdict == "fail"
"""


def test_weights_have_keras_names():
    """Nodes, ratios, blocked and the report name paths; the predicted size is the measured one."""
    environment = {**os.environ, "KERAS_BACKEND": "torch", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
