"""A row of the table, and what rows of one kind have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from initdocs import _check
from initdocs.initializers.laws import Array, Draw, Shape, scaled_variance, variance_scaling

#: what a weight can belong to, with a shape of each in the layout of this package
LAYERS: dict[str, tuple[int, ...]] = {
    "dense": (200, 300),
    "convolution": (64, 32, 3, 3),
    "grouped": (64, 8, 3, 3),
    "transposed": (64, 32, 4, 4),
    "depthwise": (64, 1, 3, 3),
    "recurrent": (128, 128),
    "embedding": (500, 64),
    "attention": (192, 64),
    "residual": (256, 256),
    "head": (10, 256),
}
ACTIVATIONS = ("linear", "tanh", "sigmoid", "ReLU", "leaky ReLU", "SELU", "GELU")
FRAMEWORKS = ("PyTorch", "Keras", "JAX")

MATRICES = ("dense", "recurrent", "attention")
KERNELS = ("convolution", "grouped", "transposed", "depthwise")
NEARLY_LINEAR = ("linear", "tanh")
RECTIFIERS = ("ReLU", "leaky ReLU")


@dataclass(frozen=True)
class Initializer:
    """A row of the table.

    `mean_square(shape)` is the mean of the squared entries that the law promises, for laws of
    zero mean the *variance* of one entry. `formula` is LaTeX with n_in and n_out for the fans.
    `source` is a key of the bibliography and the place in it. `layers` and `activations` say
    what it is meant for; `shape` is one that it is defined for. `calls` maps a framework to code
    that gives the same weights: PyTorch's fills `w`, the others return an array of `shape`.
    """

    name: str
    title: str
    family: str
    draw: Draw
    mean_square: Callable[[Shape], float]
    formula: str
    keeps: str
    use: str
    avoid: str
    source: str = ""
    layers: tuple[str, ...] = (*MATRICES, *KERNELS)
    activations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    calls: Mapping[str, str] = field(default_factory=dict)
    warning: str = ""

    @property
    def shape(self) -> tuple[int, ...]:
        """A shape that the initializer is defined for."""
        return SHAPES.get(self.name, LAYERS[self.layers[0]])


#: rows that draw something else than the weights of their first layer
SHAPES = {
    "skipinit": (),
    "rezero": (),
    "forget_bias": (128,),
    "prior_bias": (80,),
}


def calls(pytorch: str = "", keras: str = "", jax: str = "") -> dict[str, str]:
    """The calls of a row, by framework: those that are there."""
    given = {"PyTorch": pytorch, "Keras": keras, "JAX": jax}
    return {framework: code for framework, code in given.items() if code}


def scaling(scale: str, mode: str, distribution: str, pytorch: str = "") -> dict[str, str]:
    """The calls of a law that Keras and JAX know as variance scaling."""
    keras = {"normal": "untruncated_normal"}.get(distribution, distribution)
    return calls(
        pytorch,
        f'initializers.VarianceScaling({scale}, "{mode}", "{keras}")(shape)',
        f'initializers.variance_scaling({scale}, "{mode}", "{distribution}")(key, shape)',
    )


class Scaled(partial[Array]):
    """Variance scaling with its numbers filled in, which asks for a generator by its own name."""

    def __call__(self, /, *given: Any, **named: Any) -> Array:
        """Draw; a `ValueError` if there is no generator."""
        if "rng" not in named:
            msg = "rng: got nothing, allowed: a numpy.random.Generator, as rng=default_rng(0)"
            raise ValueError(msg)
        return super().__call__(*given, **named)


class Leaky(Scaled):
    """He's law with a `slope` that can be given: the scale is 2/(1 + slope²)."""

    def __call__(self, /, *given: Any, slope: float | None = None, **named: Any) -> Array:
        """Draw for leaky ReLU of a slope; a `ValueError` for one that is no number."""
        if slope is not None:
            named["scale"] = 2 / (1 + _check.number("slope", slope) ** 2)
        return super().__call__(*given, **named)


def scaled(
    scale: float, mode: str, distribution: str, kind: type[Scaled] = Scaled
) -> dict[str, Any]:  # fmt: skip
    """The draw and the law of a row of variance scaling."""
    law: dict[str, Any] = {"scale": scale, "mode": mode}
    return {
        "draw": kind(variance_scaling, **law, distribution=distribution),
        "mean_square": partial(scaled_variance, **law),
    }
