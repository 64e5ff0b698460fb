"""Who may import whom: the contracts in pyproject.toml, and that each of them finds its harm."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

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


def modules():
    """Every module of ours, in both languages."""
    found = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs" / "javascripts").rglob("*.js")]
    return [path for path in found if path.stat().st_size]


def test_a_module_fits_in_one_sitting():
    """None has more than 400 lines, and in each language half have at most 120."""
    for suffix in (".py", ".js"):
        lines = {
            path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
            for path in modules()
            if path.suffix == suffix
        }
        assert len(lines) > 40
        assert {name: n for name, n in lines.items() if n > 400} == {}
        assert median(lines.values()) <= 120


def test_every_room_says_what_it_may_import():
    """The first words of a package, or of one module of a room of JavaScript, say so."""
    for path in (ROOT / "src").rglob("__init__.py"):
        head = re.split(
            r"^(?:import|from|def|class|[A-Z_]+ =)", path.read_text("utf-8"), flags=re.MULTILINE
        )
        assert re.search(r"\b[Ii]mports\b", head[0]), path
    for room in (ROOT / "docs" / "javascripts").iterdir():
        heads = [path.read_text("utf-8").split("\n\n")[0] for path in room.glob("*.js")]
        if room.is_dir():
            assert any(f"// {room.name}/ holds" in head and "mport" in head for head in heads), room


#: where the names of a path begin
PLACES = {
    "page/": "src/initdocs_site/", "initdocs.": "src/", "tests/": "", "cell/": "docs/javascripts/",
    "demo/": "docs/javascripts/", "python/": "docs/javascripts/", "draw/": "docs/javascripts/",
}  # fmt: skip


def test_three_paths_lead_through_rooms_that_are_there():
    """Each name of a path is a module or a folder, and no room is left and entered again."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = text.partition("## Three paths")[2].partition("\n## ")[0].split("\n**")[1:]
    assert len(paths) == 3
    for path in paths:
        there, _, _ = path.partition("come back")
        rooms = []
        for name in re.findall(r"`([^`]+)`", path):
            (start,) = (start for start in PLACES if name.startswith(start))
            place = ROOT / PLACES[start] / name.replace(".js", "$").replace(".", "/")
            place = place.with_name(place.name.replace("$", ".js"))
            assert place.exists() or place.with_suffix(".py").is_file(), name
            if name in there and rooms[-1:] != [start]:
                rooms.append(start)
        assert len(rooms) == len(set(rooms)) > 2, rooms
