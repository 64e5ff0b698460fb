"""Orthogonal matrices, and the identity among them: rows of the table."""

from math import prod

from initdocs.initializers.structured import delta_orthogonal, dirac, identity, orthogonal
from initdocs.initializers.table.row import NEARLY_LINEAR, Initializer, calls

ROWS = (
    Initializer(
        "orthogonal", "Orthogonal", "orthogonal", orthogonal,
        lambda shape: 1 / max(shape[0], prod(shape[1:])),
        formula=r"W W^{\mathsf T} = I \ \text{ or } \ W^{\mathsf T} W = I",
        keeps="All singular values at 1: every length, not only the mean of the squares.",
        use="Deep tanh and linear networks, recurrent matrices; times √2 for ReLU.",
        avoid="Wide convolutions, where delta-orthogonal kernels keep what this one does not.",
        source="saxe2013, section 3",
        activations=(*NEARLY_LINEAR, "ReLU"), names=("Saxe", "dynamical isometry"),
        calls=calls("init.orthogonal_(w)", "initializers.Orthogonal()(shape)",
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
        calls=calls("init.eye_(w)", "initializers.Identity()(shape)", "jnp.eye(*shape)"),
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
        calls=calls("init.dirac_(w)"),
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
        layers=("convolution",), activations=NEARLY_LINEAR,
        names=("Xiao", "10,000 layers"),
        calls=calls("", "", "initializers.delta_orthogonal()(key, shape)"),
    ),
)  # fmt: skip
