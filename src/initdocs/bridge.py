"""What the browser's worker calls: cells, exercises and demos, in one interpreter.

What crosses to JavaScript is text, a truth value or one flat float32 array. Anything richer
crosses as JSON, so that no object of Python stays alive on the other side.
"""

import gc
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from initdocs.cells import numeric, packages, run_cell, same_output
from initdocs.cells.columns import columns
from initdocs.cells.pasted import understood
from initdocs.cells.values import Draw
from initdocs.rest import Buffer, Rest, Whole, unpacked

# What only some pages need is imported where it is asked for: a first cell need not wait for it.
# ruff: noqa: PLC0415
if TYPE_CHECKING:
    from initdocs.demos import Run

Array = np.ndarray[Any, Any]

#: the parts of NumPy that a cell may use and that `import numpy` leaves for later
NUMPY = (
    "char", "dtypes", "exceptions", "fft", "lib.recfunctions", "linalg", "ma", "polynomial",
    "random", "rec", "strings",
)  # fmt: skip


def preload() -> None:
    """Import what any page may ask for: a memory snapshot that is taken then holds it."""
    for part in NUMPY:
        import_module(f"numpy.{part}")
    import_module("importlib.resources")
    for part in ("exercises.answers", "holds"):
        import_module(f"initdocs.{part}")
    from initdocs import demos

    for name in demos.NAMES:
        demos.load(name)
    gc.collect()


def _of_numpy(module: str) -> bool:
    return module.partition(".")[0] == "numpy"


def wake(wheel: str, folder: str) -> None:
    """After a start from a snapshot: find the rest of NumPy, and let chance be chance again.

    A snapshot holds memory and no files: what `preload` left out of NumPy is unpacked later.

    `wheel` is NumPy's file, `folder` where packages go.
    """
    import random

    sys.meta_path.append(Rest(_of_numpy, lambda: unpacked(wheel, folder)))
    random.seed()
    np.random.seed()  # noqa: NPY002 - what a reader's code may draw from without a generator


def _parts(text: str) -> list[Any]:
    """The parts of an output that holds tables, as JSON can hold them."""
    return [part if isinstance(part, str) else asdict(part) for part in columns(text)]


class Bridge:
    """What an interpreter holds for its tab: the variables of each page, runs of demos, files."""

    def __init__(self, offered: str = "[]", whole: Whole | None = None) -> None:
        """`offered` are the modules that could be loaded, as JSON; `whole` what was left out."""
        packages.OFFERED.update(json.loads(offered))
        self._whole = whole
        numeric.see_by_value()
        self._spaces: dict[str, dict[str, Any]] = {}
        self._runs: dict[str, Run] = {}
        self._given: dict[str, Any] = {}

    def _space(self, page: str) -> dict[str, Any]:
        return self._spaces.setdefault(page, {})

    def needed(self, source: str) -> str:
        """The files that were cut and that code asks for, as JSON."""
        modules = packages.imported(understood(source))
        return json.dumps(self._whole.needed(modules) if self._whole else [])

    def cut(self) -> str:
        """The files that are cut still, as JSON."""
        return json.dumps(self._whole.lacking() if self._whole else [])

    @staticmethod
    def missing(source: str) -> str:
        """The modules that code needs and that are not there, as JSON."""
        return json.dumps(packages.missing(understood(source)))

    def cell(
        self,
        page: str,
        name: str,
        source: str,
        expected: str,
        rtol: float,
        varies: bool,
        holds: str,
        write: Callable[[str], None],
        draw: Draw,
        read: Callable[[], str | None] | None = None,
    ) -> str:
        """Run a cell among the variables of its page, and compare it with what the page says.

        Text goes to `write` and pictures to `draw` as they come; `read` waits for a line of the
        reader's, where the page can. The answer is a `CellResult` of
        `protocol.js` as JSON: how the cell failed, whether its output is the `expected` one, what
        became of the statements in `holds`, and the parts of an output that holds tables.
        """
        printed: list[str] = []

        def both(text: str) -> None:
            printed.append(text)
            write(text)

        space = self._space(page)
        failure = run_cell(understood(source), space, write=both, draw=draw, read=read, name=name)
        text, statements = "".join(printed), []
        if holds and failure is None:
            from initdocs.holds import judge

            statements = [asdict(s) for s in judge(holds, space, printed=text)]
        same = failure is None and same_output(expected, text, rtol=rtol, varies=varies)
        failed = failure and asdict(failure)
        told = {"failure": failed, "same": same, "statements": statements, "parts": _parts(text)}
        return json.dumps(told)

    def exercise(
        self,
        page: str,
        name: str,
        source: str,
        check: str,
        write: Callable[[str], None],
        read: Callable[[], str | None] | None = None,
    ) -> str:
        """Try an answer in a copy of the page's variables; a `Verdict` of `protocol.js` as JSON."""
        from initdocs.exercises import run_exercise

        verdict = run_exercise(
            understood(source), check, self._space(page), write=write, read=read, name=name
        )
        return json.dumps(asdict(verdict))

    def start(self, key: str, name: str, settings: str) -> str:
        """Begin the run `key` of a demo, in the place of the one before it.

        `settings` are JSON. The answer is a `DemoStarted` of `protocol.js` as JSON, without its
        `data`, which `scene` gives.
        """
        from initdocs.demos import Run

        run = self._runs[key] = Run(name, settings, self._given.get(name))
        told = {
            "settings": run.settings, "notes": run.notes, "errors": run.errors, "texts": run.texts,
        }  # fmt: skip
        return json.dumps({**told, **json.loads(run.layout)})

    def scene(self, key: str) -> Array:
        """What does not change during the run `key`, as one flat float32 array."""
        return self._runs[key].scene()

    def frame(self, key: str, live: str) -> Array | None:
        """The next frame of the run `key`, likewise, or None at its end; `live` as in `Run`."""
        return self._runs[key].frame(live)

    def give(self, name: str, files: Mapping[str, Buffer]) -> str | None:
        """Take the reader's own files for a demo; none brings its own data back.

        They are used from the next start on. Where the demo refuses them, the answer says why,
        and what was given before stays.
        """
        from initdocs.demos import load

        kinds = load(name).files
        contents = {file: buffer.to_bytes() for file, buffer in files.items()}
        try:
            self._given[name] = kinds.take(contents) if kinds and contents else None
        except ValueError as error:
            return str(error)
        return None

    @staticmethod
    def examine(name: str, content: Buffer, text: str) -> str:
        """What the doctor says of a reader's file, as JSON: `html`, or `error` in words."""
        from initdocs.doctor.dropped import shown

        try:
            return json.dumps({"html": shown(name, content.to_bytes(), text)})
        except ValueError as error:
            return json.dumps({"error": str(error)})
        except MemoryError:
            return json.dumps({"error": f"{name}: it does not fit into this page's memory"})
