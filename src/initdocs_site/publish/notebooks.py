"""Pages as notebooks to take along, each beside its page, with a link below the title."""

import re
from pathlib import Path

from initdocs_site.page.notebook import notebook
from initdocs_site.page.scanner import scan
from initdocs_site.page.source import folder
from initdocs_site.publish import finished

#: what a page offers as a whole, and a link to its notebook that stands there already
BAR = re.compile(
    r'(?P<link><a class="md-button" data-notebook[^>]*>[^<]*</a>)?'
    r'(?P<status><span class="cell-status" data-page-status)'
)
WORDS = "Notebook"
NAME = "Notebook: download this page for Jupyter"


def write(site: Path, docs: Path, wheel: str) -> None:
    """Write one for every page below `docs` that has a live cell and a page in `site`.

    `wheel` is the address of the package's wheel below the site.
    """
    home = finished.address(site)
    for source in sorted(docs.rglob("*.md")):
        place = source.relative_to(docs)
        page = site / folder(place.as_posix()) / "index.html"
        text = source.read_text("utf-8")
        if not page.is_file() or not any(block.kind == "live" for block in scan(text)[0]):
            continue
        name = page.parent.name if page.parent != site else "index"
        book = notebook(place.as_posix(), text, home, home + wheel)
        page.with_name(f"{name}.ipynb").write_text(book, "utf-8")
        link = (
            f'<a class="md-button" data-notebook href="{name}.ipynb" download '
            f'aria-label="{NAME}" title="{NAME}">{WORDS}</a>'
        )
        html = page.read_text("utf-8")
        linked = BAR.sub(lambda m, link=link: link + m["status"], html, count=1)  # type: ignore[misc]
        page.write_text(linked, "utf-8")
