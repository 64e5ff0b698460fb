"""Orthogonal matrices, and the identity among them: rows of the table."""

from math import prod

from initdocs.initializers.isometric import (
    convolutional_orthogonal,
    delta_orthogonal,
    looks_linear,
)
from initdocs.initializers.structured import dirac, identity, orthogonal
from initdocs.initializers.table.row import NEARLY_LINEAR, Initializer, calls

ROWS = (
    Initializer(
        "orthogonal", "Orthogonal", "orthogonal", orthogonal,
        lambda shape: 1 / max(shape[0], prod(shape[1:])),
        formula=r"W W^{\mathsf T} = I \ \text{ or } \ W^{\mathsf T} W = I",
        keeps="All singular values at 1: every length, not only the mean of the squares, where "
              "the layer has at least as many outputs as inputs.",
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
        source="xiao2018, algorithm 2",
        layers=("convolution",), activations=NEARLY_LINEAR,
        names=("Xiao", "10,000 layers"),
        calls=calls("", "", "initializers.delta_orthogonal()(key, shape)"),
    ),
    Initializer(
        "convolutional_orthogonal", "Orthogonal convolution", "orthogonal",
        convolutional_orthogonal,
        lambda shape: 1 / (shape[0] * prod(shape[2:])),
        formula=r"\sum_k w_k^{\mathsf T} w_{k+d} = [\,d = 0\,]\, I",
        keeps="The length of a whole image on a ring, with weights in all of the window.",
        use="Plain convolutional networks that should mix pixels from the start.",
        avoid="Images with zeros around them, where what crosses the border is lost.",
        source="xiao2018, algorithm 1",
        layers=("convolution",), activations=NEARLY_LINEAR,
        names=("paraunitary",),
    ),
    Initializer(
        "looks_linear", "Looks-linear", "orthogonal", looks_linear,
        lambda shape: 2 / (max(shape[:2]) * prod(shape[2:])),
        formula=r"W = \begin{bmatrix} Q & -Q \\ -Q & Q \end{bmatrix},\quad Q^{\mathsf T} Q = I",
        keeps="Every length through any number of ReLU layers: each unit's twin holds what ReLU "
              "takes from it.",
        use="Very deep plain ReLU, GELU or SiLU networks, dense or convolutional; "
            '`mirrored="outputs"` for the first layer and `"inputs"` for the last.',
        avoid="Networks whose width counts: at the start 2n units compute what n would.",
        source="balduzzi2017, the looks-linear initialization",
        layers=("dense", "convolution", "recurrent"), activations=("ReLU", "GELU"),
        names=("mirrored", "LL", "Balduzzi", "dynamical isometry"),
    ),
)  # fmt: skip
