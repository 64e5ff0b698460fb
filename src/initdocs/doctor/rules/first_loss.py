"""A head that starts sure of nonsense: logits of a large spread, a first loss far above ln C."""

from collections.abc import Iterator
from math import sqrt

import numpy as np

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model

PAGE = "/reference/bugs/#first-loss"
WARN, FAIL = 1.5, 4.0


def rule(model: Model) -> Iterator[Finding]:
    """σ√fan_in of the head above 1.5: warn; above 4: fail, a tied one at most warn."""
    head = model.head()
    if head is None or head.norm_after or head.kept is None or head.activation:
        return
    spread = sqrt(head.kept)
    if not np.isfinite(spread) or spread <= WARN * (1 + 4.5 / sqrt(2 * head.moments.count)):
        return
    tied = any(
        row.role == "embedding"
        and row.shape == head.shape
        and np.array_equal(row.array, head.array)
        for row in model.rows
    )
    level = "fail" if spread > FAIL and not tied else "warn"
    text = (
        f"the head gives inputs of variance 1 logits of the deviation {spread:.3g}"
        + (", tied with an embedding: if `forward` scales them, this is no error" if tied else "")
    )  # fmt: skip
    assert head.fans is not None
    yield Finding(level, (head.name,), text, mending.normal([head], 1 / sqrt(head.fans[0])))
