"""Initializers: one general law, `variance_scaling`, then the named cases.

Every initializer is called as `draw(shape, *, rng, dtype)` and returns an array of
`shape`. A shape is (n_out, n_in) for a dense layer and (n_out, n_in / groups, *kernel) for a
convolution, so that `W @ a` maps a column of n_in inputs to n_out outputs.

`INITIALIZERS` is the table of all of them, `get` looks one up by any of its names.
"""

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

zeros = INITIALIZERS["zeros"].draw
ones = INITIALIZERS["ones"].draw
small_normal = INITIALIZERS["small_normal"].draw
lecun_normal = INITIALIZERS["lecun_normal"].draw
lecun_uniform = INITIALIZERS["lecun_uniform"].draw
lecun_truncated = INITIALIZERS["lecun_truncated"].draw
pytorch_linear = INITIALIZERS["pytorch_linear"].draw
xavier_normal = INITIALIZERS["xavier_normal"].draw
xavier_uniform = INITIALIZERS["xavier_uniform"].draw
xavier_truncated = INITIALIZERS["xavier_truncated"].draw
glorot_normal, glorot_uniform = xavier_normal, xavier_uniform
he_normal = INITIALIZERS["he_normal"].draw
he_uniform = INITIALIZERS["he_uniform"].draw
he_truncated = INITIALIZERS["he_truncated"].draw
he_normal_fan_out = INITIALIZERS["he_normal_fan_out"].draw
he_leaky = INITIALIZERS["he_leaky"].draw
kaiming_normal, kaiming_uniform = he_normal, he_uniform

__all__ = [
    "ALIASES", "DISTRIBUTIONS", "INITIALIZERS", "MODES", "TRUNCATED_STD", "Draw", "Initializer",
    "Shape", "constant", "convolutional_orthogonal", "delta_orthogonal", "dirac", "fans", "fixup",
    "forget_bias", "get", "glorot_normal", "glorot_uniform", "he_leaky", "he_normal",
    "he_normal_fan_out", "he_truncated", "he_uniform", "identity", "kaiming_normal",
    "kaiming_uniform", "lecun_normal", "lecun_truncated", "lecun_uniform", "looks_linear",
    "mup_output", "normal", "ones", "orthogonal", "packed_xavier", "prior_bias", "pytorch_linear",
    "residual_scaling", "scaled_variance", "small_normal", "sparse", "truncated_normal", "uniform",
    "variance_scaling", "xavier_normal", "xavier_truncated", "xavier_uniform", "zeros",
]  # fmt: skip
