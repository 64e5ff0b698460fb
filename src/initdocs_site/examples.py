"""Live cells and exercises as test items, in page order, in one namespace for each page."""

from collections.abc import Iterator
from typing import Any

from sybil import Document, Example, Region

from initdocs_site import pages
from initdocs_site.scanner import Block, scan


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
        items: list[tuple[Block, Any, Any]] = [
            *((cell.code, cell, evaluate) for cell in pages.cells(blocks)),
            *((e.starter, e, evaluate_exercise) for e in pages.exercises(blocks)),
        ]
        for block, parsed, evaluator in sorted(items, key=lambda item: item[0].start):
            start, end = starts[block.start], starts[block.end + 1] - 1
            yield Region(start, min(end, len(document.text)), parsed=parsed, evaluator=evaluator)


def evaluate(example: Example) -> str | None:
    """Run one cell in the page's namespace; return what is wrong, or None."""
    namespace: dict[str, Any] = example.namespace
    cell: pages.Cell = example.parsed
    result = pages.run_one(cell.code.body, namespace, f"line {cell.code.line}")
    problem = pages.check(cell, result)
    return f"line {problem.line}: {problem.text}" if problem else None


def evaluate_exercise(example: Example) -> str | None:
    """Try an exercise in a copy of the page's namespace; return what is wrong, or None."""
    problems = pages.try_exercise(example.parsed, example.namespace)
    return "\n".join(f"line {p.line}: {p.text}" for p in problems) or None
