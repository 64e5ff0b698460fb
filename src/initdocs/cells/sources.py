"""The cells that have run, by the names that Python knows them by: for tracebacks and `inspect`."""

import ast
import contextlib
import inspect
import linecache
import re
import sys
import types
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

#: sources that are remembered: functions of older ones are then shown without their lines
REMEMBERED = 200


class Source(NamedTuple):
    """A cell's name and its code."""

    name: str
    code: str


SOURCES: dict[str, Source] = {}


def remember(name: str, code: str) -> str:
    """The file name under which Python is to know this code: another one for other code."""
    found = next((file for file, source in SOURCES.items() if source == (name, code)), None)
    number = sum(source.name == name for source in SOURCES.values())
    file = found or (f"<{name}, run {number + 1}>" if number else f"<{name}>")
    while not found and file in SOURCES:
        number += 1
        file = f"<{name}, run {number + 1}>"
    SOURCES.pop(file, None)
    SOURCES[file] = Source(name, code)  # the newest stands last
    lines = [f"{line}\n" for line in code.split("\n")]
    linecache.cache[file] = (len(code), None, lines, file)
    while len(SOURCES) > REMEMBERED:
        oldest = next(iter(SOURCES))
        del SOURCES[oldest]
        linecache.cache.pop(oldest, None)
    return file


_FILE = re.compile(r'File "(<[^"\n]*>)", line (\d+)')
#: where frames are left out, as `failures` puts it into a traceback
_GAP = re.compile(r'File "(… \d+ more frames …)", line 0, in ')


def placed(text: str, file: str) -> str:
    """A traceback as the reader of the cell `file` knows the places: by line, and by cell.

    >>> file, other = remember("plot", "draw()"), remember("model", "def draw(): 1 / 0")
    >>> placed('  File "<plot>", line 1, in <module>', file)
    '  line 1, in <module>'
    >>> placed('  File "<model>", line 1, in draw', file)
    '  cell “model”, line 1, in draw'
    """
    text = _FILE.sub(lambda m: f"{_where(m[1], file)}line {m[2]}", text)
    return _GAP.sub(r"\1", text)


def _where(other: str, file: str) -> str:
    if other == file:
        return ""
    if other not in SOURCES:
        return f"{other}, "
    same = file in SOURCES and SOURCES[other].name == SOURCES[file].name
    return "this cell as it was, " if same else f"cell “{SOURCES[other].name}”, "


class _Main(types.ModuleType):
    """The variables of a page as the module `__main__`."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        super().__init__("__main__")
        super().__setattr__("_namespace", namespace)

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        """What `typing` looks names up in."""
        return super().__getattribute__("_namespace")  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattribute__("_namespace")[name]
        except KeyError:
            msg = f"module '__main__' has no attribute {name!r}"
            raise AttributeError(msg) from None

    def __setattr__(self, name: str, value: object) -> None:
        self.__dict__[name] = value

    def __delattr__(self, name: str) -> None:
        if name not in self.__dict__:
            raise AttributeError(name)
        del self.__dict__[name]


_getfile = inspect.getfile


def _file_of(object: Any) -> str:  # noqa: A002 - as the original names it
    """As `inspect.getfile`, which asks the module of a class for its one file: a page has many."""
    if isinstance(object, type) and object.__module__ == "__main__":
        name = object.__qualname__.rpartition(".")[2]
        line = object.__dict__.get("__firstlineno__")
        for file, source in reversed(SOURCES.items()):
            if re.search(rf"^\s*class\s+{name}\b", source.code, re.MULTILINE) and _defines(
                source.code, name, line
            ):
                return file
    return _getfile(object)


def _defines(code: str, name: str, line: int | None) -> bool:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ClassDef) and node.name == name:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            if line is None or first == line:
                return True
    return False


@contextlib.contextmanager
def as_main(namespace: dict[str, Any], file: str) -> Iterator[None]:
    """Let pickle, inspect, type hints and warnings see the cell as a module."""
    namespace.setdefault("__name__", "__main__")

    def told(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        line: str | None = None,
    ) -> str:
        del line
        where = f"{_where(filename, file)}line {lineno}: " if filename in SOURCES else ""
        return f"{where}{category.__name__}: {message}\n"

    before = sys.modules.get("__main__"), warnings.formatwarning
    sys.modules["__main__"] = _Main(namespace)
    warnings.formatwarning = told
    inspect.getfile = _file_of
    with warnings.catch_warnings():
        pass  # what was warned of in an earlier run is told again
    try:
        yield
    finally:
        inspect.getfile = _getfile
        warnings.formatwarning = before[1]
        if before[0] is not None:
            sys.modules["__main__"] = before[0]
