"""What a start leaves out of Python and NumPy, and how it comes."""

import hashlib
import importlib
import inspect
import io
import sys
import zipfile
from base64 import b64encode

import pytest

from initdocs.rest import TOLD, Whole, left_out
from initdocs_site.publish import bytecode, cut

ONE = "def one():\n    return 1\n"
LIBRARY = {"part_of/__init__.py": ONE, "part_of/here.py": "x = 1", "part_of/there.py": "x = 2",
           "far_off.py": "x = 3"}  # fmt: skip
WHEEL = {"wheeled/__init__.py": ONE, "wheeled/rest.py": "x = 4"}


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


class Bytes:
    """Bytes as Pyodide hands over those of JavaScript."""

    def __init__(self, content):
        self.to_bytes = lambda: content


def integrity(content):
    return f"sha256-{b64encode(hashlib.sha256(content).digest()).decode()}"


class Machine:
    """An interpreter whose library and package were cut, and a network that has them whole."""

    def __init__(self, folder):
        import json  # noqa: PLC0415 - beside what it is for

        self.whole = {"library.zip": zipped(LIBRARY), "wheeled-1.whl": zipped(WHEEL)}
        kept = {"library.zip": ["part_of/__init__.py", "part_of/here.py"],
                "wheeled-1.whl": ["wheeled/__init__.py"]}  # fmt: skip
        told = {name: cut.left(self.whole[name], kept[name]) for name in kept}
        self.library = folder / "library.zip"
        part = cut.cut(self.whole["library.zip"], kept["library.zip"], {TOLD: json.dumps(told)})
        self.library.write_bytes(bytecode.compiled(part, f"{self.library}/"))
        self.site = folder / "site"
        self.site.mkdir()
        part = cut.cut(self.whole["wheeled-1.whl"], kept["wheeled-1.whl"])
        part = bytecode.compiled(part, f"{self.site}/")
        zipfile.ZipFile(io.BytesIO(part)).extractall(self.site)
        self.asked, self.fault = [], lambda content: content

    def fetch(self, name):
        self.asked.append(name)
        content = self.whole[name]
        return Bytes(self.fault(content)), integrity(content)

    def start(self):
        return Whole(str(self.library), str(self.site), self.fetch)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    made = Machine(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(inspect, "findsource", inspect.findsource)
    monkeypatch.setattr(sys, "path", [*sys.path, str(made.library), str(made.site)])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    importlib.invalidate_caches()
    return made


def test_what_is_there_brings_nothing(machine):
    """A module that was kept, and one that nobody has, ask the network for nothing."""
    machine.start()
    assert importlib.import_module("part_of.here").x == 1
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("nobody_has_this")
    assert machine.asked == []


def test_a_module_that_was_left_out_is_imported(machine):
    """Below a package that is there already, at the top, and in a wheel; each file comes once."""
    machine.start()
    assert importlib.import_module("part_of.here").x == 1
    assert importlib.import_module("part_of.there").x == 2
    assert importlib.import_module("far_off").x == 3
    assert importlib.import_module("wheeled.rest").x == 4
    assert machine.asked == ["library.zip", "wheeled-1.whl"]


@pytest.mark.parametrize("name", ["part_of", "wheeled"])
def test_a_source_is_there_for_who_asks(machine, name):
    """A module runs from bytecode alone; who asks for its source has it, after one download."""
    machine.start()
    one = importlib.import_module(name).one
    assert one() == 1 and machine.asked == []
    assert inspect.getsource(one) == ONE
    assert inspect.getsource(sys.modules[name]) == ONE
    assert len(machine.asked) == 1


def test_a_source_that_cannot_be_had_is_told(machine):
    """Without a network, and where there is none, as `inspect` tells it; a later try works."""
    machine.start()
    one = importlib.import_module("part_of").one
    machine.fault = lambda content: content[:-1] + b"?"
    with pytest.raises(OSError, match="its hash differs"):
        inspect.getsource(one)
    machine.fault = lambda content: content
    asked = len(machine.asked)
    with pytest.raises(OSError, match="source"):
        inspect.getsource(eval("lambda: 1"))
    assert len(machine.asked) == asked
    assert inspect.getsource(one) == ONE


def test_what_came_before_the_import_is_not_asked_for(machine):
    """The worker brings with progress what a cell names, and puts it in its place."""
    whole = machine.start()
    assert whole.needed(["part_of.there", "sys"]) == ["library.zip"]
    assert whole.needed(["part_of", "part_of.here", "wheeled"]) == []
    assert whole.lacking() == ["library.zip", "wheeled-1.whl"]
    for name, content in machine.whole.items():
        whole.complete(name, Bytes(content))
    assert whole.needed(["part_of.there"]) == whole.lacking() == []
    assert importlib.import_module("far_off").x + importlib.import_module("wheeled.rest").x == 7
    assert machine.asked == []


def test_a_changed_file_is_refused_and_a_later_import_works(machine):
    """One changed byte, or no answer, is an ImportError that names the file; nothing is kept."""
    machine.start()

    def none(content):
        raise OSError(content[:1])

    for fault, message in ((lambda c: c[:-1] + b"?", "its hash differs"), (none, "not be fetched")):
        machine.fault = fault
        with pytest.raises(ImportError, match=message) as told:
            importlib.import_module("far_off")
        assert "library.zip" in str(told.value)
    machine.fault = lambda content: content
    assert importlib.import_module("far_off").x == 3


def test_a_whole_library_lacks_nothing(tmp_path):
    """Where nothing was cut, and natively, there is nothing to bring."""
    library = tmp_path / "library.zip"
    library.write_bytes(zipped(LIBRARY))
    before = list(sys.meta_path)
    assert left_out(str(library)) == left_out(str(tmp_path / "none.zip")) == {}
    whole = Whole(str(library), str(tmp_path), machine)
    assert whole.needed(["far_off"]) == whole.lacking() == []
    assert sys.meta_path == before
