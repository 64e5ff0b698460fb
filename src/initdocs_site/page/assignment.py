"""A page's exercises as an assignment of nbgrader: solutions and hidden tests in its own marks.

nbgrader takes what stands between its marks out of what students receive. The cells of the page
come first and are locked: an answer may use their variables.
"""

from typing import Any

from initdocs_site.page.collected import Page, Task
from initdocs_site.page.notebook import address, code_cell, prose, words_cell, written

SOLUTION = "{starter}\n\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
TESTS = "# What is checked is hidden here.\n### BEGIN HIDDEN TESTS\n{check}\n### END HIDDEN TESTS"
INSTALL = """\
try:
    import initdocs
except ImportError:
    %pip install {wheel} matplotlib"""
ABOUT = """\
# {title}

The exercises of [this page]({page}). Its cells come first; the exercises use their variables.\
"""


def assignment(page: Page, site: str, wheel: str) -> str:
    """The instructor's notebook of a page, as .ipynb.

    `site` is the address of the site, `wheel` that of the package. Each exercise is one point.
    """
    about = ABOUT.format(title=page.title, page=address(page.source, site))
    cells = [
        _marked(words_cell(about), "about"),
        _marked(code_cell(INSTALL.format(wheel=wheel)), "install"),
        *(_marked(code_cell(body), f"page-{i}") for i, body in enumerate(page.code, start=1)),
        *(cell for task in page.tasks for cell in _exercise(page, task, site)),
    ]
    return written(cells)


def _exercise(page: Page, task: Task, site: str) -> list[dict[str, Any]]:
    parts = task.exercise
    answer = SOLUTION.format(starter=parts.starter.body, solution=parts.solution.body)
    words = f"## {task.title}\n\n{prose(page.source, task.words, site)}"
    return [
        _marked(words_cell(words), f"{task.name}-task"),
        _marked(code_cell(answer), task.name, solution=True),
        _marked(code_cell(TESTS.format(check=parts.check.body)), f"{task.name}-check", points=1),
    ]


def _marked(
    cell: dict[str, Any], name: str, *, solution: bool = False, points: int = 0
) -> dict[str, Any]:
    """A cell with what nbgrader knows it by: an answer, a test that counts, or one to be read."""
    marks: dict[str, Any] = {
        "grade_id": name,
        "schema_version": 3,
        "grade": bool(points),
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points:
        marks["points"] = points
    cell["metadata"] = {"nbgrader": marks}
    return cell
