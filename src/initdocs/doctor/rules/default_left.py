"""Tensors that still have the framework's default, where the others were given a law."""

from collections.abc import Iterator

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.rows import Row

PAGE = "/reference/frameworks/#the-defaults"
#: more than so large a share is no oversight
SHARE = 1 / 3


def rule(model: Model) -> Iterator[Finding]:
    """At most a third of the weights with PyTorch's default, the others without: note."""
    told = [row for row in model.weights if row.laws or row.structure]
    left = [row for row in told if is_default(row)]
    if left and len(left) <= SHARE * len(told) and len(told) >= 3:
        text = f"PyTorch's default, where {len(told) - len(left)} weights were given another law"
        mend = mending.fresh(left)
        yield Finding("note", tuple(row.name for row in left), text, mend)


def is_default(row: Row) -> bool:
    """Whether nothing but PyTorch's default fits."""
    return bool(row.laws) and row.framework == "PyTorch" and all(
        law.title.startswith("PyTorch's") for law in row.laws
    )  # fmt: skip
