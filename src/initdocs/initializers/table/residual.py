"""For residual networks: rows of the table."""

from functools import partial

from initdocs.initializers.laws import constant, fans
from initdocs.initializers.special import fixup, residual_scaling
from initdocs.initializers.table.row import Initializer, calls, scaling

ROWS = (
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
        calls=scaling("2.0 * 25 ** (-1 / (2 - 1))", "fan_in", "normal",
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
        calls=calls("init.zeros_(w)", "initializers.Zeros()(shape)",
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
        calls=calls("init.zeros_(w)", "initializers.Zeros()(shape)",
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
        calls=calls("init.normal_(w, std=0.02 / math.sqrt(2 * 12))",
                     "initializers.RandomNormal(stddev=0.02 / math.sqrt(2 * 12))(shape)",
                     "initializers.normal(0.02 / math.sqrt(2 * 12))(key, shape)"),
        warning="A refactoring of a large library once dropped it, and nothing failed "
                "(transformers#47458).",
    ),
)  # fmt: skip
