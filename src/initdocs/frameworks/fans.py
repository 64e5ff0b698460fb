"""How the frameworks read fan-in and fan-out off the shape of a weight.

Each sees an array only, in its own layout, and knows neither groups nor strides nor the
direction of a convolution. Where that gives other numbers than counting does, it is a miscount.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

from initdocs import _check
from initdocs.initializers import Shape, fans
from initdocs.initializers.laws import checked_shape
from initdocs.initializers.table import LAYERS

#: weights of each kind: the shape in the layout of this package, and the groups
KINDS = {
    kind: (LAYERS[kind], {"grouped": 4, "depthwise": 64}.get(kind, 1))
    for kind in ("dense", "convolution", "grouped", "depthwise", "transposed")
}
FRAMEWORKS = ("PyTorch", "Keras", "Flax")


def layout(framework: str, kind: str, shape: Shape) -> tuple[int, ...]:
    """The shape that a framework gives a weight of `shape`, (c_out, c_in / groups, *kernel).

    >>> layout("Keras", "depthwise", (64, 1, 3, 3))
    (3, 3, 64, 1)
    """
    _check.one_of("framework", framework, FRAMEWORKS)
    _check.one_of("kind", kind, KINDS)
    out, into, *window = checked_shape(shape, least_axes=2)
    swapped = kind == "transposed" and framework != "Flax"
    if framework == "PyTorch":
        return (into, out, *window) if swapped else (out, into, *window)
    if swapped or (kind == "depthwise" and framework == "Keras"):
        return (*window, out, into)
    return (*window, into, out)


def _pytorch(shape: Shape) -> tuple[int, int]:
    return shape[1] * prod(shape[2:]), shape[0] * prod(shape[2:])


def _channels_last(shape: Shape) -> tuple[int, int]:
    return shape[-2] * prod(shape[:-2]), shape[-1] * prod(shape[:-2])


_READERS: dict[str, Callable[[Shape], tuple[int, int]]] = {
    "PyTorch": _pytorch,
    "Keras": _channels_last,
    "Flax": _channels_last,
}


@dataclass(frozen=True)
class Reading:
    """What a framework takes for the fans of a kind of weight, beside what they are."""

    framework: str
    kind: str
    shape: tuple[int, ...]
    fan_in: int
    fan_out: int
    counted: tuple[float, float]

    @property
    def miscounts(self) -> tuple[str, ...]:
        """Which of the two is not what counting gives."""
        pairs = zip(("fan_in", "fan_out"), (self.fan_in, self.fan_out), self.counted, strict=True)
        return tuple(name for name, found, right in pairs if found != right)


def reading(framework: str, kind: str) -> Reading:
    """How `framework` reads the fans of the weights of `kind`.

    >>> keras = reading("Keras", "depthwise")
    >>> keras.fan_in, keras.counted[0], keras.miscounts
    (576, 9, ('fan_in',))
    """
    _check.one_of("kind", kind, KINDS)
    shape, groups = KINDS[kind]
    theirs = layout(framework, kind, shape)
    return Reading(
        framework, kind, theirs, *_READERS[framework](theirs), fans(shape, groups=groups)
    )


READINGS = tuple(reading(framework, kind) for kind in KINDS for framework in FRAMEWORKS)
