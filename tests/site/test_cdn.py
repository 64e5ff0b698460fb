import pytest

from initdocs_site import cdn


def test_lock_names_what_the_worker_needs():
    """The lock pins the core and NumPy by sha256, at the version that the code names."""
    lock = cdn.read_lock()
    assert lock["base"] == cdn.BASE and cdn.PYODIDE in cdn.BASE
    assert set(cdn.CORE) < set(lock["files"])
    assert any(name.startswith("numpy-") for name in lock["files"])
    assert all(
        f["integrity"].startswith("sha256-") and f["size"] > 0 for f in lock["files"].values()
    )


def test_files_are_the_locked_ones(pyodide):
    """What the browser tests serve is, byte for byte, what a reader's browser accepts."""
    for name, entry in cdn.read_lock()["files"].items():
        content = (pyodide / name).read_bytes()
        assert cdn.integrity(content) == entry["integrity"]
        assert len(content) == entry["size"]


def test_damage_is_found(pyodide, tmp_path, monkeypatch):
    """A damaged file in the cache is not used, and if no source has it the error names it."""
    for name in cdn.read_lock()["files"]:
        (tmp_path / name).write_bytes((pyodide / name).read_bytes())
    (tmp_path / "pyodide.mjs").write_bytes(b"damaged")
    monkeypatch.setattr(cdn, "FOLDER", tmp_path)
    for source in ("_from_cdn", "_from_npm", "_from_carrier"):
        monkeypatch.setattr(cdn, source, lambda names: None)
    with pytest.raises(RuntimeError, match=r"locked hash: pyodide\.mjs$"):
        cdn.fetch()
