"""What is wrong, where it stands on the page."""

from initdocs_site.page import pages
from initdocs_site.page.blocks import problem
from initdocs_site.page.run import Result
from initdocs_site.page.scanner import Problem, scan

CELL = pages.cells(scan("```python live\n1\n```\n```output\n<1>\n```\n")[0])[0]


def test_a_box_is_text():
    """The first line of each problem, escaped."""
    html = problem.box([Problem(1, "<b> & more\nhidden"), Problem(2, "second")])
    assert "<p>&lt;b&gt; &amp; more</p><p>second</p>" in html and "hidden" not in html


def test_an_output_that_differs_has_two_sides():
    """What the page says beside what the cell prints; another problem has none."""
    found = Result("<2>\n")
    html = problem.beside(CELL, found, pages.check(CELL, found))
    assert "<p>The page says</p><pre>&lt;1&gt;</pre>" in html
    assert "<p>The cell prints</p><pre>&lt;2&gt;</pre>" in html
    assert html.count("<div") == html.count("</div>")
    plain = problem.beside(CELL, found, [Problem(1, "this does not hold: a")])
    assert "this does not hold: a" in plain and "The page says" not in plain


def test_a_cell_that_fails_shows_its_traceback():
    """Line by line, below what is wrong; a sound cell and one without a result show nothing."""
    found = Result("", "Traceback\nZeroDivisionError: no", 1)
    html = problem.beside(CELL, found, pages.check(CELL, found))
    assert "<p>the cell fails: ZeroDivisionError: no</p><p>Traceback</p>" in html
    assert problem.beside(CELL, found, []) == problem.beside(CELL, None, [Problem(1, "a")]) == ""


def test_above_the_page_all_are_listed():
    """By their lines."""
    html = problem.top("a.md", [Problem(9, "late"), Problem(2, "early")])
    assert html.index("a.md:2</code> early") < html.index("a.md:9</code> late")
    assert problem.top("a.md", []) == ""
