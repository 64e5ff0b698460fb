"""The same on every machine: all cells, exercises and conclusions of labs under other kernels.

    python -m initdocs_site.maintain.everywhere [--only NAME …] [PAGE …]

prints a table, a row for each configuration, and every page and line that fails in one.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from initdocs_site import ROOT
from initdocs_site.labs import notebooks
from initdocs_site.page import compute, numeric, pages, run, tasks
from initdocs_site.page.scanner import scan

DOCS = ROOT / "docs"


def simd() -> str:
    """The names of all vector instructions that NumPy can be told to leave."""
    return " ".join(np.show_config(mode="dicts")["SIMD Extensions"].get("found", []))


#: the configurations, by name: what they set in the environment
CONFIGURATIONS: dict[str, Mapping[str, str]] = {
    "default": {},
    "two threads": {"OPENBLAS_NUM_THREADS": "2"},
    **{
        core: {"OPENBLAS_CORETYPE": core}
        for core in ("Haswell", "Zen", "SkylakeX", "Nehalem", "Prescott")
    },
    "no AVX2, no AVX-512": {"NPY_DISABLE_CPU_FEATURES": simd()},
    "Prescott, no AVX2, no AVX-512": {
        "OPENBLAS_CORETYPE": "Prescott",
        "NPY_DISABLE_CPU_FEATURES": simd(),
    },
}


@dataclass(frozen=True)
class Row:
    """What came of one configuration: counts, and what failed, each with page and line."""

    kernel: str
    cells: int
    statements: int
    exercises: int
    failed: list[str]
    seconds: float


def sources(names: Iterable[str] = ()) -> list[Path]:
    """The pages and labs of those names below docs/, or all that hold cells."""
    named = [DOCS / (n if n.endswith((".py", ".md")) else f"{n}.md") for n in names]
    found = [p for p in sorted(DOCS.rglob("*.md")) if p.parent.name != "decisions"]
    found = [p for p in found if "```python live" in p.read_text("utf-8")]
    return named or [*sorted(DOCS.glob("labs/*.py")), *found]


def task(path: Path) -> compute.Task:
    """The run of a page or of a lab, here without a kernel of its own."""
    source = path.relative_to(DOCS).as_posix()
    if path.suffix == ".py":
        return tasks.page(source, notebooks.parts(path)[0])
    blocks, _ = scan(path.read_text("utf-8"))
    return tasks.page(source, [[b.kind, b.body] for b in pages.code(blocks)])


def outcomes(names: Iterable[str]) -> dict[str, Any]:
    """What comes of each page in this process's configuration."""
    paths = sources(names)
    compute.prepare(task(path) for path in paths)
    found = {p.relative_to(DOCS).as_posix(): compute.result(task(p)) for p in paths}
    for outcome in found.values():
        for result in outcome["results"]:
            result["figures"] = []
    return {"kernel": numeric.kernel(), "pages": found}


def under(configuration: str, names: Iterable[str]) -> dict[str, Any]:
    """What comes of each page in a new process under a configuration."""
    once = {"OPENBLAS_NUM_THREADS": "1", "INITDOCS_DASK": "off"}
    env = {**os.environ, **once, **CONFIGURATIONS[configuration]}
    command = [sys.executable, "-m", "initdocs_site.maintain.everywhere", "--here", *names]
    done = subprocess.run(  # noqa: S603 - this module
        command, env=env, check=True, stdout=subprocess.PIPE, cwd=ROOT
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def judge(found: dict[str, Any], seconds: float) -> Row:
    """What holds, and what fails, of the outcomes of a configuration."""
    cells = statements = exercises = 0
    failed: list[str] = []
    for source, stored in found["pages"].items():
        path, outcome = DOCS / source, run.Outcome.read(stored)
        statements += sum(len(r.statements) for r in outcome.results)
        cells += len(outcome.results)
        if path.suffix == ".py":
            for name, r in zip(notebooks.parts(path)[1], outcome.results, strict=True):
                wrong = [r.failure] if r.failure else [s.text for s in r.statements if not s.holds]
                failed += [f"{source}#{name}: {text.splitlines()[-1]}" for text in wrong]
            continue
        blocks, _ = scan(path.read_text("utf-8"))
        exercises += len(pages.exercises(blocks))
        for cell, result in zip(pages.cells(blocks), outcome.results, strict=True):
            failed += [f"{source}:{p.line}: {p.text}" for p in pages.check(cell, result)]
        runs = pages.code(blocks)
        failed += [f"{source}:{runs[at].line}: {text}" for at, text in outcome.problems]
    return Row(found["kernel"], cells, statements, exercises, failed, seconds)


def table(rows: Mapping[str, Row]) -> str:
    """The rows as text, what failed below them."""
    width = max(len(name) for name in rows)
    head = f"{'configuration':{width}}  cells  statements  exercises  failed  seconds  kernel"
    lines = [head, "-" * len(head)]
    for name, row in rows.items():
        kernel = row.kernel.split(";")[1].strip()
        lines.append(
            f"{name:{width}}  {row.cells:5}  {row.statements:10}  {row.exercises:9}  "
            f"{len(row.failed):6}  {row.seconds:7.0f}  {kernel}"
        )
    for name, row in rows.items():
        lines += [f"\n{name}: {text}" for text in row.failed]
    return "\n".join(lines)


def main(*arguments: str) -> int:
    """Run everything under each configuration and print the table; 1 if anything fails."""
    parser = argparse.ArgumentParser(prog="python -m initdocs_site.maintain.everywhere")
    parser.add_argument("--only", action="append", choices=list(CONFIGURATIONS))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("pages", nargs="*")
    asked = parser.parse_args(arguments)
    if asked.here:
        json.dump(outcomes(asked.pages), sys.stdout)
        return 0
    rows = {}
    for name in asked.only or CONFIGURATIONS:
        print(f"{name}:", file=sys.stderr)  # noqa: T201 - a command
        begun = time.monotonic()
        rows[name] = judge(under(name, asked.pages), time.monotonic() - begun)
    print(table(rows))  # noqa: T201 - likewise
    return int(any(row.failed for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
