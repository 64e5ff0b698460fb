"""Every exercise of the site, with its task in words."""

import re

from tests.conftest import DOCS

from initdocs_site import ROOT
from initdocs_site.page import collected

PAGES = collected.of_site(DOCS)


def test_every_exercise_is_there_once():
    """As many as there are starters in the pages, in the order in which the pages are read."""
    starters = sum(
        len(re.findall(r"^    ```python starter", path.read_text("utf-8"), re.MULTILINE))
        for path in DOCS.rglob("*.md")
        if path.parent.name != "decisions"
    )
    assert sum(len(page.tasks) for page in PAGES) == starters > 40
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    places = [nav.index(page.source) for page in PAGES]
    assert places == sorted(places)


def test_a_task_is_its_words():
    """The prose between its head and its starter, without code of the check or the solution."""
    text = (
        "# Page\n\n```python live\na = 1\n```\n\n"
        '!!! exercise "Half"\n    Give `half`,\n    of $a$.\n\n    - once\n\n'
        '    ```python starter id="half"\n    half = 1\n    ```\n\n'
        "    ```python check\n    assert half < 1\n    ```\n\n"
        "    ```python solution\n    half = 1 / 2\n    ```\n\n    ```hint\n    Divide.\n    ```\n"
    )
    page = collected.of_page("a/b.md", text)
    (task,) = page.tasks
    assert (page.title, page.code) == ("Page", ["a = 1"])
    assert (task.title, task.name) == ("Half", "half")
    assert task.words == "Give `half`,\nof $a$.\n\n- once"
    assert task.exercise.solution.body == "half = 1 / 2"


def test_names_are_told_apart_on_a_page():
    """An answer is known by its page and its name there."""
    for page in PAGES:
        names = [task.name for task in page.tasks]
        assert all(names) and len(set(names)) == len(names)
        assert all(task.words and "```" not in task.words for task in page.tasks)
