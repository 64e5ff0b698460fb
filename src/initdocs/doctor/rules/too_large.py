"""Weights that multiply the signal's variance by more than any activation gives back."""

from collections.abc import Iterator

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model, is_embedding_perhaps

PAGE = "/guide/exploding-vanishing/"
WARN, FAIL = 12.0, 100.0


def rule(model: Model) -> Iterator[Finding]:
    """n·σ² above 12: warn; above 100: fail; where no norm follows. The head has its own rule."""
    head = model.head()
    for row in model.weights:
        unknown = row.kept is None or row.moments.finite < row.moments.count
        if row is head or row.norm_after or unknown or is_embedding_perhaps(row, model):
            continue
        assert row.kept is not None
        # of a few draws the mean square is uncertain by √(2/n)
        if row.kept > WARN * (1 + 4.5 * (2 / row.moments.count) ** 0.5):
            level = "fail" if row.kept > FAIL else "warn"
            text = f"n·σ² is {row.kept:.3g}: each pass multiplies the variance by that"
            yield Finding(level, (row.name,), text, mending.fresh([row]))
