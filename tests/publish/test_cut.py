"""Python's library and NumPy, cut to what the pages reach."""

import io
import json
import zipfile

import pytest

from initdocs_site import ROOT
from initdocs_site.publish import cdn, cut

pytestmark = pytest.mark.usefixtures("pyodide")
NUMPY = next(name for name in cdn.read_lock()["files"] if name.startswith("numpy-"))


@pytest.fixture
def made(tmp_path):
    """A site of nothing but a lock."""
    (tmp_path / "javascripts").mkdir()
    (tmp_path / "javascripts" / cdn.LOCK.name).write_text(cdn.LOCK.read_text("utf-8"))
    return tmp_path


def names(content):
    return set(zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_a_first_visit_is_a_fifth_lighter(made):
    """The lock names both files, their hashes and what travels; written again it is the same."""
    told = (ROOT / "docs" / "reference" / "live-pages.md").read_text("utf-8")
    for _ in range(2):
        cut.write(made)
        lock = cut.lock_of(made)
        whole = cdn.read_lock()
        assert lock["sent"] < 0.8 * whole["sent"]
        assert f"downloads Python and NumPy, {round(lock['sent'] / 1e6)} MB," in told
        for name in (cut.LIBRARY, NUMPY):
            part = lock["files"][name]["cut"]
            content = (made / part["path"]).read_bytes()
            assert part["integrity"] == cdn.integrity(content) and part["size"] == len(content)
            assert {k: v for k, v in lock["files"][name].items() if k != "cut"} == (
                whole["files"][name]
            )
        assert len([p for p in (made / cut.FOLDER).rglob("*") if p.is_file()]) == 2


def test_nothing_is_lost(made):
    """Each module of the whole files stands in the cut one or in the list of what it lacks."""
    cut.write(made)
    lock = cut.lock_of(made)
    there = cdn.at_hand(cut.LIBRARY, NUMPY)
    library = (made / lock["files"][cut.LIBRARY]["cut"]["path"]).read_bytes()
    lacking = json.loads(zipfile.ZipFile(io.BytesIO(library)).read(cut.TOLD))
    for name in (cut.LIBRARY, NUMPY):
        kept = names((made / lock["files"][name]["cut"]["path"]).read_bytes()) - {cut.TOLD}
        assert kept < names(there[name])
        modules = {found for n in names(there[name]) if (found := cut.module(n))}
        assert {m for n in kept if (m := cut.module(n))} | set(lacking[name]) == modules
        assert not {m for n in kept if (m := cut.module(n))} & set(lacking[name])


def test_every_shared_object_stays(made):
    """A memory snapshot fits only the same shared objects in the same order."""
    cut.write(made)
    part = (made / cut.lock_of(made)["files"][NUMPY]["cut"]["path"]).read_bytes()
    whole = cdn.at_hand(NUMPY)[NUMPY]
    assert [n for n in zipfile.ZipFile(io.BytesIO(whole)).namelist() if n.endswith(".so")] == [
        n for n in zipfile.ZipFile(io.BytesIO(part)).namelist() if n.endswith(".so")
    ]


def test_without_the_bytes_a_visit_takes_the_whole(made, monkeypatch):
    """Where neither cache nor CDN has them the site is complete all the same."""
    cut.write(made)
    monkeypatch.setattr(cdn, "at_hand", lambda *_: None)
    cut.write(made)
    assert cut.lock_of(made) == cdn.read_lock()
    assert not (made / cut.FOLDER).exists()


def test_what_pages_reach_exists():
    """The record is of this Python and this NumPy: each of its files is one of theirs."""
    reached = json.loads(cut.REACHED.read_text("utf-8"))
    there = cdn.at_hand(cut.LIBRARY, NUMPY)
    for key, name in ((cut.LIBRARY, cut.LIBRARY), ("numpy", NUMPY)):
        assert reached[key] and set(reached[key]) <= names(there[name])
