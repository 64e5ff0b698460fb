"""Xavier's compromise between fan-in and fan-out (Glorot): rows of the table."""

from initdocs.initializers.special import packed_xavier
from initdocs.initializers.table.row import NEARLY_LINEAR, Initializer, calls, scaled, scaling

KEEPS = "Signal and gradient as far as one variance can: exactly where $n_{in} = n_{out}$."
ROWS: tuple[Initializer, ...] = (
    Initializer(
        "xavier_normal", "Xavier normal", "xavier", **scaled(1, "fan_avg", "normal"),
        formula=r"w \sim N\!\left(0, \frac{2}{n_{in} + n_{out}}\right)",
        keeps=KEEPS,
        use="tanh and other activations that are linear at 0; attention.",
        avoid="ReLU; layers where $n_{in}$ and $n_{out}$ differ greatly and the signal matters.",
        source="glorot2010, eq. 12", activations=(*NEARLY_LINEAR, "sigmoid"),
        aliases=("glorot_normal",), names=("Glorot",),
        calls=scaling("1.0", "fan_avg", "normal", "init.xavier_normal_(w)"),
    ),
    Initializer(
        "xavier_uniform", "Xavier uniform", "xavier", **scaled(1, "fan_avg", "uniform"),
        formula=r"w \sim U\!\left(\pm\sqrt{\frac{6}{n_{in} + n_{out}}}\right)",
        keeps=KEEPS,
        use="As Xavier normal. It is the paper's own form and Keras's default.",
        avoid="ReLU in deep networks without normalization.",
        source="glorot2010, eq. 16", activations=(*NEARLY_LINEAR, "sigmoid"),
        aliases=("glorot_uniform",), names=("Glorot", "normalized initialization"),
        calls=calls("init.xavier_uniform_(w)", "initializers.GlorotUniform()(shape)",
                     "initializers.glorot_uniform()(key, shape)"),
    ),
    Initializer(
        "xavier_truncated", "Xavier truncated normal", "xavier",
        **scaled(1, "fan_avg", "truncated_normal"),
        formula=r"w \sim N(0, s^2) \text{ given } |w| < 2s,\quad "
                r"s = \frac{1}{0.8796}\sqrt{\frac{2}{n_{in} + n_{out}}}",
        keeps=KEEPS,
        use="What Keras and JAX call Glorot normal.",
        avoid="ReLU in deep networks without normalization.",
        source="glorot2010, eq. 12", activations=(*NEARLY_LINEAR, "sigmoid"),
        names=("Glorot",),
        calls=calls("", "initializers.GlorotNormal()(shape)",
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
        calls=calls(
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
