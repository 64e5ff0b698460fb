"""One run of a cell: its code, its last value, what it draws, and that it harms no other."""

import ast
import builtins
import contextlib
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from initdocs.cells import awaiting
from initdocs.cells.failures import Failure, failure
from initdocs.cells.packages import imports
from initdocs.cells.sources import as_main, remember
from initdocs.cells.streams import streams
from initdocs.cells.values import Display, Draw

# Matplotlib's backend in cells: imported by the first cell that draws, and by no other.
BACKEND = "initdocs.figures.backend"


class _Contained:
    """What a cell does to the interpreter itself ends with the cell."""

    def __enter__(self) -> None:
        self._names = builtins.__dict__.copy()
        self._table, self._modules = sys.modules, sys.modules.copy()
        self._limit, self._trace = sys.getrecursionlimit(), sys.gettrace()

    def __exit__(self, *error: object) -> None:
        # first of all, and by methods alone: until here any builtin may be something else
        builtins.__dict__.update(self._names)
        for name in builtins.__dict__.keys() - self._names.keys():
            del builtins.__dict__[name]
        # what was imported stays; what was thrown out or replaced comes back
        self._table.update(self._modules)
        sys.modules = self._table
        sys.setrecursionlimit(self._limit)
        if sys.gettrace() is not self._trace:
            sys.settrace(self._trace)


@contextlib.contextmanager
def _figures(source: str, draw: Draw | None) -> Iterator[Callable[[Any], bool]]:
    """Send the figures of a cell to `draw`; where no cell draws, matplotlib is not imported.

    The value tells of an object whether it is one of matplotlib's that is shown as a figure.
    """
    if imports(source, "matplotlib"):
        import_module(BACKEND).use()

    def own(value: Any) -> bool:
        backend = sys.modules.get(BACKEND)
        return backend is not None and backend.shows(value)

    backend = sys.modules.get(BACKEND)
    with backend.page(draw) if backend else contextlib.nullcontext():
        yield own


def run_cell(
    source: str,
    namespace: dict[str, Any],
    *,
    write: Callable[[str], None],
    draw: Draw | None = None,
    read: Callable[[], str | None] | None = None,
    name: str = "cell",
) -> Failure | None:
    r"""Run `source` in `namespace`; send what it prints, and its last value, to `write`.

    Figures of matplotlib's pyplot go to `draw`, again whenever they are shown after a change,
    and so do values that a notebook shows as a picture or a table. `read` gives a line for
    `input()`, or None where the run is to end. The code may await at its top. Returns None, or a
    `Failure` whose traceback holds the frames of cells only. Whatever the cell raises is caught,
    `SystemExit` and `KeyboardInterrupt` included; changed builtins and a changed recursion limit
    are set back, and matplotlib's style with them.

    >>> shown = []
    >>> run_cell("a = 2\na + 1", {}, write=shown.append)
    >>> shown
    ['3\n']
    >>> run_cell("x = 1\nx / 0", {}, write=shown.append).line
    2
    """
    file = remember(name, source)
    with streams(write, read) as output:
        try:
            with (
                as_main(namespace, file),
                awaiting.own_loop(),
                _figures(source, draw) as own,
                _Contained(),
            ):
                display = Display(output.write, draw, own)
                builtins.display = display  # type: ignore[attr-defined]
                tree = ast.parse(source, file)
                last = tree.body[-1] if tree.body else None
                if isinstance(last, ast.Expr):
                    tree.body.pop()
                codes = [_compiled(tree, file, "exec")]
                if isinstance(last, ast.Expr):
                    codes.append(_compiled(ast.Expression(last.value), file, "eval"))
                value = awaiting.run(codes, namespace)
                # as in a notebook: a semicolon at the end keeps it quiet
                if value is not None and not source.rstrip().endswith(";"):
                    display(value)
        except BaseException as error:  # noqa: BLE001 - sys.exit() in a cell must not end the worker
            return failure(error, file)
    return None


def _compiled(tree: ast.Module | ast.Expression, file: str, mode: str) -> Any:
    return compile(tree, file, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
