"""The slips that answers share: each is told by what it makes of the right number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Slip:
    """What a reader is told, and what the slip gives in each case that is tried."""

    says: str
    gives: Sequence[Array]


def common(
    right: Sequence[Array], *, unit: str = "", whole: bool = False, log: bool = False
) -> list[Slip]:
    """The slips that any number may show, the likeliest first.

    `right` is the right answer in each case. `unit`, if it is "variance" or "standard deviation",
    names the square or the root that is missing. `whole` says that the number counts something and
    may be off by one, `log` that it is a natural logarithm and may be to another base.
    """
    if unit not in ("", "variance", "standard deviation"):
        raise ValueError(f"unit is {unit!r}: allowed are '', 'variance' and 'standard deviation'.")
    squared, root = "that is its square: a square root is missing", "a square is missing"
    if unit == "standard deviation":
        squared = "that is the variance; the standard deviation is its square root"
    if unit == "variance":
        root = "that is the standard deviation; the variance is its square"
    made: list[tuple[str, Callable[[Array], Array]]] = []
    if whole:
        made += [("one too many", lambda t: t + 1), ("one too few", lambda t: t - 1)]
    if log:
        base = "the logarithm is to base {}; the natural one is asked for"
        made += [
            (base.format(2), lambda t: t / np.log(2)),
            (base.format(10), lambda t: t / np.log(10)),
        ]
    made += [
        ("upside down: one over this is right", lambda t: 1 / t),
        (squared, lambda t: t**2),
        (root, np.sqrt),
        ("the sign is turned round", lambda t: -t),
        ("twice what is asked for: a factor of two", lambda t: 2 * t),
        ("half of what is asked for: a factor of two", lambda t: t / 2),
        ("a factor √2 too large: a factor of two under a root", lambda t: np.sqrt(2) * t),
        ("a factor √2 too small: a factor of two under a root", lambda t: t / np.sqrt(2)),
        ("upside down, and a square root is missing", lambda t: 1 / t**2),
        ("upside down, and a square is missing", lambda t: 1 / np.sqrt(t)),
        ("a hundred times what is asked for, as a percentage is", lambda t: 100 * t),
        ("rows and columns are exchanged: the wrong axis", np.transpose),
        ("the order is turned round", lambda t: t[::-1] if t.ndim else t),
    ]
    with np.errstate(all="ignore"):
        return [Slip(says, [np.asarray(make(t)) for t in right]) for says, make in made]


def close(given: Array, right: Array, rtol: float) -> bool:
    """Whether all numbers agree to the relative tolerance `rtol`; a right zero, to `rtol` itself.

    >>> close(np.array([1.001, 0.0]), np.array([1.0, 0.0]), 1e-2)
    True
    """
    bound = rtol * np.where(right == 0, 1.0, np.abs(right))
    return given.shape == right.shape and bool((np.abs(given - right) <= bound).all())


def recognise(
    given: Sequence[Array], right: Sequence[Array], slips: Iterable[Slip], *, rtol: float
) -> str:
    """What the first slip says that explains *all* of the answers given, or nothing.

    One answer may look like several slips (at n = 1 everything is 1), so a slip counts only if
    it gives what was given in every case, and what is wrong in at least one.

    >>> right = [np.array(np.sqrt(3 / n)) for n in (3, 300)]
    >>> recognise([np.array(3 / n) for n in (3, 300)], right, common(right), rtol=1e-6)
    'that is its square: a square root is missing'
    >>> recognise([np.array(1.0), np.array(0.5)], right, common(right), rtol=1e-6)
    ''
    """

    def all_close(these: Sequence[Array], those: Sequence[Array]) -> bool:
        return all(close(a, b, rtol) for a, b in zip(these, those, strict=True))

    for slip in slips:
        finite = all(np.isfinite(value).all() for value in slip.gives)
        if finite and all_close(given, slip.gives) and not all_close(slip.gives, right):
            return slip.says
    return ""
