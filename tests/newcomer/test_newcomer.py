"""What a newcomer adds, in a copy of the tree: the files that CONTRIBUTING names are enough."""

import filecmp
import os
import re
import shutil
import subprocess
import sys

import pytest
from tests.newcomer.changes import CHANGES

from initdocs_site import ROOT

pytestmark = pytest.mark.slow

#: `make newcomer` runs all quick tests after each change, in the place of those it concerns most
WHOLE = ("-m", "not browser and not slow", "--ignore=tests/frameworks")
each = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.what)
#: what a copy needs
PARTS = (
    "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "conftest.py", "docs", "mkdocs.yml",
    "overrides", "package.json", "pyproject.toml", "src", "tests", "tsconfig.json",
)  # fmt: skip


def copy(folder):
    """The tree in another place, with the same cache: what was computed there holds here."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, folder / part, ignore=skipped)
        else:
            shutil.copy(ROOT / part, folder / part)
    for shared in (".cache", "node_modules"):
        if (ROOT / shared).exists():
            (folder / shared).symlink_to(ROOT / shared, target_is_directory=True)
    # what is recorded names a commit
    who = ("-c", "user.name=new", "-c", "user.email=new@example.org")
    commands = (("init", "--quiet"), (*who, "commit", "--quiet", "--allow-empty", "-m", "Begin"))
    for command in commands:
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def perform(change, tree):
    """Write what is new, and insert what is added; where nothing is named, at the end."""
    for path, text in change.new.items():
        assert not (tree / path).exists()
        (tree / path).write_text(text, "utf-8")
    for path, place, text in change.before:
        there = (tree / path).read_text("utf-8")
        head, found, tail = there.rpartition(place) if place else (there, "", "")
        assert found == place, f"{path}: {place!r}"
        (tree / path).write_text(f"{head}{text}{found}{tail}", "utf-8")


def run(tree, *command, **environment):
    """A module of Python in the copy; it must end well."""
    ours = {"PYTHONPATH": str(tree / "src"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tree,
        env={**os.environ, **ours, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]


def touched(tree):
    """The files of the copy that are new, or differ."""
    paths = (
        p.relative_to(tree) for part in PARTS for p in [tree / part, *(tree / part).rglob("*")]
    )
    return {
        p.as_posix()
        for p in paths
        if (tree / p).is_file() and "__pycache__" not in p.parts
        if not (ROOT / p).is_file() or not filecmp.cmp(ROOT / p, tree / p, shallow=False)
    }


def named(what):
    """A pattern of the files that the table of CONTRIBUTING names for a change."""
    rows = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("\n")
    (row,) = (r for r in rows if r.startswith(f"| {what} |"))
    paths = re.findall(r"`((?:src|docs|tests)/[^`]+|mkdocs\.yml)`", row)
    assert paths
    return "|".join(re.sub(r"[A-Z]{3,}", r"[\\w/-]+", re.escape(path)) for path in paths)


@each
def test_the_files_that_are_named_are_enough(change, tmp_path):
    """After the change what it concerns passes, and nothing else was touched."""
    tree = copy(tmp_path)
    perform(change, tree)
    if change.command:
        run(tree, *change.command)
    run(tree, "pytest", "-q", "-x", "-p", "no:cacheprovider",
        *(WHOLE if "INITDOCS_WHOLE" in os.environ else change.tests))  # fmt: skip
    others = {path for path in touched(tree) if not re.fullmatch(named(change.what), path)}
    assert others == set()


def test_the_changes_make_a_site(tmp_path):
    """All of them together are linted, typed and built, every warning an error."""
    tree = copy(tmp_path)
    for change in CHANGES:
        perform(change, tree)
    run(tree, "ruff", "check", ".")
    run(tree, "mypy")
    site = tmp_path / "site"
    run(tree, "mkdocs", "build", "--strict", "--site-dir", str(site), INITDOCS_LIVE="off")
    constants = (site / "reference/initializers/constants/index.html").read_text("utf-8")
    assert 'id="minus_ones"' in constants
    for page in ("tools/coin", "beyond/new", "labs/nobody-2020"):
        assert (site / page / "index.html").is_file()
