"""What holds in general: a page's cells under twenty other seeds, recorded beside the page.

`python -m initdocs_site.maintain.seeds [PAGE …]` runs them, prints what does not hold, and writes
`PAGE.seeds.json`: for each cell under how many seeds its output is another one, and for each
statement the seeds under which it does not hold.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from initdocs.cells import same_output
from initdocs_site import ROOT
from initdocs_site.labs import notebooks
from initdocs_site.page import compute, tasks
from initdocs_site.page.run import Outcome
from initdocs_site.page.scanner import scan
from initdocs_site.page.tried import Drawn, of_blocks, place

DOCS = ROOT / "docs"
SEEDS = 20
#: the share of the seeds under which a conclusion must hold
ENOUGH = 0.95


def read(path: Path) -> Drawn:
    """The page at a path below docs/, or the lab."""
    source = path.relative_to(DOCS).as_posix()
    if path.suffix == ".py":
        parts, names = notebooks.parts(path)
        return Drawn(source, parts, dict.fromkeys(names, (None, 0.0, True)))
    return of_blocks(source, scan(path.read_text("utf-8"))[0])


def tell(page: Drawn, shifts: Iterable[int]) -> dict[str, dict[str, Any]]:
    """For each cell the seeds under which it gives another output, and what failed under which."""
    told: dict[str, dict[str, Any]] = {
        name: {"differs": [], "fails": [], "statements": {}} for name in page.cells
    }
    for shift in shifts:
        results = Outcome.read(compute.result(tasks.page(page.source, page.parts, shift))).results
        for (name, (said, rtol, varies)), result in zip(page.cells.items(), results, strict=True):
            cell = told[name]
            if result.failure is not None:
                cell["fails"].append(shift)
            elif said is not None and not same_output(
                said, result.printed, rtol=rtol, varies=varies
            ):
                cell["differs"].append(shift)
            for statement in result.statements:
                failed = cell["statements"].setdefault(statement.text, [])
                if not statement.holds:
                    failed.append(shift)
    return told


def weak(told: dict[str, dict[str, Any]], seeds: int) -> list[str]:
    """What does not hold in general: statements, and cells whose output nothing is said of."""
    lines = []
    for name, cell in told.items():
        if cell["fails"]:
            lines.append(f"{name}: the cell fails under seeds {cell['fails']}")
        if cell["differs"] and not cell["statements"]:
            lines.append(f"{name}: another output under {len(cell['differs'])} seeds, and no holds")
        lines += [
            f"{name}: {seeds - len(failed)} of {seeds}: {text} (not under {failed})"
            for text, failed in cell["statements"].items()
            if seeds - len(failed) < ENOUGH * seeds
        ]
    return lines


def sources(names: Iterable[str] = ()) -> list[Path]:
    """The pages of those names below docs/, or all that hold cells; labs only by name."""
    named = [DOCS / (n if n.endswith(".py") else f"{n.removesuffix('.md')}.md") for n in names]
    pages_ = [p for p in sorted(DOCS.rglob("*.md")) if p.parent.name != "decisions"]
    return named or [p for p in pages_ if "```python live" in p.read_text("utf-8")]


def main(*names: str) -> int:
    """Run pages under other seeds, record what came of it, and tell what does not hold."""
    paths = sources(names)
    drawn = [read(path) for path in paths]
    shifts = range(1, SEEDS + 1)
    compute.prepare(
        tasks.page(page.source, page.parts, shift) for page in drawn for shift in shifts
    )
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - as the maintainer calls it
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    bad = 0
    for path, page in zip(paths, drawn, strict=True):
        told = tell(page, shifts)
        record = {
            "date": datetime.now(UTC).date().isoformat(),
            "commit": commit.stdout.strip(),
            "numpy": version("numpy"),
            "seeds": SEEDS,
            "code": page.code,
            "cells": {n: {**c, "differs": len(c["differs"])} for n, c in told.items()},
        }
        place(path).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
        for line in (lines := weak(told, SEEDS)):
            print(f"{page.source}: {line}")  # noqa: T201 - a command
        bad += len(lines)
    told_ = f"{bad} conclusions do not hold in general"
    print(f"{len(paths)} pages under {SEEDS} other seeds: {told_}")  # noqa: T201 - a command
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
