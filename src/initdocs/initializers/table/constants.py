"""The same number everywhere, or almost everywhere: rows of the table."""

from functools import partial

from initdocs.initializers.laws import constant
from initdocs.initializers.special import forget_bias, prior_bias
from initdocs.initializers.table.row import KERNELS, MATRICES, Initializer, calls

ROWS = (
    Initializer(
        "zeros", "Zeros", "constants", partial(constant, value=0.0), lambda _: 0.0,
        formula=r"w = 0",
        keeps="Nothing: no signal passes through, and none back; its own gradient need not be 0.",
        use="Biases; the last layer of a residual branch; a head that should start undecided.",
        avoid="All layers at once, and a hidden layer of ReLUs: no unit would ever move.",
        layers=(*MATRICES, *KERNELS, "embedding", "residual", "head"),
        names=("zero initialization",),
        calls=calls("init.zeros_(w)", "initializers.Zeros()(shape)",
                     "initializers.zeros(key, shape)"),
    ),
    Initializer(
        "ones", "Ones", "constants", partial(constant, value=1.0), lambda _: 1.0,
        formula=r"w = 1",
        keeps="As the scale of a normalization layer: the normalized signal.",
        use="Scales of BatchNorm and LayerNorm.",
        avoid="Weights: every unit of the layer computes the same sum, and training does not "
              "part them unless the weights behind them differ.",
        layers=("dense",),
        calls=calls("init.ones_(w)", "initializers.Ones()(shape)",
                     "initializers.ones(key, shape)"),
    ),
    Initializer(
        "constant", "Constant", "constants", partial(constant, value=0.1), lambda _: 0.01,
        formula=r"w = c",
        keeps="Nothing: all units of a layer are one unit.",
        use="Biases with a purpose, such as a small positive one for ReLU, and slopes of PReLU.",
        avoid="Weights, for the symmetry: training does not break it unless the weights behind "
              "the layer differ.",
        layers=("dense",),
        calls=calls("init.constant_(w, 0.1)", "initializers.Constant(0.1)(shape)",
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
        calls=calls(
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
        calls=calls(
            "init.constant_(w, -math.log((1 - 0.01) / 0.01))",
            "initializers.Constant(-math.log((1 - 0.01) / 0.01))(shape)",
            "initializers.constant(-math.log((1 - 0.01) / 0.01))(key, shape)",
        ),
    ),
)  # fmt: skip
