import builtins
import sys

import pytest

from initdocs import cells
from initdocs.cells import run_cell


def run(source, namespace=None):
    shown = []
    failure = run_cell(source, {} if namespace is None else namespace, write=shown.append)
    return "".join(shown), failure


def test_output_and_last_value():
    """What is printed comes first, then the value of a last expression, None left out."""
    assert run("print('a')\n1 + 1") == ("a\n2\n", None)
    assert run("print('a')\nNone") == ("a\n", None)
    assert run("") == ("", None)


def test_a_semicolon_keeps_the_last_value_quiet():
    """As in a notebook."""
    shown = []
    assert run_cell("1 + 1;", {}, write=shown.append) is None
    assert shown == []


def test_namespace_is_shared():
    """A cell sees what an earlier cell of the page defined."""
    namespace = {}
    run("x = 3", namespace)
    assert run("x * 2", namespace)[0] == "6\n"


def test_traceback_has_the_readers_frames_only():
    """The failing line is the reader's, also when the error is raised inside a library."""
    _, failure = run("import numpy as np\n\ndef f():\n    return np.linalg.inv([[1, 2]])\n\nf()")
    assert failure.kind == "LinAlgError"
    assert failure.line == 4
    assert "line 6" in failure.traceback and "line 4, in f" in failure.traceback
    assert "linalg.py" not in failure.traceback


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        ("x = 1\ny = (", "SyntaxError", 2),
        ("  x", "IndentationError", 1),
        ("import sys\nsys.exit(3)", "SystemExit", 2),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", 1),
        ("def f(): f()\nf()", "RecursionError", 1),
        ("class E(Exception):\n  def __str__(self): 1/0\nraise E", "E", 3),
        ("'\\ud800'.encode()", "UnicodeEncodeError", 1),
    ],
)
def test_every_failure_is_caught(source, kind, line):
    """Nothing that a cell raises escapes, and its line is known."""
    _, failure = run(source)
    assert failure.kind == kind
    assert line is None or failure.line == line
    assert len(failure.traceback.splitlines()) < 40


def test_a_null_byte_is_a_failure():
    """Python names it SyntaxError or, before 3.11.4, ValueError; the cell reports either."""
    _, failure = run("x = 1\0")
    assert failure.kind in ("SyntaxError", "ValueError")
    assert "null byte" in failure.message


def test_endless_output_is_cut():
    """A cell that prints without end is cut at the limit, with a note, and finishes."""
    shown, failure = run("for i in range(200_000):\n    print(i)\n'end'")
    assert failure is None
    assert cells.OUTPUT_LIMIT < len(shown) < cells.OUTPUT_LIMIT + 200
    assert shown.endswith("characters.\n")


def test_closing_stdout_hurts_nobody():
    """A cell that closes its output can still print, and so can the next."""
    assert run("import sys\nsys.stdout.close()\nprint('still here')")[0] == "still here\n"


NAMES = [name for name in dir(builtins) if not name.startswith("__")]


@pytest.mark.parametrize("name", [*NAMES, "__import__", "__build_class__"])
@pytest.mark.parametrize("how", ["builtins.{0} = None", "del builtins.{0}"])
@pytest.mark.parametrize("then", ["", "\nprint(1)\n1 / 0"])
def test_builtins_are_set_back(name, how, then):
    """Whatever a cell does to a builtin, the next cell finds it as it was."""
    before = getattr(builtins, name)
    run_cell(f"import builtins\n{how.format(name)}{then}", {}, write=lambda _: None)
    assert getattr(builtins, name) is before
    shown = []
    assert run_cell("1 + 1", {}, write=shown.append) is None
    assert shown == ["2\n"]


def test_the_recursion_limit_is_set_back():
    """A cell that lowers or raises the limit does so for itself."""
    before = sys.getrecursionlimit()
    run_cell("import sys; sys.setrecursionlimit(10**8)", {}, write=lambda _: None)
    assert sys.getrecursionlimit() == before
    run_cell("import builtins; builtins.extra = 1", {}, write=lambda _: None)
    assert not hasattr(builtins, "extra")


@pytest.mark.parametrize(
    "harm", ["sys.modules.clear()", "sys.modules = 0", "sys.modules['ast'] = None"]
)
def test_modules_come_back(harm):
    """A cell that throws all modules out leaves them to the next; what it imports stays."""
    before = sys.modules
    held = before.copy()
    assert run_cell(f"import sys\n{harm}", {}, write=print) is None
    assert sys.modules is before
    assert sys.modules.keys() >= held.keys()
    assert all(sys.modules[name] is module for name, module in held.items())


def test_a_trace_ends_with_its_cell():
    """A cell that traces, as a debugger does, leaves the interpreter as it was."""
    before = sys.gettrace()
    assert run("import sys\nsys.settrace(lambda *a: None)")[1] is None
    assert sys.gettrace() is before
