import io
import json
import re
from pathlib import Path

import pytest

from initdocs_site.page import compute
from initdocs_site.page.compute import Task
from initdocs_site.page.run import outcome


def page(name, source):
    return Task(name, outcome, ([["live", source]], 0), ("initdocs_site.page.run",))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("INITDOCS_CACHE", str(tmp_path))


def test_all_is_computed_once_and_counted():
    """Each task is told as it begins, with its place in the whole; a second call has nothing."""
    tasks = [page(f"beyond/{n}", f"print({n})") for n in range(3)]
    out = io.StringIO()
    assert compute.prepare(tasks, out=out) == 3
    told = out.getvalue().splitlines()
    assert told[:3] == [f"computing {n + 1} of 3: beyond/{n}" for n in range(3)]
    assert told[3] == "computed 3 of 3"
    assert [compute.result(t)["results"][0]["printed"] for t in tasks] == ["0\n", "1\n", "2\n"]
    out = io.StringIO()
    assert compute.prepare(tasks, out=out) == 0
    assert out.getvalue() == ""


def test_on_a_terminal_the_line_is_written_over():
    """One line counts up; nothing scrolls."""
    out = io.StringIO()
    out.isatty = lambda: True
    compute.prepare([page("a", "print(1)")], out=out)
    assert re.fullmatch(r"\r\x1b\[Kcomputing 1 of 1: a\r\x1b\[Kcomputed 1 of 1\n", out.getvalue())


def test_a_task_that_fails_raises_where_it_is_asked_for():
    """The others are computed all the same, and it is not tried a second time."""
    bad = Task("bad", json.loads, ("no such thing",), ())
    good = page("good", "print(1)")
    compute.prepare([bad, good], out=io.StringIO())
    with pytest.raises(ValueError, match="Expecting value"):
        compute.result(bad)
    assert compute.result(good)["results"][0]["printed"] == "1\n"


def test_processes_are_new():
    """Code that is changed while the site is served is seen: no process outlives a build."""
    source = "import sys\nprint(hasattr(sys, 'seen'))\nsys.seen = True"
    tasks = [page(str(n), f"{source}  # {n}") for n in range(2)]
    compute.prepare(tasks[:1], out=io.StringIO())
    compute.prepare(tasks[1:], out=io.StringIO())
    for task in tasks:
        assert compute.result(task)["results"][0]["printed"] == "False\n"


def flaky(folder):
    """Fail at the first call, and succeed from then on."""
    mark = Path(folder, "tried")
    if not mark.exists():
        mark.touch()
        msg = "not yet"
        raise ValueError(msg)
    return "made"


def test_a_failure_is_of_its_build(tmp_path):
    """In the same build it is not tried again; the next build tries."""
    task = Task("flaky", flaky, (str(tmp_path),), ())
    compute.prepare([task], out=io.StringIO())
    for _ in range(2):
        with pytest.raises(ValueError, match="not yet"):
            compute.result(task)
    compute.prepare([page("other", "print(1)")], out=io.StringIO())
    assert compute.result(task) == "made"


def test_equal_tasks_are_one():
    """What two pages ask for is computed once."""
    assert compute.prepare([page("a", "print(1)"), page("b", "print(1)")], out=io.StringIO()) == 1


def test_two_makers_have_two_results():
    """Of the same parts: a figure and a demo may have one name."""
    parts = (("x",), ())
    assert Task("a", json.loads, *parts).key != Task("a", json.dumps, *parts).key
