"""Python's library and NumPy, cut to what the pages reach."""

import io
import json
import re
import shutil
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


def test_a_first_visit_is_a_tenth_lighter(made):
    """The lock names both files, their hashes and what travels; written again it is the same."""
    told = (ROOT / "docs" / "reference" / "live-pages.md").read_text("utf-8")
    for _ in range(2):
        cut.write(made)
        lock = cut.lock_of(made)
        whole = cdn.read_lock()
        assert lock["sent"] < 0.9 * whole["sent"]
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
        kept = {re.sub(r"\.pyc$", ".py", n) for n in kept}
        assert kept < names(there[name])
        modules = {found for n in names(there[name]) if (found := cut.module(n))}
        assert {m for n in kept if (m := cut.module(n))} | set(lacking[name]) == modules
        assert not {m for n in kept if (m := cut.module(n))} & set(lacking[name])


def test_a_start_compiles_nothing(made):
    """All that is sent of Python is bytecode of the Python that readers run, where that has it."""
    cut.write(made)
    lock = cut.lock_of(made)
    magics = set()
    for name, place in ((cut.LIBRARY, "/lib/python314.zip/"), (NUMPY, lock["site"])):
        content = (made / lock["files"][name]["cut"]["path"]).read_bytes()
        assert not [n for n in names(content) if n.endswith(".py")]
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = {n: archive.read(n) for n in archive.namelist() if n.endswith(".pyc")}
        assert len(found) > 100
        magics |= {c[:4] for c in found.values()}
        assert all((place + n.removesuffix("c")).encode() in c for n, c in found.items())
    assert len(magics) == 1


def test_compiled_again_it_is_the_same(made, monkeypatch, tmp_path):
    """Equal sources give equal bytes, so a reader who has them takes nothing again."""
    cut.write(made)
    once = cut.lock_of(made)
    folder = tmp_path / "pyodide"
    shutil.copytree(cdn.fetch(), folder, ignore=shutil.ignore_patterns("compiled-*"))
    monkeypatch.setattr(cdn, "FOLDER", folder)
    cut.write(made)
    assert len(list(folder.glob("compiled-*"))) == 2
    assert cut.lock_of(made) == once


def test_without_node_a_visit_takes_the_sources(made, monkeypatch):
    """A build needs no engine: what is cut is cut all the same."""
    monkeypatch.setattr(cut.shutil, "which", lambda *_, **__: None)
    cut.write(made)
    lock = cut.lock_of(made)
    for name in (cut.LIBRARY, NUMPY):
        content = (made / lock["files"][name]["cut"]["path"]).read_bytes()
        assert [n for n in names(content) if n.endswith(".py")]
        assert not [n for n in names(content) if n.endswith(".pyc")]


def test_a_node_that_fails_is_told(made, monkeypatch):
    """A build does not go on with what a failure has left."""
    monkeypatch.setattr(cut, "PROGRAM", cut.PROGRAM.with_name("reached.json"))
    with pytest.raises(
        RuntimeError, match=r"(?s)Node could not compile .*rewrite is not a function"
    ):
        cut.write(made)


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
