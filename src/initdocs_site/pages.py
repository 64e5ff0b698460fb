"""Run the cells and the exercises of a page in order, and compare what they print."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from initdocs.cells import run_cell, same_output
from initdocs.exercises import Verdict, run_exercise
from initdocs_site.cache import cached
from initdocs_site.scanner import Block, Problem

RTOL = 1e-6

#: the kinds of blocks whose code is run
RUN = ("live", "starter", "check", "solution")


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


@dataclass(frozen=True)
class Result:
    """What a cell printed and drew (SVG and text), or how it failed."""

    printed: str
    failure: str | None = None
    line: int | None = None
    figures: list[tuple[str, str]] = field(default_factory=list)


def run_one(source: str, namespace: dict[str, Any], name: str) -> Result:
    """Run a cell in `namespace` and collect what it prints."""
    printed: list[str] = []
    figures: dict[int, tuple[str, str]] = {}

    def draw(number: int, svg: str, text: str) -> None:
        figures[number] = (svg, text)

    failure = run_cell(source, namespace, write=printed.append, draw=draw, name=name)
    if failure is None:
        return Result("".join(printed), figures=list(figures.values()))
    return Result("".join(printed), failure.traceback, failure.line)


_given: list[Result] | None = None


@contextmanager
def given(results: list[Result]) -> Iterator[None]:
    """Within, a page's cells are not run: `results` are theirs, one for each."""
    global _given  # noqa: PLW0603 - Python-Markdown hands nothing through to its extensions
    _given = results
    try:
        yield
    finally:
        _given = None


def run_page(blocks: list[Block]) -> tuple[list[Result], list[Problem]]:
    """Run all cells of a page and try its exercises, or take what came of it before.

    Returns a result for each cell, and what is wrong with the exercises.
    """
    if _given is not None:
        return _given, []
    tasks = exercises(blocks)
    numbers = {e.starter.start: i for i, e in enumerate(tasks)}
    code = [(b.kind, b.body) for b in blocks if b.kind in RUN]

    def make() -> dict[str, Any]:
        namespace: dict[str, Any] = {"__name__": "__main__"}
        results, problems = [], []
        for block in blocks:
            if block.kind == "live":
                results.append(asdict(run_one(block.body, namespace, f"line {block.line}")))
            elif block.kind == "starter":
                number = numbers[block.start]
                wrong = try_exercise(tasks[number], namespace)
                problems += [(number, p.line - block.line, p.text) for p in wrong]
        return {"results": results, "problems": problems}

    stored = cached(["page", code], make) if code else {"results": [], "problems": []}
    return (
        [Result(**r) for r in stored["results"]],
        [Problem(tasks[i].starter.line + offset, t) for i, offset, t in stored["problems"]],
    )


def try_exercise(exercise: Exercise, namespace: dict[str, Any]) -> list[Problem]:
    """What is wrong with an exercise: its solution must pass, its starter fail and be told why."""

    def verdict(block: Block) -> Verdict:
        return run_exercise(block.body, exercise.check.body, namespace, write=lambda _: None)

    def told(of: Verdict) -> str:
        return f"{of.why}\n{of.failure.traceback if of.failure else ''}".rstrip()

    problems = []
    if not (of := verdict(exercise.solution)).passed:
        problems.append(Problem(exercise.solution.line, f"the solution fails: {told(of)}"))
    of = verdict(exercise.starter)
    if of.passed:
        problems.append(Problem(exercise.starter.line, "the starter passes its own check"))
    elif of.failure or not of.why:
        text = f"the starter must run and fail with a reason: {told(of)}"
        problems.append(Problem(exercise.starter.line, text))
    return problems


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
