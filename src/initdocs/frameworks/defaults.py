"""The default initialization of the common layers, one row a parameter."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from initdocs.initializers import (
    Draw,
    constant,
    forget_bias,
    normal,
    orthogonal,
    truncated_normal,
    uniform,
)

FRAMEWORKS = ("PyTorch", "Keras", "Flax linen", "Flax nnx")


@dataclass(frozen=True)
class Default:
    """How a framework starts one parameter of one layer, with an example of numbers.

    `make` is the code that makes the layer and `parameter` names the parameter as the framework
    does. `law` is 'uniform' (`size` is its bound), 'normal' or 'truncated_normal' (its standard
    deviation, after truncation), 'constant' (its value), 'orthogonal' (its gain) or
    'forget_bias'. `size` is an expression in the `counts` of the example, `formula` the same in
    LaTeX. `terms` counts what one output sums, 0 where nothing is summed. `flag` says what is
    wrong or surprising, with the thread where it is discussed.
    """

    framework: str
    layer: str
    make: str
    parameter: str
    law: str
    size: str
    formula: str
    counts: tuple[tuple[str, str], ...] = ()
    terms: int = 0
    flag: str = ""

    @property
    def value(self) -> float:
        """`size` as a number: a bound, a standard deviation, a value or a gain."""
        names = {name: _number(code) for name, code in self.counts}
        return _number(self.size, names)

    @property
    def kept(self) -> float:
        """The number of terms times the variance: 1 keeps a linear signal, 2 one under ReLU."""
        variance = self.value**2 / (3 if self.law == "uniform" else 1)
        return self.terms * variance

    def draw(self) -> Draw:
        """The initializer of this package that does the same."""
        size = self.value
        laws: dict[str, Draw] = {
            "uniform": partial(uniform, bound=size),
            "normal": partial(normal, std=size),
            "truncated_normal": partial(truncated_normal, std=size),
            "orthogonal": partial(orthogonal, gain=size),
            "forget_bias": partial(forget_bias, value=size),
            "constant": partial(constant, value=size),
        }
        return laws[self.law]


def _number(code: str, names: dict[str, float] | None = None) -> float:
    # the code is this module's own, and the counts are all that it may name
    return float(eval(code, {"__builtins__": {}, "sqrt": math.sqrt}, names or {}))  # noqa: S307


_U = r"U(\pm 1/\sqrt{n})"
_GLOROT = r"U(\pm\sqrt{6/(n + m)})"
_TRUNCATED = r"\text{truncated } N(0, 1/n)"
_ZERO, _ONE = "0", "1"

_TRANSPOSED = "It counts the outputs, not the inputs: the shape of the weight is (in, out, k, k)"


def _rows(
    framework: str,
    layer: str,
    make: str,
    *parameters: tuple[str, str, str, str],
    counts: dict[str, str] | None = None,
    terms: int = 0,
    flag: str = "",
) -> Iterator[Default]:
    """The parameters of a layer, each as name, law, size and formula; `flag` is the first one's."""
    for i, (parameter, law, size, formula) in enumerate(parameters):
        used = {name: code for name, code in (counts or {}).items() if name in size}
        yield Default(
            framework, layer, make, parameter, law, size, formula, tuple(used.items()),
            *((terms, flag) if i == 0 else (0, "")),
        )  # fmt: skip


# fmt: off
def _pytorch() -> Iterator[Default]:
    row = partial(_rows, "PyTorch")
    both = (("weight", "uniform", "1 / sqrt(n)", _U), ("bias", "uniform", "1 / sqrt(n)", _U))
    yield from row("Linear", "nn.Linear(300, 200)", *both, counts={"n": "300"}, terms=300,
                   flag="Written as kaiming_uniform with a = √5; the variance is a third of 1/n "
                        "(pytorch#15314, pytorch#18182).")
    yield from row("Conv2d", "nn.Conv2d(32, 64, 3)", *both, counts={"n": "32 * 3 * 3"}, terms=288)
    yield from row("Conv2d, 4 groups", "nn.Conv2d(32, 64, 3, groups=4)", *both,
                   counts={"n": "32 // 4 * 3 * 3"}, terms=72)
    yield from row("Conv2d, depthwise", "nn.Conv2d(64, 64, 3, groups=64)", *both,
                   counts={"n": "3 * 3"}, terms=9)
    yield from row("ConvTranspose2d", "nn.ConvTranspose2d(32, 64, 4)", *both,
                   counts={"n": "64 * 4 * 4"}, terms=512, flag=f"{_TRANSPOSED} (pytorch#30079).")
    yield from row("Bilinear", "nn.Bilinear(64, 32, 100)", *both, counts={"n": "64"},
                   terms=64 * 32,
                   flag="n counts the first input only, where 64 · 32 products are summed "
                        "(pytorch#132231).")
    yield from row("Embedding", "nn.Embedding(1000, 64)",
                   ("weight", "normal", "1.0", "N(0, 1)"),
                   flag="Fifty times what transformers take; a `padding_idx` row is 0 "
                        "(pytorch#3121).")
    for layer in ("RNN", "GRU", "LSTM"):
        hidden = [
            (name, "uniform", "1 / sqrt(n)", _U)
            for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        ]
        yield from row(layer, f"nn.{layer}(64, 128)", *hidden, counts={"n": "128"}, terms=64,
                       flag={"LSTM": "n is the hidden size, for the input's weights too; two "
                                     "biases, and neither opens the forget gate (pytorch#750)."
                             }.get(layer, "n is the hidden size, for the input's weights too."))
    yield from row("MultiheadAttention", "nn.MultiheadAttention(256, 8)",
                   ("in_proj_weight", "uniform", "sqrt(6 / (n + m))", _GLOROT),
                   ("in_proj_bias", "constant", "0", _ZERO),
                   ("out_proj.weight", "uniform", "1 / sqrt(n)", _U),
                   ("out_proj.bias", "constant", "0", _ZERO),
                   counts={"n": "256", "m": "3 * 256"}, terms=256,
                   flag="m counts queries, keys and values together: the weights are smaller by "
                        "√2 than those of three matrices (pytorch#166378).")
    yield from row("TransformerEncoderLayer", "nn.TransformerEncoderLayer(256, 8)",
                   ("linear1.weight", "uniform", "1 / sqrt(n)", _U),
                   ("linear1.bias", "uniform", "1 / sqrt(n)", _U),
                   ("norm1.weight", "constant", "1", _ONE),
                   ("norm1.bias", "constant", "0", _ZERO),
                   counts={"n": "256"}, terms=256,
                   flag="TransformerEncoder copies one layer: all its layers start identical "
                        "(pytorch#72253, pytorch#86274).")
    for layer, make in (("LayerNorm", "nn.LayerNorm(64)"), ("BatchNorm2d", "nn.BatchNorm2d(64)"),
                        ("GroupNorm", "nn.GroupNorm(4, 64)")):
        yield from row(layer, make, ("weight", "constant", "1", _ONE),
                       ("bias", "constant", "0", _ZERO))
    yield from row("RMSNorm", "nn.RMSNorm(64)", ("weight", "constant", "1", _ONE))
    yield from row("PReLU", "nn.PReLU()", ("weight", "constant", "0.25", r"\tfrac14"))


def _keras() -> Iterator[Default]:
    row = partial(_rows, "Keras")
    zero = ("bias", "constant", "0", _ZERO)
    kernel = ("kernel", "uniform", "sqrt(6 / (n + m))", _GLOROT)
    yield from row(
        "Dense", "layers.Dense(200)", kernel, zero, counts={"n": "300", "m": "200"}, terms=300
    )
    yield from row("Conv2D", "layers.Conv2D(64, 3)", kernel, zero,
                   counts={"n": "32 * 3 * 3", "m": "64 * 3 * 3"}, terms=288)
    yield from row("Conv2D, 4 groups", "layers.Conv2D(64, 3, groups=4)", kernel, zero,
                   counts={"n": "32 // 4 * 3 * 3", "m": "64 * 3 * 3"}, terms=72,
                   flag="m counts the outputs of all groups.")
    yield from row("DepthwiseConv2D", "layers.DepthwiseConv2D(3)", kernel, zero,
                   counts={"n": "64 * 3 * 3", "m": "3 * 3"}, terms=9,
                   flag="n counts all channels, where each output sums one: the variance is "
                        "much too small (keras#11773).")
    yield from row("Conv2DTranspose", "layers.Conv2DTranspose(64, 4)", kernel, zero,
                   counts={"n": "64 * 4 * 4", "m": "32 * 4 * 4"}, terms=512,
                   flag="n and m are exchanged, which Glorot's law does not notice.")
    yield from row("Embedding", "layers.Embedding(1000, 64)",
                   ("embeddings", "uniform", "0.05", "U(\\pm 0.05)"))
    recurrent = ("recurrent_kernel", "orthogonal", "1.0", r"\text{orthogonal}")
    yield from row("SimpleRNN", "layers.SimpleRNN(128)", kernel, recurrent, zero,
                   counts={"n": "64", "m": "128"}, terms=64)
    packed = "packs its gates: m counts them all, and the recurrent matrix is orthogonal as a whole"
    yield from row("GRU", "layers.GRU(128)", kernel, recurrent, zero,
                   counts={"n": "64", "m": "3 * 128"}, terms=64, flag=f"It {packed}.")
    yield from row("LSTM", "layers.LSTM(128)", kernel, recurrent,
                   ("bias", "forget_bias", "1.0", r"b_f = 1, \text{ else } 0"),
                   counts={"n": "64", "m": "4 * 128"}, terms=64, flag=f"It {packed}.")
    yield from row("MultiHeadAttention", "layers.MultiHeadAttention(8, 32)",
                   ("query/kernel", *kernel[1:]), ("query/bias", *zero[1:]),
                   ("attention_output/kernel", *kernel[1:]),
                   ("attention_output/bias", *zero[1:]),
                   counts={"n": "256", "m": "8 * 32"}, terms=256,
                   flag="Releases before April 2026 took the axes of heads for a window "
                        "(keras#22789).")
    yield from row("GroupQueryAttention", "layers.GroupQueryAttention(32, 8, 2)",
                   ("query/kernel", *kernel[1:]), ("query/bias", *zero[1:]),
                   ("key/kernel", "uniform", "sqrt(6 / (n + g))",
                    r"U(\pm\sqrt{6/(n + g)})"),
                   ("key/bias", *zero[1:]),
                   counts={"n": "256", "m": "8 * 32", "g": "2 * 32"}, terms=256,
                   flag="g counts the keys of all groups: fewer groups, larger weights.")
    for layer in ("LayerNormalization", "BatchNormalization", "GroupNormalization"):
        yield from row(layer, f"layers.{layer}()", ("gamma", "constant", "1", _ONE),
                       ("beta", "constant", "0", _ZERO))
    yield from row("RMSNormalization", "layers.RMSNormalization()",
                   ("scale", "constant", "1", _ONE))
    yield from row("PReLU", "layers.PReLU()", ("alpha", "constant", "0", _ZERO),
                   flag="It starts as ReLU, where PyTorch starts at 0.25 and Flax at 0.01.")


def _flax(framework: str) -> Iterator[Default]:
    linen = framework == "Flax linen"

    row = partial(_rows, framework)

    def made(for_linen: str, for_nnx: str) -> str:
        return f"nn.{for_linen}" if linen else f"nnx.{for_nnx}"

    lecun = ("kernel", "truncated_normal", "1 / sqrt(n)", _TRUNCATED)
    zero = ("bias", "constant", "0", _ZERO)
    yield from row("Dense" if linen else "Linear",
                   made("Dense(200)", "Linear(300, 200, rngs=rngs)"), lecun, zero,
                   counts={"n": "300"}, terms=300)
    yield from row("Conv", made("Conv(64, (3, 3))", "Conv(32, 64, (3, 3), rngs=rngs)"),
                   lecun, zero, counts={"n": "32 * 3 * 3"}, terms=288)
    yield from row("Conv, 4 groups",
                   made("Conv(64, (3, 3), feature_group_count=4)",
                        "Conv(32, 64, (3, 3), feature_group_count=4, rngs=rngs)"),
                   lecun, zero, counts={"n": "32 // 4 * 3 * 3"}, terms=72)
    yield from row("Conv, depthwise",
                   made("Conv(64, (3, 3), feature_group_count=64)",
                        "Conv(64, 64, (3, 3), feature_group_count=64, rngs=rngs)"),
                   lecun, zero, counts={"n": "3 * 3"}, terms=9)
    yield from row("ConvTranspose",
                   made("ConvTranspose(64, (4, 4))", "ConvTranspose(32, 64, (4, 4), rngs=rngs)"),
                   lecun, zero, counts={"n": "32 * 4 * 4"}, terms=512)
    yield from row("Embed", made("Embed(1000, 64)", "Embed(1000, 64, rngs=rngs)"),
                   ("embedding", "normal", "1 / sqrt(n)", r"N(0, 1/n)"),
                   counts={"n": "64"},
                   flag="n is the number of features: a token's vector has length 1.")
    yield from row("OptimizedLSTMCell",
                   made("OptimizedLSTMCell(128)", "OptimizedLSTMCell(64, 128, rngs=rngs)"),
                   ("if/kernel" if linen else "dense_i/kernel", *lecun[1:]),
                   ("hf/kernel" if linen else "dense_h/kernel", "orthogonal", "1.0",
                    r"\text{orthogonal}"),
                   ("hf/bias" if linen else "dense_h/bias", *zero[1:]),
                   counts={"n": "64"}, terms=64,
                   flag="No bias opens the forget gate." + ("" if linen else
                        " The gates are packed: the recurrent matrix is orthogonal as a whole, "
                        "so each gate's entries are half as large as in linen."))
    prefix = ("MultiHeadDotProductAttention(num_heads=8, qkv_features=256)",
              "MultiHeadAttention(8, 256, decode=False, rngs=rngs)")
    yield from row(prefix[not linen].split("(")[0], made(*prefix),
                   ("query/kernel", *lecun[1:]), ("query/bias", *zero[1:]),
                   ("out/kernel", *lecun[1:]), ("out/bias", *zero[1:]),
                   counts={"n": "256"}, terms=256)
    for layer, size in (("LayerNorm", 64), ("BatchNorm", 64), ("GroupNorm", 64)):
        options = "use_running_average=True" if layer == "BatchNorm" and linen else ""
        yield from row(layer, made(f"{layer}({options})", f"{layer}({size}, rngs=rngs)"),
                       ("scale", "constant", "1", _ONE), zero)
    yield from row("RMSNorm", made("RMSNorm()", "RMSNorm(64, rngs=rngs)"),
                   ("scale", "constant", "1", _ONE))
    yield from row("PReLU", made("PReLU()", "PReLU()"),
                   ("negative_slope", "constant", "0.01", "0.01"))
# fmt: on


DEFAULTS = (*_pytorch(), *_keras(), *_flax("Flax linen"), *_flax("Flax nnx"))
