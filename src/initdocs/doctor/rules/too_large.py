"""Weights that multiply the signal's variance by more than any activation gives back."""

from collections.abc import Iterator

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model, is_embedding_perhaps
from initdocs.doctor.rows import Row

PAGE = "/guide/exploding-vanishing/"
WARN, FAIL = 12.0, 100.0


def rule(model: Model) -> Iterator[Finding]:
    """n·σ² above 12: warn; above 100: fail; where no norm follows. The head has its own rule."""
    head = model.head()
    found: dict[str, list[Row]] = {}
    for row in model.weights:
        unknown = row.kept is None or row.moments.finite < row.moments.count
        if row is head or row.norm_after or unknown or is_embedding_perhaps(row, model):
            continue
        assert row.kept is not None
        # of a few draws the mean square is uncertain by √(2/n)
        if row.kept > WARN * (1 + 4.5 * (2 / row.moments.count) ** 0.5):
            found.setdefault("fail" if row.kept > FAIL else "warn", []).append(row)
    for level, rows in found.items():
        ends = sorted(row.kept or 0 for row in rows)
        told = " to ".join(dict.fromkeys(f"{end:.3g}" for end in (ends[0], ends[-1])))
        text = f"n·σ² is {told}: each pass multiplies the variance by that"
        yield Finding(level, tuple(row.name for row in rows), text, mending.fresh(rows))
