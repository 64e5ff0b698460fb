"""What a layer sums, and what a law gives it: the numbers behind a counted call."""

from dataclasses import dataclass
from math import prod, sqrt
from typing import Any

from initdocs import _check
from initdocs.frameworks.defaults import FRAMEWORKS
from initdocs.initializers import INITIALIZERS, Shape, fans
from initdocs.initializers import get as row_of
from initdocs.initializers.laws import checked_shape
from initdocs.propagation import gain_second_moment

#: what a counted call can be made for, and the shape that it is given
SHAPES = {
    "dense": "(n_out, n_in)",
    "convolution": "(c_out, c_in / groups, *kernel)",
    "experts": "(experts, n_out, n_in)",
    "embedding": "(tokens, features)",
    "lstm": "(hidden, n_in)",
}
#: rows of the table that scale a variance by counted fans
SCALED = tuple(
    name
    for name, row in INITIALIZERS.items()
    if getattr(getattr(row.draw, "func", None), "__name__", "") == "variance_scaling"
    and name != "embedding_normal"
)


@dataclass(frozen=True)
class Law:
    """A variance scaled by a fan, or an orthogonal matrix, whose gain is the root of `scale`."""

    scale: float
    mode: str
    distribution: str

    def variance(self, fan_in: float, fan_out: float) -> float:
        """The *variance* of one entry."""
        if self.distribution == "orthogonal":
            return self.scale / max(fan_in, fan_out)
        n = {"fan_in": fan_in, "fan_out": fan_out}.get(self.mode, (fan_in + fan_out) / 2)
        return self.scale / n

    @property
    def std(self) -> float:
        """The gain: the factor before 1/√n in the *standard deviation*."""
        return sqrt(self.scale)


@dataclass(frozen=True)
class Layer:
    """A layer as a counted call sees it: `parts` are the outputs of the matrices in one weight."""

    kind: str
    shape: tuple[int, ...]
    groups: int = 1
    stride: int = 1
    transposed: bool = False
    parts: tuple[int, ...] = ()

    @property
    def inputs(self) -> int:
        """Features or channels that come in."""
        return self.shape[-1] if self.kind != "convolution" else self.shape[1] * self.groups

    @property
    def window(self) -> tuple[int, ...]:
        """The kernel of a convolution."""
        return self.shape[2:] if self.kind == "convolution" else ()

    @property
    def is_depthwise(self) -> bool:
        """Whether each output channel sees one input channel, of several."""
        return self.kind == "convolution" and self.shape[1] == 1 < self.groups

    def fans(self, part: int = 0) -> tuple[float, float]:
        """Counted: the terms of one output, and those of one gradient of an input.

        Of an embedding nothing is summed: its fan-in is the number of features, so that a token's
        vector has the length 1, or the gain.
        """
        if self.kind == "convolution":
            return fans(
                self.shape, groups=self.groups, stride=self.stride, transposed=self.transposed
            )
        if self.kind == "embedding":
            return self.shape[1], self.shape[0]
        return self.shape[-1], part or self.shape[-2]

    def read(self, framework: str) -> tuple[float, float]:
        """The fans that the framework's own initializers read off the shape of the weight."""
        stored = self.stored(framework)
        if framework == "PyTorch":
            return stored[1] * prod(stored[2:]), stored[0] * prod(stored[2:])
        return stored[-2] * prod(stored[:-2]), stored[-1] * prod(stored[:-2])

    def stored(self, framework: str) -> tuple[int, ...]:
        """The shape of the weight in the framework's layout."""
        if self.kind == "convolution":
            out, into, *window = self.shape
            if framework == "PyTorch":
                swapped = (into * self.groups, out // self.groups)
                return (*(swapped if self.transposed else (out, into)), *window)
            if framework == "Keras" and self.is_depthwise and len(window) < 3:
                return (*window, self.groups, out // self.groups)
            swap = framework == "Keras" and self.transposed
            return (*window, *((out, into) if swap else (into, out)))
        if self.kind == "embedding":
            return self.shape
        shape = (sum(self.parts), self.shape[-1]) if self.parts else self.shape
        # PyTorch alone keeps the outputs first
        return shape if framework == "PyTorch" else (*shape[:-2], shape[-1], shape[-2])


def layer(
    kind: str, shape: Shape, *, groups: int, stride: int, transposed: bool, packed: Any,
    framework: str,
) -> Layer:  # fmt: skip
    """The layer that the arguments describe; a `ValueError` names the one that cannot be."""
    _check.one_of("layer", kind, SHAPES)
    _check.one_of("framework", framework, FRAMEWORKS)
    _check.flag("transposed", transposed)
    axes = len(SHAPES[kind].split(","))
    checked = checked_shape(shape, least_axes=2)
    most = 5 if kind == "convolution" else axes
    if not axes <= len(checked) <= most:
        msg = f"shape: got {shape!r}, allowed: {SHAPES[kind]}"
        raise ValueError(msg)
    if kind != "convolution":
        for name, value, only in (
            ("groups", groups, 1), ("stride", stride, 1), ("transposed", transposed, False)
        ):  # fmt: skip
            if value != only:
                msg = f"{name}: got {value!r}, allowed: {only}, as the layer is no convolution"
                raise ValueError(msg)
    fans((1 if kind != "convolution" else checked[0], 1), groups=groups, stride=stride)
    if transposed and groups > 1 and framework != "PyTorch":
        msg = f"groups: got {groups}, allowed: 1, as {framework} transposes without groups"
        raise ValueError(msg)
    parts = _parts(kind, checked, packed)
    parts = (checked[0],) * 4 if kind == "lstm" else parts
    return Layer(kind, checked, groups, stride, transposed, parts)


def _parts(kind: str, shape: tuple[int, ...], packed: Any) -> tuple[int, ...]:
    """The outputs of each matrix in a packed one: equal by a number, else one by one."""
    if packed is None:
        return ()
    if kind != "dense":
        msg = f"packed: got {packed!r}, allowed: None, as the layer is not dense"
        raise ValueError(msg)
    outputs = shape[0]
    if isinstance(packed, int) and not isinstance(packed, bool) and packed > 0:
        parts = (outputs // packed,) * packed
    else:
        parts = _check.integers("packed", packed, at_least=1)
    if sum(parts) != outputs or not parts:
        msg = f"packed: got {packed!r}, allowed: parts of the {outputs} outputs"
        raise ValueError(msg)
    return parts


def law(of: Layer, activation: Any, name: str | None) -> Law:
    """The law: a row of the table by its name, orthogonal, or what keeps E[φ(z)²] (He's idea)."""
    if name is None and of.kind == "lstm":
        name = "xavier_uniform"
    if name is None or name == "orthogonal":
        gain = gain_second_moment(activation) if activation is not None else 1.0
        if name is None:
            # 2 for ReLU, exactly
            return Law(float(f"{gain * gain:.8g}"), "fan_in", "normal")
        if of.kind != "dense":
            msg = f"law: got 'orthogonal', allowed: for dense layers, not for {of.kind!r}"
            raise ValueError(msg)
        return Law(float(f"{gain * gain:.8g}"), "fan_in", "orthogonal")
    if activation is not None:
        msg = f"activation: got {activation!r} beside the law {name!r}, allowed: one of the two"
        raise ValueError(msg)
    row = row_of(name) if name not in SCALED else INITIALIZERS[name]
    _check.one_of("law", row.name, [*SCALED, "orthogonal"])
    keywords = row.draw.keywords  # type: ignore[attr-defined]
    if of.kind == "embedding" and keywords["mode"] != "fan_in":
        msg = f"law: got {name!r}, allowed: one of the fan-in, as an embedding sums nothing"
        raise ValueError(msg)
    return Law(keywords["scale"], keywords["mode"], keywords["distribution"])
