"""Printed columns as HTML: a table with names, and cards where it is too wide for a phone."""

from bs4 import BeautifulSoup

from initdocs_site.page.blocks import columns

TEXT = "layer   size   <grad>\n    1   0.43   1.2e-03\n    a note\n    2   0.48   1.4e-03\nend"


def test_each_cell_knows_its_column():
    """A cell has its column's name, a row its header, a note all columns; text is escaped."""
    html = columns.render(TEXT)
    soup = BeautifulSoup(html, "html.parser")
    assert [th.text for th in soup.select("thead th")] == ["layer", "size", "<grad>"]
    assert [td["data-label"] for td in soup.select("td[data-label]")] == ["size", "<grad>"] * 2
    assert [th.text for th in soup.select("tbody th[scope=row]")] == ["1", "2"]
    assert soup.select_one("tr.note td")["colspan"] == "3"
    assert soup.select_one("p").text == "end"
    assert "<grad>" not in html


def test_only_what_is_wide_becomes_cards():
    """Three short columns stay a table on a phone."""
    assert "table--cards" not in columns.render(TEXT)
    assert "table--cards" in columns.render(f"layer   {'s' * 40}\n    1   0.43\n    2   0.48")


def test_a_column_without_a_name_has_no_header():
    """A screen reader is told of no header that says nothing."""
    html = columns.render("        size\nrelu  1.4142\ntanh  1.5925")
    assert '<tr role="row"><td role="cell"></td><th' in html


def test_text_without_columns_has_none():
    """It is shown as it was printed."""
    assert columns.render("a line\nand a line") == ""
