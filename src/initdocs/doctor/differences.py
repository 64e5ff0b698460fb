"""Two states beside each other: which tensor has another law, another spread, other values."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Any

import numpy as np

from initdocs.doctor.laws import Array, sample
from initdocs.doctor.rows import Row

#: a difference that two draws of one law show once in 100,000 tensors is one
LEVEL = 1e-5
CHANGED = ("missing", "new", "shape", "law", "spread", "distribution")


@dataclass(frozen=True)
class Change:
    """One tensor in two states.

    `kind` is 'equal' (the same values), 'redrawn' (other values of the same distribution), or one
    of `CHANGED`. `ratio` is the *standard deviation* after over before, `p` the probability that
    two draws of one law differ as much (Kolmogorov and Smirnov).
    """

    name: str
    kind: str
    before: str = ""
    after: str = ""
    ratio: float | None = None
    p: float | None = None

    def __str__(self) -> str:
        told = f"{self.before} -> {self.after}" if self.before != self.after else self.before
        more = "" if self.ratio is None else f"  (std × {self.ratio:.4g}, p {self.p:.2g})"
        return f"{self.kind:12}  {self.name}  {told}{more}"


@dataclass(frozen=True)
class Diff:
    """Every tensor of both states."""

    rows: tuple[Change, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        """The tensors that are not equal, and not redrawn from the same law."""
        return tuple(row for row in self.rows if row.kind in CHANGED)

    def to_json(self) -> list[dict[str, Any]]:
        """The rows as plain values."""
        return [dict(vars(row)) for row in self.rows]

    def __str__(self) -> str:
        kinds = [row.kind for row in self.rows]
        counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
        return "\n".join([f"{len(self.rows)} tensors: {counts}", *map(str, self.changed)])


def compare(before: Sequence[Row], after: Sequence[Row]) -> Diff:
    """A change a name, in the order of `after`, what is missing at the end."""
    old = {row.name: row for row in before}
    found = [_one(old[row.name], row) if row.name in old else Change(row.name, "new", "", row.law)
             for row in after]  # fmt: skip
    there = {row.name for row in after}
    gone = [Change(row.name, "missing", row.law, "") for row in before if row.name not in there]
    return Diff(tuple(found + gone))


def _one(old: Row, new: Row) -> Change:
    if old.shape != new.shape:
        return Change(new.name, "shape", str(old.shape), str(new.shape))
    if np.array_equal(old.array, new.array, equal_nan=old.array.dtype.kind == "f"):
        return Change(new.name, "equal", old.law, new.law)
    if old.structure != new.structure or (old.structure and abs(old.gain - new.gain) > 1e-3):
        return Change(new.name, "law", old.law, new.law)
    ratio = new.moments.std / old.moments.std if old.moments.std > 0 else None
    p = same(sample(old.array), sample(new.array))
    if p >= LEVEL:
        return Change(new.name, "redrawn", old.law, new.law, ratio, p)
    family = old.fit.family and new.fit.family and old.fit.family != new.fit.family
    spread = ratio is not None and abs(ratio - 1) > 4.5 / sqrt(old.moments.count)
    kind = "law" if family else "spread" if spread else "distribution"
    return Change(new.name, kind, old.law, new.law, ratio, p)


def same(a: Array, b: Array) -> float:
    """The probability that two draws of one law are as far apart: Kolmogorov and Smirnov's.

    Equation: 2 Σ (−1)^(k−1) e^(−2k²t²), t = D √(nm/(n + m)), the limit for many values.

    >>> rng = np.random.default_rng(0)
    >>> same(rng.normal(size=500), rng.normal(size=400)) > 1e-3
    True
    """
    a, b = np.sort(a), np.sort(b)
    at = np.concatenate([a, b])
    shares = (np.searchsorted(x, at, side="right") / len(x) for x in (a, b))
    d = float(np.abs(np.subtract(*shares)).max())
    t = d * sqrt(len(a) * len(b) / (len(a) + len(b)))
    if t < 0.3:
        return 1.0
    terms = [(-1) ** (k - 1) * exp(-2 * k * k * t * t) for k in range(1, 101)]
    return float(min(1.0, max(0.0, 2 * sum(terms))))
