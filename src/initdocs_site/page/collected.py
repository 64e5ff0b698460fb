"""Every exercise of every page with its task in words: for a sheet, for a grader, for a class."""

import re
from dataclasses import dataclass
from pathlib import Path

from initdocs_site import ROOT
from initdocs_site.page import pages
from initdocs_site.page.scanner import scan

TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
HEAD = re.compile(r'^!!! exercise "(?P<title>.*)"$')
INDENT = "    "


@dataclass(frozen=True)
class Task:
    """An exercise, with its title and its task as Markdown."""

    title: str
    words: str
    exercise: pages.Exercise

    @property
    def name(self) -> str:
        """Its name on its page."""
        return self.exercise.starter.options.get("id", "")


@dataclass(frozen=True)
class Page:
    """A page that has exercises: its place below docs/, its title, the code above them."""

    source: str
    title: str
    code: list[str]
    tasks: list[Task]


def of_page(source: str, text: str) -> Page:
    """The exercises of a page, and all of its cells, since an answer may use their variables."""
    blocks = scan(text)[0]
    lines = text.split("\n")
    found = TITLE.search(text)
    code = [block.body for block in blocks if block.kind == "live"]
    tasks = [_task(lines, exercise) for exercise in pages.exercises(blocks)]
    return Page(source, found[1] if found else "", code, tasks)


def _task(lines: list[str], exercise: pages.Exercise) -> Task:
    """What stands between the head of an exercise and its starter."""
    at = exercise.starter.start
    while not (head := HEAD.match(lines[at])):
        at -= 1
    words = [line.removeprefix(INDENT) for line in lines[at + 1 : exercise.starter.start]]
    return Task(head["title"], "\n".join(words).strip(), exercise)


def of_site(docs: Path) -> list[Page]:
    """All pages below `docs` that have exercises, in the order in which they are read."""
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    order = {name: at for at, name in enumerate(re.findall(r"[\w/-]+\.md", nav))}
    places = (path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    read = sorted((p for p in places if p in order), key=order.__getitem__)
    found = (of_page(place, (docs / place).read_text("utf-8")) for place in read)
    return [page for page in found if page.tasks]
