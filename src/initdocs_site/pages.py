"""Run the cells of a page in order, in one namespace, and compare what they print."""

from dataclasses import asdict, dataclass
from typing import Any

from initdocs.cells import run_cell, same_output
from initdocs_site.cache import cached
from initdocs_site.scanner import Block, Problem

RTOL = 1e-6


@dataclass(frozen=True)
class Cell:
    """A live cell and the output fence that follows it, if one does."""

    code: Block
    output: Block | None

    @property
    def rtol(self) -> float:
        """The relative tolerance for numbers in this cell's output."""
        return float(self.output.options.get("rtol", RTOL)) if self.output else RTOL


def cells(blocks: list[Block]) -> list[Cell]:
    """Pair each live cell with its output."""
    pairs = zip(blocks, [*blocks[1:], None], strict=False)
    return [
        Cell(block, after if after and after.kind == "output" else None)
        for block, after in pairs
        if block.kind == "live"
    ]


@dataclass(frozen=True)
class Result:
    """What a cell printed, or how it failed."""

    printed: str
    failure: str | None = None
    line: int | None = None


def run_one(source: str, namespace: dict[str, Any], name: str) -> Result:
    """Run a cell in `namespace` and collect what it prints."""
    printed: list[str] = []
    failure = run_cell(source, namespace, write=printed.append, name=name)
    if failure is None:
        return Result("".join(printed))
    return Result("".join(printed), failure.traceback, failure.line)


def run_page(page: list[Cell]) -> list[Result]:
    """Run all cells of a page, or take what they printed when nothing has changed."""

    def make() -> list[dict[str, Any]]:
        namespace: dict[str, Any] = {"__name__": "__main__"}
        return [
            asdict(run_one(cell.code.body, namespace, f"line {cell.code.line}")) for cell in page
        ]

    stored = cached(["cells", [cell.code.body for cell in page]], make) if page else []
    return [Result(**entry) for entry in stored]


def check(cell: Cell, result: Result) -> Problem | None:
    """What is wrong with a cell's result: it failed, or it prints what the page does not say."""
    if result.failure is not None:
        line = cell.code.line + (result.line or 0)
        return Problem(line, f"the cell fails: {result.failure.splitlines()[-1]}")
    if cell.output is None:
        if result.printed.strip():
            text = f"the cell prints and no output fence follows it. It prints:\n{result.printed}"
            return Problem(cell.code.line, text.rstrip())
        return None
    if not same_output(cell.output.body, result.printed, rtol=cell.rtol):
        return Problem(
            cell.output.line, f"the output differs. The cell prints:\n{result.printed}".rstrip()
        )
    return None
