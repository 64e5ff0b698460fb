"""The faults that tests must see: the lists fit the tree, and the hunt tells dead from alive."""

import os
import re

import pytest

from initdocs_site import ROOT
from initdocs_site.maintain import mutants
from initdocs_site.maintain.mutants import Mutant

LISTED = mutants.read()
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="tests are run in children of a process")
FILE = "src/half.py"
TESTS = ("tests/test_half.py",)


def mutant(old, new, *, tests=TESTS, why=""):
    return Mutant("room", FILE, old, new, tests, why)


@pytest.fixture
def tree(tmp_path):
    """A project of one module, whose test sees the half and not the rounding."""
    (tmp_path / "src").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / FILE).write_text("def half(x):\n    return round(x / 2, 9)\n")
    (tmp_path / TESTS[0]).write_text(
        "from half import half\n\ndef test_half():\n    assert half(4) == 2\n"
    )
    return tmp_path


def test_every_fault_can_be_put_in():
    """What a mutant changes stands in its file, once, and its tests are there."""
    assert mutants.check(ROOT, LISTED) == []


def test_the_lists_reach_every_room():
    """There are many, no two are the same, and each room of both languages has some."""
    assert len(LISTED) >= 150
    assert len({(m.file, m.old, m.new) for m in LISTED}) == len(LISTED)
    rooms = {m.file.rpartition("/")[0] for m in LISTED}
    ours = ("initdocs", "initdocs/demos", "initdocs/figures", "initdocs/frameworks",
            "initdocs/initializers", "initdocs/initializers/table", "initdocs/propagation",
            "initdocs_site", "initdocs_site/labs", "initdocs_site/maintain", "initdocs_site/page",
            "initdocs_site/page/blocks", "initdocs_site/publish")  # fmt: skip
    theirs = ("cell", "demo", "demo/views", "draw", "python", "site")
    assert rooms >= {*(f"src/{r}" for r in ours), *(f"docs/javascripts/{r}" for r in theirs)}


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (mutant("x / 3", "x"), "src/half.py: 'x / 3' → 'x': the first stands there 0 times"),
        (mutant("x", "y"), "the first stands there 2 times, allowed: once"),
        (mutant("x / 2", "x /"), "invalid syntax"),
        (mutant("x / 2", "x", tests=("tests/test_lost.py",)), "no tests/test_lost.py"),
        (Mutant("room", "src/lost.py", "x", "y", TESTS), "No such file"),
    ],
)
def test_a_list_that_does_not_fit_is_refused(tree, fault, message):
    """Before anything is run, with the mutant that is wrong."""
    assert mutants.check(tree, [mutant("x / 2", "x / 3")]) == []
    with pytest.raises(ValueError, match=re.escape(message)):
        mutants.hunt(tree, [mutant("x / 2", "x / 3"), fault])


@forks
def test_dead_or_alive(tree):
    """A fault that a test sees is killed, one that none sees survives, and the tree stays clean."""
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    dead, alive = mutant("x / 2", "x / 3"), mutant("9", "8")
    lost = mutant("def half", "def whole")
    told = []
    found = mutants.hunt(tree, [dead, alive, lost], told.append)
    assert found == {dead: "killed", alive: "survived", lost: "broken"}
    assert f"survived: {alive}" in told and f"broken: {lost}" in told
    assert {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()} == before
    assert mutants.table(found).splitlines()[1:] == [
        "room       1         2",
        "all        1         2",
    ]


@forks
def test_a_fault_that_never_ends_is_seen(tree):
    """Its tests are ended after a while."""
    endless = mutant("return", "while True: pass\n    return")
    runner = mutants.Runner()
    try:
        assert runner.attempt(tree, TESTS, endless, 3) == "killed"
        assert runner.attempt(tree, TESTS) == "survived"
    finally:
        runner.close()


@forks
def test_tests_that_fail_by_themselves_prove_nothing(tree):
    """Without a fault they must pass."""
    (tree / TESTS[0]).write_text("def test_half():\n    assert False\n")
    with pytest.raises(ValueError, match=r"without any fault these fail: tests/test_half\.py"):
        mutants.hunt(tree, [mutant("x / 2", "x / 3")])


def test_javascript_is_tried_by_node(tree):
    """A module of the page and its test, and one that is no JavaScript any more."""
    (tree / "half.js").write_text("export const half = (x) => x / 2;\n")
    (tree / "half.test.js").write_text(
        'import { half } from "./half.js";\nif (half(4) !== 2) throw new Error("half");\n'
    )
    (tree / "package.json").write_text('{"type": "module"}')
    dead, lost = (
        Mutant("room", "half.js", "x / 2", new, ("half.test.js",)) for new in ("x / 3", "x /")
    )
    assert mutants.hunt(tree, [dead, lost], print) == {dead: "killed", lost: "broken"}


def test_the_verdict():
    """95 % is enough; what survives says why, and what says why survives."""
    faults = [mutant(str(n), "x") for n in range(20)]
    found = dict.fromkeys(faults, "killed")
    assert mutants.verdict(found) == []
    excused = mutant("0", "x", why="no test can see it")
    assert mutants.verdict({**found, excused: "survived"}) == []
    assert mutants.verdict({excused: "survived", **dict(list(found.items())[:19])}) == []
    (line,) = mutants.verdict({**found, excused: "killed"})
    assert line.startswith("is said to survive, and is killed: ")
    (line,) = mutants.verdict({**found, mutant("0", "y"): "survived"})
    assert line.startswith("survives, and nothing says why: ")
    assert "broken" in mutants.verdict({**found, mutant("0", "y"): "broken"})[0]
    two = [mutant(n, "x", why="none can") for n in "ab"]
    (line,) = mutants.verdict({**found, **dict.fromkeys(two, "survived")})
    assert line == "90.9% are killed, allowed: at least 95%"


def test_only_files_of_the_lists():
    """A file that has no mutants is told."""
    with pytest.raises(ValueError, match=r"files: got src/lost\.py, allowed: those of tests/mut"):
        mutants.main("src/lost.py")
