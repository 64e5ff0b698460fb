"""What is wrong with the pages is told once, or at once where nobody will ask."""

import pytest

from initdocs_site.page.report import PageError, Report
from initdocs_site.page.scanner import Problem
from initdocs_site.page.source import Source

WRONG = [Problem(7, "second"), Problem(2, "first")]


def test_without_a_hook_the_first_page_raises():
    """All its problems, by line; a sound page raises nothing."""
    report = Report()
    report.page(Source("good.md"), [])
    with pytest.raises(PageError) as error:
        report.page(Source("bad.md"), WRONG)
    assert str(error.value) == "bad.md:2: first\nbad.md:7: second"


def test_a_hook_hears_of_all_pages():
    """Page by page, each as it was seen last."""
    report = Report()
    report.begin()
    report.page(Source("b.md"), WRONG)
    report.page(Source("a.md"), [Problem(1, "lost")])
    assert report.lines() == ["a.md:1: lost", "b.md:2: first", "b.md:7: second"]
    report.page(Source("b.md"), WRONG[:1])
    assert report.lines() == ["a.md:1: lost", "b.md:7: second"]


def test_a_build_begins_anew_unless_only_changes_follow():
    """While somebody writes, pages that stay as they are keep their problems."""
    report = Report()
    report.begin()
    report.page(Source("a.md"), WRONG)
    report.begin(keep=True)
    assert len(report.lines()) == 2
    report.begin()
    assert report.lines() == []


def test_docstrings_of_a_page_are_told_together():
    """Each is converted on its own, some twice: what is known already is not told again."""
    report = Report()
    report.begin()
    within = Source("api.md", within=True)
    for problems in (WRONG, [Problem(3, "third")], WRONG):
        report.page(within, problems)
    report.page(Source("api.md"), [])
    told = [line.removeprefix("api.md, a docstring:") for line in report.lines()]
    assert told == ["2: first", "7: second", "3: third"]
