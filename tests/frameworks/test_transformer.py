"""The transformer in NumPy is the one that PyTorch computes."""

import numpy as np
import pytest

from initdocs.transformer import Architecture, Transformer

torch = pytest.importorskip("torch")
F = torch.nn.functional

SMALL = {"vocabulary": 11, "context": 7, "width": 12, "heads": 3, "blocks": 2}


def branch(p, name, h, architecture):
    """Attention of one block, by PyTorch's own function."""
    q, k, v = (h @ p[f"{name}.attn.c_{c}.weight"].T for c in "qkv")
    m, t, d = h.shape
    split = [x.view(m, t, architecture.heads, -1).transpose(1, 2) for x in (q, k, v)]
    y = F.scaled_dot_product_attention(*split, is_causal=True)
    return y.transpose(1, 2).reshape(m, t, d) @ p[f"{name}.attn.c_proj.weight"].T


def mlp(p, name, h, architecture):
    up = h @ p[f"{name}.mlp.c_fc.weight"].T
    if architecture.mlp == "swiglu":
        a = F.silu(h @ p[f"{name}.mlp.c_gate.weight"].T) * up
    else:
        a = F.gelu(up, approximate="tanh")
    return a @ p[f"{name}.mlp.c_proj.weight"].T


def cost(p, x, y, architecture):
    """A decoder in PyTorch, norms before the branches."""

    def norm(h, gain):
        if architecture.norm == "layer":
            return F.layer_norm(h, gain.shape, gain)
        return F.rms_norm(h, gain.shape, gain, eps=1e-5)

    h = p["wte.weight"][x] + p["wpe.weight"][: x.shape[1]]
    for i in range(architecture.blocks):
        name = f"h.{i}"
        h = h + branch(p, name, norm(h, p[f"{name}.ln_1.weight"]), architecture)
        h = h + mlp(p, name, norm(h, p[f"{name}.ln_2.weight"]), architecture)
    head = p["wte.weight"] if architecture.tied else p["lm_head.weight"]
    return F.cross_entropy((norm(h, p["ln_f.weight"]) @ head.T).flatten(0, 1), y.flatten())


@pytest.mark.parametrize(
    "more", [{}, {"norm": "rms", "mlp": "swiglu", "tied": False}], ids=["gpt2", "llama"]
)
def test_cost_and_gradients(more):
    """Cost and every gradient agree with PyTorch's to the last digits of a double."""
    architecture = Architecture(**SMALL, **more)
    net = Transformer(architecture)
    rng = np.random.default_rng(0)
    net.theta += 0.3 * rng.standard_normal(net.theta.shape)
    tokens = rng.integers(0, 11, (8, 4))
    trace = net.forward(tokens[:-1])
    gradient = net.backward(trace, tokens[1:])
    p = {n: torch.tensor(v, requires_grad=True) for n, v in net.state().items()}
    x, y = (torch.tensor(np.ascontiguousarray(ids.T)) for ids in (tokens[:-1], tokens[1:]))
    theirs = cost(p, x, y, architecture)
    theirs.backward()
    np.testing.assert_allclose(net.cost(trace, tokens[1:])[0], theirs.item(), rtol=1e-12)
    for name, values in gradient.parameters.items():
        np.testing.assert_allclose(values[0], p[name].grad.numpy(), rtol=1e-8, atol=1e-12)
