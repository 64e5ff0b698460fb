"""One bibliography for every citation."""

import re

import markdown
import pytest

from initdocs.initializers import INITIALIZERS
from initdocs_site import ROOT
from initdocs_site.page import bibliography
from initdocs_site.page.blocks.citation import CITATION, listed

PAGES = [p for p in sorted((ROOT / "docs").rglob("*.md")) if p.parent.name != "decisions"]
CITED = {m[2] for page in PAGES for m in re.finditer(CITATION, page.read_text("utf-8"))}
CITED |= {row.source.split(",")[0] for row in INITIALIZERS.values() if row.source}


@pytest.mark.parametrize("key", sorted(CITED))
def test_a_citation_resolves(key):
    """Every key that a page or a row of the atlas cites is in the file and in the list."""
    assert bibliography.work(key).year.isdigit()
    assert f'id="{key}"' in listed()


def test_nothing_is_listed_for_nobody():
    """Every work of the file is cited somewhere."""
    assert set(bibliography.works()) == CITED


def test_sources_are_citations():
    """No page spells a reference out by itself."""
    for page in PAGES:
        assert "arXiv:" not in page.read_text("utf-8"), page


def test_an_unknown_key():
    """The error names the key."""
    with pytest.raises(ValueError, match="citation: got 'nobody2020', allowed: "):
        bibliography.work("nobody2020")


def test_a_thread_is_a_link():
    """`pytorch#15314` leads to the thread; a number alone and code do not."""
    html = markdown.markdown(
        "See pytorch#15314, keras-hub#352, #7 and `keras#1`.",
        extensions=["initdocs_site.page.extension"],
    )
    assert html.count("<a ") == 2
    assert 'href="https://github.com/pytorch/pytorch/issues/15314"' in html
    assert 'href="https://github.com/keras-team/keras-hub/issues/352"' in html
