"""He's laws, for ReLU and its relatives (Kaiming): rows of the table."""

from initdocs.initializers.table.row import RECTIFIERS, Initializer, Leaky, calls, scaled, scaling

ROWS = (
    Initializer(
        "he_normal", "He normal", "he", **scaled(2, "fan_in", "normal"),
        formula=r"w \sim N\!\left(0, \frac{2}{n_{in}}\right)",
        keeps="The second moment of the signal under ReLU.",
        use="ReLU and its relatives, dense or convolutional.",
        avoid="The last linear layer, and activations that lose less than half.",
        source="he2015, eq. 10", activations=RECTIFIERS,
        aliases=("kaiming_normal",), names=("Kaiming", "MSRA"),
        calls=scaling("2.0", "fan_in", "normal",
                       'init.kaiming_normal_(w, nonlinearity="relu")'),
    ),
    Initializer(
        "he_uniform", "He uniform", "he", **scaled(2, "fan_in", "uniform"),
        formula=r"w \sim U\!\left(\pm\sqrt{\frac{6}{n_{in}}}\right)",
        keeps="The second moment of the signal under ReLU.",
        use="As He normal; no outliers.",
        avoid="The last linear layer.",
        source="he2015, eq. 10", activations=RECTIFIERS,
        aliases=("kaiming_uniform",), names=("Kaiming", "MSRA"),
        calls=calls('init.kaiming_uniform_(w, nonlinearity="relu")',
                     "initializers.HeUniform()(shape)",
                     "initializers.he_uniform()(key, shape)"),
    ),
    Initializer(
        "he_truncated", "He truncated normal", "he", **scaled(2, "fan_in", "truncated_normal"),
        formula=r"w \sim N(0, s^2) \text{ given } |w| < 2s,\quad "
                r"s = \frac{1}{0.8796}\sqrt{\frac{2}{n_{in}}}",
        keeps="The second moment of the signal under ReLU.",
        use="What Keras and JAX call He normal.",
        avoid="The last linear layer.",
        source="he2015, eq. 10", activations=RECTIFIERS, names=("Kaiming", "MSRA"),
        calls=calls("", "initializers.HeNormal()(shape)",
                     "initializers.he_normal()(key, shape)"),
    ),
    Initializer(
        "he_normal_fan_out", "He normal, fan-out", "he", **scaled(2, "fan_out", "normal"),
        formula=r"w \sim N\!\left(0, \frac{2}{n_{out}}\right)",
        keeps="The second moment of the gradient under ReLU.",
        use="Convolutional networks in the style of ResNet, where normalization sets the signal.",
        avoid="Depthwise convolutions in PyTorch, whose fan-out forgets the groups.",
        source="he2015, eq. 14", layers=("dense", "convolution", "recurrent"),
        activations=RECTIFIERS,
        aliases=("kaiming_normal_fan_out",), names=("Kaiming", "MSRA"),
        calls=scaling("2.0", "fan_out", "normal",
                       'init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")'),
    ),
    Initializer(
        "he_leaky", "He for leaky ReLU", "he",
        **scaled(2 / (1 + 0.2**2), "fan_in", "normal", Leaky),
        formula=r"w \sim N\!\left(0, \frac{2}{(1 + a^2)\, n_{in}}\right),\quad a = 0.2",
        keeps="The second moment of the signal under leaky ReLU of slope $a$.",
        use=r"Leaky ReLU with a large slope, such as 0.2, and with another by `slope=`; PReLU with "
            r"its first slope 1/4.",
        avoid="The slope 0.01, where it differs from He's law by one part in ten thousand.",
        source="he2015, eq. 15", activations=("leaky ReLU",),
        names=("Kaiming", "MSRA", "PReLU"),
        calls=scaling("2 / (1 + 0.2**2)", "fan_in", "normal", "init.kaiming_normal_(w, a=0.2)"),
    ),
)  # fmt: skip
