"""How far the digits of each output move from machine to machine, and what its fence allows.

    python -m initdocs_site.maintain.sensitivity [PAGE …]

runs every cell under each kernel of `everywhere` and in Pyodide, prints for each output fence the
largest relative difference to what is documented, and records it: a tolerance may be ten times
what was seen, and no more.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from initdocs.cells import RTOL, difference
from initdocs_site import ROOT
from initdocs_site.maintain import everywhere
from initdocs_site.page import pages, reach, run
from initdocs_site.page.scanner import scan
from initdocs_site.publish import cdn

RECORD = ROOT / "tests" / "sensitivity.json"
#: how many times the largest difference that was seen a tolerance may be
ROOM = 10
PYODIDE = f"Pyodide {cdn.PYODIDE}"


def in_pyodide(paths: list[Path]) -> dict[str, Any]:
    """What comes of each page in Pyodide."""
    tasks = [everywhere.task(path) for path in paths]
    found = started(
        [{"source": task.name, "parts": task.parts[0]} for task in tasks], "numpy", "matplotlib"
    )["outcomes"]
    return {
        path.relative_to(everywhere.DOCS).as_posix(): found[task.name]
        for path, task in zip(paths, tasks, strict=True)
    }


def started(tasks: list[dict[str, Any]], *packages: str) -> dict[str, Any]:
    """What comes of code in Pyodide under Node, with these packages of its distribution."""
    with tempfile.TemporaryDirectory() as scratch:
        sources = Path(scratch, "sources.zip")
        with zipfile.ZipFile(sources, "w") as file:
            ours = [p for p in reach.SOURCE.joinpath("initdocs").rglob("*") if p.is_file()]
            needed = ("__init__.py", "page/__init__.py", "page/run.py", "maintain/__init__.py",
                      "maintain/inside.py")  # fmt: skip
            ours += [reach.SOURCE / "initdocs_site" / name for name in needed]
            for path in ours:
                file.write(path, path.relative_to(reach.SOURCE))
        script = Path(__file__).with_name("wasm.mjs")
        done = subprocess.run(  # noqa: S603 - our own script
            ["node", script, cdn.fetch(), sources, *packages],  # noqa: S607 - the environment's own
            input=json.dumps(tasks), stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def measure(names: list[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """For each page and each cell with digits to compare: the largest difference, and where."""
    paths = [p for p in everywhere.sources(names) if p.suffix == ".md"]
    told = [p.relative_to(everywhere.DOCS).as_posix() for p in paths]
    runs = {name: everywhere.under(name, told)["pages"] for name in everywhere.CONFIGURATIONS}
    runs[PYODIDE] = in_pyodide(paths)
    measured: dict[str, dict[str, dict[str, Any]]] = {}
    for source, path in zip(told, paths, strict=True):
        blocks, _ = scan(path.read_text("utf-8"))
        cells = pages.cells(blocks)
        found = {where: run.Outcome.read(run_[source]).results for where, run_ in runs.items()}
        for at, (name, cell) in enumerate(zip(pages.names(source, blocks), cells, strict=True)):
            if cell.output is None or cell.varies:
                continue
            apart = {w: difference(cell.output.body, r[at].printed) for w, r in found.items()}
            where = max(apart, key=lambda w: apart[w])
            seen = {"largest": apart[where], "where": where if apart[where] else ""}
            measured.setdefault(source, {})[name] = seen
    return measured


def too_wide(source: str, blocks: list[Any], measured: dict[str, dict[str, Any]]) -> list[str]:
    """The fences of a page whose tolerance is more than ten times what was seen."""
    return [
        f"{source}:{cell.output.line}: rtol is {cell.rtol:g}, seen: {seen['largest']:.2g}"
        for name, cell in zip(pages.names(source, blocks), pages.cells(blocks), strict=True)
        if cell.output is not None and cell.rtol > RTOL
        if cell.rtol > ROOM * (seen := measured.get(name, {"largest": 0.0}))["largest"]
    ]


def main(*names: str) -> int:
    """Measure, print what moves and what is allowed to, and record it."""
    measured = measure(list(names))
    print(f"{'page':42} {'cell':28} {'rtol':>8} {'largest':>9}  where")  # noqa: T201 - a command
    wide = []
    for source, cells in measured.items():
        blocks, _ = scan((everywhere.DOCS / source).read_text("utf-8"))
        allowed = dict(zip(pages.names(source, blocks), pages.cells(blocks), strict=True))
        for name, seen in cells.items():
            rtol = allowed[name].rtol
            if seen["largest"] or rtol > RTOL:
                row = f"{rtol:8.2g} {seen['largest']:9.2g}  {seen['where']}"
                print(f"{source:42} {name:28} {row}")  # noqa: T201 - likewise
        wide += too_wide(source, blocks, cells)
    for line in wide:
        print(line)  # noqa: T201 - likewise
    kept = json.loads(RECORD.read_text("utf-8")) if names and RECORD.is_file() else {}
    RECORD.write_text(json.dumps({**kept, **measured}, indent=1, sort_keys=True) + "\n", "utf-8")
    return int(bool(wide))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
