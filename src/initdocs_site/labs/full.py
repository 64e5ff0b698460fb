"""A lab at full size: run once by `make full LAB=NAME`, its rows recorded beside the lab.

A lab that has a full size says `FULL = False` in its first cell. The record carries the date, the
versions and the command, and a hash of the code that gave it: a test tells when that has changed.
"""

import hashlib
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from textwrap import indent
from typing import Any

from initdocs.cells.columns import Table, columns
from initdocs.comparison import comparison
from initdocs_site import ROOT
from initdocs_site.labs import notebooks

SWITCH = "FULL = False"
FOLDER = ROOT / "docs" / "labs"


def code(path: Path) -> dict[str, str]:
    """The code cells of a lab by id, switched to full size."""
    cells = [c for c in notebooks.cells(path) if c.metadata["id"] != "try-it"]
    found = {str(c.metadata["id"]): str(c.source) for c in cells}
    if sum(source.count(SWITCH) for source in found.values()) != 1:
        msg = f"lab: {path.stem} has no full size, allowed: one with a line {SWITCH!r}"
        raise ValueError(msg)
    return {name: source.replace(SWITCH, "FULL = True") for name, source in found.items()}


def digest(cells: dict[str, str]) -> str:
    """What the result of a lab depends on, as a hash: its code."""
    return hashlib.sha256("\n".join(cells.values()).encode()).hexdigest()


def place(path: Path) -> Path:
    """Where the record of a lab is kept."""
    return path.parent / "full" / f"{path.stem}.json"


def load(path: Path) -> dict[str, Any] | None:
    """The record of a lab, if it has one."""
    record = place(path)
    return json.loads(record.read_text("utf-8")) if record.exists() else None


def run(path: Path) -> dict[str, Any]:
    """Run a lab at full size, and return its record."""
    import matplotlib as mpl  # noqa: PLC0415 - the backend is chosen first

    mpl.use("Agg")
    cells = code(path)
    started = time.monotonic()
    space: dict[str, Any] = {"__name__": "__main__"}
    for source in cells.values():
        exec(source, space)  # noqa: S102 - a lab of our own
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "initdocs": version("initdocs"),
        "numpy": version("numpy"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "command": f"make full LAB={path.stem}",
        "code": digest(cells),
        "rows": space["rows"],
    }


def markdown(record: dict[str, Any]) -> str:
    """The record as it stands below the table of its lab."""
    printed = comparison(record["rows"])
    # a single row is no table to `columns`
    parts = columns(printed) or [f"```text\n{printed}\n```"]
    return (
        f'!!! note "At full size"\n'
        f"    Recorded on {record['date']} with initdocs {record['initdocs']}, NumPy "
        f"{record['numpy']} and Python {record['python']}, in {record['minutes']} minutes on "
        f"{record['cores']} cores, by `{record['command']}`.\n\n"
    ) + indent("\n\n".join(_table(p) if isinstance(p, Table) else p.strip() for p in parts), "    ")


def _table(table: Table) -> str:
    """The table in Markdown, with its notes below what they belong to."""
    edge = ["---:" if number else "---" for number in table.numbers]
    noted = (
        [f"{row[0]}<br><small>{note}</small>" if note else row[0], *row[1:]]
        for row, note in zip(table.rows, table.notes, strict=True)
    )
    lines = ([cell.replace("|", "\\|") for cell in line] for line in (table.head, edge, *noted))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(name: str = "") -> None:
    """Run the lab of that name and keep its record."""
    path = FOLDER / f"{name}.py"
    if not path.exists():
        known = sorted(p.stem for p in FOLDER.glob("*.py") if SWITCH in p.read_text("utf-8"))
        msg = f"lab: got {name!r}, allowed: {', '.join(known)}"
        raise ValueError(msg)
    record = run(path)
    place(path).parent.mkdir(exist_ok=True)
    place(path).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
