"""The tables in what a cell prints: lines that stand in columns below a head."""

import re
from dataclasses import dataclass

from initdocs.cells.outputs import NUMBER

#: letters that a phone shows beside each other, and those that the edge of a column takes
PHONE, GAP = 44, 2
#: lines beyond which an output is a log, and is shown as it is
LONGEST = 200
_GAP = re.compile(r" {2,}")
#: a line that goes on with the row above it: words, four blanks in
_NOTE = re.compile(r" {4}\S(?!.* {2})")
#: a number alone in its cell, with a unit or its like beside it
_ALONE = re.compile(rf"(?:{NUMBER.pattern}|[-+]?inf|nan)[ ]?[%×]?", re.VERBOSE)


@dataclass(frozen=True)
class Table:
    """A table: the names of its columns, its rows, and words below a row where there are any."""

    head: list[str]
    rows: list[list[str]]
    notes: list[str]
    #: of each column whether it holds numbers alone
    numbers: list[bool]
    #: whether it is too wide for a phone
    wide: bool


def columns(text: str) -> list[str | Table]:
    r"""The parts of an output, in order: lines of text, and tables; without a table, nothing.

    A table is a head and at least two rows whose columns are parted by two blanks or more in
    every line. Each row begins with words or a number of its own and has a number further on, and
    in no column it says what the head says but for the digits. What is four blanks in, and has no
    columns, belongs to the row above it.

    >>> columns("layer  size\n    1  0.43\n    2  0.48\ndone")[0].rows
    [['1', '0.43'], ['2', '0.48']]
    >>> columns("two  words\nand  more")
    []
    """
    lines = text.rstrip().split("\n")
    if len(lines) > LONGEST or re.search(r"[\r\x08\x1b\t]", text):
        return []
    parts: list[str | Table] = []
    at = 0
    while at < len(lines):
        table, end = _table(lines, at)
        if table:
            parts.append(table)
        elif parts and isinstance(parts[-1], str):
            parts[-1] += f"\n{lines[at]}"
        else:
            parts.append(lines[at])
        at = end
    parts = [part for part in parts if isinstance(part, Table) or part.strip()]
    return parts if any(isinstance(part, Table) for part in parts) else []


def _table(lines: list[str], at: int) -> tuple[Table | None, int]:
    """The table whose head is the line at that place, if there is one, and where it ends."""
    head = lines[at]
    named = len(_GAP.split(head.strip()))
    # a head that is set in may leave its first column without a name
    counts = {named, named + 1} if head.startswith("  ") else {named}
    rows: list[str] = []
    notes: list[str] = []
    end = at + 1
    for line in lines[at + 1 :]:
        if rows and _NOTE.match(line):
            notes[-1] = f"{notes[-1]} {line.strip()}".strip()
        elif _is_row(_cells(line, _gaps([head, *rows, line])), counts):
            rows.append(line)
            notes.append("")
        else:
            break
        end += 1
    gaps = _gaps([head, *rows])
    names = _cells(head, gaps)
    cells = [_cells(row, gaps) for row in rows]
    if len(rows) < 2 or any(_alike(names, row) for row in cells):
        return None, at + 1
    numbers = [
        all(not cell or _ALONE.fullmatch(cell) is not None for cell in column)
        for column in zip(*cells, strict=True)
    ]
    words = [" ".join(column).split() for column in zip(names, *cells, strict=True)]
    wide = sum(max(map(len, column)) + GAP for column in words) > PHONE
    return Table(names, cells, notes, numbers, wide), end


def _is_row(cells: list[str], counts: set[int]) -> bool:
    several = len(cells) in counts and len(cells) > 1
    return several and cells[0] != "" and any(NUMBER.search(cell) for cell in cells[1:])


def _alike(names: list[str], row: list[str]) -> bool:
    """Whether a head is but one more row: some column says the same in both, but for the digits."""
    words = ([NUMBER.sub("#", cell) for cell in cells] for cells in (names, row))
    return any(a == b != "" for a, b in zip(*words, strict=True))


def _gaps(lines: list[str]) -> list[tuple[int, int]]:
    """Where two columns of letters or more are blank in every line, between what is not."""
    width = max(map(len, lines))
    used = "".join(
        "x" if any(line[i : i + 1].strip() for line in lines) else " " for i in range(width)
    )
    edge = len(used) - len(used.lstrip())
    return [match.span() for match in _GAP.finditer(used.rstrip()) if match.start() >= edge > -1]


def _cells(line: str, gaps: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(line)]
    return [line[a:b].strip() for a, b in zip(starts, ends, strict=True)]
