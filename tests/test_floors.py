"""Who may import whom: the contracts in pyproject.toml, and that each of them finds its harm."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from initdocs_site import ROOT


def lint(folder, source):
    """Whether the contracts are kept by the packages in `source`, and what is told of them."""
    program = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_the_floors_hold(tmp_path):
    """Every contract is kept by the code that stands there."""
    kept, told = lint(tmp_path, ROOT / "src")
    assert kept, told


@pytest.mark.parametrize(
    ("module", "harm", "contract"),
    [
        ("initdocs/network.py", "import initdocs_site.page.run", "neither its site nor a builder"),
        ("initdocs/demos/gain.py", "import initdocs.figures.gain", "no demo imports a figure"),
        ("initdocs/cells/run.py", "import matplotlib", "Only figures draw"),
        ("initdocs/training.py", "import distributed", "Only sweeps need Dask"),
        ("initdocs_site/page/run.py", "import initdocs_site.labs.runs", "The rooms of the site"),
        ("initdocs_site/labs/text.py", "import initdocs_site.publish.cdn", "The rooms of the site"),
        ("initdocs_site/new.py", "", "The rooms of the site"),
        (
            "initdocs_site/publish/llms.py",
            "import initdocs_site.page.blocks.live",
            "makes no block of a page",
        ),
        ("initdocs_site/labs/text.py", "import mkdocs.structure.pages", "its host: MkDocs"),
        ("initdocs_site/page/source.py", "import zensical", "its host: Zensical"),
        ("initdocs_site/page/pages.py", "import sybil", "its host: Sybil"),
        ("initdocs_site/page/pages.py", "import griffe", "its host: griffe"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path, module, harm, contract):
    """One line of harm in a copy of the packages breaks the contract that forbids it."""
    source = tmp_path / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__", "*.npz"))
    with Path(source, module).open("a", encoding="utf-8") as file:
        file.write(f"\n{harm}\n")
    kept, told = lint(tmp_path, source)
    assert not kept
    broken = [line for line in told.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), told
