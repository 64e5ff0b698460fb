"""The list of all labs: picture and claim from each lab itself, verdict and time from its run."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import NamedTuple

from initdocs.colours import COLOURS
from initdocs_site.labs import full, notebooks, runs

#: the cell whose figure stands for the lab in the list
PICTURED = "figure"
SCHEMES = ("light", "dark")
#: the box of a picture, in pixels
PICTURE = (500, 300)
#: the picture of a lab that has not been run
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 3"/>'

Inline = Callable[[str], str]


class About(NamedTuple):
    """What a lab says of itself: in its title, and in the paragraph below it."""

    path: Path
    title: str
    claim: str

    @property
    def year(self) -> str:
        """The year of the paper, at the end of the file's name, then the name."""
        name, _, year = self.path.stem.rpartition("-")
        return f"{year} {name}"


def about(path: Path) -> About:
    """What a lab says of itself."""
    cells = notebooks.read(path).cells
    title, *lines = next(c.source for c in cells if c.cell_type == "markdown").splitlines()
    return About(path, title.removeprefix("# "), next(line for line in lines if line))


def picture_name(scheme: str) -> str:
    """The file of a lab's picture, in the lab's own folder."""
    return f"picture-{scheme}.svg"


def pictures(svg: str) -> dict[str, str]:
    """A lab's figure as files of their own, by name: in a page's colours no longer, but in both."""
    files = {}
    for scheme in SCHEMES:
        made = svg
        for colour in COLOURS:
            value = colour.dark if scheme == "dark" else colour
            made = made.replace(f"var(--fig-{colour.name})", value)
        files[picture_name(scheme)] = made.replace("<svg ", '<svg font-family="sans-serif" ', 1)
    return files


def index(inline: Inline, address: Callable[[str], str]) -> str:
    """Every lab as an entry, the oldest paper first."""
    entries = []
    for lab in sorted(map(about, full.FOLDER.glob("*.py")), key=lambda lab: lab.year):
        at, found = address(f"labs/{lab.path.name}"), runs.found(lab.path)
        # Material hides the one that the colour scheme does not ask for
        pictures = "".join(
            f'<img src="{at}{picture_name(scheme)}#only-{scheme}" alt="" loading="lazy" '
            f'width="{PICTURE[0]}" height="{PICTURE[1]}">'
            for scheme in SCHEMES
        )
        entries.append(
            f'<li data-lab="{lab.path.stem}"><a href="{at}">{pictures}'
            f"<strong>{escape(lab.title)}</strong></a>"
            f"<p>{inline(lab.claim)}</p><dl>"
            f"<div><dt>Verdict</dt> <dd>{inline(found.verdict)}</dd></div> "
            f"<div><dt>Time</dt> <dd>{escape(found.time)}</dd></div></dl></li>"
        )
    return f'<ul class="labs">{"".join(entries)}</ul>'


def of_work(key: str, inline: Inline, address: Callable[[str], str]) -> str:
    """What the bibliography says of a work that a lab reproduces: a link, and the verdict.

    A lab of a paper is called as the paper's key, with a hyphen before the year.
    """
    said = ""
    for path in sorted(full.FOLDER.glob("*.py")):
        if path.stem.replace("-", "") == key:
            verdict = runs.found(path).verdict
            said += f' <a href="{address(f"labs/{path.name}")}">Lab</a>'
            said += f": {inline(verdict)}" if verdict else ""
    return said
