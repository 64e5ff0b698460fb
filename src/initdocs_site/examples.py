"""Live cells and exercises as test items: an item each, from one run of their page."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from sybil import Document, Example, Region

from initdocs_site import ROOT
from initdocs_site.page import pages
from initdocs_site.page.run import Result
from initdocs_site.page.scanner import Block, Problem, scan


class Page:
    """A page's blocks, and what came of them: run when the first of its items asks."""

    def __init__(self, source: str, blocks: list[Block]) -> None:
        self.blocks, self._source = blocks, source

    @cached_property
    def _run(self) -> tuple[list[Result], list[Problem]]:
        return pages.run_page(self._source, self.blocks)

    def cell(self, number: int) -> list[Problem]:
        """What is wrong with a cell."""
        return pages.check(pages.cells(self.blocks)[number], self._run[0][number])

    def exercise(self, number: int) -> list[Problem]:
        """What is wrong with an exercise."""
        e = pages.exercises(self.blocks)[number]
        return [p for p in self._run[1] if e.starter.line <= p.line <= e.solution.line]


class LivePageParser:
    """A Sybil parser that yields a region for each live cell and each exercise of a page."""

    def __call__(self, document: Document) -> Iterator[Region]:
        """Yield the cells of `document` with the comparison that the build uses."""
        blocks, problems = scan(document.text)
        if problems:
            raise ValueError("; ".join(f"line {p.line}: {p.text}" for p in problems))
        lines = document.text.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        source = Path(document.path).resolve().relative_to(ROOT / "docs").as_posix()
        page = Page(source, blocks)
        items: list[tuple[Block, object]] = [
            *((cell.code, ("cell", i)) for i, cell in enumerate(pages.cells(blocks))),
            *((e.starter, ("exercise", i)) for i, e in enumerate(pages.exercises(blocks))),
        ]
        for block, place in sorted(items, key=lambda item: item[0].start):
            start, end = starts[block.start], starts[block.end + 1] - 1
            yield Region(
                start, min(end, len(document.text)), parsed=(page, place), evaluator=evaluate
            )


def evaluate(example: Example) -> str | None:
    """Return what is wrong with a cell or an exercise, or None."""
    page, (kind, number) = example.parsed
    problems: list[Problem] = getattr(page, kind)(number)
    return "\n".join(f"line {p.line}: {p.text}" for p in problems) or None
