"""What is recorded of a page under other seeds (`maintain.seeds` records it), of the code it is of.

Where the code has changed since, nothing is said: blank, not stale.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from initdocs_site.page import pages
from initdocs_site.page.scanner import Block


@dataclass(frozen=True)
class Tried:
    """Under how many other seeds each statement of a cell held, of how many."""

    seeds: int
    held: dict[str, int]


@dataclass(frozen=True)
class Drawn:
    """A page as it is run: its code, and for each cell its name and what it is said to print."""

    source: str
    parts: list[list[str]]
    cells: dict[str, tuple[str | None, float, bool]]

    @property
    def code(self) -> str:
        """A hash of the code."""
        return hashlib.sha256(json.dumps(self.parts).encode()).hexdigest()[:16]


def of_blocks(source: str, blocks: list[Block]) -> Drawn:
    """A page whose blocks are known."""
    cells = {
        name: (cell.output.body if cell.output else None, cell.rtol, cell.varies)
        for name, cell in zip(pages.names(source, blocks), pages.cells(blocks), strict=True)
    }
    parts = [[b.kind, b.body] for b in blocks if b.kind in ("live", "holds")]
    return Drawn(source, parts, cells)


def place(path: Path) -> Path:
    """Where the record of a page is kept."""
    return path.with_suffix(".seeds.json")


def load(path: Path) -> dict[str, Any] | None:
    """The record of a page, if it has one."""
    at = place(path)
    return json.loads(at.read_text("utf-8")) if at.is_file() else None


def of_cell(path: Path | None, name: str, blocks: list[Block]) -> Tried | None:
    """What is recorded of a cell, if it is of the code that stands in `blocks`."""
    record = load(path) if path else None
    if record is None or record["code"] != of_blocks("", blocks).code:
        return None
    if name not in record["cells"]:
        return None
    seeds = record["seeds"]
    statements = record["cells"][name]["statements"]
    return Tried(seeds, {text: seeds - len(failed) for text, failed in statements.items()})
