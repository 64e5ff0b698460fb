"""A lab's table: what the paper says, what came out here, the ratio, and why they differ."""

from collections.abc import Iterable
from textwrap import wrap

#: a row: what is compared, the paper's number (None if it gives none), ours, and why
Row = tuple[str, float | None, float, str]
#: the width of a page's output, and what the reasons get at least
LINE, WHY = 88, 24


def comparison(rows: Iterable[Row]) -> str:
    """The rows as a table in plain text, with the ratio here / paper.

    >>> print(comparison([("top error, %", 33.82, 33.9, "as printed")]))
    what             paper     here    ratio  why
    top error, %     33.82     33.9     1.00  as printed
    """
    rows = list(rows)
    width = max(len("what"), *(len(row[0]) for row in rows)) + 1
    head = f"{'what':{width}} {'paper':>8} {'here':>8} {'ratio':>8}  why"
    lines = [head]
    for what, paper, here, why in rows:
        ratio = f"{here / paper:.2f}" if paper else ""
        told = wrap(why, max(WHY, LINE - width - 29)) or [""]
        shown = "" if paper is None else _number(paper)
        lines.append(f"{what:{width}} {shown:>8} {_number(here):>8} {ratio:>8}  {told[0]}")
        lines += [" " * (width + 29) + more for more in told[1:]]
    return "\n".join(lines)


def _number(value: float) -> str:
    """Four digits; a measured number keeps its point, also where it happens to be whole."""
    text = f"{value:.4g}"
    if len(text) > 8:
        text = f"{value:.3g}"
    return text + ".0" if isinstance(value, float) and text.lstrip("-").isdigit() else text
