"""A report as Markdown: for an issue, a review, a message."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from initdocs.doctor import folding
from initdocs.doctor.findings import LEVELS

Told = Mapping[str, Any]
#: so many names stand in a finding
FEW = 5


def summary(told: Told) -> str:
    """The counts of a report in a line: tensors, values, findings by level."""
    rows = told.get("tensors", told)["rows"]
    count = sum(prod(row["shape"]) for row in rows)
    levels = [finding["level"] for finding in told["findings"]]
    counts = [(levels.count(level), level) for level in reversed(LEVELS)]
    found = ", ".join(_count(n, level) for n, level in counts if n) or "no findings"
    nodes = f"{_count(len(told['nodes']), 'function')}, " if "nodes" in told else ""
    return f"{nodes}{_count(len(rows), 'tensor')}, {_count(count, 'value')}: {found}"


def _count(n: int, what: str) -> str:
    # a level is no noun, but a note is
    return f"{n:,} {what}" if n == 1 or what in ("fail", "warn") else f"{n:,} {what}s"


def markdown(told: Told) -> str:
    """The findings as a list, with their code, and the tensors as a table of folded lines.

    >>> from initdocs.doctor import tensors
    >>> import json, numpy as np
    >>> report = tensors({"fc.weight": np.full((3, 4), np.nan)})
    >>> print(markdown(json.loads(report.to_json())).splitlines()[0])
    **fail**: 1 tensor, 12 values: 1 fail
    """
    rows = told.get("tensors", told)["rows"]
    lines = [f"**{told['verdict']}**: {summary(told)}", ""]
    for finding in told["findings"]:
        lines.append(f"- **{finding['level']}, {finding['rule']}**: {finding['text']}")
        lines.append(f"    - {_names(finding['where'])}")
        if finding["mend"]:
            code = finding["mend"].replace("\n", "\n      ")
            lines += ["", "      ```python", f"      {code}", "      ```", ""]
    lines += ["", "| tensors | shape | n·σ² | law |", "| --- | --- | --- | --- |"]
    lines += [_line(name, of) for name, of in folding.folded(rows)]
    return "\n".join(lines)


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(f"`{name}`" for name in names[:FEW]) + more


def _line(name: str, rows: Sequence[Told]) -> str:
    times = f" × {len(rows)}" if len(rows) > 1 else ""
    ends = folding.kept(rows)
    kept = "" if ends is None else " to ".join(dict.fromkeys(f"{end:.3g}" for end in ends))
    law = folding.laws(rows).replace("|", "\\|")
    return f"| `{name}`{times} | {folding.shapes(rows)} | {kept} | {law} |"
