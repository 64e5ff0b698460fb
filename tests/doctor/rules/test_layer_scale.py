"""LayerScale."""

import numpy as np
from tests.doctor.support import levels


def scales(layers, value):
    return {f"blocks.{i}.ls1.gamma": np.full(64, value) for i in range(layers)}


def test_broken():
    """Reset to 1 in 24 layers."""
    assert [level for level, _ in levels(scales(24, 1.0), "layer-scale")] == ["warn"]


def test_sound():
    """1e-5 in 24 layers, 0.1 in 12, and 1 in 12."""
    for layers, value in ((24, 1e-5), (12, 0.1), (12, 1.0)):
        assert levels(scales(layers, value), "layer-scale") == []
