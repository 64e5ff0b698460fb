"""A tensor's values as a strip: how many fall into each bin, and how many its law puts there."""

from dataclasses import asdict, dataclass
from math import erf, sqrt
from typing import Any

import numpy as np

from initdocs.doctor.laws import Array, sample
from initdocs.initializers import TRUNCATED_STD

BINS = 24
#: how far a strip reaches: four deviations, or a little beyond a bound
REACH, BEYOND = 4.0, 1.15


@dataclass(frozen=True)
class Strip:
    """`counts` of at most 20,000 values in equal bins about `center`, as far as `half` from it.

    The first and the last bin hold what is beyond. `law` are the counts that the law expects,
    None where no law is recognized.
    """

    center: float
    half: float
    counts: tuple[int, ...]
    law: tuple[float, ...] | None

    def to_json(self) -> dict[str, Any]:
        """The strip as plain values."""
        told = asdict(self)
        return told | {
            "counts": list(self.counts), "law": None if self.law is None else list(self.law),
        }  # fmt: skip


def strip(values: Array, family: str, size: float, center: float = 0.0) -> Strip | None:
    """The strip of values and of a law: None where they are one value.

    `family` is normal, uniform, truncated_normal or empty; `size` is a uniform law's bound, else
    the *standard deviation*.

    >>> made = strip(np.random.default_rng(0).uniform(-1, 1, 24_000), "uniform", 1.0)
    >>> made.counts[0], made.counts[11] / made.law[11] > 0.9
    (0, True)
    """
    x = sample(values)
    x = x[np.isfinite(x)]
    if x.size == 0 or x.min() == x.max():
        return None
    if not family:
        center, size = float(x.mean()), float(x.std())
    if not 0 < size < np.inf:
        return None
    half = {"uniform": BEYOND * size, "truncated_normal": BEYOND * 2 * size / TRUNCATED_STD}.get(
        family, REACH * size
    )
    edges = np.linspace(-half, half, BINS + 1)
    at = np.clip(np.searchsorted(edges, x - center, side="right") - 1, 0, BINS - 1)
    counts = np.bincount(at, minlength=BINS)
    law = None
    if family:
        below = np.array([_below(family, edge / size) for edge in edges])
        # half a count is all that can be seen
        law = tuple(round(float(share) * x.size, 1) for share in np.diff(below))
    return Strip(float(center), float(half), tuple(int(n) for n in counts), law)


def _below(family: str, z: float) -> float:
    """The share of a law of size 1 that lies below z."""
    if family == "uniform":
        return min(max((z + 1) / 2, 0.0), 1.0)
    if family == "normal":
        return (1 + erf(z / sqrt(2))) / 2
    z = min(max(z * TRUNCATED_STD, -2.0), 2.0)
    return (1 + erf(z / sqrt(2)) / erf(sqrt(2))) / 2
