"""Code that gives a layer of one framework the start that another framework gives it."""

from initdocs import _check
from initdocs.frameworks.defaults import DEFAULTS, FRAMEWORKS, Default

#: what a layer is called where
LAYERS: dict[str, tuple[str, ...]] = {
    "dense": ("Linear", "Dense", "Dense", "Linear"),
    "convolution": ("Conv2d", "Conv2D", "Conv", "Conv"),
    "grouped convolution": ("Conv2d, 4 groups", "Conv2D, 4 groups", *["Conv, 4 groups"] * 2),
    "depthwise convolution": ("Conv2d, depthwise", "DepthwiseConv2D", *["Conv, depthwise"] * 2),
    "transposed convolution": ("ConvTranspose2d", "Conv2DTranspose", *["ConvTranspose"] * 2),
    "embedding": ("Embedding", "Embedding", "Embed", "Embed"),
}
TARGETS = FRAMEWORKS

_TRUNCATION = "0.87962566103423978"


def rows(layer: str, framework: str) -> list[Default]:
    """The defaults of a layer of `LAYERS` in a framework: its weights, then its bias.

    >>> [row.parameter for row in rows("dense", "Keras")]
    ['kernel', 'bias']
    """
    _check.one_of("layer", layer, LAYERS)
    _check.one_of("framework", framework, FRAMEWORKS)
    name = LAYERS[layer][FRAMEWORKS.index(framework)]
    return [row for row in DEFAULTS if (row.framework, row.layer) == (framework, name)]


def port(layer: str, *, source: str, target: str) -> str:
    """Code for `target` that starts its `layer` as `source` does by default.

    `layer` is a name of `LAYERS`; `source` and `target` are two of `TARGETS`. The code makes one
    layer of the example's sizes, called `layer`. Errors: an unknown name, or source and target
    the same.

    >>> print(port("dense", source="Keras", target="PyTorch"))
    from math import sqrt
    <BLANKLINE>
    from torch import nn
    <BLANKLINE>
    n = 300
    m = 200
    bound = sqrt(6 / (n + m))
    layer = nn.Linear(300, 200)
    nn.init.uniform_(layer.weight, -bound, bound)
    nn.init.zeros_(layer.bias)
    """
    theirs = rows(layer, source)
    if source == target:
        msg = f"target: got {target!r}, allowed: another framework than the source"
        raise ValueError(msg)
    write = {"PyTorch": _pytorch, "Keras": _keras}.get(target, _flax)
    ours = rows(layer, target)
    body = write(theirs, ours)
    lines = ["from math import sqrt", ""] if any("sqrt" in line for line in _sizes(theirs)) else []
    return "\n".join(lines + body)


def _sizes(theirs: list[Default]) -> list[str]:
    """The counts and the sizes of the source's laws, as code."""
    lines = [f"{name} = {code}" for name, code in theirs[0].counts]
    names = {"uniform": "bound", "constant": ""}
    for row in theirs:
        name = names.get(row.law, "std")
        line = f"{name} = {row.size}"
        if name and line not in lines:
            lines.append(line)
    return lines


def _pytorch(theirs: list[Default], ours: list[Default]) -> list[str]:
    lines = ["from torch import nn", "", *_sizes(theirs), f"layer = {ours[0].make}"]
    if theirs[0].law == "truncated_normal":
        lines.append(f"s = std / {_TRUNCATION}")
    for row, own in zip(theirs, ours, strict=True):
        parameter = f"layer.{own.parameter}"
        lines.append(
            {
                "uniform": f"nn.init.uniform_({parameter}, -bound, bound)",
                "normal": f"nn.init.normal_({parameter}, std=std)",
                "truncated_normal": f"nn.init.trunc_normal_({parameter}, std=s, a=-2 * s, b=2 * s)",
                "constant": f"nn.init.zeros_({parameter})",
            }[row.law]
        )
    return lines


def _with(make: str, options: list[str]) -> list[str]:
    """The code `make`, a call, with more options, one a line."""
    name, _, given = make.removesuffix(")").partition("(")
    return [f"layer = {name}(", *(f"    {o}," for o in (given, *options)), ")"]


def _keras(theirs: list[Default], ours: list[Default]) -> list[str]:
    law: dict[str, str] = {
        "uniform": "initializers.RandomUniform(-bound, bound)",
        "normal": "initializers.RandomNormal(stddev=std)",
        "truncated_normal": f"initializers.TruncatedNormal(stddev=std / {_TRUNCATION})",
        "constant": "initializers.Zeros()",
    }
    option = {"kernel": "kernel_initializer", "bias": "bias_initializer"}
    names = [option.get(own.parameter, "embeddings_initializer") for own in ours]
    if ours[0].layer == "DepthwiseConv2D":
        names[0] = "depthwise_initializer"
    options = [f"{name}={law[row.law]}" for name, row in zip(names, theirs, strict=True)]
    head = ["from keras import initializers, layers", "", *_sizes(theirs)]
    return head + _with(ours[0].make, options)


def _flax(theirs: list[Default], ours: list[Default]) -> list[str]:
    law: dict[str, str] = {
        "uniform": "uniform",
        "normal": "initializers.normal(std)",
        "truncated_normal": f"initializers.truncated_normal(std / {_TRUNCATION})",
        "constant": "initializers.zeros",
    }
    laws = {row.law for row in theirs}
    nnx = ours[0].framework == "Flax nnx"
    lines = ["import jax"] if "uniform" in laws else []
    lines += ["from flax import nnx" if nnx else "from flax import linen as nn"]
    if laws - {"uniform"}:
        lines += ["from jax.nn import initializers"]
    lines += ["", *_sizes(theirs), ""]
    if "uniform" in laws:
        lines += ["", "def uniform(key, shape, dtype=None, **_):"]
        lines += ["    return jax.random.uniform(key, shape, dtype, -bound, bound)", "", ""]
    options = [
        f"{own.parameter}_init={law[row.law]}" for row, own in zip(theirs, ours, strict=True)
    ]
    make = ours[0].make.replace("rngs=rngs", "rngs=nnx.Rngs(0)")
    return lines + _with(make, options)
