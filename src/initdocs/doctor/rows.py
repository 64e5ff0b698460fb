"""A row a tensor: what it is, what it was drawn from, and what that does to a signal."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from initdocs.doctor import layouts, names, structures
from initdocs.doctor.laws import Array, Fit, Moments, fit, moments, size, title
from initdocs.doctor.modules import Module, follows
from initdocs.doctor.strips import Strip, strip

_PLAIN = {
    "zeros": "zeros", "identity": "identity", "dirac": "Dirac", "forget_bias": "forget bias",
    "orthogonal": "orthogonal", "delta_orthogonal": "delta-orthogonal",
    "convolutional_orthogonal": "orthogonal convolution", "looks_linear": "looks-linear",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One tensor.

    `fans` are counted, `kept` is n·σ², the number of terms times the mean square: 1 keeps a
    linear signal. `structure` and its `gain` are empty and 0 for independent entries, whose
    families and size stand in `fit`; `laws` are the named ones that fit.
    """

    name: str
    array: Array = field(repr=False)
    place: layouts.Place
    module: Module | None
    moments: Moments
    structure: str
    gain: float
    fit: Fit
    laws: tuple[names.Law, ...]
    activation: str
    norm_after: bool | None
    framework: str

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape as it is stored."""
        return tuple(self.array.shape)

    @property
    def role(self) -> str:
        """What the tensor is for."""
        return self.place.role

    @property
    def is_weight(self) -> bool:
        """Whether its entries multiply a signal, and its fans are counted."""
        return self.role in layouts.WEIGHTS

    @property
    def is_zero(self) -> bool:
        """Whether all of it is 0."""
        return self.structure == "zeros"

    @property
    def fans(self) -> tuple[float, float] | None:
        """Counted: (fan_in, fan_out)."""
        return self.place.fans

    @property
    def kept(self) -> float | None:
        """n·σ²: the mean square times the fan-in, None where nothing is summed."""
        return self.fans[0] * self.moments.mean_square if self.fans else None

    @property
    def spread(self) -> float:
        """The root mean square about the center of the law: a *standard deviation*."""
        return self.fit.std

    @cached_property
    def law(self) -> str:
        """The law in words: every one that fits, or why none is named."""
        if self.structure == "constant":
            return f"constant {self.gain:.6g}"
        if self.structure:
            gain = abs(self.gain)
            told = "" if abs(gain - 1) < 1e-3 or self.is_zero else f", times {gain:.4g}"
            return _PLAIN[self.structure] + told
        if self.laws:
            return " or ".join(law.title for law in self.laws)
        if not self.fit.families or self.fit.why:
            return self.fit.why or "not judged"
        about = f"mean {self.fit.center:.3g}, " if self.fit.center else ""
        size = f"±{self.fit.bound:.4g}" if self.fit.family == "uniform" else f"σ {self.spread:.4g}"
        return f"{title(self.fit.family)}, {about}{size}"

    @cached_property
    def strip(self) -> Strip | None:
        """The values beside their law: of the first that fits, else of the family alone."""
        if self.array.dtype.kind != "f" or self.role == "buffer":
            return None
        if self.laws:
            return strip(self.array, self.laws[0].family, self.laws[0].size)
        told = self.fit.families and not self.fit.why
        family = self.fit.families[0] if told else ""
        return strip(self.array, family, size(family, self.fit), self.fit.center)

    def to_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "name": self.name, "shape": list(self.shape), "dtype": str(self.array.dtype),
            "role": self.role, "fans": list(self.fans) if self.fans else None,
            "kept": _plain(self.kept), "law": self.law,
            "laws": [{"title": law.title, "formula": law.formula} for law in self.laws],
            "families": list(self.fit.families), "structure": self.structure,
            "mean": _plain(self.moments.mean), "std": _plain(self.moments.std),
            "least": _plain(self.moments.least), "most": _plain(self.moments.most),
            "activation": self.activation, "norm_after": self.norm_after,
            "strip": self.strip and self.strip.to_json(),
        }  # fmt: skip


def _plain(value: float | None) -> float | None:
    """JSON knows neither infinity nor NaN."""
    return None if value is None or not np.isfinite(value) else float(value)


def inspect(state: Mapping[str, Array], known: Mapping[str, Module]) -> tuple[Row, ...]:
    """A row for each tensor, in the order of the state.

    Biases of a layer are read with the fans of its weight, of which PyTorch draws them.
    """
    whose = layouts.framework(list(state))
    places = {name: layouts.place(name, array.shape, known, state, whose)
              for name, array in state.items()}  # fmt: skip
    blocks = _blocks(list(state))
    return tuple(
        _row(name, array, places, known, state, whose, blocks) for name, array in state.items()
    )


def _row(
    name: str, array: Array, places: Mapping[str, layouts.Place], known: Mapping[str, Module],
    state: Mapping[str, Array], whose: str, blocks: int,
) -> Row:  # fmt: skip
    at, path = places[name], layouts.split(name)[0]
    of = moments(array)
    kind, gain = structures.structure(array, at, of)
    found = Fit((), of.mean, of.std, 0.0, of.finite)
    fitting: tuple[names.Law, ...] = ()
    if not kind and at.role != "buffer" and array.dtype.kind == "f" and of.finite == of.count:
        # a padding row, or a sparse draw: zeros are none of a continuous law's values
        found = fit(array[array != 0] if of.zeros else array)
        context = _context(name, at, places, whose, blocks)
        fitting = names.recognized(found, context, rounding=structures.resolution(array))
    activation, norm = follows(dict(known), path)
    if norm is None:
        norm = _norm_follows(name, list(state), places, state) if not known else None
    return Row(name, array, at, known.get(path), of, kind, gain, found, fitting, activation, norm,
               whose)  # fmt: skip


def _context(name: str, at: layouts.Place, places: Mapping[str, layouts.Place], whose: str,
             blocks: int) -> names.Context:  # fmt: skip
    if at.role == "bias":
        start = name[: len(name) - len(layouts.split(name)[1])]
        leaf = layouts.split(name)[1].replace("bias", "weight")
        of = places.get(start + leaf) or places.get(f"{start}kernel") or at
        return names.Context(of.fans, of.read, of.width, 0, whose)
    return names.Context(at.fans, at.read, at.width, blocks, whose)


def _blocks(known: list[str]) -> int:
    """How many blocks the longest list of equal parts has."""
    counts: dict[str, set[str]] = {}
    for name in known:
        for match in re.finditer(r"(?:^|[./])(\d+)(?=[./])", name):
            counts.setdefault(name[: match.start()], set()).add(match.group(1))
    return max((len(found) for found in counts.values()), default=0)


def _norm_follows(name: str, order: list[str], places: Mapping[str, layouts.Place],
                  state: Mapping[str, Array]) -> bool | None:  # fmt: skip
    """Without a text: whether a norm's scale of this size stands before the next weight."""
    at = places[name]
    if at.role not in layouts.WEIGHTS or at.order == ():
        return None
    outputs = np.transpose(np.empty(state[name].shape, "b"), at.order).shape[0]
    for later in order[order.index(name) + 1 :]:
        if places[later].role in layouts.WEIGHTS or places[later].role == "embedding":
            return False
        if places[later].role == "norm scale":
            return bool(state[later].size == outputs)
    return False


def siblings(rows: tuple[Row, ...]) -> dict[tuple[str, tuple[int, ...]], list[Row]]:
    """Rows that play one part in several blocks: equal names up to an index, equal shapes.

    Only a whole component that is a number is an index: conv1 and conv2 are no siblings.
    """
    groups: dict[tuple[str, tuple[int, ...]], list[Row]] = {}
    for row in rows:
        key = "/".join("*" if p.isdigit() else p for p in re.split(r"[./]", row.name))
        groups.setdefault((key, row.shape), []).append(row)
    return groups


def most_common(values: list[str]) -> str:
    """The value that most have."""
    return Counter(values).most_common(1)[0][0]
