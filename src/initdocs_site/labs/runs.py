"""What comes of a lab: computed before the pages, or when its page asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from initdocs_site.labs import notebooks
from initdocs_site.page import compute, reach
from initdocs_site.page.cache import live
from initdocs_site.page.compute import Task
from initdocs_site.page.run import Outcome, Result
from initdocs_site.page.scanner import Problem


def task(path: Path) -> Task:
    """The run of a lab."""
    code = notebooks.code(path)
    roots = {"initdocs_site.labs.notebooks", "initdocs_site.labs.kernel"}
    roots = roots.union(*(reach.imported(cell.source) for cell in code))
    parts = [[str(cell.metadata.get("id", "")), cell.source] for cell in code]
    return Task(f"labs/{path.stem}", notebooks.outcome, (parts, str(path)), tuple(sorted(roots)))


def of_site(docs: Path) -> Iterator[Task]:
    """The task of every lab below `docs`."""
    yield from (task(path) for path in sorted(docs.glob("labs/*.py")))


class Found(NamedTuple):
    """What a run of a lab tells of it: its table's verdict, and the time on one processor."""

    verdict: str = ""
    time: str = ""


def found(path: Path) -> Found:
    """The verdict and the time of a lab; empty where it has not been run."""
    return shown(path)[1]


def shown(path: Path) -> tuple[list[Result], Found]:
    """What a page shows of a lab's run: nothing where there is none."""
    if not live():
        return [], Found()
    try:
        outcome = _outcome(path)
    except ValueError:
        return [], Found()  # its page says why
    time = f"{outcome.seconds:.0f} s" if outcome.seconds else ""
    return outcome.results, Found(notebooks.verdict(path, outcome.results), time)


def _outcome(path: Path) -> Outcome:
    return Outcome.read(compute.result(task(path)))


def run(path: Path) -> tuple[list[Result], list[Problem]]:
    """What came of the cells of a lab; nothing, and why, where it comes to no end."""
    try:
        return _outcome(path).results, []
    except ValueError as error:
        return [], [Problem(1, str(error))]
