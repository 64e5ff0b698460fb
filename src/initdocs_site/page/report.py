"""What is wrong with the pages: collected over the whole build, told once."""

from initdocs_site.page.scanner import Problem


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

    def page(self, source: str, problems: list[Problem]) -> None:
        """Take the problems of one page."""
        lines = [f"{source}:{p.line}: {p.text}" for p in sorted(problems, key=lambda p: p.line)]
        self._lines[source] = lines
        if lines and not self.deferred:
            raise PageError("\n".join(lines))

    def lines(self) -> list[str]:
        """All problems, page by page."""
        return [line for page in sorted(self._lines) for line in self._lines[page]]


report = Report()
