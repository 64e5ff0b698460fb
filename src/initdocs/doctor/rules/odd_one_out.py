"""One of several equal parts that was drawn otherwise: a name that a pattern missed."""

from collections.abc import Iterator

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.laws import size
from initdocs.doctor.rows import Row, most_common

PAGE = "/reference/bugs/#never-applied"
#: at most so large a share is odd, and a spread so many times off is another
SHARE, FACTOR = 0.25, 3.0


def rule(model: Model) -> Iterator[Finding]:
    """Of three siblings or more, at most a quarter with another family or a spread 3 times off."""
    head = model.head()
    for group in model.siblings:
        # a zero head is a start of its own, whatever its siblings are
        told = [row for row in group if (row.is_weight or row.role == "embedding") and _kind(row)
                and not (row is head and row.is_zero)]  # fmt: skip
        if len(told) < 3:
            continue
        usual = most_common([_kind(row) for row in told])
        same = [row for row in told if _kind(row) == usual]
        middle = sorted(_spread(row) for row in same)[len(same) // 2]
        odd = [
            row for row in told
            if _kind(row) != usual
            or (middle > 0 and not 1 / FACTOR < _spread(row) / middle < FACTOR)
        ]  # fmt: skip
        if odd and len(odd) <= max(1, SHARE * len(told)):
            model_row = next(row for row in same if row not in odd)
            text = f"{odd[0].law}, where its {len(told) - len(odd)} siblings are {model_row.law}"
            yield Finding("warn", tuple(r.name for r in odd), text, _mend(odd, model_row))


def _kind(row: Row) -> str:
    return row.structure or row.fit.family


def _spread(row: Row) -> float:
    return abs(row.gain) if row.structure else row.spread


def _mend(odd: list[Row], usual: Row) -> str:
    if usual.structure in ("zeros", "constant"):
        return mending.constant(odd, usual.gain)
    family = usual.fit.family
    if not family:
        return ""
    named = next((law.size for law in usual.laws if law.family == family), size(family, usual.fit))
    return mending.like(odd, family, named)
