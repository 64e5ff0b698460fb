"""LayerScale starts small, so that a deep stack starts as its skip connections."""

from collections.abc import Iterator

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model

PAGE = "/beyond/residual/"
#: from so many layers on a scale of 1 is one that something reset
LAYERS = 18


def rule(model: Model) -> Iterator[Finding]:
    """Scales of 1 or more in 18 layers or more: warn."""
    for group in model.siblings:
        rows = [row for row in group if row.role == "layer scale" and row.moments.least >= 1]
        if len(rows) >= LAYERS:
            text = f"{len(rows)} layer scales start at 1 or more; deep models take 1e-5"
            yield Finding(
                "warn", tuple(row.name for row in rows), text, mending.constant(rows, 1e-5)
            )
