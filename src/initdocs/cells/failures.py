"""How a cell has failed: the reader's own frames, in the cells where they stand."""

import contextlib
import traceback
import types
from collections.abc import Iterator
from dataclasses import dataclass

from initdocs.cells import packages, pasted
from initdocs.cells.sources import SOURCES, placed

#: frames that are shown of a traceback: a long recursion repeats one, and its two ends tell enough
SHOWN = 12


@dataclass(frozen=True)
class Failure:
    """What went wrong in a cell: the reader's own frames and the line to mark (1-based).

    `advice` is a sentence on what to do instead, `link` its words and where they lead, below the
    site's address.
    """

    kind: str
    message: str
    traceback: str
    line: int | None
    advice: str = ""
    link: tuple[str, str] | None = None


def failure(error: BaseException, file: str) -> Failure:
    """What is told of an error in the cell that Python knows as `file`."""
    with _own_frames(error, file) as (line, hidden):
        told = traceback.TracebackException(type(error), error, error.__traceback__, compact=True)
        _mark(told, error, hidden)
        text = placed("".join(told.format()).rstrip(), file)
    if isinstance(error, SyntaxError) and error.filename == file:
        line = error.lineno
    code = SOURCES[file].code if file in SOURCES else ""
    advice, link = packages.advice(error)
    advice = advice or pasted.advice(error, code)
    return Failure(type(error).__name__, _message(error), text, line, advice, link)


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - a __str__ written by the reader may raise anything
        return ""


def _file(tb: types.TracebackType) -> str:
    return tb.tb_frame.f_code.co_filename


def _family(error: BaseException) -> Iterator[BaseException]:
    """An error with those before it and those inside it, each once."""
    seen, waiting = {id(error)}, [error]
    while waiting:
        one = waiting.pop()
        yield one
        inner = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        for other in (one.__cause__, one.__context__, *inner):
            if other is not None and id(other) not in seen:
                seen.add(id(other))
                waiting.append(other)


@contextlib.contextmanager
def _own_frames(error: BaseException, file: str) -> Iterator[tuple[int | None, dict[int, int]]]:
    """Within, tracebacks hold the frames of cells only, and not more than are shown.

    The value is the line in the cell `file` where `error` comes from, and how many frames each
    error hides between its two ends.
    """
    family = list(_family(error))
    held = [one.__traceback__ for one in family]
    hidden: dict[int, int] = {}
    line = _last_line(error.__traceback__, file)
    try:
        for one in family:
            one.__traceback__, count = _shown(one.__traceback__)
            if count:
                hidden[id(one)] = count
        long = set(hidden)
        yield line, hidden
    finally:
        for one in family:
            one.__traceback__ = None
            tb = held.pop(0)
            if id(one) in long:
                _take_apart(_links(tb))
            else:
                one.__traceback__ = tb


def _links(tb: types.TracebackType | None) -> list[types.TracebackType]:
    links = []
    while tb is not None:
        links.append(tb)
        tb = tb.tb_next
    return links


def _last_line(tb: types.TracebackType | None, file: str) -> int | None:
    line = None
    while tb is not None:
        line = tb.tb_lineno if _file(tb) == file else line
        tb = tb.tb_next
    return line


def _shown(tb: types.TracebackType | None) -> tuple[types.TracebackType | None, int]:
    """The frames of cells in a traceback, and how many are left out between its two ends."""
    links = [link for link in _links(tb) if _file(link) in SOURCES]
    count = len(links) - SHOWN
    if count > 0:
        links = [*links[: SHOWN // 2], *links[-SHOWN // 2 :]]
    chain = None
    for link in reversed(links):
        chain = types.TracebackType(chain, link.tb_frame, link.tb_lasti, link.tb_lineno)
    return chain, max(count, 0)


def _take_apart(links: list[types.TracebackType]) -> None:
    """Free a long traceback from its end: freed as a whole it overflows a browser's stack."""
    for at in range(len(links)):
        links[at].tb_next = None
    while links:
        links.pop()


def _mark(
    told: traceback.TracebackException | None, error: BaseException | None, hidden: dict[int, int]
) -> None:
    """Say where frames are hidden."""
    if told is None or error is None:
        return
    if count := hidden.pop(id(error), 0):
        gap = traceback.FrameSummary(f"… {count} more frames …", 0, "", lookup_line=False, line="")
        told.stack.insert(SHOWN // 2, gap)
    _mark(told.__cause__, error.__cause__, hidden)
    _mark(told.__context__, error.__context__, hidden)
    if told.exceptions and isinstance(error, BaseExceptionGroup):
        for inner, one in zip(told.exceptions, error.exceptions, strict=False):
            _mark(inner, one, hidden)
