"""Tables of the prose: cells know their columns, rows become cards, and what is wide scrolls."""

import markdown
import pytest
from bs4 import BeautifulSoup

from initdocs_site.page.blocks.maths import InlineMaths
from initdocs_site.page.tables import Tables


def table(*rows):
    """The table as HTML, made of rows of Markdown."""
    lines = [rows[0], "|".join(["---"] * (rows[0].count("|") + 1)), *rows[1:]]
    md = markdown.Markdown(extensions=["tables"])
    md.inlinePatterns.register(InlineMaths(md, lambda *_: None), "initdocs-maths", 189.9)
    md.treeprocessors.register(Tables(md), "initdocs-tables", 14)
    return BeautifulSoup(md.convert("\n".join(lines)), "html.parser")


def test_each_cell_knows_its_column():
    """Its name is told, the first cell of a row heads it, and roles survive another display."""
    soup = table("a `b` | c | d", "one | two | **three**")
    assert [cell["data-label"] for cell in soup.select("tbody > tr > *")] == ["a b", "c", "d"]
    assert soup.select_one("tbody th")["scope"] == "row"
    roles = [element["role"] for element in soup.select("table, thead, tr, th, td")]
    assert roles[0] == "table" and set(roles) == {
        "table", "rowgroup", "row", "columnheader", "rowheader", "cell",
    }  # fmt: skip


def test_a_formula_in_a_name_is_told_in_letters():
    """The name of a column is an attribute too, which holds no elements: its letters stay."""
    soup = table("fan-in $n$ | with $k = m$ | $x'$", "1 | 2 | 3")
    told = [cell["data-label"] for cell in soup.select("tbody > tr > *")]
    assert told == ["fan-in n", "with k=m", "x′"]


def test_a_formula_alone_heads_no_row():
    """It is a cell like the others: to a screen reader a header needs words."""
    soup = table("a | b", "$x$ | units", "the $y$ | more")
    assert [cell.name for cell in soup.select("tbody > tr > :first-child")] == ["td", "th"]
    assert all(cell["data-label"] == "a" for cell in soup.select("tbody > tr > :first-child"))


@pytest.mark.parametrize(
    ("row", "cards", "scrolls"),
    [
        ("one | two | three words here", False, False),
        (f"one | `{'x' * 40}` | two", True, False),
        (f"one | `{'x' * 80}` | `{'x' * 80}`", True, True),
    ],
)
def test_by_its_narrowest_width(row, cards, scrolls):
    """Cards where a phone is too narrow, a box that scrolls where any window is."""
    soup = table("a | b | c", row)
    assert ("table--cards" in soup.table["class"]) == cards
    box = soup.select_one(".wide-table[tabindex='0'][role=group][aria-label]")
    assert (box is not None) == scrolls


def test_a_table_with_a_class_is_left():
    """What a block writes has its own form."""
    md = markdown.Markdown(extensions=["tables"])
    md.treeprocessors.register(Tables(md), "initdocs-tables", 14)
    html = '<table class="facts"><tr><td>1</td></tr></table>'
    assert md.convert(html) == html
