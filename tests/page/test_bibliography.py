"""One bibliography for every citation."""

import re

import markdown
import pytest

from initdocs.initializers import INITIALIZERS
from initdocs_site import ROOT
from initdocs_site.page import bibliography
from initdocs_site.page.blocks.citation import listed

PAGES = [p for p in sorted((ROOT / "docs").rglob("*.md")) if p.parent.name != "decisions"]
CITED = {
    m[2] for page in PAGES for m in re.finditer(bibliography.CITATION, page.read_text("utf-8"))
}
CITED |= {row.source.split(",")[0] for row in INITIALIZERS.values() if row.source}


@pytest.mark.parametrize("key", sorted(CITED))
def test_a_citation_resolves(key):
    """Every key that a page or a row of the atlas cites is in the file and in the list."""
    assert bibliography.work(key).year.isdigit()
    assert f'id="{key}"' in listed(lambda _: "")


def test_nothing_is_listed_for_nobody():
    """Every work of the file is cited somewhere."""
    assert set(bibliography.works()) == CITED


def test_every_work_says_where_it_appeared():
    """In a book, a journal, or at least on arXiv."""
    assert [key for key, work in bibliography.works().items() if not work.venue] == []


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


ENTRY = (
    """@article{{k, author = {{{authors}}}, title = {{T}}, journal = {{{venue}}}, year = 2000}}"""
)


def made(monkeypatch, tmp_path, authors, venue="A Journal"):
    path = tmp_path / "a.bib"
    path.write_text(ENTRY.format(authors=" and ".join(authors), venue=venue))
    monkeypatch.setattr(bibliography, "SOURCE", path)
    bibliography._read.cache_clear()
    work = bibliography.works()["k"]
    bibliography._read.cache_clear()
    return work


NAMES = [f"{first} {last}" for first, last in zip("ABCDEFG", ("One", "Two", "Three", "Four",
         "Five", "Six", "Seven"), strict=True)]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "short", "full"),
    [
        (1, "One 2000", "A. One, "),
        (2, "One and Two 2000", "A. One and B. Two, "),
        (3, "One et al. 2000", "A. One, B. Two and C. Three, "),
        (5, "One et al. 2000", "A. One, B. Two, C. Three, D. Four and E. Five, "),
        (6, "One et al. 2000", "A. One and co-authors, "),
        (7, "One et al. 2000", "A. One and co-authors, "),
    ],
)
def test_authors(monkeypatch, tmp_path, count, short, full):
    """Two stand in a sentence, five in the list; of more the first one."""
    work = made(monkeypatch, tmp_path, NAMES[:count])
    assert work.short == short
    assert work.full.startswith(full)


@pytest.mark.parametrize(
    ("name", "full"),
    [("Eric J. Michaud", "E. J. Michaud"), ("Matthews, Alexander G. de G.", "A. G. de G. Matthews"),
     ("Jean-Luc One", "J.-L. One"), ("Óscar One", "Ó. One")],
)  # fmt: skip
def test_initials(monkeypatch, tmp_path, name, full):
    """A given name is its first letter and one full stop; a particle stays as it is."""
    assert made(monkeypatch, tmp_path, [name]).full.startswith(f"{full}, ")


@pytest.mark.parametrize(
    ("venue", "end"),
    [("A Journal", ", A Journal, 2000"), ("ICLR", ", ICLR 2000"), ("NeurIPS", ", NeurIPS 2000"),
     ("arXiv", ", 2000")],
)  # fmt: skip
def test_where_a_work_appeared(monkeypatch, tmp_path, venue, end):
    """An acronym stands right before its year; arXiv is told by its number."""
    assert made(monkeypatch, tmp_path, NAMES[:1], venue).full == f"A. One, <em>T</em>{end}"
