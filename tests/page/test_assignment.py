"""Exercises as an assignment of nbgrader: what students must not see stands between its marks."""

import json
import re

import pytest
from tests.conftest import DOCS

from initdocs_site.page import collected
from initdocs_site.page.assignment import assignment

PAGES = {page.source: page for page in collected.of_site(DOCS)}
HIDDEN = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(?P<inside>.*?)\n### END \1", re.DOTALL)


@pytest.mark.parametrize("source", PAGES)
def test_each_exercise_is_an_answer_and_a_test(source):
    """One point each, the starter is given, solution and check are hidden, the rest is locked."""
    page = PAGES[source]
    book = json.loads(assignment(page, "https://x.test/", "https://x.test/w.whl"))
    marks = [cell["metadata"]["nbgrader"] for cell in book["cells"]]
    assert len({mark["grade_id"] for mark in marks}) == len(marks)
    assert all(mark["locked"] != mark["solution"] for mark in marks)
    assert sum(mark.get("points", 0) for mark in marks) == len(page.tasks)
    cells = {mark["grade_id"]: cell for mark, cell in zip(marks, book["cells"], strict=True)}
    for task in page.tasks:
        answer, check = cells[task.name], cells[f"{task.name}-check"]
        assert answer["metadata"]["nbgrader"]["solution"]
        assert HIDDEN.search(answer["source"])["inside"] == task.exercise.solution.body
        assert HIDDEN.sub("", answer["source"]).strip() == task.exercise.starter.body
        assert HIDDEN.search(check["source"])["inside"] == task.exercise.check.body
        left = HIDDEN.sub("", check["source"]).strip()
        assert left == "# What is checked is hidden here."
        assert task.title in cells[f"{task.name}-task"]["source"]
    order = [cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"]
    assert order[1 : 1 + len(page.code)] == page.code


def test_equal_pages_give_equal_bytes():
    """Whoever builds twice has the same file."""
    page = next(iter(PAGES.values()))
    assert assignment(page, "a/", "w") == assignment(page, "a/", "w")
