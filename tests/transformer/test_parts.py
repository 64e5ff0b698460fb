"""The layers of a transformer, each on its own."""

import numpy as np
import pytest

from initdocs.transformer import parts

RNG = np.random.default_rng(0)


def difference(f, inputs, which, dy, h=1e-6):
    """Of Σ dy ⊙ f, in every entry of one input."""
    out = np.empty_like(inputs[which])
    for at in np.ndindex(out.shape):
        values = []
        for sign in (1, -1):
            moved = [x.copy() for x in inputs]
            moved[which][at] += sign * h
            values.append((dy * f(*moved)).sum())
        out[at] = (values[0] - values[1]) / (2 * h)
    return out


def attend(q, k, v):
    y, _, pull = parts.attention(q, k, v, heads=2, places=3, scale=0.7)
    return y, pull


LAYERS = {
    "linear": (parts.linear, [(2, 6, 4), (2, 5, 4)]),
    "rms": (parts.norm, [(2, 6, 4), (2, 1, 4)]),
    "layer": (lambda x, g: parts.norm(x, g, centre=True), [(2, 6, 4), (2, 1, 4)]),
    "attention": (attend, [(2, 6, 4)] * 3),
    "gelu": (parts.gelu, [(2, 6, 4)]),
    "relu_squared": (parts.relu_squared, [(2, 6, 4)]),
    "swiglu": (parts.swiglu, [(2, 6, 4)] * 2),
    "embed": (lambda table: parts.embed(np.array([1, 0, 1, 2]), table), [(2, 3, 4)]),
}


@pytest.mark.parametrize("name", LAYERS)
def test_the_pull_is_the_finite_difference(name):
    """A layer's pull gives, for every input, the gradient of Σ dy ⊙ y."""
    layer, shapes = LAYERS[name]
    inputs = [RNG.standard_normal(shape) for shape in shapes]
    y, pull = layer(*inputs)
    dy = RNG.standard_normal(y.shape)
    for which, found in enumerate(pull(dy)):
        wanted = difference(lambda *moved: layer(*moved)[0], inputs, which, dy)
        np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-7)


def test_attention_weights():
    """Each row of the weights adds up to 1, over the places up to its own alone."""
    q, k, v = (RNG.standard_normal((2, 6, 4)) for _ in range(3))
    _, weights, _ = parts.attention(q, k, v, heads=2, places=3, scale=0.5)
    np.testing.assert_allclose(weights.sum(axis=-1), 1, rtol=1e-14)
    assert not np.triu(weights, 1).any()
    assert weights.shape == (2, 2, 2, 3, 3)


def test_norms_forget_a_scale():
    """RMSNorm and LayerNorm give the same for 100 x as for x, but for ε."""
    x = RNG.standard_normal((1, 5, 64))
    for centre in (False, True):
        small, large = (parts.norm(c * x, centre=centre)[0] for c in (1.0, 100.0))
        np.testing.assert_allclose(small, large, rtol=1e-4)
