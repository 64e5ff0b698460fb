"""Hundreds of tensors as twenty lines: those that play one part, in whatever block and stage."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Told = Mapping[str, Any]
#: so many laws of a group are named
MOST = 3


def key(row: Told) -> str:
    """What a row of a report has in common with its like: its name without indices.

    A component that is a number is an index, and one that ends in a number before it a stage. The
    buffers of norms are one line for all norms.

    >>> key({"name": "layer2.0.conv1.weight", "role": "convolution"})
    'layer*.*.conv1.weight'
    >>> key({"name": "layer2.0.bn1.running_mean", "role": "buffer"})
    '….running_mean'
    """
    parts = re.split(r"[./]", row["name"])
    if row["role"] == "buffer":
        return f"….{parts[-1]}"
    join = "/" if "/" in row["name"] else "."
    return join.join(
        "*" if part.isdigit()
        else re.sub(r"\d+$", "*", part) if after.isdigit() else part
        for part, after in zip(parts, [*parts[1:], ""], strict=True)
    )  # fmt: skip


def folded(rows: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    """The rows by what they have in common, in the order of the first of each."""
    groups: dict[str, list[Told]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return [(name if len(of) > 1 else of[0]["name"], of) for name, of in groups.items()]


def laws(rows: Sequence[Told]) -> str:
    """The laws of a group, the commonest first, with how many have each.

    By chance more names fit one tensor than another: what fits all of them is what they share.

    >>> both, one = {"law": "He or 0.1", "laws": [{"title": "He"}, {"title": "0.1"}]}, {
    ...     "law": "He", "laws": [{"title": "He"}]}
    >>> laws([both, one])
    'He'
    """
    left = list(rows)
    told: list[tuple[str, int]] = []
    while left and len(told) < MOST:
        counts = Counter(name for row in left for name in dict.fromkeys(_names(row)))
        most = max(counts.values())
        shared = [name for name, count in counts.items() if count == most]
        first = shared[0]
        covered = [row for row in left if first in _names(row)]
        # names that fit just these
        names = [n for n in shared if all(n in _names(row) for row in covered)]
        told.append((" or ".join(names), len(covered)))
        left = [row for row in left if first not in _names(row)]
    if len(told) == 1 and not left:
        return told[0][0]
    rest = [f"{len(left)} others"] if left else []
    return ", ".join([f"{law} ({count})" for law, count in told] + rest)


def _names(row: Told) -> list[str]:
    return [law["title"] for law in row["laws"]] or [row["law"]]


def shapes(rows: Sequence[Told]) -> str:
    """The shape of a group, or its smallest and its largest.

    >>> shapes([{"shape": [64, 3]}, {"shape": [128, 64]}])
    '64×3 to 128×64'
    """
    found = sorted({tuple(row["shape"]) for row in rows}, key=lambda s: (len(s), s))
    told = ["×".join(map(str, shape)) or "scalar" for shape in found]
    return told[0] if len(told) == 1 else f"{told[0]} to {told[-1]}"


def kept(rows: Sequence[Told]) -> tuple[float, float] | None:
    """The least and the largest n·σ² of a group, None where nothing is summed."""
    found = [row["kept"] for row in rows if row["kept"] is not None]
    return (min(found), max(found)) if found else None


def pooled(rows: Sequence[Told]) -> Told | None:
    """The strips of a group as one, each on its own scale: those of the commonest law."""
    common = Counter(name for row in rows for name in dict.fromkeys(_names(row)))
    law = common.most_common(1)[0][0]
    strips = [row["strip"] for row in rows if row.get("strip") and law in _names(row)]
    if not strips:
        strips = [row["strip"] for row in rows if row.get("strip")][:1]
    if not strips:
        return None
    known = all(strip["law"] for strip in strips)
    return {
        "counts": [sum(bins) for bins in zip(*(s["counts"] for s in strips), strict=True)],
        "law": [sum(bins) for bins in zip(*(s["law"] for s in strips), strict=True)]
        if known else None,
    }  # fmt: skip
