"""Modules of ours, as a test writes them."""

import pytest

from initdocs_site.page import reach


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of two modules, one of which reads data; a function that writes one anew."""
    folder = tmp_path / "src"

    def write(name, text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        reach._told.cache_clear()

    write("initdocs/__init__.py", "")
    write("initdocs/low.py", "A = 1\n")
    write("initdocs/high.py", "from initdocs.low import A\n\nB = A + 1\n")
    write("initdocs/reader.py", 'FILE = "table.txt"\n')
    write("initdocs/data/table.txt", "1 2\n")
    monkeypatch.setattr(reach, "SOURCE", folder)
    monkeypatch.setattr(reach, "DATA", folder / "initdocs" / "data")
    reach._told.cache_clear()
    yield write
    reach._told.cache_clear()
