"""The scale of a normalization is 1, or drawn around 1; drawn around 0 it takes the signal away."""

from collections.abc import Iterator
from math import sqrt

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model

PAGE = "/beyond/normalization/"
#: of so many values the mean tells with certainty
ENOUGH = 100


def rule(model: Model) -> Iterator[Finding]:
    """A scale that varies, and whose mean is within 5 standard errors of 0."""
    for row in model.rows:
        of = row.moments
        if row.role != "norm scale" or row.structure or of.finite < max(of.count, 8):
            continue
        if abs(of.mean) < 5 * of.std / sqrt(of.count):
            level = "fail" if of.count >= ENOUGH else "warn"
            text = f"a norm's scale is drawn around 0 (mean {of.mean:.2g}, std {of.std:.2g}), not 1"
            yield Finding(level, (row.name,), text, mending.constant([row], 1))
