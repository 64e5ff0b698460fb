"""Every call that a row of the atlas names, beside the row's own draw."""

import math

import numpy as np
import pytest
from tests.frameworks.support import fills, same_law, samples

from initdocs.frameworks import reading
from initdocs.frameworks.fans import KINDS
from initdocs.initializers import INITIALIZERS, TRUNCATED_STD, table

#: rows whose law is a scaling of the fans, which a framework reads in its own way
SCALED = {
    name: row
    for name, row in INITIALIZERS.items()
    if hasattr(row.draw, "func") and row.draw.func.__name__ == "variance_scaling" and row.calls
    and name != "embedding_normal"
}  # fmt: skip
CALLS = [(name, framework) for name, row in INITIALIZERS.items() for framework in row.calls]
FLAX = {"PyTorch": "PyTorch", "Keras": "Keras", "JAX": "Flax"}


def draw(frameworks, framework, code, shape, seed):
    """The weights that a row's code gives, in the framework's layout."""
    f = frameworks
    space = {"math": math, "np": np, "shape": shape, "n_in": shape[-1] if shape else 1}
    if framework == "PyTorch":
        f.torch.manual_seed(seed)
        w = f.torch.empty(shape)
        with f.torch.no_grad():
            exec(code, {**space, "init": f.torch.nn.init, "w": w})
        return w.numpy()
    f.keras.utils.set_random_seed(seed)
    space["n_in"] = shape[-2] if len(shape) > 1 else 1
    if framework == "Keras":
        space["initializers"] = f.keras.initializers
    else:
        space |= {"initializers": f.jax.nn.initializers, "jax": f.jax, "jnp": f.jax.numpy,
                  "key": f.jax.random.PRNGKey(seed)}  # fmt: skip
    return np.asarray(eval(code, space))


def bounded(row, theirs, law):
    """A uniform or truncated law fills its support, to the bound that the variance sets."""
    kind = getattr(row.draw, "keywords", {}).get("distribution")
    if kind == "uniform":
        assert fills(theirs, math.sqrt(3 * law), density=1)
    if kind == "truncated_normal":
        assert fills(theirs, 2 * math.sqrt(law) / TRUNCATED_STD, density=2 * 0.1131)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "framework"), [pair for pair in CALLS if pair[0] in SCALED], ids=lambda p: p
)
def test_scaled_laws(frameworks, name, framework, kind):
    """The call draws the row's law with the fans that the framework reads: the right ones, or
    those that the table of readings tells as miscounted."""
    row, read = SCALED[name], reading(FLAX[framework], kind)
    theirs = samples(lambda s: draw(frameworks, framework, row.calls[framework], read.shape, s))
    as_read = (read.fan_out, read.fan_in)
    law = row.mean_square(as_read)
    same_law(theirs, np.sqrt(law / row.mean_square((9, 9))) * row_sample(row, theirs.size))
    bounded(row, theirs, law)
    mode = row.draw.keywords["mode"]
    groups = KINDS[kind][1]
    right = row.draw.func(
        KINDS[kind][0], **row.draw.keywords, groups=groups, rng=np.random.default_rng(1)
    )  # fmt: skip
    wrong = read.miscounts if mode == "fan_avg" else {mode} & set(read.miscounts)
    same = abs((theirs**2).mean() / (right**2).mean() - 1) < 5 * np.sqrt(4 / right.size)
    # where both fans are exchanged their mean is right
    exchanged = mode == "fan_avg" and kind == "transposed"
    assert same == (not wrong or exchanged)


def row_sample(row, n):
    """`n` entries of a row's law for a matrix of 9 by 9."""
    return np.concatenate(
        [row.draw((9, 9), rng=np.random.default_rng(s)).ravel() for s in range(-(-n // 81))]
    )


REST = [
    (name, framework, layer)
    for name, framework in CALLS
    if name not in SCALED
    for layer in INITIALIZERS[name].layers
]


@pytest.mark.parametrize(("name", "framework", "layer"), REST, ids=lambda p: p)
def test_other_laws(frameworks, name, framework, layer):
    """The call gives what the row draws: equal if nothing is random, else of the same law."""
    row = INITIALIZERS[name]
    shape = row.shape if name in table.SHAPES else table.LAYERS[layer]
    as_ours = framework == "PyTorch" or len(shape) < 2
    theirs_shape = shape if as_ours else flipped(shape, layer)

    def theirs(seed):
        return draw(frameworks, framework, row.calls[framework], theirs_shape, seed)

    def ours(seed):
        return row.draw(shape, rng=np.random.default_rng(seed))

    if len(np.unique(ours(0))) <= 2:
        back = theirs(0) if as_ours else unflipped(theirs(0), layer)
        np.testing.assert_allclose(back, ours(0), rtol=1e-6)
    else:
        same_law(samples(theirs, most=10), samples(ours, most=10))


def flipped(shape, layer):
    """The shape in the layout of Keras and JAX: the outputs last, except for embeddings."""
    return shape if layer == "embedding" else (*shape[2:], shape[1], shape[0])


def unflipped(weights, layer):
    """Back into the layout of this package."""
    return weights if layer == "embedding" else np.moveaxis(weights, (-1, -2), (0, 1))


@pytest.mark.parametrize("framework", ["PyTorch", "Keras", "JAX"])
@pytest.mark.parametrize("layer", ["dense", "convolution", "recurrent"])
def test_orthogonal_is_orthogonal(frameworks, framework, layer):
    """All three flatten a kernel to (outputs, everything else), as this package does."""
    shape = table.LAYERS[layer]
    code = INITIALIZERS["orthogonal"].calls[framework]
    theirs = shape if framework == "PyTorch" else flipped(shape, layer)
    w = draw(frameworks, framework, code, theirs, 0).astype(float)
    flat = w.reshape(len(w), -1) if framework == "PyTorch" else w.reshape(-1, w.shape[-1]).T
    np.testing.assert_allclose(flat @ flat.T, np.eye(len(flat)), atol=1e-5)


@pytest.mark.parametrize("framework", ["PyTorch", "JAX"])
def test_structured_kernels(frameworks, framework):
    """Sparse rows have fifteen inputs in PyTorch; JAX's delta kernels keep lengths."""
    if framework == "PyTorch":
        code = INITIALIZERS["sparse"].calls["PyTorch"]
        w = draw(frameworks, framework, code, (200, 300), 0)
        assert ((w != 0).sum(axis=1) == 15).all()
    else:
        code = INITIALIZERS["delta_orthogonal"].calls["JAX"]
        w = draw(frameworks, framework, code, (3, 3, 32, 64), 0).astype(float)
        np.testing.assert_allclose(w[1, 1] @ w[1, 1].T, np.eye(32), atol=1e-5)
        assert np.count_nonzero(w) == np.count_nonzero(w[1, 1])


def test_warnings_of_the_atlas(frameworks):
    """What the cards warn of is so in the installed releases."""
    torch, keras, jax = frameworks.torch, frameworks.keras, frameworks.jax
    key = jax.random.PRNGKey(0)
    assert np.asarray(jax.nn.initializers.uniform(1.0)(key, (9, 9))).min() >= 0
    default = {
        "torch": torch.nn.init.normal_(torch.empty(400, 400)).std().item(),
        "keras": np.std(keras.initializers.RandomNormal(seed=0)((400, 400))),
        "jax": np.std(jax.nn.initializers.normal()(key, (400, 400))),
    }
    assert default == pytest.approx({"torch": 1, "keras": 0.05, "jax": 0.01}, rel=0.02)
    w = torch.nn.init.trunc_normal_(torch.empty(400, 400), std=4.0)
    assert w.abs().max() <= 2
    kept = np.std(keras.initializers.TruncatedNormal(stddev=1.0, seed=0)((400, 400)))
    assert kept == pytest.approx(TRUNCATED_STD, rel=0.01)
    columns = torch.nn.init.sparse_(torch.empty(200, 300), sparsity=0.95)
    assert ((columns != 0).sum(axis=0) == 10).all()


def test_pytorch_gains(frameworks):
    """What `calculate_gain` returns, and for which activations it raises."""
    gain = frameworks.torch.nn.init.calculate_gain
    found = {name: gain(name) for name in ("linear", "conv2d", "sigmoid", "tanh", "relu", "selu")}
    assert found == {
        "linear": 1, "conv2d": 1, "sigmoid": 1, "tanh": 5 / 3, "relu": math.sqrt(2), "selu": 3 / 4,
    }  # fmt: skip
    assert gain("leaky_relu") == math.sqrt(2 / (1 + 0.01**2))
    for name in ("gelu", "silu", "elu"):
        with pytest.raises(ValueError, match="Unsupported nonlinearity"):
            gain(name)
