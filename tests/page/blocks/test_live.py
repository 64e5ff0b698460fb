"""A live cell as HTML: what it shows, and what it says of its statements."""

import re

import pytest

from initdocs_site.page import pages
from initdocs_site.page.blocks import live
from initdocs_site.page.run import Result
from initdocs_site.page.scanner import scan
from initdocs_site.page.tried import Tried


def cell(output="", holds=0):
    text = "```python live\nprint(x)\n```\n"
    text += f"```output{output}\nx 1\n```\n" if output is not None else ""
    statements = "\n".join(f'assert x, "s{i}"' for i in range(holds))
    text += f"```python holds\n{statements}\n```\n" if holds else ""
    return pages.cells(scan(text)[0])[0]


def shown(html):
    return re.search(r"data-output[^>]*>([^<]*)</pre>", html)[1]


@pytest.mark.parametrize(
    ("output", "text"), [("", "x 1"), (" varies", "x 2"), (None, "x 2")]
)  # fmt: skip
def test_what_stands_below_a_cell(output, text):
    """What the page says, which was compared; digits that vary are those of this run."""
    assert shown(live.render(cell(output), Result("x 2\n"), "a")) == text
    assert shown(live.render(cell(output), None, "a")) == ("" if output is None else "x 1")


def told(count, tried=None):
    html = live.render(cell("", count), Result("x 1\n"), "a", tried)
    return re.search(r"data-summary>(.*?)</span>", html)[1]


def test_how_many_things_a_page_says():
    """One or several; of digits that vary also that they do."""
    assert told(1) == "The page says one thing of this output."
    assert told(2) == "The page says 2 things of this output."
    html = live.render(cell(" varies", 1), Result("x 2\n"), "a")
    assert "data-summary>These digits differ from machine to machine. The page says one" in html


@pytest.mark.parametrize(
    ("held", "end"),
    [
        ([20], "; it holds under 20 of 20 other seeds."),
        ([19], "; it holds under at least 19 of 20 other seeds."),
        ([20, 20], "; each of them holds under 20 of 20 other seeds."),
        ([19, 20], "; each of them holds under at least 19 of 20 other seeds."),
    ],
)
def test_under_how_many_seeds_it_holds(held, end):
    """The weakest of the statements counts."""
    assert told(len(held), Tried(20, {f"s{i}": n for i, n in enumerate(held)})).endswith(end)


def test_a_statement_without_a_record_says_nothing():
    """Where one of them was never tried, nothing is said of any."""
    assert told(2, Tried(20, {"s0": 20})) == "The page says 2 things of this output."


def test_ids_of_a_drawing_are_the_cells_own():
    """Two cells of a page may draw the same."""
    result = Result("x 1\n", figures=[('<svg id="drawn-1"><use href="#drawn-1"/></svg>', "a < b")])
    html = live.render(cell(), result, "own")
    assert 'id="own-drawn-1"' in html and 'href="#own-drawn-1"' in html
    assert 'aria-label="a &lt; b"' in html
