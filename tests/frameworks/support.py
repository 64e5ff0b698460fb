"""Make a layer of a framework, get its parameters, and compare draws."""

import numpy as np
import pytest

#: level of the Kolmogorov–Smirnov test: with fixed seeds it decides once, at the writing
LEVEL = 1e-3

#: shapes of inputs, channels last
INPUTS = {
    "Dense": (1, 300), "SimpleRNN": (1, 5, 64), "GRU": (1, 5, 64), "LSTM": (1, 5, 64),
    "GroupQueryAttention": (1, 10, 256), "MultiHeadAttention": (1, 10, 256),
    "MultiHeadDotProductAttention": (1, 10, 256),
    "DepthwiseConv2D": (1, 9, 9, 64), "Conv, depthwise": (1, 9, 9, 64),
}  # fmt: skip


def shape_of(layer):
    if layer in INPUTS:
        return INPUTS[layer]
    return (1, 9, 9, 32) if "Conv" in layer else (1, 64)


def parameters(frameworks, framework, layer, code, seed):
    """All parameters of a layer that `code` makes (bound to `layer`), by their names."""
    f = frameworks
    if framework == "PyTorch":
        f.torch.manual_seed(seed)
        made = run(f, framework, code, seed)
        return {name: p.detach().numpy() for name, p in made.named_parameters()}
    if framework == "Keras":
        f.keras.utils.set_random_seed(seed)
        made = run(f, framework, code, seed)
        shape = (None, *shape_of(layer)[1:])
        if not made.built:
            made.build(*[shape] * (2 if "Attention" in layer else 1))
        # LSTM and GRU put their cell's name before that of the parameter
        return {
            part: np.asarray(w)
            for w in made.weights
            for part in (w.path.split("/", 1)[-1], w.path.rsplit("/", 1)[-1])
        }
    made = run(f, framework, code, seed)
    if framework == "Flax linen":
        key, x = f.jax.random.PRNGKey(seed), np.zeros(shape_of(layer), "f4")
        if "Cell" in layer:
            inputs = (made.initialize_carry(key, x.shape), x)
        else:
            inputs = (np.zeros(1, "i4"),) if layer == "Embed" else (x,)
        tree = made.init(key, *inputs)["params"]
    else:
        tree = f.nnx.to_pure_dict(f.nnx.state(made, f.nnx.Param))
    return dict(_flat(tree))


def run(frameworks, framework, code, seed):
    """The layer that `code` makes, in a namespace like that of a snippet."""
    f = frameworks
    space = {
        "PyTorch": lambda: {"nn": f.torch.nn},
        "Keras": lambda: {"layers": f.keras.layers},
        "Flax linen": lambda: {"nn": f.linen},
        "Flax nnx": lambda: {"nnx": f.nnx, "rngs": f.nnx.Rngs(seed)},
    }[framework]()
    exec(code.replace("nnx.Rngs(0)", f"nnx.Rngs({seed})"), space)
    return space["layer"]


def _flat(tree, prefix=""):
    for name, value in tree.items():
        if hasattr(value, "items"):
            yield from _flat(value, f"{prefix}{name}/")
        else:
            yield prefix + name, np.asarray(value)


def samples(draw, at_least=20_000, most=40):
    """Entries of `draw(seed)` for as many seeds as it takes to have enough."""
    first = draw(0)
    repeats = min(most, -(-at_least // first.size))
    return np.concatenate([first.ravel(), *(draw(seed).ravel() for seed in range(1, repeats))])


def same_law(theirs, ours):
    """Both samples have the same spread, the same support and the same distribution."""
    ks_2samp = pytest.importorskip("scipy.stats").ks_2samp
    theirs, ours = np.asarray(theirs, float).ravel(), np.asarray(ours, float).ravel()
    n = min(theirs.size, ours.size)
    # a sample's mean square is exact to √(2/N) for the normal law, the widest here; two of them
    spread, law = (theirs**2).mean(), (ours**2).mean()
    assert abs(spread / law - 1) < 5 * np.sqrt(4 / n)
    assert abs(theirs.mean()) < 5 * np.sqrt(law / theirs.size)
    assert ks_2samp(theirs, ours).pvalue > LEVEL


def fills(theirs, bound, density):
    """A bounded law stays inside its bound, to float32, and comes as near it as it is dense there.

    `density` is the probability density of |w|/bound at 1: of N samples the largest is then at
    about 1 − 1/(density·N), and beyond ten times that with the probability e^−10.
    """
    largest = np.abs(theirs).max() / bound
    return 1 - 10 / (density * np.size(theirs)) < largest < 1 + 1e-6
