"""A problem where it stands on a page: seen while writing, since a build ends with the report."""

from html import escape

from initdocs_site.page.pages import Cell
from initdocs_site.page.run import Result
from initdocs_site.page.scanner import Problem


def box(problems: list[Problem]) -> str:
    """What is wrong at a place of the page."""
    lines = "".join(f"<p>{escape(p.text.splitlines()[0])}</p>" for p in problems)
    return f'<div class="problem" data-problem role="alert">{lines}</div>'


def beside(cell: Cell, result: Result | None, problems: list[Problem]) -> str:
    """What is wrong with a cell: what it prints beside what the page says that it prints."""
    if not problems or result is None:
        return ""
    if result.failure is not None:
        return box([*problems, *(Problem(0, line) for line in result.failure.splitlines())])
    if not any("prints" in p.text for p in problems):
        return box(problems)
    said = cell.output.body if cell.output else ""
    sides = "".join(
        f"<div><p>{title}</p><pre>{escape(text.rstrip())}</pre></div>"
        for title, text in (("The page says", said), ("The cell prints", result.printed))
    )
    return box(problems).removesuffix("</div>") + f'<div class="problem-sides">{sides}</div></div>'


def top(source: str, problems: list[Problem]) -> str:
    """All problems of a page, to stand above it."""
    if not problems:
        return ""
    rows = "".join(
        f"<li><code>{escape(source)}:{p.line}</code> {escape(p.text.splitlines()[0])}</li>"
        for p in sorted(problems, key=lambda p: p.line)
    )
    return f'<div class="problem" data-problems role="alert"><ul>{rows}</ul></div>\n'
