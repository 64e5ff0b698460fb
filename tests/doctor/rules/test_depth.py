"""What many layers make of a signal."""

import pytest
from tests.doctor.support import levels, printed, stack

from initdocs.initializers import lecun_normal, pytorch_linear, xavier_normal


@pytest.mark.parametrize(("depth", "level"), [(10, "warn"), (20, "fail")])
def test_broken(rng, depth, level):
    """PyTorch's default under ReLU loses a factor 6 a layer: 10⁻⁷ after ten, 10⁻¹⁵ after twenty."""
    state = stack(rng, depth, draw=pytorch_linear)
    ((found, where),) = levels(state, "depth", printed(depth))
    assert found == level
    assert len(where) == depth


@pytest.mark.parametrize("text", [None, printed(20).replace("ReLU", "BatchNorm1d"),
                                  printed(20).replace("Linear", "ResidualLinear")])  # fmt: skip
def test_what_cannot_be_judged(rng, text):
    """Without activations, with norms or with skips there is no product to take."""
    assert levels(stack(rng, 20, draw=pytorch_linear), "depth", text) == []


def test_sound(rng):
    """He under ReLU and Xavier under tanh, twenty layers deep, and seven of anything."""
    assert levels(stack(rng, 20), "depth", printed(20)) == []
    tanh = printed(20, between="Tanh()")
    assert levels(stack(rng, 20, draw=xavier_normal), "depth", tanh) == []
    assert levels(stack(rng, 7, draw=lecun_normal), "depth", printed(7)) == []
