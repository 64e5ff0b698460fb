"""Await at the top of a cell, and asyncio, in one thread that nothing from outside wakes.

In the browser Python cannot wait for the page's own events, in most engines. A loop that sleeps
until its next timer needs none of them: coroutines, tasks, queues and timeouts work alike.
"""

import asyncio
import contextlib
import inspect
import sys
import time
import types
from collections.abc import Iterator
from typing import Any


class _Timers:
    """Stands where a loop looks for events: there are none, only time passes."""

    @staticmethod
    def select(timeout: float | None) -> list[Any]:
        if timeout is None:
            msg = "this await waits for something that nothing is left to bring about"
            raise RuntimeError(msg)
        if timeout > 0:
            time.sleep(timeout)
        return []


class Loop(asyncio.BaseEventLoop):
    """An event loop of timers and callbacks alone.

    >>> async def late(): return await asyncio.sleep(0.01, "late")
    >>> loop = Loop()
    >>> loop.run_until_complete(late())
    'late'
    >>> loop.close()
    """

    _selector = _Timers()

    def _process_events(self, events: list[Any]) -> None:
        pass

    def _write_to_self(self) -> None:
        pass

    def __del__(self) -> None:
        """Nothing has to be closed: it holds nothing of a system's."""


_loops: list[Loop] = []


def _loop() -> Loop:
    """One for all cells: a task that a cell leaves goes on at the next await."""
    if not _loops or _loops[0].is_closed():
        _loops[:] = [Loop()]
    return _loops[0]


def _running_or_own() -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return _loop()


def run(codes: list[types.CodeType], namespace: dict[str, Any]) -> Any:
    """Evaluate pieces of code in order, inside a loop if one awaits; the last one's value."""
    if not any(code.co_flags & inspect.CO_COROUTINE for code in codes):
        return [eval(code, namespace) for code in codes][-1]  # noqa: S307 - a cell is code to run
    loop = _loop()
    task = loop.create_task(_each(codes, namespace))
    try:
        return loop.run_until_complete(task)
    finally:
        if not task.done():  # stopped, or for ever: no later cell goes on with what it left
            for left in asyncio.all_tasks(loop):
                left._log_destroy_pending = False  # type: ignore[attr-defined] # noqa: SLF001
                with contextlib.suppress(Exception):  # what it does at its end may fail
                    left.get_coro().close()
            loop.close()


async def _each(codes: list[types.CodeType], namespace: dict[str, Any]) -> Any:
    value = None
    for code in codes:
        value = eval(code, namespace)  # noqa: S307 - likewise
        if code.co_flags & inspect.CO_COROUTINE:
            value = await value
    return value


@contextlib.contextmanager
def own_loop() -> Iterator[None]:
    """In the browser `asyncio.run` and its kin take such a loop, and not the page's."""
    if sys.platform != "emscripten":
        yield
        return
    from asyncio import events  # noqa: PLC0415 - no other place has Pyodide's loop

    # Pyodide's loop stands there all the time
    running = events._get_running_loop()  # noqa: SLF001
    names = {"new_event_loop": Loop, "get_event_loop": _running_or_own}
    held = [(place, name, getattr(place, name)) for place in (asyncio, events) for name in names]
    for place, name, _ in held:
        setattr(place, name, names[name])
    events._set_running_loop(None)  # noqa: SLF001
    try:
        yield
    finally:
        events._set_running_loop(running)  # noqa: SLF001
        for place, name, value in held:
            setattr(place, name, value)
