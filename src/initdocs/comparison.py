"""A lab's table: what the paper says, what came out here, and by which rule the two agree.

The verdict is read off the table. A rule is a text that stands in it:

- `within 1.2`: the ratio here / paper lies between 1/1.2 and 1.2;
- `above 1`, `below 1`: the paper and we lie on the same side of the number (an order of two things
  is their ratio, above or below 1);
- empty: the row is told, and not judged.
"""

from collections.abc import Iterable
from textwrap import wrap

#: a row: what is compared, the paper's number (None if it gives none), ours, the rule, and why
Row = tuple[str, float | None, float, str, str]
RULES = ("within", "above", "below")
#: how the line with the verdict begins
VERDICT = "Verdict: "
#: the width to which reasons are broken
LINE = 72


def holds(row: Row) -> bool | None:
    """Whether a row agrees with the paper by its rule; None if it has no rule.

    Errors: a `ValueError` for another rule, or one that the paper's own number breaks.

    >>> holds(("top error, %", 33.82, 33.9, "within 1.01", ""))
    True
    >>> holds(("order", None, 0.9, "above 1", ""))
    False
    """
    what, paper, here, rule, _ = row
    if not rule:
        return None
    kind, _, number = rule.partition(" ")
    try:
        bound = float(number)
        if kind not in RULES or (kind == "within" and not (bound >= 1 and paper)):
            raise ValueError  # noqa: TRY301 - one message for all that is wrong with a rule
    except ValueError:
        msg = f"rule of {what!r}: got {rule!r}, allowed: '', 'within F' of a number, F from 1 on, "
        raise ValueError(msg + "'above X', 'below X'") from None
    if kind == "within":
        assert paper
        return 1 / bound <= here / paper <= bound
    sides = [value > bound if kind == "above" else value < bound for value in (here, paper)
             if value is not None]  # fmt: skip
    if not all(sides[1:]):
        msg = f"rule of {what!r}: got {rule!r}, allowed: one that the paper's {paper:g} keeps"
        raise ValueError(msg)
    return sides[0]


def verdict(rows: Iterable[Row]) -> str:
    """How many of the judged rows hold, and which do not.

    >>> rows = [("a", 1.0, 1.1, "within 1.2", ""), ("the order of b, c *", None, 3, "below 1", "")]
    >>> verdict(rows)
    'reproduced in 1 of 2 rows; not: the order of b, c'
    """
    judged = [(row[0].removesuffix(" *"), held) for row in rows if (held := holds(row)) is not None]
    lost = [what for what, held in judged if not held]
    if not judged:
        return "nothing is judged"
    if not lost:
        return f"reproduced in all of {len(judged)} rows"
    if len(lost) == len(judged):
        return f"not reproduced in any of {len(judged)} rows"
    return f"reproduced in {len(judged) - len(lost)} of {len(judged)} rows; not: {'; '.join(lost)}"


def comparison(rows: Iterable[Row]) -> str:
    """The rows as a table in plain text, each with its reason below it, and the verdict.

    >>> print(comparison([("top error, %", 33.82, 33.9, "within 1.01", "as printed")]))
    what              paper      here    ratio  rule         holds
    top error, %      33.82      33.9     1.00  within 1.01  yes
        as printed
    <BLANKLINE>
    Verdict: reproduced in all of 1 rows
    """
    rows = list(rows)
    width = max(len("what"), *(len(row[0]) for row in rows)) + 1
    long = max(len("rule"), *(len(row[3]) for row in rows))
    lines = [f"{'what':{width}} {'paper':>9} {'here':>9} {'ratio':>8}  {'rule':{long}}  holds"]
    for row in rows:
        what, paper, here, rule, why = row
        ratio = f"{here / paper:.2f}" if paper else ""
        shown = "" if paper is None else _number(paper)
        held = {True: "yes", False: "no", None: ""}[holds(row)]
        line = f"{what:{width}} {shown:>9} {_number(here):>9} {ratio:>8}  {rule:{long}}  {held}"
        lines.append(line.rstrip())
        lines += [f"    {part}" for part in wrap(why, LINE)]
    return "\n".join([*lines, "", VERDICT + verdict(rows)])


def _number(value: float) -> str:
    """Four digits; a measured number keeps its point, also where it happens to be whole."""
    text = f"{value:.4g}"
    if len(text) > 8:
        text = f"{value:.3g}"
    return text + ".0" if isinstance(value, float) and text.lstrip("-").isdigit() else text
