"""The sheet of all exercises: what is asked, and no answer."""

from bs4 import BeautifulSoup
from markdown import Markdown
from tests.conftest import DOCS

from initdocs_site.page import collected
from initdocs_site.page.extension import LivePage
from initdocs_site.page.source import folder


def test_the_sheet_asks_and_does_not_answer():
    """Title, words, formulas and starter of each; no hint, no check, no solution."""
    html = Markdown(extensions=[LivePage()]).convert("```table exercises\n```\n")
    page = BeautifulSoup(html, "html.parser")
    tasks = {task["data-task"]: task for task in page.select("[data-task]")}
    every = [(p, t) for p in collected.of_site(DOCS) for t in p.tasks]
    assert list(tasks) == [f"{folder(p.source)}#{t.name}" for p, t in every]
    for p, task in every:
        shown = tasks[f"{folder(p.source)}#{task.name}"]
        assert shown.h3.string == task.title
        assert shown.code is not None
        starter = shown.select_one("pre > code").get_text()
        assert starter == task.exercise.starter.body
        text = shown.get_text()
        assert task.exercise.solution.body not in text.replace(starter, "")
        assert task.exercise.check.body not in text
        assert not [hint for hint in task.exercise.hints if hint.body in text]
        prose = text.replace(starter, "")
        assert "$" not in prose and "](" not in prose and "[@" not in prose
    assert len(page.select("math")) > 20
