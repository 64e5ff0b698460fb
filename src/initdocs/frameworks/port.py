"""Code that gives a layer of one framework the start that another framework gives it."""

from textwrap import wrap

from initdocs import _check
from initdocs.frameworks._code import TRUNCATION
from initdocs.frameworks.defaults import DEFAULTS, FRAMEWORKS, Default

#: what a layer is called where
LAYERS: dict[str, tuple[str, ...]] = {
    "dense": ("Linear", "Dense", "Dense", "Linear"),
    "convolution": ("Conv2d", "Conv2D", "Conv", "Conv"),
    "grouped convolution": ("Conv2d, 4 groups", "Conv2D, 4 groups", *["Conv, 4 groups"] * 2),
    "depthwise convolution": ("Conv2d, depthwise", "DepthwiseConv2D", *["Conv, depthwise"] * 2),
    "transposed convolution": ("ConvTranspose2d", "Conv2DTranspose", *["ConvTranspose"] * 2),
    "embedding": ("Embedding", "Embedding", "Embed", "Embed"),
    "attention": (
        "MultiheadAttention",
        "MultiHeadAttention",
        "MultiHeadDotProductAttention",
        "MultiHeadAttention",
    ),
}
TARGETS = FRAMEWORKS
#: defaults that miscount a fan: how many times as large the variance would be if it were counted
MISCOUNTS = {
    ("PyTorch", "transposed convolution"): (64 * 4 * 4) / (32 * 4 * 4),
    ("PyTorch", "attention"): (256 + 3 * 256) / (256 + 256),
    ("Keras", "grouped convolution"): (8 * 9 + 64 * 9) / (8 * 9 + 16 * 9),
    ("Keras", "depthwise convolution"): (64 * 9 + 9) / (9 + 9),
}

_TRUNCATION = TRUNCATION


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
    layer of the example's sizes, called `layer`. Where the source miscounts a fan, the code does
    as the source does, and says so; `call` counts. Errors: an unknown name, or source and target
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
    theirs, ours = rows(layer, source), rows(layer, target)
    if source == target:
        msg = f"target: got {target!r}, allowed: another framework than the source"
        raise ValueError(msg)
    sizes, names = _sizes(theirs)
    write = {"PyTorch": _pytorch, "Keras": _keras}.get(target, _flax)
    body = write(theirs, ours, sizes, names)
    start = body.index(sizes[0]) if sizes else 0
    body[start:start] = _miscount(layer, source, theirs[0])
    return "\n".join(["from math import sqrt", "", *body] if "sqrt" in "".join(sizes) else body)


def _miscount(layer: str, source: str, row: Default) -> list[str]:
    """A comment that names the miscount which the code copies, and its size."""
    times = MISCOUNTS.get((source, layer))
    if times is None:
        return []
    flag = row.flag[0].lower() + row.flag[1:]
    told = f"a miscount of {source}, copied: {flag} Counted, the variance is {times:.3g} times this"
    return [f"# {line}" for line in wrap(told, 86)]


def _sizes(theirs: list[Default]) -> tuple[list[str], list[str]]:
    """The counts and sizes of the source's laws as code, and the name of each row's size."""
    lines = list(dict.fromkeys(f"{k} = {code}" for row in theirs for k, code in row.counts))
    known: dict[tuple[str, str], str] = {}
    names = []
    for row in theirs:
        word = {"uniform": "bound", "constant": ""}.get(row.law, "std")
        if word and (row.law, row.size) not in known:
            # the second size of a layer is that of its output projection
            word = f"out_{word}" if word in known.values() else word
            known[row.law, row.size] = word
            lines.append(f"{word} = {row.size}")
        names.append(known.get((row.law, row.size), ""))
    return lines, names


def _pytorch(
    theirs: list[Default], ours: list[Default], sizes: list[str], names: list[str]
) -> list[str]:
    lines = ["from torch import nn", "", *sizes, f"layer = {ours[0].make}"]
    if theirs[0].law == "truncated_normal":
        lines.append(f"s = std / {_TRUNCATION}")
    for row, own, name in zip(theirs, ours, names, strict=True):
        packed = own.parameter == "in_proj_weight"
        parameter = "part" if packed else f"layer.{own.parameter}"
        line = {
            "uniform": f"nn.init.uniform_({parameter}, -{name}, {name})",
            "normal": f"nn.init.normal_({parameter}, std={name})",
            "truncated_normal": f"nn.init.trunc_normal_({parameter}, std=s, a=-2 * s, b=2 * s)",
            "constant": f"nn.init.zeros_({parameter})",
        }[row.law]
        if packed:
            lines.append("for part in layer.in_proj_weight.chunk(3):")
            line = f"    {line}"
        lines.append(line)
    return lines


def _with(make: str, options: list[str]) -> list[str]:
    """The code `make`, a call, with more options, one a line."""
    name, _, given = make.removesuffix(")").partition("(")
    return [f"layer = {name}(", *(f"    {o}," for o in (given, *options)), ")"]


def _keras(
    theirs: list[Default], ours: list[Default], sizes: list[str], names: list[str]
) -> list[str]:
    laws = [
        {
            "uniform": f"initializers.RandomUniform(-{name}, {name})",
            "normal": f"initializers.RandomNormal(stddev={name})",
            "truncated_normal": f"initializers.TruncatedNormal(stddev={name} / {_TRUNCATION})",
            "constant": "initializers.Zeros()",
        }[row.law]
        for row, name in zip(theirs, names, strict=True)
    ]
    weights = {"DepthwiseConv2D": "depthwise", "Embedding": "embeddings"}
    options = [f"{weights.get(ours[0].layer, 'kernel')}_initializer={laws[0]}"]
    options += [f"bias_initializer={law}" for law in laws[1:2]]
    lines = ["from keras import initializers, layers", "", *sizes, *_with(ours[0].make, options)]
    if len(laws) == 4:
        # Keras has one initializer for all kernels of the layer: the last one is set by hand
        lines += ["layer.build((None, None, 256), (None, None, 256))", f"out = {laws[2]}"]
        lines += ["layer.output_dense.kernel.assign(out(layer.output_dense.kernel.shape))"]
    return lines


def _flax(
    theirs: list[Default], ours: list[Default], sizes: list[str], names: list[str]
) -> list[str]:
    laws = {row.law for row in theirs}
    nnx = ours[0].framework == "Flax nnx"
    lines = ["import jax"] if "uniform" in laws else []
    lines += ["from flax import nnx" if nnx else "from flax import linen as nn"]
    if laws - {"uniform"}:
        lines += ["from jax.nn import initializers"]
    lines += ["", *sizes, ""]
    if "uniform" in laws:
        lines += ["", "def uniform(bound):",
                  "    def draw(key, shape, dtype=None, **_):",
                  "        return jax.random.uniform(key, shape, dtype, -bound, bound)",
                  "", "    return draw", "", ""]  # fmt: skip
    options = []
    for row, own, name in zip(theirs, ours, names, strict=True):
        law = {
            "uniform": f"uniform({name})",
            "normal": f"initializers.normal({name})",
            "truncated_normal": f"initializers.truncated_normal({name} / {_TRUNCATION})",
            "constant": "initializers.zeros",
        }[row.law]
        options.append(f"{own.parameter.replace('query/', '').replace('/', '_')}_init={law}")
    make = ours[0].make.replace("rngs=rngs", "rngs=nnx.Rngs(0)")
    return lines + _with(make, options)
