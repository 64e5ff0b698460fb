"""What a result depends on: the modules of ours that code reaches through its imports.

A module counts by its syntax tree, so that a comment or a line break changes nothing; with it
count the data that it names.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
DATA = SOURCE / "initdocs" / "data"


def path_of(module: str) -> Path | None:
    """The file of a module of ours; None for any other name.

    >>> path_of("initdocs.holds").name, path_of("initdocs").name, path_of("numpy")
    ('holds.py', '__init__.py', None)
    """
    base = SOURCE.joinpath(*module.split("."))
    for path in (base.with_suffix(".py"), base / "__init__.py"):
        if path.is_file():
            return path
    return None


def source(module: str) -> str:
    """The source of a module of ours."""
    path = path_of(module)
    assert path is not None, module
    return path.read_text("utf-8")


def imported(code: str, package: str = "") -> set[str]:
    """The modules of ours that `code` imports by name, `package` being the one it stands in.

    A package counts with each of its modules, since importing those runs it.

    >>> sorted(imported("from initdocs.figures import backend"))
    ['initdocs', 'initdocs.figures', 'initdocs.figures.backend']
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - node.level + 1]
            above = [*(parts if node.level else []), *([node.module] if node.module else [])]
            names.add(".".join(above))
            names.update(".".join([*above, alias.name]) for alias in node.names)
    outer = {name.rsplit(".", depth)[0] for name in names for depth in range(name.count(".") + 1)}
    return {name for name in outer if path_of(name)}


def reached(roots: Iterable[str]) -> set[str]:
    """All modules of ours that `roots` import, and those that these import, and so on."""
    return set(_reached(roots))


def _reached(roots: Iterable[str]) -> dict[str, "_Told"]:
    found: dict[str, _Told] = {}
    waiting = list(roots)
    while waiting:
        module = waiting.pop()
        if module not in found and (path := path_of(module)):
            found[module] = _told(path, path.stat().st_mtime_ns)
            waiting += found[module].imports
    return found


def digest(roots: Iterable[str]) -> str:
    """A hash of all that code importing `roots` reaches: modules of ours and their data."""
    whole = hashlib.sha256()
    for module, told in sorted(_reached(roots).items()):
        whole.update(f"{module} {told.digest}".encode())
        for data in told.data:
            whole.update(_content(data, data.stat().st_mtime_ns))
    return whole.hexdigest()


def by_name(package: str) -> Iterator[str]:
    """The modules of a package that loads its parts by name."""
    folder = SOURCE.joinpath(*package.split("."))
    yield from (f"{package}.{p.stem}" for p in sorted(folder.glob("*.py")) if p.stem != "__init__")


class _Told:
    """What a module says of itself: the modules it imports, its data, and its syntax as a hash."""

    def __init__(self, path: Path) -> None:
        text = path.read_text("utf-8")
        place = path.relative_to(SOURCE).with_suffix("").parts
        try:
            tree = ast.parse(text)
        except SyntaxError:  # whoever imports it says so
            tree = ast.Module([ast.Expr(ast.Constant(text))], [])
            text = ""
        self.imports = sorted(imported(text, ".".join(place[:-1])))
        self.digest = hashlib.sha256(ast.dump(tree).encode()).hexdigest()
        words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        self.data = sorted(p for p in DATA.iterdir() if p.name in words)


@lru_cache(maxsize=512)
def _content(data: Path, changed: int) -> bytes:
    """A hash of the file at `data`, read anew when it has changed."""
    del changed
    return hashlib.sha256(data.read_bytes()).digest()


@lru_cache(maxsize=512)
def _told(path: Path, changed: int) -> _Told:
    """What the module at `path` says of itself, read anew when it has changed."""
    del changed
    return _Told(path)
