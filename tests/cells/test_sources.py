import inspect
import linecache
import sys

from initdocs.cells import run_cell, sources

CLASSES = """
import dataclasses, inspect, pickle, typing

@dataclasses.dataclass
class Node:
    value: float
    next: "Node | None" = None
"""


def run(source, namespace, name="cell"):
    shown = []
    failure = run_cell(source, namespace, write=shown.append, name=name)
    assert failure is None, failure
    return "".join(shown)


def test_a_cell_is_a_module_to_those_who_look_for_one():
    """pickle, inspect and type hints find classes and functions of any cell of the page."""
    space = {}
    run(CLASSES, space, "classes")
    assert run("pickle.loads(pickle.dumps(Node(1.0, Node(2.0)))).next.value", space) == "2.0\n"
    assert "Node" in run("typing.get_type_hints(Node)['next']", space)
    assert run("print(inspect.getsource(Node))", space).startswith("@dataclasses.dataclass")
    run("def twice(x):\n    return 2 * x", space, "twice")
    assert run("print(inspect.getsource(twice))", space) == "def twice(x):\n    return 2 * x\n\n"
    assert run("import __main__; __main__.made = 3; made, __main__.twice(2)", space) == "(3, 4)\n"


def test_nothing_of_it_stays():
    """After the cell `__main__` and inspect are what they were."""
    before = sys.modules["__main__"], inspect.getfile
    run("x = 1", {})
    run_cell("1 / 0", {}, write=lambda _: None)
    assert (sys.modules["__main__"], inspect.getfile) == before


def test_sources_are_bounded():
    """Of a cell that ran a thousand times the newest codes are remembered, and no more."""
    for n in range(sources.REMEMBERED + 50):
        sources.remember("many", f"x = {n}")
    assert len(sources.SOURCES) == sources.REMEMBERED
    assert sum(file.startswith("<many") for file in linecache.cache) == sources.REMEMBERED
    newest = sources.remember("many", f"x = {sources.REMEMBERED + 49}")
    assert linecache.getline(newest, 1) == f"x = {sources.REMEMBERED + 49}\n"


def test_code_that_was_changed_is_another():
    """A function of the cell as it was is told from the cell as it is; old sources are let go."""
    space = {}
    run_cell("def f(): 1 / 0", space, write=print, name="own")
    failure = run_cell("x = 1\nf()", space, write=print, name="own")
    assert "this cell as it was, line 1, in f" in failure.traceback
    for n in range(sources.REMEMBERED + 20):
        sources.remember("many", f"x = {n}")
    assert len(sources.SOURCES) == sources.REMEMBERED
    assert sources.remember("many", "x = 7") == sources.remember("many", "x = 7")
