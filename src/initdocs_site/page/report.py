"""What is wrong with the pages: collected over the whole build, told once."""

from initdocs_site.page.scanner import Problem
from initdocs_site.page.source import Source


class PageError(Exception):
    """A page that cannot be rendered as its source asks."""


class Report:
    """Problems of all pages. Where a hook tells them at the end, `deferred` is set.

    Without the hook (another builder) the first page with problems raises at once.
    """

    def __init__(self) -> None:
        self.deferred = False
        self._lines: dict[str, list[str]] = {}

    def begin(self, *, keep: bool = False) -> None:
        """Forget the last build, unless only changed pages will follow; the hook will ask."""
        self.deferred = True
        if not keep:
            self._lines.clear()

    def page(self, at: Source, problems: list[Problem]) -> None:
        """Take the problems of one page, or of a docstring in it."""
        name = f"{at.page}, a docstring" if at.within else at.page
        lines = [f"{name}:{p.line}: {p.text}" for p in sorted(problems, key=lambda p: p.line)]
        if at.within:  # one of many, each converted on its own
            known = self._lines.get(name, [])
            lines = known + [line for line in lines if line not in known]
        self._lines[name] = lines
        if lines and not self.deferred:
            raise PageError("\n".join(lines))

    def lines(self) -> list[str]:
        """All problems, page by page."""
        return [line for page in sorted(self._lines) for line in self._lines[page]]


report = Report()
