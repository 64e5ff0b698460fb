"""What a page's blocks are to each other, and whether its cells give what it says they give."""

import re
from dataclasses import dataclass

from initdocs.cells import RTOL, same_output
from initdocs_site.page import compute, tasks
from initdocs_site.page.run import RUN, Outcome, Result
from initdocs_site.page.scanner import Block, Problem


@dataclass(frozen=True)
class Cell:
    """A live cell, the output fence that follows it, and what the page says of it, if it does."""

    code: Block
    output: Block | None = None
    holds: Block | None = None

    @property
    def rtol(self) -> float:
        """The relative tolerance for numbers in this cell's output."""
        return float(self.output.options.get("rtol", RTOL)) if self.output else RTOL

    @property
    def varies(self) -> bool:
        """Whether the digits of the output may be any: they depend on rounding."""
        return self.output is not None and self.output.kind == "varies"


def cells(blocks: list[Block]) -> list[Cell]:
    """Pair each live cell with its output and with what the page says of it."""
    found = []
    for at, block in enumerate(blocks):
        if block.kind == "live":
            parts = {b.kind: b for b in _following(blocks[at + 1 : at + 3])}
            output = parts.get("output") or parts.get("varies")
            found.append(Cell(block, output, parts.get("holds")))
    return found


def _following(blocks: list[Block]) -> list[Block]:
    """Those of two blocks that belong to the cell before them."""
    if blocks and blocks[0].kind in ("output", "varies"):
        return blocks if blocks[1:] and blocks[1].kind == "holds" else blocks[:1]
    return blocks[:1] if blocks and blocks[0].kind == "holds" else []


@dataclass(frozen=True)
class Exercise:
    """The parts of an exercise."""

    starter: Block
    check: Block
    solution: Block
    hints: list[Block]


def exercises(blocks: list[Block]) -> list[Exercise]:
    """The exercises of a page whose blocks the scanner has found in order."""
    found: list[Exercise] = []
    for i, block in enumerate(blocks):
        if block.kind == "starter":
            found.append(Exercise(block, blocks[i + 1], blocks[i + 2], []))
        elif block.kind == "hint":
            found[-1].hints.append(block)
    return found


def names(source: str, blocks: list[Block]) -> list[str]:
    """The stable names of a page's cells: their ids, or the page's name and a number."""
    slug = re.sub(r"\W+", "-", source.removesuffix(".md").removesuffix("/index"))
    return [
        cell.code.options.get("id", f"{slug}-{i}") for i, cell in enumerate(cells(blocks), start=1)
    ]


def code(blocks: list[Block]) -> list[Block]:
    """The blocks of a page that are run."""
    return [block for block in blocks if block.kind in RUN]


def run_page(source: str, blocks: list[Block]) -> tuple[list[Result], list[Problem]]:
    """Run all cells of a page and try its exercises, or take what came of it before.

    Returns a result for each cell, and what is wrong with the exercises.
    """
    runs = code(blocks)
    if not runs:
        return [], []
    task = tasks.page(source, [[b.kind, b.body] for b in runs])
    found = Outcome.read(compute.result(task))
    return found.results, [Problem(runs[at].line, text) for at, text in found.problems]


def check(cell: Cell, result: Result) -> list[Problem]:
    """What is wrong with a cell's result.

    It failed, or it prints what the page does not say, or what the page says of it does not hold.
    """
    if result.failure is not None:
        line = cell.code.line + (result.line or 0)
        return [Problem(line, f"the cell fails: {result.failure.splitlines()[-1]}")]
    problems = []
    if cell.output is None and result.printed.strip():
        text = f"the cell prints and no output fence follows it. It prints:\n{result.printed}"
        problems.append(Problem(cell.code.line, text.rstrip()))
    if cell.output is not None and not same(cell, result.printed):
        text = f"the output differs. The cell prints:\n{result.printed}"
        problems.append(Problem(cell.output.line, text.rstrip()))
    if cell.holds is not None:
        problems += [
            Problem(cell.holds.line, f"this does not hold: {s.text}{s.why and f' ({s.why})'}")
            for s in result.statements
            if not s.holds
        ]
    return problems


def same(cell: Cell, printed: str) -> bool:
    """Whether `printed` is what the page says that the cell prints."""
    assert cell.output is not None
    return same_output(cell.output.body, printed, rtol=cell.rtol, varies=cell.varies)
