"""A bias that outweighs every signal."""

from collections.abc import Iterator

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model

PAGE = "/reference/initializers/constants/"
WARN, FAIL = 10.0, 50.0


def rule(model: Model) -> Iterator[Finding]:
    """|b| above 10: warn; above 50: fail."""
    for row in model.rows:
        largest = max(abs(row.moments.least), abs(row.moments.most))
        # what was never written has a rule of its own
        if row.role in ("bias", "norm shift") and WARN < largest <= 1e6:
            level = "fail" if largest > FAIL else "warn"
            text = f"a bias of {largest:.3g}, beside which no signal counts"
            yield Finding(level, (row.name,), text, mending.constant([row], 0))
