import re

import pytest

from initdocs_site.publish import cdn


def test_lock_names_what_the_worker_needs():
    """The lock pins the core, NumPy and matplotlib by sha256, at the version in the code."""
    lock = cdn.read_lock()
    assert lock["base"] == cdn.BASE and cdn.PYODIDE in cdn.BASE
    assert set(cdn.CORE) < set(lock["files"])
    assert any(name.startswith("numpy-") for name in lock["files"])
    assert any(name.startswith("matplotlib-") for name in lock["matplotlib"])
    assert not set(lock["files"]) & set(lock["matplotlib"])
    assert all(
        f["integrity"].startswith("sha256-") and f["size"] > 0 for f in cdn.locked().values()
    )


def test_files_are_the_locked_ones(pyodide):
    """What the browser tests serve is, byte for byte, what a reader's browser accepts."""
    for name, entry in cdn.locked().items():
        content = (pyodide / name).read_bytes()
        assert cdn.integrity(content) == entry["integrity"]
        assert len(content) == entry["size"]


def test_damage_is_found(pyodide, tmp_path, monkeypatch):
    """A damaged file in the cache is not used, and if no source has it the error names it."""
    for name in cdn.locked():
        (tmp_path / name).write_bytes((pyodide / name).read_bytes())
    (tmp_path / "pyodide.mjs").write_bytes(b"damaged")
    monkeypatch.setattr(cdn, "FOLDER", tmp_path)
    for source in ("_from_cdn", "_from_npm", "_from_carrier"):
        monkeypatch.setattr(cdn, source, lambda names: None)
    with pytest.raises(RuntimeError, match=r"locked hash: pyodide\.mjs$"):
        cdn.fetch()


def test_the_editor_is_locked_as_the_page_imports_it():
    """What the page's module imports of the editor is in the lock, and there is something."""
    entries = cdn.editor_entries()
    assert entries and set(entries) < set(cdn.read_lock()["editor"]["files"])


def test_packages_go_where_this_python_looks():
    """The lock's folder is that of the Python which NumPy's wheel is built for."""
    lock = cdn.read_lock()
    minor = re.search(r"-cp3(\d+)-", next(n for n in lock["files"] if n.startswith("numpy-")))[1]
    assert lock["site"] == f"/lib/python3.{minor}/site-packages/"


@pytest.mark.usefixtures("pyodide")
def test_the_page_tells_what_a_first_visit_downloads():
    """The lock's bytes are those of its files, compressed."""
    lock = cdn.read_lock()
    assert cdn._sent(lock["files"]) == lock["sent"]


def test_what_a_package_needs_is_found():
    """With what that needs, each once, in a stable order, circles among them."""
    needs = {"a": ["b", "c"], "b": ["c"], "c": ["a", "d"], "d": []}
    packages = {name: {"depends": depends} for name, depends in needs.items()}
    assert cdn._closure("a", packages) == ["a", "b", "c", "d"]


def test_every_file_of_the_lock_is_one():
    """Those of every start, and those that come when a cell draws."""
    lock = cdn.read_lock()
    assert list(cdn.locked()) == [*lock["files"], *lock["matplotlib"]]
