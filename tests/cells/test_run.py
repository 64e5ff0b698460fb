import builtins
import sys

import numpy as np
import pytest

from initdocs import cells
from initdocs.cells import (
    awaiting,
    numeric,
    packages,
    pasted,
    run_cell,
    same_output,
    sources,
    streams,
)


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


def test_a_full_cell_is_cut_once():
    """Exactly as many characters as are allowed, and one more: one note, at the limit."""
    source = f"import sys\nfor _ in range(3):\n    sys.stdout.write('x' * {cells.OUTPUT_LIMIT})"
    shown, _ = run(source + ";")
    assert shown.startswith("x" * cells.OUTPUT_LIMIT + "\n… cut here")
    assert shown.count("cut here") == 1


def test_what_is_printed_without_end_comes_in_frames(monkeypatch):
    """The first writes come at once; then all that was printed in a frame comes together."""
    clock = [0.0]
    monkeypatch.setattr(streams.time, "monotonic", lambda: clock[0])
    shown = []
    tick = lambda: clock.append(clock.pop() + streams.FLUSH_EVERY * 1.01)  # noqa: E731
    # two writes a line: its text and its end
    source = "for n in range(300):\n    print(n)\ntick()\nprint('after')\nprint('late')"
    assert run_cell(source, {"tick": tick}, write=shown.append) is None
    assert shown[: streams.FLUSH_AT_ONCE][:4] == ["0", "\n", "1", "\n"]
    assert len(shown) == streams.FLUSH_AT_ONCE + 2
    assert shown[-2].startswith("100\n") and shown[-2].endswith("299\nafter")
    assert shown[-1] == "\nlate\n"


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("import numpy, matplotlib", True),
        ("from matplotlib import pyplot", True),
        ("def f():\n    import matplotlib.cm", True),
        ("import matplotlibs", False),
        ("from .matplotlib import pyplot", False),
        ("import (", False),
    ],
)
def test_what_a_cell_imports(source, asks):
    """The package or a part of it, wherever it is imported; no name that only begins like it."""
    assert cells.imports(source, "matplotlib") is asks


def test_a_deep_traceback_has_its_two_ends():
    """Of a long recursion both ends are shown, and what lies between is counted."""
    # two functions in turn: frames that are alike would be told as repeated
    source = "def f(n):\n    g(n)\ndef g(n):\n    if not n:\n        1 / 0\n    f(n - 1)\nf(15)"
    lines = run(source)[1].traceback.splitlines()
    shown = [line for line in lines if line.startswith("  line ")]
    (cut,) = (line for line in lines if "more frames" in line)
    assert len(shown) == 12
    assert cut == f"  … {33 - 12} more frames …"
    assert shown[0] == "  line 7, in <module>" and shown[-1] == "  line 5, in g"
    short = run(source.replace("f(15)", "f(4)"))[1].traceback
    assert "more frames" not in short


def test_a_trace_ends_with_its_cell():
    """A cell that traces, as a debugger does, leaves the interpreter as it was."""
    before = sys.gettrace()
    assert run("import sys\nsys.settrace(lambda *a: None)")[1] is None
    assert sys.gettrace() is before


def test_tolerances():
    """A millionth where nothing else is said; none at all where it is 0."""
    assert same_output("x 1.0", "x 1.0000009")
    assert not same_output("x 1.0", "x 1.000002")
    assert same_output("x 1.0", "x 1.00", rtol=0) and not same_output("1.0", "1.1", rtol=0)


def test_a_difference_has_no_side():
    """It is relative to the larger of the two numbers, whichever is which."""
    assert cells.difference("2.0", "1.0") == cells.difference("1.0", "2.0") == 0.5
    assert cells.difference("version v1.2.3", "version v1.2.4") == float("inf")


def test_a_failure_is_placed_in_its_cell():
    """The line to mark is this cell's, also where a function of an earlier one fails."""
    space = {}
    assert run_cell("def half(x):\n    return 1 / x", space, write=print, name="first") is None
    failure = run_cell("\n\nhalf(0)", space, write=print, name="second")
    assert failure.line == 3
    assert "cell “first”, line 2, in half" in failure.traceback
    failure = run_cell("import ast\nast.parse('(')", {}, write=print, name="third")
    assert (failure.kind, failure.line) == ("SyntaxError", 2)


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


class Seen:
    """What shows itself in two ways."""

    def _repr_html_(self):
        return "<table></table>"

    def _repr_svg_(self):
        return "<svg/>"

    def __repr__(self):
        return "seen"


def test_a_value_that_can_be_seen_is_drawn():
    """Its best way, under a number below those of figures; without a place to draw it is text."""
    drawn, shown = [], []
    source = "display(seen, seen)\ndisplay(Seen)\nseen"
    space = {"seen": Seen(), "Seen": Seen}
    run_cell(source, space, write=shown.append, draw=lambda *p: drawn.append(p))
    assert [(number, kind, said) for number, kind, _, said, _ in drawn] == [
        (-1, "html", "Seen"), (-2, "html", "Seen"), (-3, "html", "Seen"),
    ]  # fmt: skip
    assert "".join(shown) == f"{Seen!r}\n"
    assert run("seen", {"seen": Seen()})[0] == "seen\n"


@pytest.mark.parametrize(
    ("pasted_code", "plain"),
    [
        ("x = '>>> y'", "x = '>>> y'"),
        (
            ">>> def f():\n...     return 1\n...\n>>> f()\n1\n... 2",
            "def f():\n    return 1\n\nf()\n\n",
        ),
        ("%matplotlib inline\n%lost\nx", "%matplotlib inline\n%lost\nx"),
        ("In [1]: for n in 1, 2:\n   ...:     print(n)", "for n in 1, 2:\n    print(n)"),
    ],
)
def test_pasted_code_is_understood(pasted_code, plain):
    """Prompts go, with what was printed; what is Python already, or cannot be, stays."""
    got = pasted.understood(pasted_code)
    assert got == plain or (got == "# " + pasted_code and "%lost" in pasted_code)


@pytest.mark.parametrize(
    ("line", "words"),
    [("!ls", "no shell"), ("!!ls", "no shell"), ("%time f()", "timeit"), ("np.linalg?", "help("),
     ("%lost", "a command of IPython"), ("%pip install torch", "Nothing has to be installed")],
)  # fmt: skip
def test_what_only_ipython_understands(line, words):
    """Is said as what it is, for code that cannot be read; other errors are not about it."""
    assert words in pasted.advice(SyntaxError("invalid syntax"), line)
    assert pasted.advice(NameError("x"), line) == ""


def test_what_is_missing():
    """In the order of the code, each once; what no browser has is not asked for."""
    source = "import zzz.part, aaa_lost\nimport torch, numpy\nfrom zzz import more"
    assert packages.missing(source) == ["zzz", "aaa_lost"]


def test_advice_on_what_is_not_there(monkeypatch):
    """By the kind of the error and its words; a package that is offered may be tried again."""
    assert packages.advice(RuntimeError("another one")) == ("", None)
    assert "no threads" in packages.advice(RuntimeError("can't start new thread"))[0]
    error = ModuleNotFoundError("No module named 'lost_one'", name="lost_one")
    monkeypatch.setattr(packages, "OFFERED", {"lost_one"})
    assert "Run again" in packages.advice(error)[0]
    monkeypatch.setattr(packages, "OFFERED", set())
    assert packages.advice(error)[1] == packages.IMPORTS


def test_a_cell_may_await():
    """At its top; what nothing can bring about is an error, and hurts no later cell."""
    source = "import asyncio\nasync def late(): return await asyncio.sleep(0, 'late')\nawait late()"
    assert run(source)[0] == "'late'\n"
    _, failure = run("import asyncio\nawait asyncio.Event().wait()")
    assert failure.kind == "RuntimeError"
    assert "nothing is left to bring about" in failure.message
    assert run(source)[0] == "'late'\n"


def test_what_was_stopped_does_not_go_on(monkeypatch):
    """A later cell awaits with a loop of its own; a task that a cell left by itself goes on."""
    log = []
    page = {"log": log}
    later = (
        "import asyncio\nasync def later(word):\n    await asyncio.sleep(0.001)\n"
        "    log.append(word)\n"
    )
    run(later + "task = asyncio.create_task(later('left'))\nawait asyncio.sleep(0)\n0;", page)
    run("import asyncio\nawait asyncio.sleep(0.01)", page)
    assert log == ["left"]

    def stop(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(awaiting._Timers, "select", staticmethod(stop))
        _, failure = run(later + "await later('stopped')", page)
    assert failure.kind == "KeyboardInterrupt"
    run("import asyncio\nawait asyncio.sleep(0.01)", page)
    assert log == ["left"]


def test_what_a_reader_types():
    """A line at a time, an empty one too; none ends the run; without a reader it says why."""
    lines = iter(["half", "", "double"])
    shown = []
    source = "print([input(), input()], __import__('sys').stdin.readline(3))\ninput()"
    failure = run_cell(source, {}, write=shown.append, read=lambda: next(lines, None))
    assert "".join(shown) == "['half', ''] dou\n"
    assert failure.kind == "KeyboardInterrupt"
    assert run("input()")[1].kind == "EOFError"


def test_a_run_inside_a_run_gives_the_streams_back():
    """An exercise's check runs in the middle of nothing else, but tests do."""
    outer = []
    inner = "from initdocs.cells import run_cell\nrun_cell('print(2)', {}, write=kept.append)"
    kept = []
    assert run_cell(f"print(1)\n{inner};\nprint(3)", {"kept": kept}, write=outer.append) is None
    assert ("".join(outer), "".join(kept)) == ("1\n3\n", "2\n")


def test_a_nan_of_finite_numbers_is_an_invalid_value():
    """Where NumPy asks to be called, as its linear algebra does, it is; else nobody is."""

    def made(x):
        return np.where(np.isfinite(x), np.nan, x)

    called = []
    checked = numeric.checked(made)
    with np.errstate(invalid="call", call=lambda *given: called.append(given)):
        checked(np.array([np.nan]))
        assert called == []
        checked(np.array([1.0]))
        assert len(called) == 1
    with np.errstate(invalid="ignore", call=lambda *given: called.append(given)):
        checked(np.array([1.0]))
    assert len(called) == 1
