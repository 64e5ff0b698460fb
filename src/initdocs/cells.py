"""Run a cell of a page: the same function in the build, in the tests and in the browser."""

import ast
import builtins
import contextlib
import io
import math
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

# What one cell may print before the rest is dropped with a note, in characters.
OUTPUT_LIMIT = 100_000
# The first writes reach the reader's screen at once. A cell that goes on printing reaches
# it once in a frame of a 30 Hz display, in seconds.
FLUSH_AT_ONCE = 200
FLUSH_EVERY = 1 / 30
# Matplotlib's backend in cells: imported by the first cell that draws, and by no other.
BACKEND = "initdocs.figures.backend"


@dataclass(frozen=True)
class Failure:
    """What went wrong in a cell: the reader's own frames and the line to mark (1-based)."""

    kind: str
    message: str
    traceback: str
    line: int | None


class _Output(io.TextIOBase):
    """Standard output of a cell: coalesced over time, cut at the limit."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._left = OUTPUT_LIMIT
        self._waiting: list[str] = []
        self._flushes = 0
        self._due = 0.0

    def write(self, text: str) -> int:
        if self._left > 0 and text:
            self._waiting.append(text[: self._left])
            self._left -= len(text)
            if self._left <= 0:
                self._waiting.append(f"\n… cut here: a cell shows {OUTPUT_LIMIT:,} characters.\n")
            cut, early = self._left <= 0, self._flushes < FLUSH_AT_ONCE
            if cut or early or time.monotonic() >= self._due:
                self.flush()
        return len(text)

    def flush(self) -> None:
        if self._waiting:
            self._write("".join(self._waiting))
            self._waiting.clear()
            self._flushes += 1
            self._due = time.monotonic() + FLUSH_EVERY

    def close(self) -> None:
        """Ignore a cell that closes its output: the next one needs it."""


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


def imports(source: str, package: str) -> bool:
    """Whether a cell imports `package` or a part of it.

    >>> imports("import matplotlib.pyplot as plt", "matplotlib")
    True
    >>> imports("x = 'import matplotlib'", "matplotlib")
    False
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.append(node.module or "")
    return any(name == package or name.startswith(f"{package}.") for name in names)


@contextlib.contextmanager
def _figures(source: str, draw: Callable[[int, str, str], None] | None) -> Iterator[None]:
    """Send the figures of a cell to `draw`; where no cell draws, matplotlib is not imported."""
    if imports(source, "matplotlib"):
        import_module(BACKEND).use()
    backend = sys.modules.get(BACKEND)
    if backend is None:
        yield
        return
    backend.receiver = draw  # type: ignore[attr-defined]
    yield
    backend.finish()


def run_cell(
    source: str,
    namespace: dict[str, Any],
    *,
    write: Callable[[str], None],
    draw: Callable[[int, str, str], None] | None = None,
    name: str = "cell",
) -> Failure | None:
    r"""Run `source` in `namespace`; send what it prints, and its last value, to `write`.

    Figures of matplotlib's pyplot go to `draw` as number, SVG and text, again whenever they
    are shown after a change. Returns None, or a `Failure` whose traceback holds the frames of
    cells only. Whatever the cell raises is caught, `SystemExit` and `KeyboardInterrupt`
    included; changed builtins and a changed recursion limit are set back.

    >>> shown = []
    >>> run_cell("a = 2\na + 1", {}, write=shown.append)
    >>> shown
    ['3\n']
    >>> run_cell("x = 1\nx / 0", {}, write=shown.append).line
    2
    """
    filename = f"<{name}>"
    output = _Output(write)
    try:
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
            _Contained(),
            _figures(source, draw),
        ):
            tree = ast.parse(source, filename)
            last = tree.body[-1] if tree.body else None
            if isinstance(last, ast.Expr):
                tree.body.pop()
            exec(compile(tree, filename, "exec"), namespace)  # noqa: S102 - a cell is code to run
            if isinstance(last, ast.Expr):
                value = eval(  # noqa: S307 - likewise
                    compile(ast.Expression(last.value), filename, "eval"), namespace
                )
                # as in a notebook: a semicolon at the end keeps it quiet
                if value is not None and not source.rstrip().endswith(";"):
                    output.write(f"{value!r}\n")
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a cell must not end the worker
        return _failure(error, source, filename)
    finally:
        output.flush()
    return None


def _failure(error: BaseException, source: str, filename: str) -> Failure:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    line: int | None
    if isinstance(error, SyntaxError) and error.filename == filename:
        line = error.lineno
        body = traceback.format_exception_only(error)
    else:
        line = frames[-1].lineno if frames else None
        lines = source.splitlines()
        body = ["Traceback (most recent call last):\n"] if frames else []
        # a long recursion repeats one frame a thousand times: its two ends tell enough
        shown = frames if len(frames) <= 12 else [*frames[:6], None, *frames[-6:]]
        for frame in shown:
            if frame is None:
                body.append(f"  … {len(frames) - 12} more frames …\n")
                continue
            number = frame.lineno or 0
            text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
            body.append(f"  line {number}, in {frame.name}\n    {text}\n")
        body += traceback.format_exception_only(error)
    text = "".join(body).rstrip()
    return Failure(type(error).__name__, _message(error), text, line)


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - a __str__ written by the reader may raise anything
        return ""


#: a number as a cell prints it
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])")
_NOT_FINITE = re.compile(r"(?<![\w.])[-+]?(?:inf|nan)(?![\w])")
#: the relative tolerance of an output fence that says nothing else
RTOL = 1e-6


def same_output(expected: str, actual: str, *, rtol: float = RTOL, varies: bool = False) -> bool:
    """Whether two outputs agree: text exactly, numbers to the relative tolerance `rtol`.

    Where an output `varies` with rounding, any number stands for any other.

    >>> same_output("loss 0.6931472", "loss 0.6931471")
    True
    >>> same_output("loss 0.6931472", "cost 0.6931472")
    False
    >>> same_output("3 layers", "3.0 layers")
    False
    >>> same_output("cost 0.3 at 80", "cost inf at 81", varies=True)
    True
    """
    if varies:
        left, right = (_NOT_FINITE.sub("#", NUMBER.sub("#", _lines(t))) for t in (expected, actual))
        return left == right
    return difference(expected, actual) <= rtol


def difference(expected: str, actual: str) -> float:
    """The largest relative difference between the numbers of two outputs of the same text.

    It is infinite where the text differs. Runs of spaces count as one, since a number's width
    moves the columns beside it; a number with a decimal point or exponent never stands for an
    integer.

    >>> round(difference("cost 0.50 after 3", "cost 0.40 after 3"), 3)
    0.2
    >>> difference("cost 0.50 after 3", "cost 0.50 after 4")
    inf
    """
    left, right = _lines(expected), _lines(actual)
    if NUMBER.sub("#", left) != NUMBER.sub("#", right):
        return math.inf
    pairs = zip(NUMBER.findall(left), NUMBER.findall(right), strict=True)
    return max((_apart(p, q) for p, q in pairs), default=0.0)


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.rstrip().splitlines())


def _apart(p: str, q: str) -> float:
    if p == q:
        return 0.0
    if p.lstrip("+-").isdigit() or q.lstrip("+-").isdigit():
        return math.inf
    x, y = float(p), float(q)
    return abs(x - y) / max(abs(x), abs(y)) if x != y else 0.0
