"""What the cells of a page keep, in a phone's browser too."""

import tracemalloc

import matplotlib.pyplot as plt
import pytest

from initdocs.cells import run_cell
from initdocs_site import ROOT
from initdocs_site.page import pages
from initdocs_site.page.scanner import scan

DOCS = ROOT / "docs"
PAGES = [p for p in sorted(DOCS.rglob("*.md")) if "```python live" in p.read_text("utf-8")]
#: a tab on a phone has about a gigabyte, and each check copies what the page keeps
MOST = 200e6


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(DOCS).as_posix())
def test_a_page_fits_a_phone(path):
    """All its cells, one after the other, never hold more than 200 MB between them."""
    space = {"__name__": "__main__"}
    tracemalloc.start()
    try:
        for cell in pages.cells(scan(path.read_text("utf-8"))[0]):
            tracemalloc.reset_peak()
            assert run_cell(cell.code.body, space, write=lambda _: None) is None
            held, peak = tracemalloc.get_traced_memory()
            assert peak < MOST, (cell.code.options.get("id"), held, peak)
    finally:
        tracemalloc.stop()
        plt.close("all")
