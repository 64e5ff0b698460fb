"""What takes time on a page, as tasks: computed before the pages, side by side, and kept.

A page asks for the result of a task while it is rendered. Where nobody computed it before (another
builder), it is computed then.
"""

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from multiprocessing import get_context
from typing import Any, TextIO

from initdocs_site.page import cache, numeric


@dataclass(frozen=True)
class Task:
    """A result to be: its name, what it is made from, and the function that makes it.

    `make` stands in a module and takes the parts; `roots` are the modules of ours that it needs.
    """

    name: str
    make: Callable[..., Any]
    parts: tuple[Any, ...]
    roots: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """The name under which the result is kept: as its modules are when it is first asked."""
        return cache.key([self.make.__qualname__, *self.parts], self.roots)


#: what came of the tasks that failed in this build: they are not tried again
_failed: dict[str, BaseException] = {}


def result(task: Task) -> Any:
    """What a task gives, now or before; raises what its function raises."""
    if task.key in _failed:
        raise _failed[task.key]
    return cache.cached(task.key, lambda: task.make(*task.parts))


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare(tasks: Iterable[Task], *, out: TextIO | None = None) -> int:
    """Compute what is not there yet, a process a core; tell on `out` how far it is.

    The processes are new ones: they see the modules as they are now. Returns how many tasks
    were computed. A task that fails raises where its result is asked for.
    """
    _failed.clear()
    missing = list({task.key: task for task in tasks if not cache.has(task.key)}.values())
    if not missing:
        return 0
    tell = _teller(len(missing), out or sys.stderr)
    waiting = iter(missing)
    running: dict[Future[None], Task] = {}
    workers = min(cores(), len(missing))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:

        def begin(task: Task) -> None:
            tell(task.name)
            running[pool.submit(_compute, task)] = task

        for task in islice(waiting, workers):
            begin(task)
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                task = running.pop(future)
                if error := future.exception():
                    _failed[task.key] = error
                if following := next(waiting, None):
                    begin(following)
    tell("")
    return len(missing)


def _compute(task: Task) -> None:
    """Make a result and keep it: in a process of its own."""
    with numeric.calm():
        cache.keep(task.key, task.make(*task.parts))


def _teller(total: int, out: TextIO) -> Callable[[str], None]:
    """A function that counts the tasks as they begin: in one line where there is a terminal."""
    begun = 0

    def tell(name: str) -> None:
        nonlocal begun
        begun += bool(name)
        text = f"computing {begun} of {total}: {name}" if name else f"computed {total} of {total}"
        if out.isatty():
            out.write(f"\r\x1b[K{text}" + ("" if name else "\n"))
        else:
            out.write(f"{text}\n")
        out.flush()

    return tell
