"""The one table of initializers, from which the atlas, the tests and the demos draw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import prod
from typing import Any

from initdocs import _check
from initdocs.initializers.laws import (
    Draw,
    Shape,
    constant,
    fans,
    normal,
    scaled_variance,
    truncated_normal,
    uniform,
    variance_scaling,
)
from initdocs.initializers.special import (
    fixup,
    forget_bias,
    mup_output,
    packed_xavier,
    prior_bias,
    residual_scaling,
)
from initdocs.initializers.structured import (
    delta_orthogonal,
    dirac,
    identity,
    orthogonal,
    sparse,
)

#: what a weight can belong to, with a shape of each in the layout of this package
LAYERS: dict[str, tuple[int, ...]] = {
    "dense": (200, 300),
    "convolution": (64, 32, 3, 3),
    "grouped": (64, 8, 3, 3),
    "transposed": (64, 32, 4, 4),
    "depthwise": (64, 1, 3, 3),
    "recurrent": (128, 128),
    "embedding": (500, 64),
    "attention": (192, 64),
    "residual": (256, 256),
    "head": (10, 256),
}
ACTIVATIONS = ("linear", "tanh", "sigmoid", "ReLU", "leaky ReLU", "SELU", "GELU")
FRAMEWORKS = ("PyTorch", "Keras", "JAX")

_MATRICES = ("dense", "recurrent", "attention")
_KERNELS = ("convolution", "grouped", "transposed", "depthwise")
_NEARLY_LINEAR = ("linear", "tanh")
_RECTIFIERS = ("ReLU", "leaky ReLU")


@dataclass(frozen=True)
class Initializer:
    """A row of the table.

    `mean_square(shape)` is the mean of the squared entries that the law promises, for laws of
    zero mean the *variance* of one entry. `formula` is LaTeX with n_in and n_out for the fans.
    `source` is a key of the bibliography and the place in it. `layers` and `activations` say
    what it is meant for; `shape` is one that it is defined for. `calls` maps a framework to code
    that gives the same weights: PyTorch's fills `w`, the others return an array of `shape`.
    """

    name: str
    title: str
    family: str
    draw: Draw
    mean_square: Callable[[Shape], float]
    formula: str
    keeps: str
    use: str
    avoid: str
    source: str = ""
    layers: tuple[str, ...] = (*_MATRICES, *_KERNELS)
    activations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    calls: Mapping[str, str] = field(default_factory=dict)
    warning: str = ""

    @property
    def shape(self) -> tuple[int, ...]:
        """A shape that the initializer is defined for."""
        return SHAPES.get(self.name, LAYERS[self.layers[0]])


#: rows that draw something else than the weights of their first layer
SHAPES = {
    "skipinit": (),
    "rezero": (),
    "forget_bias": (128,),
    "prior_bias": (80,),
}


def _calls(pytorch: str = "", keras: str = "", jax: str = "") -> dict[str, str]:
    given = {"PyTorch": pytorch, "Keras": keras, "JAX": jax}
    return {framework: code for framework, code in given.items() if code}


def _scaling(scale: str, mode: str, distribution: str, pytorch: str = "") -> dict[str, str]:
    """The calls of a law that Keras and JAX know as variance scaling."""
    keras = {"normal": "untruncated_normal"}.get(distribution, distribution)
    return _calls(
        pytorch,
        f'initializers.VarianceScaling({scale}, "{mode}", "{keras}")(shape)',
        f'initializers.variance_scaling({scale}, "{mode}", "{distribution}")(key, shape)',
    )


def _scaled(scale: float, mode: str, distribution: str) -> dict[str, Any]:
    """The draw and the law of a row of variance scaling."""
    law: dict[str, Any] = {"scale": scale, "mode": mode}
    return {
        "draw": partial(variance_scaling, **law, distribution=distribution),
        "mean_square": partial(scaled_variance, **law),
    }


_CONSTANTS = (
    Initializer(
        "zeros", "Zeros", "constants", partial(constant, value=0.0), lambda _: 0.0,
        formula=r"w = 0",
        keeps="Nothing: no signal and no gradient passes.",
        use="Biases; the last layer of a residual branch; a head that should start undecided.",
        avoid="All weights of a hidden layer: its units never become different.",
        layers=(*_MATRICES, *_KERNELS, "embedding", "residual", "head"),
        names=("zero initialization",),
        calls=_calls("init.zeros_(w)", "initializers.Zeros()(shape)",
                     "initializers.zeros(key, shape)"),
    ),
    Initializer(
        "ones", "Ones", "constants", partial(constant, value=1.0), lambda _: 1.0,
        formula=r"w = 1",
        keeps="As the scale of a normalization layer: the normalized signal.",
        use="Scales of BatchNorm and LayerNorm.",
        avoid="Weights: every unit of the layer computes the same sum, for ever.",
        layers=("dense",),
        calls=_calls("init.ones_(w)", "initializers.Ones()(shape)",
                     "initializers.ones(key, shape)"),
    ),
    Initializer(
        "constant", "Constant", "constants", partial(constant, value=0.1), lambda _: 0.01,
        formula=r"w = c",
        keeps="Nothing: all units of a layer are one unit.",
        use="Biases with a purpose, such as a small positive one for ReLU, and slopes of PReLU.",
        avoid="Weights, for the symmetry that training cannot break.",
        layers=("dense",),
        calls=_calls("init.constant_(w, 0.1)", "initializers.Constant(0.1)(shape)",
                     "initializers.constant(0.1)(key, shape)"),
    ),
    Initializer(
        "forget_bias", "Forget bias", "constants", forget_bias, lambda _: 0.25,
        formula=r"b_f = 1,\quad b_i = b_c = b_o = 0",
        keeps=r"The memory of an LSTM: what is stored decays as $\sigma(b_f)^t$.",
        use="Every LSTM; larger values for longer gaps.",
        avoid="GRUs as it stands: their update gate has the opposite sense.",
        source="jozefowicz2015, section 2.2",
        layers=("recurrent",), activations=("tanh", "sigmoid"),
        names=("unit forget bias", "LSTM bias"),
        calls=_calls(
            "init.zeros_(w)\nw[len(w) // 4 : len(w) // 2] = 1",
            "np.repeat([0.0, 1.0, 0.0, 0.0], shape[0] // 4)",
            "jnp.repeat(jnp.array([0.0, 1.0, 0.0, 0.0]), shape[0] // 4)",
        ),
        warning="PyTorch's LSTM has two biases that are added: set one of them, and the other to "
                "zero. Keras does it by itself (`unit_forget_bias=True`).",
    ),
    Initializer(
        "prior_bias", "Prior bias", "constants", prior_bias, lambda _: 4.59511985013459**2,
        formula=r"b = -\ln\frac{1 - \pi}{\pi}",
        keeps="The rate of a rare class: the first predictions are the prior, not a half.",
        use=r"The last bias of a detector or of any classifier of rare events, here $\pi = 0.01$.",
        avoid="Balanced classes, where it starts with a wrong belief.",
        source="lin2017, section 4.1",
        layers=("head",), activations=("sigmoid",),
        names=("focal loss bias", "RetinaNet bias"),
        calls=_calls(
            "init.constant_(w, -math.log((1 - 0.01) / 0.01))",
            "initializers.Constant(-math.log((1 - 0.01) / 0.01))(shape)",
            "initializers.constant(-math.log((1 - 0.01) / 0.01))(key, shape)",
        ),
    ),
)  # fmt: skip

_FIXED = (
    Initializer(
        "normal", "Standard normal", "fixed", normal, lambda _: 1.0,
        formula=r"w \sim N(0, 1)",
        keeps=r"Nothing: a unit with $n$ inputs of variance 1 gets the variance $n$.",
        use="Embeddings that are not shared with the output; to see an explosion.",
        avoid="Weights that are summed: tanh saturates and ReLU explodes within a few layers.",
        layers=("dense", "embedding"), names=("Gaussian",),
        calls=_calls("init.normal_(w)", "initializers.RandomNormal(stddev=1.0)(shape)",
                     "initializers.normal(1.0)(key, shape)"),
        warning="The default standard deviation is 1 in PyTorch, 0.05 in Keras and 0.01 in JAX.",
    ),
    Initializer(
        "uniform", "Uniform on ±1", "fixed", uniform, lambda _: 1 / 3,
        formula=r"w \sim U(-1, 1)",
        keeps=r"Nothing: the variance of a unit is $n/3$ times that of its inputs.",
        use="To see that a bound is not a standard deviation: the variance is a third.",
        avoid="Weights that are summed.",
        layers=("dense", "embedding"),
        calls=_calls("init.uniform_(w, -1, 1)", "initializers.RandomUniform(-1.0, 1.0)(shape)",
                     "jax.random.uniform(key, shape, minval=-1.0, maxval=1.0)"),
        warning="JAX's own `initializers.uniform(s)` draws from [0, s): it is not centred.",
    ),
    Initializer(
        "truncated_normal", "Truncated normal", "fixed", truncated_normal, lambda _: 1.0,
        formula=r"w \sim N(0, s^2) \text{ given } |w| < 2s,\quad s = \sigma / 0.8796",
        keeps="As the normal law of the same standard deviation; no entry is an outlier.",
        use="Where one large weight can hurt: embeddings, attention, small layers.",
        avoid="Code that corrects the 0.8796 already.",
        layers=("dense", "embedding"),
        calls=_calls(
            "s = 1 / 0.87962566103423978\ninit.trunc_normal_(w, std=s, a=-2 * s, b=2 * s)",
            "initializers.TruncatedNormal(stddev=1 / 0.87962566103423978)(shape)",
            "initializers.truncated_normal(1 / 0.87962566103423978)(key, shape)",
        ),
        warning="`std` means three things: in PyTorch the bounds are absolute (±2 whatever `std` "
                "is); in Keras and JAX they are ±2 std, and the result has 0.88 std.",
    ),
    Initializer(
        "small_normal", "Normal with 0.02", "fixed", partial(normal, std=0.02),
        lambda _: 0.02**2,
        formula=r"w \sim N(0, 0.02^2)",
        keeps=r"The signal where $n \approx 2500$; at other widths a normalization layer must.",
        use="Transformers with normalization, as BERT and GPT-2 do; tied embeddings.",
        avoid="Networks without normalization, and widths far from a few thousand.",
        source="radford2018, section 4.1",
        layers=("dense", "attention", "embedding"), activations=("GELU",),
        names=("BERT", "GPT", "transformer initialization"),
        calls=_calls("init.normal_(w, std=0.02)",
                     "initializers.RandomNormal(stddev=0.02)(shape)",
                     "initializers.normal(0.02)(key, shape)"),
    ),
    Initializer(
        "sparse", "Sparse", "fixed", sparse, lambda shape: min(15, shape[1]) / shape[1],
        formula=r"\text{15 entries of each row from } N(0, 1), \text{ the others } 0",
        keeps="The variance of a unit at 15 times that of its inputs, at any width.",
        use="Where units should differ strongly from each other; history.",
        avoid="ReLU networks, which explode with it; scale it, or take a scaled law.",
        source="martens2010, section 5",
        layers=_MATRICES, activations=("tanh", "sigmoid"), names=("Martens",),
        calls=_calls("init.sparse_(w.T, sparsity=(w.shape[1] - 15) / w.shape[1], std=1.0)"),
        warning="PyTorch's `sparse_(w)` empties *columns*: it limits how many units an input "
                "reaches, not how many inputs a unit has. Hence the transpose.",
    ),
)  # fmt: skip

_FAN_IN = (
    Initializer(
        "variance_scaling", "Variance scaling", "fan-in", **_scaled(1, "fan_in", "normal"),
        formula=r"\mathrm{Var}(w) = \frac{\text{scale}}{n},\quad "
                r"n = n_{in},\ n_{out} \text{ or } \tfrac12(n_{in} + n_{out})",
        keeps="What its scale is chosen for: the signal, the gradient, or both in part.",
        use="When no named law fits: the scale is the square of the activation's gain.",
        avoid="Passing a gain where the scale, its square, is asked for.",
        activations=ACTIVATIONS,
        calls=_scaling("1.0", "fan_in", "normal"),
    ),
    Initializer(
        "lecun_normal", "LeCun normal", "fan-in", **_scaled(1, "fan_in", "normal"),
        formula=r"w \sim N\!\left(0, \frac{1}{n_{in}}\right)",
        keeps="The variance of the signal, where the activation is nearly linear.",
        use="Linear layers, tanh, and SELU, whose fixed point asks for it exactly.",
        avoid="ReLU: half of the second moment is lost in each layer.",
        source="lecun1998, eq. 16", activations=(*_NEARLY_LINEAR, "SELU"),
        names=("Xavier of the article", "Caffe's xavier"),
        calls=_scaling("1.0", "fan_in", "normal",
                       'init.kaiming_normal_(w, nonlinearity="linear")'),
    ),
    Initializer(
        "lecun_uniform", "LeCun uniform", "fan-in", **_scaled(1, "fan_in", "uniform"),
        formula=r"w \sim U\!\left(\pm\sqrt{\frac{3}{n_{in}}}\right)",
        keeps="The variance of the signal, where the activation is nearly linear.",
        use="As LeCun normal; no outliers.",
        avoid="ReLU.",
        source="lecun1998, eq. 16", activations=(*_NEARLY_LINEAR, "SELU"),
        calls=_calls('init.kaiming_uniform_(w, nonlinearity="linear")',
                     "initializers.LecunUniform()(shape)",
                     "initializers.lecun_uniform()(key, shape)"),
    ),
    Initializer(
        "lecun_truncated", "LeCun truncated normal", "fan-in",
        **_scaled(1, "fan_in", "truncated_normal"),
        formula=r"w \sim N(0, s^2) \text{ given } |w| < 2s,\quad "
                r"s = \frac{1}{0.8796\sqrt{n_{in}}}",
        keeps="The variance of the signal, where the activation is nearly linear.",
        use="Flax's default, and what Keras and JAX call LeCun normal.",
        avoid="ReLU.",
        source="lecun1998, eq. 16", activations=(*_NEARLY_LINEAR, "SELU"),
        calls=_calls("", "initializers.LecunNormal()(shape)",
                     "initializers.lecun_normal()(key, shape)"),
    ),
    Initializer(
        "pytorch_linear", "PyTorch's default", "fan-in", **_scaled(1 / 3, "fan_in", "uniform"),
        formula=r"w \sim U\!\left(\pm\frac{1}{\sqrt{n_{in}}}\right)",
        keeps="A third of the variance in a linear layer, a sixth with ReLU.",
        use="Shallow networks, and to reproduce a PyTorch model elsewhere.",
        avoid="Depth without normalization.",
        source="lecun1998, section 4.6 (a bound read as a standard deviation)",
        names=("nn.Linear", "kaiming_uniform a=sqrt(5)"),
        calls=_scaling("1 / 3", "fan_in", "uniform",
                       "init.kaiming_uniform_(w, a=math.sqrt(5))"),
    ),
    Initializer(
        "embedding_normal", "Embedding", "fan-in",
        **_scaled(1, "fan_in", "normal"),
        formula=r"e \sim N\!\left(0, \frac{1}{d}\right)",
        keeps=r"The length 1 of a token's vector of $d$ features; tied logits at variance 1.",
        use="Embeddings, tied with the output too.",
        avoid="Inputs that a layer expects at variance 1: multiply by $\\sqrt d$.",
        source="vaswani2017, section 3.4 (the multiplication)",
        layers=("embedding",), names=("token embedding",),
        calls=_calls(
            "init.normal_(w, std=w.shape[1] ** -0.5)",
            "initializers.RandomNormal(stddev=shape[1] ** -0.5)(shape)",
            'initializers.variance_scaling(1.0, "fan_in", "normal", in_axis=1, out_axis=0)'
            "(key, shape)",
        ),
        warning="PyTorch's `nn.Embedding` draws N(0, 1), Keras's U(±0.05).",
    ),
)  # fmt: skip

_XAVIER_KEEPS = "Signal and gradient as far as one variance can: exactly where $n_{in} = n_{out}$."
_XAVIER: tuple[Initializer, ...] = (
    Initializer(
        "xavier_normal", "Xavier normal", "xavier", **_scaled(1, "fan_avg", "normal"),
        formula=r"w \sim N\!\left(0, \frac{2}{n_{in} + n_{out}}\right)",
        keeps=_XAVIER_KEEPS,
        use="tanh and other activations that are linear at 0; attention.",
        avoid="ReLU; layers where $n_{in}$ and $n_{out}$ differ greatly and the signal matters.",
        source="glorot2010, eq. 12", activations=(*_NEARLY_LINEAR, "sigmoid"),
        aliases=("glorot_normal",), names=("Glorot",),
        calls=_scaling("1.0", "fan_avg", "normal", "init.xavier_normal_(w)"),
    ),
    Initializer(
        "xavier_uniform", "Xavier uniform", "xavier", **_scaled(1, "fan_avg", "uniform"),
        formula=r"w \sim U\!\left(\pm\sqrt{\frac{6}{n_{in} + n_{out}}}\right)",
        keeps=_XAVIER_KEEPS,
        use="As Xavier normal. It is the paper's own form and Keras's default.",
        avoid="ReLU in deep networks without normalization.",
        source="glorot2010, eq. 16", activations=(*_NEARLY_LINEAR, "sigmoid"),
        aliases=("glorot_uniform",), names=("Glorot", "normalized initialization"),
        calls=_calls("init.xavier_uniform_(w)", "initializers.GlorotUniform()(shape)",
                     "initializers.glorot_uniform()(key, shape)"),
    ),
    Initializer(
        "xavier_truncated", "Xavier truncated normal", "xavier",
        **_scaled(1, "fan_avg", "truncated_normal"),
        formula=r"w \sim N(0, s^2) \text{ given } |w| < 2s,\quad "
                r"s = \frac{1}{0.8796}\sqrt{\frac{2}{n_{in} + n_{out}}}",
        keeps=_XAVIER_KEEPS,
        use="What Keras and JAX call Glorot normal.",
        avoid="ReLU in deep networks without normalization.",
        source="glorot2010, eq. 12", activations=(*_NEARLY_LINEAR, "sigmoid"),
        names=("Glorot",),
        calls=_calls("", "initializers.GlorotNormal()(shape)",
                     "initializers.glorot_normal()(key, shape)"),
    ),
    Initializer(
        "packed_xavier", "Xavier for packed matrices", "xavier", packed_xavier,
        lambda shape: 2 / (shape[1] + shape[0] / 3),
        formula=r"w \sim U\!\left(\pm\sqrt{\frac{6}{n_{in} + n_{out}/3}}\right)",
        keeps="The variance of queries, keys and values that share one matrix.",
        use="Packed projections of attention, packed gates.",
        avoid="A single matrix.",
        source="glorot2010, eq. 16, for each part",
        layers=("attention",), activations=("linear",), names=("QKV", "in_proj"),
        calls=_calls(
            "for part in w.chunk(3):\n    init.xavier_uniform_(part)",
            'initializers.VarianceScaling(2 / (1 + shape[1] / shape[0] / 3), "fan_in", "uniform")'
            "(shape)",
            'initializers.variance_scaling(2 / (1 + shape[1] / shape[0] / 3), "fan_in", "uniform")'
            "(key, shape)",
        ),
        warning="`nn.MultiheadAttention` takes Xavier's law for the packed matrix as one: its "
                "bound is smaller by √2 (pytorch#166378, open).",
    ),
)  # fmt: skip

_HE = (
    Initializer(
        "he_normal", "He normal", "he", **_scaled(2, "fan_in", "normal"),
        formula=r"w \sim N\!\left(0, \frac{2}{n_{in}}\right)",
        keeps="The second moment of the signal under ReLU.",
        use="ReLU and its relatives, dense or convolutional.",
        avoid="The last linear layer, and activations that lose less than half.",
        source="he2015, eq. 10", activations=_RECTIFIERS,
        aliases=("kaiming_normal",), names=("Kaiming", "MSRA"),
        calls=_scaling("2.0", "fan_in", "normal",
                       'init.kaiming_normal_(w, nonlinearity="relu")'),
    ),
    Initializer(
        "he_uniform", "He uniform", "he", **_scaled(2, "fan_in", "uniform"),
        formula=r"w \sim U\!\left(\pm\sqrt{\frac{6}{n_{in}}}\right)",
        keeps="The second moment of the signal under ReLU.",
        use="As He normal; no outliers.",
        avoid="The last linear layer.",
        source="he2015, eq. 10", activations=_RECTIFIERS,
        aliases=("kaiming_uniform",), names=("Kaiming", "MSRA"),
        calls=_calls('init.kaiming_uniform_(w, nonlinearity="relu")',
                     "initializers.HeUniform()(shape)",
                     "initializers.he_uniform()(key, shape)"),
    ),
    Initializer(
        "he_truncated", "He truncated normal", "he", **_scaled(2, "fan_in", "truncated_normal"),
        formula=r"w \sim N(0, s^2) \text{ given } |w| < 2s,\quad "
                r"s = \frac{1}{0.8796}\sqrt{\frac{2}{n_{in}}}",
        keeps="The second moment of the signal under ReLU.",
        use="What Keras and JAX call He normal.",
        avoid="The last linear layer.",
        source="he2015, eq. 10", activations=_RECTIFIERS, names=("Kaiming", "MSRA"),
        calls=_calls("", "initializers.HeNormal()(shape)",
                     "initializers.he_normal()(key, shape)"),
    ),
    Initializer(
        "he_normal_fan_out", "He normal, fan-out", "he", **_scaled(2, "fan_out", "normal"),
        formula=r"w \sim N\!\left(0, \frac{2}{n_{out}}\right)",
        keeps="The second moment of the gradient under ReLU.",
        use="Convolutional networks in the style of ResNet, where normalization sets the signal.",
        avoid="Depthwise convolutions in PyTorch, whose fan-out forgets the groups.",
        source="he2015, eq. 14", layers=("dense", "convolution", "recurrent"),
        activations=_RECTIFIERS,
        aliases=("kaiming_normal_fan_out",), names=("Kaiming", "MSRA"),
        calls=_scaling("2.0", "fan_out", "normal",
                       'init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")'),
    ),
    Initializer(
        "he_leaky", "He for leaky ReLU", "he", **_scaled(2 / (1 + 0.2**2), "fan_in", "normal"),
        formula=r"w \sim N\!\left(0, \frac{2}{(1 + a^2)\, n_{in}}\right),\quad a = 0.2",
        keeps="The second moment of the signal under leaky ReLU of slope $a$.",
        use=r"Leaky ReLU with a large slope, such as 0.2; PReLU with its first slope 1/4.",
        avoid="The slope 0.01, where it differs from He's law by one part in ten thousand.",
        source="he2015, eq. 15", activations=("leaky ReLU",),
        names=("Kaiming", "MSRA", "PReLU"),
        calls=_scaling("2 / (1 + 0.2**2)", "fan_in", "normal", "init.kaiming_normal_(w, a=0.2)"),
    ),
)  # fmt: skip

_ORTHOGONAL = (
    Initializer(
        "orthogonal", "Orthogonal", "orthogonal", orthogonal,
        lambda shape: 1 / max(shape[0], prod(shape[1:])),
        formula=r"W W^{\mathsf T} = I \ \text{ or } \ W^{\mathsf T} W = I",
        keeps="All singular values at 1: every length, not only the mean of the squares.",
        use="Deep tanh and linear networks, recurrent matrices; times √2 for ReLU.",
        avoid="Wide convolutions, where delta-orthogonal kernels keep what this one does not.",
        source="saxe2013, section 3",
        activations=(*_NEARLY_LINEAR, "ReLU"), names=("Saxe", "dynamical isometry"),
        calls=_calls("init.orthogonal_(w)", "initializers.Orthogonal()(shape)",
                     "initializers.orthogonal()(key, shape)"),
    ),
    Initializer(
        "identity", "Identity", "orthogonal", identity,
        lambda shape: min(shape) / (shape[0] * shape[1]),
        formula=r"W = I",
        keeps="Everything: the layer hands its input on.",
        use="Recurrent ReLU networks (IRNN), and layers that are inserted into a trained network.",
        avoid="Stacks that should mix their inputs.",
        source="le2015, the initialization trick",
        layers=("recurrent", "dense"), activations=("ReLU", "linear"),
        aliases=("eye",), names=("IRNN",),
        calls=_calls("init.eye_(w)", "initializers.Identity()(shape)", "jnp.eye(*shape)"),
    ),
    Initializer(
        "dirac", "Dirac", "orthogonal", dirac,
        lambda shape: min(shape[:2]) / prod(shape),
        formula=r"w_{ijk} = [\,i = j,\ k \text{ in the middle}\,]",
        keeps="Everything: a convolution that hands its input on.",
        use="Deep plain convolutional networks without skips; inserted layers.",
        avoid="First layers, which must mix channels.",
        source="zagoruyko2017, Dirac parameterization",
        layers=("convolution", "depthwise"), activations=("linear", "ReLU"),
        calls=_calls("init.dirac_(w)"),
    ),
    Initializer(
        "delta_orthogonal", "Delta-orthogonal", "orthogonal", delta_orthogonal,
        lambda shape: 1 / (shape[0] * prod(shape[2:])),
        formula=r"w_{\cdot\cdot k} = Q \text{ in the middle},\ 0 \text{ elsewhere},\quad "
                r"Q^{\mathsf T} Q = I",
        keeps="Every length, at every pixel: dynamical isometry for convolutions.",
        use="Very deep plain convolutional networks with tanh.",
        avoid="More inputs than outputs, where it is not defined; even windows.",
        source="xiao2018, algorithm 1",
        layers=("convolution",), activations=_NEARLY_LINEAR,
        names=("Xiao", "10,000 layers"),
        calls=_calls("", "", "initializers.delta_orthogonal()(key, shape)"),
    ),
)  # fmt: skip

_RESIDUAL = (
    Initializer(
        "fixup", "Fixup", "residual", fixup,
        lambda shape: 2 * 25**-1 / fans(shape)[0],
        formula=r"w \sim N\!\left(0, \frac{2}{n_{in}}\, L^{-1/(m-1)}\right), "
                r"\text{ the branch's last layer } 0",
        keeps="The size of one training step at any depth.",
        use="Residual networks of $L$ branches with $m$ layers each, without normalization.",
        avoid="Branches with normalization, which undo it.",
        source="zhang2019, section 3",
        layers=("residual", "dense", "convolution"), activations=("ReLU",),
        calls=_scaling("2.0 * 25 ** (-1 / (2 - 1))", "fan_in", "normal",
                       'init.kaiming_normal_(w, nonlinearity="relu")\nw.mul_(25 ** (-1 / 2))'),
        warning="Some copies of the rule have lost the minus sign of its exponent.",
    ),
    Initializer(
        "skipinit", "SkipInit", "residual", partial(constant, value=0.0), lambda _: 0.0,
        formula=r"x \leftarrow x + \alpha f(x),\quad \alpha = 0",
        keeps="The signal, exactly: each block starts as the identity.",
        use="Residual networks without normalization: one learned scalar at the end of a branch, "
            "the weights inside as He has them.",
        avoid="A branch whose last weights are zero too: nothing would move.",
        source="desmith2020, SkipInit",
        layers=("residual",), activations=("ReLU",),
        calls=_calls("init.zeros_(w)", "initializers.Zeros()(shape)",
                     "initializers.zeros(key, shape)"),
    ),
    Initializer(
        "rezero", "ReZero", "residual", partial(constant, value=0.0), lambda _: 0.0,
        formula=r"x \leftarrow x + \alpha f(x),\quad \alpha = 0",
        keeps="The signal and the Jacobian: it starts as the identity.",
        use="Deep residual networks and transformers: one learned scalar a branch.",
        avoid="A branch whose last weights are zero too.",
        source="bachlechner2021, the update rule",
        layers=("residual", "attention"), activations=("ReLU", "GELU"),
        calls=_calls("init.zeros_(w)", "initializers.Zeros()(shape)",
                     "initializers.zeros(key, shape)"),
    ),
    Initializer(
        "residual_scaling", "GPT-2's residual scaling", "residual", residual_scaling,
        lambda _: 0.02**2 / 24,
        formula=r"w \sim N\!\left(0, \frac{0.02^2}{2N}\right)",
        keeps="The variance along the residual stream, whatever the number $N$ of blocks.",
        use="The last matrix of each branch of a transformer; the others get 0.02.",
        avoid="All other matrices.",
        source="radford2019, section 2.3",
        layers=("residual", "attention"), activations=("GELU",), names=("GPT-2",),
        calls=_calls("init.normal_(w, std=0.02 / math.sqrt(2 * 12))",
                     "initializers.RandomNormal(stddev=0.02 / math.sqrt(2 * 12))(shape)",
                     "initializers.normal(0.02 / math.sqrt(2 * 12))(key, shape)"),
        warning="A refactoring of a large library once dropped it, and nothing failed "
                "(transformers#47458).",
    ),
)  # fmt: skip

_BEYOND = (
    Initializer(
        "lsuv", "LSUV", "data", orthogonal, lambda shape: 1 / max(shape[0], prod(shape[1:])),
        formula=r"W \leftarrow \frac{W}{\sqrt{\mathrm{Var}(Wa + b)}} \text{ layer by layer}, "
                r"\ W \text{ orthogonal at first}",
        keeps="The variance 1 of every layer's pre-activations, on your data.",
        use="Activations without a formula, unusual layers, inputs of any scale.",
        avoid="Where no batch of real data is at hand at the start.",
        source="mishkin2016, algorithm 1",
        activations=ACTIVATIONS, names=("layer-sequential unit-variance",),
        warning="Its draw here is the first step, orthogonal weights; "
                "`initdocs.data_dependent.lsuv` does both.",
    ),
    Initializer(
        "mup_output", "μP's output layer", "data", mup_output,
        lambda shape: 1 / fans(shape)[0] ** 2,
        formula=r"w \sim N\!\left(0, \frac{1}{n_{in}^2}\right)",
        keeps="What training adds, at any width: the random part of the output fades.",
        use="The output layer of a model whose learning rate was found at a smaller width.",
        avoid="Without μP's learning rates, which belong to it.",
        source="yang2021, table 3",
        layers=("head", "dense"), activations=ACTIVATIONS,
        names=("muP", "maximal update parametrization", "Tensor Programs"),
        calls=_scaling("1.0 / n_in", "fan_in", "normal", "init.normal_(w, std=1 / n_in)"),
    ),
)  # fmt: skip

_ROWS = (*_CONSTANTS, *_FIXED, *_FAN_IN, *_XAVIER, *_HE, *_ORTHOGONAL, *_RESIDUAL, *_BEYOND)

INITIALIZERS: dict[str, Initializer] = {row.name: row for row in _ROWS}
ALIASES: dict[str, str] = {alias: row.name for row in _ROWS for alias in row.aliases}


def get(initializer: str) -> Initializer:
    """Look an initializer up by its name or an alias.

    >>> get("kaiming_normal").name
    'he_normal'
    >>> get("kaiming")
    Traceback (most recent call last):
    ValueError: initializer: got 'kaiming', allowed: 'zeros', 'ones', 'constant', ...
    """
    name = ALIASES.get(initializer, initializer) if isinstance(initializer, str) else initializer
    return INITIALIZERS[_check.one_of("initializer", name, INITIALIZERS)]
