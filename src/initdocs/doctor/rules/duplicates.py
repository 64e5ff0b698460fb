"""The same numbers twice: a layer that was copied, a seed that was used again."""

from collections.abc import Iterator

import numpy as np

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.laws import FEWEST
from initdocs.doctor.rows import Row

PAGE = "/reference/bugs/#identical-layers"
#: so many first values in proportion are no accident
FIRST = 16
#: structures that are drawn: two draws of one are never equal
DRAWN = ("orthogonal", "delta_orthogonal", "convolutional_orthogonal", "looks_linear")


def rule(model: Model) -> Iterator[Finding]:
    """Equal tensors, or equal but for a factor: warn. A tied embedding and head: note.

    What lies in one place under several names is one tensor: a note, where a model is at hand.
    """
    drawn = [row for row in model.rows if _is_drawn(row)]
    shared = _in_one_place(drawn)
    if shared:
        text = "one tensor each under several names: the modules are shared"
        yield Finding("note", _names([row for group in shared for row in group]), text)
    again = {row.name for group in shared for row in group[1:]}
    drawn = [row for row in drawn if row.name not in again]
    groups = _equal(drawn)
    tied = [g for g in groups if len(g) == 2 and "embedding" in {row.role for row in g}]
    for group in tied:
        text = "one matrix under two names, as a tied embedding and head have it"
        yield Finding("note", _names(group), text)
    copies = [group for group in groups if group not in tied]
    for count in sorted({len(group) for group in copies}):
        same = [group for group in copies if len(group) == count]
        rows = [row for group in same for row in group]
        text = f"{count} tensors start with the same values"
        if len(same) > 1:
            text = f"{len(same)} times {text}: a layer was copied, or a seed was used again"
        yield Finding("warn", _names(rows), text, mending.again([r for g in same for r in g[1:]]))
    told = {row.name for group in groups for row in group}
    for group in _proportional([row for row in drawn if row.name not in told]):
        text = "the same numbers but for a factor: they were drawn from one seed"
        yield Finding("warn", _names(group), text, mending.again(group[1:]))


def _in_one_place(rows: list[Row]) -> list[list[Row]]:
    """Rows whose values are the same memory."""
    places: dict[tuple[int, tuple[int, ...]], list[Row]] = {}
    for row in rows:
        place = int(row.array.__array_interface__["data"][0])
        places.setdefault((place, row.shape), []).append(row)
    return [group for group in places.values() if len(group) > 1]


def _is_drawn(row: Row) -> bool:
    of = row.moments
    return (
        # a table that is computed is the same in every block
        (row.structure in DRAWN if row.structure else bool(row.fit.families))
        and of.finite == of.count >= FEWEST
        and row.array.dtype.kind == "f"
        and row.role not in ("buffer", "norm scale")
    )


def _names(rows: list[Row]) -> tuple[str, ...]:
    return tuple(row.name for row in rows)


def _start(row: Row) -> np.ndarray:
    return row.array.reshape(-1)[:FIRST].astype(np.float64)


def _equal(rows: list[Row]) -> list[list[Row]]:
    alike: dict[tuple[tuple[int, ...], bytes], list[Row]] = {}
    for row in rows:
        alike.setdefault((row.shape, _start(row).tobytes()), []).append(row)
    groups = ([r for r in g if np.array_equal(r.array, g[0].array)] for g in alike.values())
    return [group for group in groups if len(group) > 1]


def _proportional(rows: list[Row]) -> list[list[Row]]:
    """Groups whose first values are one another's multiples, told by their place of largest."""
    alike: dict[int, list[list[Row]]] = {}
    for row in rows:
        start = _start(row)
        groups = alike.setdefault(int(np.abs(start).argmax()), [])
        for group in groups:
            first = _start(group[0])
            factor = float(first @ start / (first @ first))
            if np.abs(start - factor * first).max() < 1e-3 * np.abs(start).max():
                group.append(row)
                break
        else:
            groups.append([row])
    return [group for groups in alike.values() for group in groups if len(group) > 1]
