"""What is computed for the pages, and the modules of ours that each result depends on."""

from collections.abc import Iterator
from pathlib import Path

from initdocs import demos
from initdocs.cells import imports
from initdocs.recipes.patients import PATIENTS
from initdocs_site.page import drawn, examined, reach, run
from initdocs_site.page.compute import Task
from initdocs_site.page.recorded import files as make_recorded
from initdocs_site.page.scanner import scan

#: the packages whose parts are loaded by name: whoever imports one may ask for any part
BY_NAME = ("initdocs.demos", "initdocs.figures")
#: into how many tasks the files of an axis are parted, at most
PARTS = 32


def page(source: str, parts: list[list[str]], shift: int = 0) -> Task:
    """The run of a page's code, under other seeds where `shift` is not 0."""
    name = source.removesuffix(".md") + (f", seeds {shift}" if shift else "")
    return Task(name, run.outcome, (parts, shift), roots_of_code(parts))


def roots_of_code(parts: list[list[str]]) -> tuple[str, ...]:
    """The modules of ours that the code of a page imports, and that which runs it."""
    found = {"initdocs_site.page.run"}
    for _, body in parts:
        try:
            found |= reach.imported(body)
        except SyntaxError:
            continue  # the cell says so when it is run
        if imports(body, "matplotlib"):
            found.add("initdocs.figures.backend")
    for package in BY_NAME:
        if package in found:
            found.update(reach.by_name(package))
    return tuple(sorted(found))


def figure(name: str) -> Task:
    """The drawing of a figure."""
    roots = ("initdocs_site.page.drawn", "initdocs.figures", *_drawing(name))
    return Task(f"figure {name}", drawn.figure, (name,), roots)


def _drawing(name: str) -> list[str]:
    """The modules that may hold a figure: those that name it, else all."""
    parts = list(reach.by_name("initdocs.figures"))
    found = [
        part
        for part in parts
        if name.startswith(f"{part.rpartition('.')[2]}_") or f"def {name}(" in reach.source(part)
    ]
    return found or parts


def demo(name: str) -> Task:
    """The recording and the drawings of a demo."""
    roots = ("initdocs_site.page.drawn", f"initdocs.demos.{name}", f"initdocs.figures.{name}")
    return Task(f"demo {name}", drawn.demo, (name,), roots)


def recorded(name: str) -> list[Task]:
    """What a demo has recorded beside its default run, in the order of its axes and their files.

    Each task gives the files of a part of an axis: a core may take the next one.
    """
    roots = ("initdocs_site.page.recorded", f"initdocs.demos.{name}")
    found = []
    for i, axis in enumerate(demos.load(name).axes):
        count = len(list(demos.combinations(axis)))
        size = -(-count // PARTS)
        for start in range(0, count, size):
            parts = (name, i, start, min(start + size, count))
            label = f"demo {name}, recorded settings {start + 1} to {parts[3]}"
            found.append(Task(label, make_recorded, parts, roots))
    return found


def patient(name: str) -> Task:
    """The report of an example of the doctor."""
    rules = reach.by_name("initdocs.doctor.rules")
    roots = ("initdocs_site.page.examined", *rules)
    return Task(f"doctor {name}", examined.report, (name,), roots)


def of_site(docs: Path) -> Iterator[Task]:
    """Every task of the pages below `docs`, those that take longest first."""
    sources = [path for path in sorted(docs.rglob("*.md")) if path.parent.name != "decisions"]
    scanned = [(path, scan(path.read_text("utf-8"))) for path in sources]
    blocks = [block for _, (found, _) in scanned for block in found]
    # an unknown name is told where its fence stands
    for name in sorted({b.name for b in blocks if b.kind == "demo"}):
        yield demo(name)
        yield from recorded(name) if name in demos.NAMES else ()
    for path, (found, problems) in scanned:
        parts = [[b.kind, b.body] for b in found if b.kind in run.RUN]
        if parts and not problems:
            yield page(path.relative_to(docs).as_posix(), parts)
    for name in sorted({b.name for b in blocks if b.kind == "figure"}):
        yield figure(name)
    for name in sorted({b.name for b in blocks if b.kind == "card"}):
        yield figure(f"atlas_{name}")
    if any(b.kind == "table" and b.name == "doctor" for b in blocks):
        yield from map(patient, PATIENTS)
