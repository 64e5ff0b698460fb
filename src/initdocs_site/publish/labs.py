"""What stands beside the page of a lab: the notebook to take along, and its picture."""

import re
from pathlib import Path

from initdocs_site.labs import lablist, text
from initdocs_site.publish import finished

#: the first figure of the cell that stands for a lab in the list of all
PICTURED = re.compile(
    rf'data-cell="{lablist.PICTURED}".*?data-figures>(?P<svg><svg.*?</svg>)?', re.DOTALL
)
#: what a figure has for the page it stands in, and a file of its own has not
FOR_THE_PAGE = re.compile(r' data-search-exclude role="img" aria-label="[^"]*"')


def write(site: Path, docs: Path, wheel: str) -> None:
    """Write both for every lab below `docs` that has a page in `site`.

    `wheel` is the address of the package's wheel below the site.
    """
    install = finished.address(site) + wheel
    for lab in sorted(docs.glob("labs/*.py")):
        page = site / "labs" / lab.stem / "index.html"
        if page.is_file():
            book = page.with_name(f"{lab.stem}.ipynb")
            book.write_text(text.notebook(lab, install), "utf-8")
            for name, svg in lablist.pictures(picture(page.read_text("utf-8"))).items():
                page.with_name(name).write_text(svg, "utf-8")


def picture(html: str) -> str:
    """The figure that stands for a lab, from its page, as it was before it came into the page."""
    found = PICTURED.search(html)
    if not found or not found["svg"]:
        return lablist.BLANK
    svg = FOR_THE_PAGE.sub("", found["svg"], count=1)
    return svg.replace(f"{lablist.PICTURED}-drawn-", "drawn-")
