"""Initializers: one general law, `variance_scaling`, then the named cases.

Every initializer is called as `draw(shape, *, rng, dtype)` and returns an array of
`shape`. A shape is (n_out, n_in) for a dense layer and (n_out, n_in / groups, *kernel) for a
convolution, so that `W @ a` maps a column of n_in inputs to n_out outputs.

`INITIALIZERS` is the table of all of them, `get` looks one up by any of its names.
"""

# It imports nothing that stands on it: no network, no propagation.

from initdocs.initializers.isometric import (
    convolutional_orthogonal,
    delta_orthogonal,
    looks_linear,
)
from initdocs.initializers.laws import (
    DISTRIBUTIONS,
    MODES,
    TRUNCATED_STD,
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
from initdocs.initializers.structured import dirac, identity, orthogonal, sparse
from initdocs.initializers.table import ALIASES, INITIALIZERS, Initializer, get

# what `from initdocs.initializers import *` gives; a row of the table comes only by its name
__all__ = [
    "ALIASES", "DISTRIBUTIONS", "INITIALIZERS", "MODES", "TRUNCATED_STD", "Draw", "Initializer",
    "Shape", "constant", "convolutional_orthogonal", "delta_orthogonal", "dirac", "fans", "fixup",
    "forget_bias", "get", "identity", "looks_linear", "mup_output", "normal", "orthogonal",
    "packed_xavier", "prior_bias", "residual_scaling", "scaled_variance", "sparse",
    "truncated_normal", "uniform", "variance_scaling",
]  # fmt: skip


def __getattr__(name: str) -> Draw:
    """The draw of a row by any of its names: `he_normal` is `INITIALIZERS["he_normal"].draw`."""
    if name in INITIALIZERS or name in ALIASES:
        return get(name).draw
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted({*__all__, *INITIALIZERS, *ALIASES})
