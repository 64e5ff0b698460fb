"""Labs as notebooks: run by mkdocs-jupyter in a kernel, errors fatal; only the outputs are kept."""

import base64
import json
import os
import re
import tempfile
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import jupytext
from bs4 import BeautifulSoup

from initdocs.comparison import VERDICT
from initdocs.holds import Statement
from initdocs_site.page.run import Outcome, Result

#: matplotlib's backend in the kernel: figures as the site's SVG
BACKEND = "module://initdocs_site.labs.kernel"
#: a cell of statements, as the kernel runs it: it puts out what holds
JUDGE = """import json as _json
from dataclasses import asdict as _asdict
from initdocs.holds import judge as _judge
print(_json.dumps([_asdict(s) for s in _judge({source!r}, globals())]))"""
#: the cell whose last lines are the verdict
TABLE = "table"
#: the first and the last cell of a run: the time of one processor so far, the processes that a
#: sweep has started and ended included
CLOCK = "import os as _os\nprint(sum(_os.times()[:4]))"
#: what is said of a kernel that did not come to begin
LATE = ("Kernel died before replying", "Kernel didn't respond")
#: what the kernel is told about itself: its transport never leaves the machine
QUIET = {"IPKernelApp": {"log_level": 40}}


def read(path: Path) -> Any:
    """A lab as a notebook, which its reader may change."""
    return deepcopy(_read(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Any:
    """The lab at `path`, read anew when it has changed."""
    del changed
    return jupytext.read(path)


def code(path: Path) -> list[Any]:
    """The code cells of a lab, those that hold statements among them."""
    return [c for c in read(path).cells if c.cell_type == "code"]


def cells(path: Path) -> list[Any]:
    """The code cells of a lab, without those that hold statements about them."""
    return [c for c in code(path) if not is_statements(c)]


def parts(path: Path) -> tuple[list[list[str]], list[str]]:
    """A lab as code that is run without a kernel: kinds and sources, and the cells' names."""
    kinds = [["holds" if is_statements(c) else "live", c.source] for c in code(path)]
    return kinds, [str(c.metadata["id"]) for c in cells(path)]


def outcome(parts: list[list[str]], path: str) -> dict[str, Any]:
    """What comes of a lab, as JSON can hold it: the plugin runs it in a kernel, errors fatal."""
    del parts  # told for the key: the path may hold anything at another time
    book = read(Path(path))
    for cell in book.cells:
        if is_statements(cell):
            cell.source = JUDGE.format(source=cell.source)
    timed = read(Path(path))
    # a cell has an id of its own, so the clock is two cells
    begin, end = (jupytext.reads(f"# %%\n{CLOCK}", fmt="py:percent").cells for _ in range(2))
    timed.cells = [*begin, *book.cells, *end]
    before = os.environ.copy()
    with tempfile.TemporaryDirectory() as scratch:
        profile = Path(scratch, "profile_default")
        profile.mkdir()
        (profile / "ipython_kernel_config.json").write_text(json.dumps(QUIET), "utf-8")
        jupytext.write(timed, (place := Path(scratch, "lab.ipynb")))
        os.environ.update(
            MPLBACKEND=BACKEND,
            OPENBLAS_NUM_THREADS=os.environ.get("OPENBLAS_NUM_THREADS") or "1",
            # the other cores have labs of their own, and a process takes longer than its points
            INITDOCS_DASK=os.environ.get("INITDOCS_DASK") or "off",
            IPYTHONDIR=scratch,
        )
        try:
            html = _html(place)
        except Exception as error:  # noqa: BLE001 - the kernel, or whatever a cell raises
            # the kernel's traceback is coloured for a terminal
            told = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()
            msg = f"a cell of the lab fails: {told[-1]}"
            raise ValueError(msg) from None
        finally:
            os.environ.clear()
            os.environ.update(before)
    begun, *found, ended = outputs(html)
    seconds = float(ended.printed) - float(begun.printed)
    return Outcome(_results(book.cells, found), seconds=seconds).plain()


def _html(place: Path) -> str:
    """The page of a notebook that is run; once more where its kernel did not come to begin.

    Kernels that start at the same time may choose the same port, and one of them dies; on a busy
    machine one may take longer to start than is waited for.
    """
    from mkdocs_jupyter.convert import nb2html  # noqa: PLC0415 - slow, and for the labs alone

    try:
        return str(nb2html(str(place), execute=True, allow_errors=False))
    except RuntimeError as error:
        if not any(sign in str(error) for sign in LATE):
            raise
        return str(nb2html(str(place), execute=True, allow_errors=False))


def is_statements(cell: Any) -> bool:
    """Whether a cell of a lab says what its page says of the cell before it."""
    return bool(cell.metadata.get("holds", False))


def _results(book: list[Any], found: list[Result]) -> list[Result]:
    """A result for each cell, the statements with the cell that they are about."""
    results: list[Result] = []
    for cell, result in zip([c for c in book if c.cell_type == "code"], found, strict=True):
        if is_statements(cell):
            last = results[-1]
            statements = [Statement(**s) for s in json.loads(result.printed)]
            results[-1] = Result(last.printed, figures=last.figures, statements=statements)
        else:
            results.append(result)
    return results


def verdict(path: Path, results: list[Result]) -> str:
    """The verdict of a lab's run: the last lines that its table prints."""
    names = [str(cell.metadata["id"]) for cell in cells(path)]
    printed = dict(zip(names, results, strict=False)).get(TABLE, Result("")).printed
    return " ".join(printed.partition(VERDICT)[2].split())


def outputs(html: str) -> list[Result]:
    """What each code cell of an executed notebook printed and drew, from the plugin's HTML."""
    results = []
    # the plugin wraps each cell in another of the same class
    for cell in BeautifulSoup(html, "html.parser").select(".jp-Notebook > .jp-CodeCell"):
        printed = [pre.get_text() for pre in cell.select(".jp-OutputArea-output pre")]
        drawn = [_svg(image["src"]) for image in cell.select(".jp-RenderedSVG img")]
        results.append(Result("".join(printed), figures=drawn))
    return results


def _svg(address: str) -> tuple[str, str]:
    """A figure and its text from the data: address that the plugin makes of it."""
    svg = base64.b64decode(address.partition("base64,")[2]).decode()
    label = re.search(r' aria-label="([^"]*)"', svg)
    return svg.replace(label[0], "", 1) if label else svg, label[1] if label else "Figure"
