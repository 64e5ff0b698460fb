"""Modules as bytecode: an import takes them where no source is."""

import importlib
import io
import sys
import traceback
import zipfile

import pytest

from initdocs_site.publish import bytecode

FILES = {
    "told/__init__.py": '"""What it tells."""\nassert __name__ == "told"\n',
    "told/fails.py": "def fail():\n    return 1 / 0\n",
    "told/data.txt": "as it was",
}


@pytest.fixture
def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        for name, text in FILES.items():
            whole.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
    return made.getvalue()


@pytest.mark.parametrize("zipped", [True, False])
def test_it_is_imported_as_its_source_would_be(archive, zipped, tmp_path, monkeypatch):
    """From a zip file and from a folder; docstrings, `assert` and traceback are the source's."""
    place = tmp_path / "library.zip" if zipped else tmp_path / "packages"
    made = bytecode.compiled(archive, f"{place}/")
    if zipped:
        place.write_bytes(made)
    else:
        zipfile.ZipFile(io.BytesIO(made)).extractall(place)
    monkeypatch.setattr(sys, "path", [*sys.path, str(place)])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    importlib.invalidate_caches()
    fails = importlib.import_module("told.fails")
    assert sys.modules["told"].__doc__ == "What it tells."
    with pytest.raises(ZeroDivisionError) as told:
        fails.fail()
    last = traceback.extract_tb(told.tb)[-1]
    assert (last.filename, last.lineno) == (f"{place}/told/fails.py", 2)


def test_what_is_no_module_stays_as_it_is(archive):
    """Data goes along, and equal archives give equal bytes."""
    made = bytecode.compiled(archive, "/x/")
    with zipfile.ZipFile(io.BytesIO(made)) as there:
        assert there.namelist() == ["told/__init__.pyc", "told/fails.pyc", "told/data.txt"]
        assert there.read("told/data.txt") == b"as it was"
        assert {info.date_time[0] for info in there.infolist()} == {2020}
    assert bytecode.compiled(archive, "/x/") == made


def test_a_module_that_cannot_be_compiled_is_told(archive):
    """By its place; no archive comes of it."""
    made = io.BytesIO(archive)
    with zipfile.ZipFile(made, "a") as whole:
        whole.writestr("told/wrong.py", "1 +")
    with pytest.raises(SyntaxError) as error:
        bytecode.compiled(made.getvalue(), "/lib/")
    assert error.value.filename == "/lib/told/wrong.py"
