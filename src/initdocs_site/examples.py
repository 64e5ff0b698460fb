"""Live cells as test items: one for each cell of a page, in page order, in one namespace."""

from collections.abc import Iterator
from typing import Any

from sybil import Document, Example, Region

from initdocs_site import pages
from initdocs_site.scanner import scan


class LivePageParser:
    """A Sybil parser that yields a region for each live cell of a page."""

    def __call__(self, document: Document) -> Iterator[Region]:
        """Yield the cells of `document` with the comparison that the build uses."""
        blocks, problems = scan(document.text)
        if problems:
            raise ValueError("; ".join(f"line {p.line}: {p.text}" for p in problems))
        lines = document.text.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        for cell in pages.cells(blocks):
            start, end = starts[cell.code.start], starts[cell.code.end + 1] - 1
            yield Region(start, min(end, len(document.text)), parsed=cell, evaluator=evaluate)


def evaluate(example: Example) -> str | None:
    """Run one cell in the page's namespace; return what is wrong, or None."""
    namespace: dict[str, Any] = example.namespace
    cell: pages.Cell = example.parsed
    result = pages.run_one(cell.code.body, namespace, f"line {cell.code.line}")
    problem = pages.check(cell, result)
    return f"line {problem.line}: {problem.text}" if problem else None
