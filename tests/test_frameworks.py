"""The data about frameworks, as far as it needs none of them."""

import tomllib

import pytest

from initdocs.frameworks import DEFAULTS, LAYERS, READINGS, TARGETS, VERSIONS, port, reading
from initdocs_site import ROOT


def test_the_releases_that_pages_name_are_those_that_are_installed():
    """What `make frameworks` installs is what the tables are held against."""
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    installed = dict(one.split("==") for one in extra["optional-dependencies"]["frameworks"])
    assert installed == VERSIONS


@pytest.mark.parametrize("row", DEFAULTS, ids=lambda row: f"{row.framework}-{row.layer}")
def test_rows(row):
    """A row's size is a number of its counts, and its flag names a thread or a fact."""
    assert row.value >= 0
    assert row.law in (
        "uniform", "normal", "truncated_normal", "constant", "orthogonal", "forget_bias",
    )  # fmt: skip
    assert row.kept == 0 or row.terms


def test_pytorch_keeps_a_third():
    """PyTorch's dense and convolutional layers keep a third of the variance; Flax's keep it."""
    kept = {(r.framework, r.layer): r.kept for r in DEFAULTS if r.terms}
    for layer in ("Linear", "Conv2d", "Conv2d, 4 groups", "Conv2d, depthwise"):
        assert kept["PyTorch", layer] == pytest.approx(1 / 3)
    for layer in ("Dense", "Conv", "Conv, 4 groups", "Conv, depthwise", "ConvTranspose"):
        assert kept["Flax linen", layer] == pytest.approx(1)
    assert kept["Keras", "DepthwiseConv2D"] == pytest.approx(0.031, abs=5e-4)


def test_readings():
    """Dense and plain convolutions are read right; groups and directions are not."""
    wrong = {(r.framework, r.kind): r.miscounts for r in READINGS if r.miscounts}
    assert wrong == {
        ("PyTorch", "grouped"): ("fan_out",),
        ("PyTorch", "depthwise"): ("fan_out",),
        ("PyTorch", "transposed"): ("fan_in", "fan_out"),
        ("Keras", "grouped"): ("fan_out",),
        ("Keras", "depthwise"): ("fan_in",),
        ("Keras", "transposed"): ("fan_in", "fan_out"),
        ("Flax", "grouped"): ("fan_out",),
        ("Flax", "depthwise"): ("fan_out",),
    }


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("target", TARGETS)
def test_ports_compile(layer, target):
    """Every snippet is Python."""
    for source in TARGETS:
        if source != target:
            compile(port(layer, source=source, target=target), "snippet", "exec")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: port("dense", source="Keras", target="Keras"), "target: got 'Keras', .*another"),
        (lambda: port("gru", source="Keras", target="PyTorch"), "layer: got 'gru', .*'dense'"),
        (lambda: port("dense", source="Caffe", target="PyTorch"), "framework: got 'Caffe'"),
        (lambda: reading("Keras", "gru"), "kind: got 'gru'"),
    ],
)
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call()
