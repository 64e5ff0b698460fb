"""Zero weights: one at a branch's end is a trick, two in series never move."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.layouts import split
from initdocs.doctor.rows import Row

PAGE = "/reference/bugs/#both-zero"
SCALES = ("norm scale", "layer scale")
#: so many norms whose scales are 0 are so by design
SEVERAL = 3


def rule(model: Model) -> Iterator[Finding]:
    """Two zeros in series: fail; one at a block's end, in the head or in a scale: note; else warn.

    Equal names up to an index are parallel, and so are zeros whose sizes do not fit together.
    """
    chain = [r for r in model.rows if r.is_weight or r.role in SCALES
             or (r.role == "parameter" and r.moments.count == 1)]  # fmt: skip
    scales = [r for r in chain if r.role == "norm scale"]
    if len(scales) >= SEVERAL and all(r.is_zero for r in scales):
        text = "every norm's scale is 0: it is meant as 1 + w in `forward`, or no signal passes"
        yield Finding("note", tuple(r.name for r in scales), text)
        chain = [r for r in chain if r not in scales]
    within = _enclosures(chain)
    blocked: dict[str, None] = {}
    firsts = []
    for first, second in pairwise(chain):
        if (
            first.is_zero
            and second.is_zero
            and within[first.name] == within[second.name]
            and _in_series(first, second, model)
        ):
            blocked |= {first.name: None, second.name: None}
            firsts.append(first)
    if firsts:
        text = "zero and in series: each one's gradient is a product with the other, so none moves"
        yield Finding("fail", tuple(blocked), text, mending.fresh(firsts))
    head = model.head()
    for kind in ("end", "scale", "inside"):
        rows = [r for r in chain if r.is_zero and r.name not in blocked
                and _kind(r, chain, within, head) == kind]  # fmt: skip
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


def _enclosures(chain: list[Row]) -> dict[str, str]:
    """The innermost module around each row that holds another row of the chain."""
    paths = {row.name: _path(row.name) for row in chain}
    counts = Counter(tuple(path[:n]) for path in paths.values() for n in range(len(path) + 1))
    found = {}
    for name, path in paths.items():
        held = [n for n in range(1, len(path) + 1) if counts[tuple(path[:n])] > 1]
        top = "" if path and path[0].isdigit() else block(name)
        found[name] = ".".join(path[: held[-1]]) if held else top
    return found


def _path(name: str) -> list[str]:
    return re.split(r"[./]", split(name)[0]) if split(name)[0] else []


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


def _kind(row: Row, chain: list[Row], within: dict[str, str], head: Row | None) -> str:
    if row.role in SCALES or row.moments.count == 1:
        return "scale"
    own = [r for r in chain if within[r.name] == within[row.name] and r.is_weight]
    after = own[own.index(row) + 1 :]
    return "end" if row is head or not after or all(r.is_zero for r in after) else "inside"
