"""Zero weights: one at a branch's end is a trick, two in series never move."""

import re
from collections.abc import Iterator
from itertools import pairwise

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.rows import Row

PAGE = "/reference/bugs/#both-zero"
SCALES = ("norm scale", "layer scale")


def rule(model: Model) -> Iterator[Finding]:
    """Two zeros in series: fail; one at a block's end, in the head or in a scale: note; else warn.

    Equal names up to an index are parallel, and so are zeros whose sizes do not fit together.
    """
    chain = [r for r in model.rows if r.is_weight or r.role in SCALES
             or (r.role == "parameter" and r.moments.count == 1)]  # fmt: skip
    blocked: set[str] = set()
    for first, second in pairwise(chain):
        if first.is_zero and second.is_zero and _in_series(first, second, model):
            blocked |= {first.name, second.name}
            text = (
                "zero and in series: each one's gradient is a product with the other, so none moves"
            )
            yield Finding("fail", (first.name, second.name), text, mending.fresh([first]))
    head = model.head()
    for kind in ("end", "scale", "inside"):
        rows = [r for r in chain if r.is_zero and r.name not in blocked
                and _kind(r, chain, head) == kind]  # fmt: skip
        if rows:
            told = {
                "end": "zero, at a block's end or in the head: it starts as if it were not there",
                "scale": "a scale of zero: its branch starts as if it were not there",
                "inside": "zero weights inside a block: what stands before them gets no gradient",
            }[kind]
            level = "warn" if kind == "inside" else "note"
            mend = mending.fresh(rows) if kind == "inside" else ""
            yield Finding(level, tuple(r.name for r in rows), told, mend)


def block(name: str) -> str:
    """The innermost block of a name: up to its last index, else the module around its module."""
    found = list(re.finditer(r"[./]\d+[./]", f".{name}"))
    return name[: found[-1].end() - 2] if found else re.split(r"[./]", name)[0]


def _in_series(first: Row, second: Row, model: Model) -> bool:
    if block(first.name) != block(second.name) and not _next_to(first, second):
        return False
    if re.sub(r"\d+", "", first.name) == re.sub(r"\d+", "", second.name) and (
        first.role in SCALES or second.role in SCALES
    ):
        return False
    start, stop = (model.rows.index(r) for r in (first, second))
    if any(
        r.role in ("bias", "norm shift") and not r.is_zero for r in model.rows[start + 1 : stop]
    ):
        return False
    if first.is_weight and second.is_weight:
        assert first.fans is not None
        assert second.fans is not None
        window = max(second.array.ndim - 2, 0)
        inputs = second.fans[0] if not window else second.shape[1]
        outputs = first.fans[1] if first.array.ndim == 2 else first.shape[0]
        return outputs == inputs
    return True


def _next_to(first: Row, second: Row) -> bool:
    """Whether two weights follow each other in one list of layers, as 0.weight and 2.weight do."""
    pattern = r"^(.*?)(\d+)[./][^./]+$"
    one, two = re.match(pattern, first.name), re.match(pattern, second.name)
    return bool(one and two and one[1] == two[1] and 0 < int(two[2]) - int(one[2]) <= 4)


def _kind(row: Row, chain: list[Row], head: Row | None) -> str:
    if row.role in SCALES or row.moments.count == 1:
        return "scale"
    own = [r for r in chain if block(r.name) == block(row.name) and r.is_weight]
    after = own[own.index(row) + 1 :]
    return "end" if row is head or not after or all(r.is_zero for r in after) else "inside"
