"""Roles and counted fans, from names and shapes."""

import numpy as np
import pytest

from initdocs.doctor.layouts import framework, place
from initdocs.doctor.modules import modules


def at(name, shape, others=None, text=None):
    state = {**{n: np.zeros(s) for n, s in (others or {}).items()}, name: np.zeros(shape)}
    return place(name, shape, modules(text), state, framework(list(state)))


@pytest.mark.parametrize(("name", "shape", "others", "role", "fans"), [
    ("fc.weight", (200, 300), {}, "dense", (300, 200)),
    ("c.weight", (64, 32, 3, 3), {}, "convolution", (288, 576)),
    ("c.weight", (64, 1, 3, 3), {"a.weight": (64, 8, 1, 1)}, "depthwise", (9, 9)),
    ("c.weight", (64, 1, 3, 3), {}, "convolution", (9, 576)),
    ("c_attn.weight", (192, 64), {}, "packed", (64, 64)),
    ("a.in_proj_weight", (192, 64), {}, "packed", (64, 64)),
    ("h.c_fc.weight", (64, 256), {"h.c_fc.bias": (256,)}, "dense", (64, 256)),
    ("up.weight", (64, 32, 4, 4), {"up.bias": (32,)}, "transposed", (1024, 512)),
    ("l.weight_ih_l0", (512, 64), {"l.weight_hh_l0": (512, 128)}, "recurrent", (64, 128)),
    ("wte.weight", (500, 64), {}, "embedding", None),
    ("experts.w1", (8, 64, 256), {}, "stack", None),
    ("d/kernel", (300, 200), {}, "dense", (300, 200)),
    ("conv2d/kernel", (3, 3, 32, 64), {}, "convolution", (288, 576)),
    ("m/depthwise_conv2d/kernel", (3, 3, 64, 1), {}, "depthwise", (9, 9)),
    ("m/conv2d_transpose/kernel", (4, 4, 32, 64), {"b/beta": (1,)}, "transposed", (1024, 512)),
    ("params/ConvTranspose_0/kernel", (4, 4, 64, 32), {}, "transposed", (1024, 512)),
    ("m/query/kernel", (256, 8, 32), {}, "dense", (256, 256)),
    ("m/attention_output/kernel", (8, 32, 100), {}, "dense", (256, 100)),
    ("l/cell/kernel", (64, 512), {"l/cell/recurrent_kernel": (128, 512)}, "recurrent", (64, 128)),
    ("e/embeddings", (500, 64), {}, "embedding", None),
    ("bn.weight", (64,), {}, "norm scale", None),
    ("ln/gamma", (64,), {"ln/beta": (64,)}, "norm scale", None),
    ("ln/beta", (64,), {"ln/gamma": (64,)}, "norm shift", None),
    ("blocks.0.gamma", (64,), {}, "layer scale", None),
    ("blocks.0.layer_scale", (64, 1, 1), {}, "layer scale", None),
    ("bn.running_mean", (64,), {}, "buffer", None),
    ("pos_embed", (1, 64), {}, "parameter", None),
])  # fmt: skip
def test_roles_and_fans(name, shape, others, role, fans):
    """What counting gives, whatever the framework's own reading of the shape."""
    found = at(name, shape, others)
    assert (found.role, found.fans) == (role, fans)


@pytest.mark.parametrize(("line", "shape", "role", "fans"), [
    ("Conv2d(64, 64, kernel_size=(3, 3), groups=4)", (64, 16, 3, 3), "grouped", (144, 144)),
    ("Conv2d(64, 64, kernel_size=(3, 3), groups=64)", (64, 1, 3, 3), "depthwise", (9, 9)),
    ("Conv2d(3, 64, kernel_size=(4, 4), stride=(2, 2))", (64, 3, 4, 4), "convolution", (48, 256)),
    ("ConvTranspose2d(64, 32, kernel_size=(4, 4), stride=(2, 2))", (64, 32, 4, 4), "transposed",
     (256, 512)),
    ("Embedding(500, 64)", (500, 64), "embedding", None),
    ("Conv1D(nf=256, nx=64)", (64, 256), "dense", (64, 256)),
])  # fmt: skip
def test_the_text_tells_what_a_shape_does_not(line, shape, role, fans):
    """Groups, strides, directions, embeddings."""
    found = at("x.weight", shape, text=f"Net(\n  (x): {line}\n)")
    assert (found.role, found.fans) == (role, fans)
