"""What a teacher takes along: an archive that nbgrader grades, and the checks of a hand-in."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.conftest import DOCS

from initdocs_site import ROOT
from initdocs_site.page import collected
from initdocs_site.publish import teaching

PAGES = [page.source for page in collected.of_site(DOCS)]
#: nbgrader has an environment of its own: `make teaching`
NBGRADER = os.environ.get("NBGRADER") or shutil.which("nbgrader", path=Path(sys.executable).parent)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*)\n### END SOLUTION", re.DOTALL)


def test_the_archive_is_a_course():
    """A notebook a page below source/; equal pages give equal bytes."""
    files = teaching.notebooks(DOCS, "https://x.test/", "w")
    packed = teaching.zipped(files)
    assert packed == teaching.zipped(teaching.notebooks(DOCS, "https://x.test/", "w"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert len(archive.namelist()) == len(PAGES)
        assert "source/initdocs/importance.ipynb" in archive.namelist()


def test_a_hand_in_is_checked_by_the_pages_own_checks():
    """Cells and check of each exercise, by the page's place on the site."""
    told = {page["path"]: page for page in json.loads(teaching.checks(DOCS))}
    for page in collected.of_site(DOCS):
        here = told[page.source.removesuffix(".md") + "/"]
        assert here["code"] == page.code
        assert [t["check"] for t in here["tasks"]] == [t.exercise.check.body for t in page.tasks]


def test_nothing_is_written_where_no_page_asks_for_it(tmp_path):
    """A site without the page for teachers stays as it is."""
    (tmp_path / "index.html").write_text("<html></html>")
    teaching.write(tmp_path, DOCS, "w.whl")
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.slow
@pytest.mark.skipif(not NBGRADER, reason="nbgrader is not there: make teaching")
@pytest.mark.parametrize("source", PAGES)
def test_nbgrader_grades(tmp_path, source):
    """Its own autograde gives each solution its point, and an answer that is left empty none.

    What students receive has no solution and no check in it.
    """
    ((name, text),) = (
        item
        for item in teaching.notebooks(DOCS, "", "initdocs").items()
        if Path(item[0]).stem == Path(source).stem
    )
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text)

    def nbgrader(*command):
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"}
        env["PATH"] = f"{Path(NBGRADER).parent}{os.pathsep}{env['PATH']}"
        done = subprocess.run([NBGRADER, *command], cwd=tmp_path, env=env, check=False,
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    nbgrader("generate_assignment", "initdocs")
    given = tmp_path / "release" / "initdocs" / path.name
    book = json.loads(given.read_text())
    (page,) = (p for p in collected.of_site(DOCS) if p.source == source)
    left = "\n".join("".join(cell["source"]) for cell in book["cells"])
    for task in page.tasks:
        assert task.exercise.check.body not in left
        assert task.exercise.solution.body not in left
    empty, solved = (tmp_path / "submitted" / who / "initdocs" for who in ("empty", "solved"))
    empty.mkdir(parents=True)
    solved.mkdir(parents=True)
    shutil.copy(given, empty)
    for whole, cell in zip(json.loads(text)["cells"], book["cells"], strict=True):
        if found := SOLUTION.search(whole["source"]):
            cell["source"] = found[1]
    (solved / path.name).write_text(json.dumps(book))
    nbgrader("autograde", "initdocs")
    nbgrader("export")
    grades = list(csv.DictReader((tmp_path / "grades.csv").read_text().splitlines()))
    scores = {grade["student_id"]: float(grade["score"]) for grade in grades}
    assert scores == {"empty": 0, "solved": len(page.tasks)}
    assert {float(grade["max_score"]) for grade in grades} == {len(page.tasks)}
