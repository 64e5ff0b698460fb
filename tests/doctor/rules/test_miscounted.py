"""Fans that a framework reads off a shape."""

from math import sqrt

import numpy as np
import pytest
from tests.doctor.support import found, levels

from initdocs.initializers import he_normal, packed_xavier, xavier_uniform

DECONV = """Net(
  (up): ConvTranspose2d(512, 256, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1))
  (act): ReLU()
  (last): ConvTranspose2d(256, 3, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1))
  (out): Tanh()
)"""


def test_broken(rng):
    """Keras's depthwise kernel, He on a transposed convolution, q, k and v as one matrix."""
    bound = sqrt(6 / (64 * 9 + 9))
    depthwise = {"depthwise_conv2d/kernel": rng.uniform(-bound, bound, (3, 3, 64, 1))}
    assert levels(depthwise, "miscounted") == [("warn", tuple(depthwise))]
    # PyTorch takes 256 · 16 inputs where 512 · 16 / 4 are summed
    up = {"up.weight": rng.normal(0, sqrt(2 / (256 * 16)), (512, 256, 4, 4))}
    (finding,) = found(up, "miscounted", DECONV)
    assert finding.level == "warn"
    assert "std=0.03125" in finding.mend
    packed = {"attn.in_proj_weight": xavier_uniform((3 * 64, 64), rng=rng)}
    assert levels(packed, "miscounted") == [("note", tuple(packed))]


@pytest.mark.parametrize("norm", [True, False])
def test_a_norm_makes_it_a_note(rng, norm):
    """MobileNet's depthwise convolution by fan-out, before a norm."""
    lines = ["Net(", "  (c): Conv2d(64, 64, kernel_size=(3, 3), groups=64)"]
    lines += ["  (n): BatchNorm2d(64)"] if norm else ["  (n): ReLU()"]
    state = {"c.weight": rng.normal(0, sqrt(2 / (64 * 9)), (64, 1, 3, 3))}
    level = "note" if norm else "warn"
    assert levels(state, "miscounted", "\n".join([*lines, ")"])) == [(level, ("c.weight",))]


def test_a_stack_of_experts(rng):
    """One tensor (experts, in, out) that was taken for a kernel with a window."""
    wrong = {"experts.w1": rng.normal(0, sqrt(2 / (128 * 256)), (8, 128, 256))}
    right = {"experts.w1": rng.normal(0, sqrt(2 / 128), (8, 128, 256))}
    assert levels(wrong, "miscounted") == [("warn", ("experts.w1",))]
    assert levels(right, "miscounted") == []


def test_sound(rng):
    """Counted fans: a dense layer, a depthwise and a transposed one, a packed one."""
    state = {
        "dense.weight": he_normal((64, 48), rng=rng),
        "attn.in_proj_weight": packed_xavier((192, 64), rng=rng),
        "up.weight": rng.normal(0, sqrt(2 / (512 * 4)), (512, 256, 4, 4)),
    }
    assert levels(state, "miscounted", DECONV) == []
    kernel = rng.normal(0, sqrt(2 / 9), (3, 3, 64, 1))
    assert levels({"depthwise_conv2d/kernel": kernel}, "miscounted") == []
    assert np.isclose(kernel.std(), sqrt(2 / 9), rtol=0.15)  # of 576 values: 5 errors
