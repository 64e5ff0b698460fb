import sys
import warnings

import pytest

from initdocs.cells import run_cell


def failing(source, namespace=None, name="cell"):
    space = {} if namespace is None else namespace
    return run_cell(source, space, write=lambda _: None, name=name)


def test_every_cell_that_is_involved_shows_its_line():
    """An error inside a function of another cell shows that cell, its line and its code."""
    namespace = {}
    failing("def half(x):\n    return 1 / x", namespace, "halving")
    failure = failing("a = 1\nhalf(0)", namespace, "use")
    assert "  line 2, in <module>\n    half(0)" in failure.traceback
    assert "  cell “halving”, line 2, in half\n    return 1 / x" in failure.traceback
    assert failure.line == 2


def test_a_function_of_an_older_run_shows_the_code_that_it_has():
    """A cell that has changed since is told apart, and its old line stays right."""
    namespace = {}
    failing("def half(x):\n    return 1 / x", namespace, "halving")
    failing("def other(x):\n    return 'changed'", namespace, "halving")
    failure = failing("half(0)", namespace, "halving")
    assert "this cell as it was, line 2, in half\n    return 1 / x" in failure.traceback


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (
            "try:\n    1 / 0\nexcept Exception as e:\n    raise ValueError('outer') from e",
            ["line 2, in <module>", "ZeroDivisionError: division by zero", "direct cause", "outer"],
        ),
        (
            "try:\n    1 / 0\nexcept Exception:\n    {}['x']",
            ["During handling of the above exception", "line 4, in <module>", "KeyError: 'x'"],
        ),
        (
            "def f(): 1 / 0\ntry:\n    f()\nexcept Exception as e:\n"  # noqa: ISC004 - one source
            "    raise ExceptionGroup('many', [ValueError('a'), e])",
            ["ExceptionGroup: many (2 sub-exceptions)", "ValueError: a", "line 1, in f"],
        ),
        ("e = ValueError('a')\ne.add_note('think of b')\nraise e", ["ValueError: a\nthink of b"]),
    ],
)
def test_chains_groups_and_notes_are_whole(source, parts):
    """What Python tells of an error is told, with the reader's own frames."""
    told = failing(source).traceback
    assert [part for part in parts if part not in told] == []
    assert "initdocs" not in told


@pytest.mark.parametrize("between", ["f", "g"])
def test_a_deep_recursion_ends_and_is_short(between):
    """A million calls, by one function or by two in turn, are told by their two ends."""
    source = (
        "import sys\nsys.setrecursionlimit(10**6)\n"
        f"def f(n): return {between}(n + 1)\ndef g(n): return f(n + 1)\nf(0)"
    )
    failure = failing(source)
    assert failure.kind == "RecursionError"
    assert failure.line in (3, 4)
    assert len(failure.traceback.splitlines()) < 50
    assert " more frames …" in failure.traceback


def test_the_readers_own_exception_keeps_its_frames():
    """What is left out of the text of a failure is not taken from the exception."""
    namespace = {}
    failing("import json\ntry:\n    json.loads('{')\nexcept ValueError as e: kept = e", namespace)
    failing("raise kept", namespace)
    files, tb = [], namespace["kept"].__traceback__
    while tb:
        files.append(tb.tb_frame.f_code.co_filename)
        tb = tb.tb_next
    assert any("json" in name for name in files)


def test_a_warning_names_the_readers_line_and_no_path(monkeypatch):
    """What was told is told again by a new run; a library's warning has no place of its own."""

    def show(message, category, filename, lineno, _file=None, line=None):
        sys.stderr.write(warnings.formatwarning(message, category, filename, lineno, line))

    monkeypatch.setattr(warnings, "showwarning", show)  # pytest's own keeps them
    warnings.simplefilter("default")
    shown = []
    for _ in range(2):
        run_cell("import warnings\nwarnings.warn('careful')", {}, write=shown.append)
    assert "".join(shown) == 2 * "line 2: UserWarning: careful\n"
    shown.clear()
    library = {"__name__": "library"}
    code = "import warnings\ndef f():\n    warnings.warn('deep')"
    exec(compile(code, "/lib/library.py", "exec"), library)
    run_cell("f()", {"f": library["f"]}, write=shown.append)
    assert "".join(shown) == "UserWarning: deep\n"


def test_a_deep_traceback_has_its_two_ends():
    """Of a long recursion both ends are shown, and what lies between is counted."""
    # two functions in turn: frames that are alike would be told as repeated
    source = "def f(n):\n    g(n)\ndef g(n):\n    if not n:\n        1 / 0\n    f(n - 1)\nf(15)"
    lines = failing(source).traceback.splitlines()
    shown = [line for line in lines if line.startswith("  line ")]
    (cut,) = (line for line in lines if "more frames" in line)
    assert len(shown) == 12
    assert cut == f"  … {33 - 12} more frames …"
    assert shown[0] == "  line 7, in <module>" and shown[-1] == "  line 5, in g"
    short = failing(source.replace("f(15)", "f(4)")).traceback
    assert "more frames" not in short


def test_a_failure_is_placed_in_its_cell():
    """The line to mark is this cell's, also where a function of an earlier one fails."""
    space = {}
    assert run_cell("def half(x):\n    return 1 / x", space, write=print, name="first") is None
    failure = run_cell("\n\nhalf(0)", space, write=print, name="second")
    assert failure.line == 3
    assert "cell “first”, line 2, in half" in failure.traceback
    failure = run_cell("import ast\nast.parse('(')", {}, write=print, name="third")
    assert (failure.kind, failure.line) == ("SyntaxError", 2)
