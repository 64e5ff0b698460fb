"""A variance that no width changes: rows of the table."""

from functools import partial

from initdocs.initializers.laws import normal, truncated_normal, uniform
from initdocs.initializers.structured import sparse
from initdocs.initializers.table.row import MATRICES, Initializer, calls

ROWS = (
    Initializer(
        "normal", "Standard normal", "fixed", normal, lambda _: 1.0,
        formula=r"w \sim N(0, 1)",
        keeps=r"Nothing: a unit with $n$ inputs of variance 1 gets the variance $n$.",
        use="Embeddings that are not shared with the output; to see an explosion.",
        avoid="Weights that are summed: tanh saturates and ReLU explodes within a few layers.",
        layers=("dense", "embedding"), names=("Gaussian",),
        calls=calls("init.normal_(w)", "initializers.RandomNormal(stddev=1.0)(shape)",
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
        calls=calls("init.uniform_(w, -1, 1)", "initializers.RandomUniform(-1.0, 1.0)(shape)",
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
        calls=calls(
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
        calls=calls("init.normal_(w, std=0.02)",
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
        layers=MATRICES, activations=("tanh", "sigmoid"), names=("Martens",),
        calls=calls("init.sparse_(w.T, sparsity=(w.shape[1] - 15) / w.shape[1], std=1.0)"),
        warning="PyTorch's `sparse_(w)` empties *columns*: it limits how many units an input "
                "reaches, not how many inputs a unit has. Hence the transpose.",
    ),
)  # fmt: skip
