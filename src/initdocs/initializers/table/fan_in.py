"""A variance scaled by the fan-in: rows of the table."""

from initdocs.initializers.table.row import (
    ACTIVATIONS,
    NEARLY_LINEAR,
    Initializer,
    calls,
    scaled,
    scaling,
)

ROWS = (
    Initializer(
        "variance_scaling", "Variance scaling", "fan-in", **scaled(1, "fan_in", "normal"),
        formula=r"\mathrm{Var}(w) = \frac{\text{scale}}{n},\quad "
                r"n = n_{in},\ n_{out} \text{ or } \tfrac12(n_{in} + n_{out})",
        keeps="What its scale is chosen for: the signal, the gradient, or both in part.",
        use="When no named law fits: the scale is the square of the activation's gain.",
        avoid="Passing a gain where the scale, its square, is asked for.",
        activations=ACTIVATIONS,
        calls=scaling("1.0", "fan_in", "normal"),
    ),
    Initializer(
        "lecun_normal", "LeCun normal", "fan-in", **scaled(1, "fan_in", "normal"),
        formula=r"w \sim N\!\left(0, \frac{1}{n_{in}}\right)",
        keeps="The variance of the signal, where the activation is nearly linear.",
        use="Linear layers, tanh, and SELU, whose fixed point asks for it exactly.",
        avoid="ReLU: half of the second moment is lost in each layer.",
        source="lecun1998, eq. 16", activations=(*NEARLY_LINEAR, "SELU"),
        names=("Xavier of the article", "Caffe's xavier"),
        calls=scaling("1.0", "fan_in", "normal",
                       'init.kaiming_normal_(w, nonlinearity="linear")'),
    ),
    Initializer(
        "lecun_uniform", "LeCun uniform", "fan-in", **scaled(1, "fan_in", "uniform"),
        formula=r"w \sim U\!\left(\pm\sqrt{\frac{3}{n_{in}}}\right)",
        keeps="The variance of the signal, where the activation is nearly linear.",
        use="As LeCun normal; no outliers.",
        avoid="ReLU.",
        source="lecun1998, eq. 16", activations=(*NEARLY_LINEAR, "SELU"),
        calls=calls('init.kaiming_uniform_(w, nonlinearity="linear")',
                     "initializers.LecunUniform()(shape)",
                     "initializers.lecun_uniform()(key, shape)"),
    ),
    Initializer(
        "lecun_truncated", "LeCun truncated normal", "fan-in",
        **scaled(1, "fan_in", "truncated_normal"),
        formula=r"w \sim N(0, s^2) \text{ given } |w| < 2s,\quad "
                r"s = \frac{1}{0.8796\sqrt{n_{in}}}",
        keeps="The variance of the signal, where the activation is nearly linear.",
        use="Flax's default, and what Keras and JAX call LeCun normal.",
        avoid="ReLU.",
        source="lecun1998, eq. 16", activations=(*NEARLY_LINEAR, "SELU"),
        calls=calls("", "initializers.LecunNormal()(shape)",
                     "initializers.lecun_normal()(key, shape)"),
    ),
    Initializer(
        "pytorch_linear", "PyTorch's default", "fan-in", **scaled(1 / 3, "fan_in", "uniform"),
        formula=r"w \sim U\!\left(\pm\frac{1}{\sqrt{n_{in}}}\right)",
        keeps="A third of the variance in a linear layer, a sixth with ReLU.",
        use="Shallow networks, and to reproduce a PyTorch model elsewhere.",
        avoid="Depth without normalization.",
        source="lecun1998, section 4.6 (a bound read as a standard deviation)",
        names=("nn.Linear", "kaiming_uniform a=sqrt(5)"),
        calls=scaling("1 / 3", "fan_in", "uniform",
                       "init.kaiming_uniform_(w, a=math.sqrt(5))"),
    ),
    Initializer(
        "embedding_normal", "Embedding", "fan-in",
        **scaled(1, "fan_in", "normal"),
        formula=r"e \sim N\!\left(0, \frac{1}{d}\right)",
        keeps=r"The length 1 of a token's vector of $d$ features; tied logits at variance 1.",
        use="Embeddings, tied with the output too.",
        avoid="Inputs that a layer expects at variance 1: multiply by $\\sqrt d$.",
        source="vaswani2017, section 3.4 (the multiplication)",
        layers=("embedding",), names=("token embedding",),
        calls=calls(
            "init.normal_(w, std=w.shape[1] ** -0.5)",
            "initializers.RandomNormal(stddev=shape[1] ** -0.5)(shape)",
            'initializers.variance_scaling(1.0, "fan_in", "normal", in_axis=1, out_axis=0)'
            "(key, shape)",
        ),
        warning="PyTorch's `nn.Embedding` draws N(0, 1), Keras's U(±0.05).",
    ),
)  # fmt: skip
