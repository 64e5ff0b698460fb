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


def told(count):
    html = live.render(cell("", count), Result("x 1\n"), "a")
    return re.search(r"data-summary>(.*?)</span>", html)[1]


def test_how_many_things_a_page_says():
    """One or several; of digits that vary also that they do."""
    assert told(1) == "1 statement checked."
    assert told(2) == "2 statements checked."
    html = live.render(cell(" varies", 1), Result("x 2\n"), "a")
    assert "data-summary>Digits differ by machine. 1 statement checked" in html


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ([20], "It holds under 20 of 20 other seeds too."),
        ([19], "It holds under at least 19 of 20 other seeds too."),
        ([20, 20], "Each holds under 20 of 20 other seeds too."),
        ([19, 20], "Each holds under at least 19 of 20 other seeds too."),
    ],
)
def test_under_how_many_seeds_it_holds(held, says):
    """The weakest of the statements counts, and what is folded says so."""
    tried = Tried(20, {f"s{i}": n for i, n in enumerate(held)})
    html = live.render(cell("", len(held)), Result("x 1\n"), "a", tried)
    assert f"</summary><p>{says}</p><ul>" in html


def test_a_statement_without_a_record_says_nothing():
    """Where one of them was never tried, nothing is said of any."""
    assert "other seeds" not in live.render(
        cell("", 2), Result("x 1\n"), "a", Tried(20, {"s0": 20})
    )


def test_ids_of_a_drawing_are_the_cells_own():
    """Two cells of a page may draw the same."""
    result = Result("x 1\n", figures=[('<svg id="drawn-1"><use href="#drawn-1"/></svg>', "a < b")])
    html = live.render(cell(), result, "own")
    assert 'id="own-drawn-1"' in html and 'href="#own-drawn-1"' in html
    assert 'aria-label="a &lt; b"' in html


def long(lines, output="x 1"):
    source = "\n".join(["def first(x):", "    return x", *["x = 1"] * (lines - 3), "print(x)"])
    text = f"```python live\n{source}\n```\n```output\n{output}\n```\n"
    return live.render(pages.cells(scan(text)[0])[0], Result(f"{output}\n"), "a")


def test_long_code_is_folded_below_what_came_of_it():
    """Twelve lines stand open above their output; of thirteen it is told what they are."""
    short, folded = long(12), long(13)
    assert '<details class="cell-fold' not in short
    assert short.index("data-code") < short.index("data-run") < short.index("data-output")
    assert folded.index("data-output") < folded.index("<details") < folded.index("data-code")
    assert folded.index("data-code") < folded.index("</details>") < folded.index("data-run")
    assert "<summary>Code, 13 lines: <code>first</code></summary>" in folded


def test_columns_are_shown_as_a_table_and_compared_as_text():
    """The text that a run is compared with stands in the page as it was."""
    html = long(12, "layer  size\n    1  0.43\n    2  0.48")
    assert html.count("<table") == 1
    assert shown(html) == "layer  size\n    1  0.43\n    2  0.48"


def test_an_empty_first_line_is_kept():
    """HTML drops the first line of a `pre` if it is empty: where one was printed there are two."""
    assert shown(long(12, "\n\nlayer")) == "\n\n\nlayer"


def test_code_that_is_wrong_is_shown():
    """A page that is being written is not stopped by it."""
    text = "```python live\n" + "(\n" * 20 + "```\n"
    assert "Code, 20 lines<" in live.render(pages.cells(scan(text)[0])[0], None, "a")
