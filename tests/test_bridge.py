import gzip
import io
import json
import struct
import subprocess
import sys
from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest

from initdocs import demos
from initdocs.bridge import Bridge
from initdocs.cells import OUTPUT_LIMIT, packages


class Page:
    """A page as the worker speaks for it: what its cells print and draw, and what they answer."""

    def __init__(self, shared=None, path="/guide/"):
        self.bridge, self.path = shared or Bridge(), path
        self.text, self.figures = [], []

    def cell(self, source, expected="", *, rtol=1e-6, varies=False, holds=""):
        self.text, self.figures = [], []
        answer = self.bridge.cell(
            self.path, "cell", source, expected, rtol, varies, holds, self.text.append,
            lambda *figure: self.figures.append(figure),
        )  # fmt: skip
        return json.loads(answer)

    def exercise(self, source, check=""):
        self.text = []
        answer = self.bridge.exercise(self.path, "exercise", source, check, self.text.append)
        return json.loads(answer)


class Buffer:
    """Bytes as Pyodide hands over those of JavaScript."""

    def __init__(self, content):
        self.content = content

    def to_bytes(self):
        return self.content


def test_text_streams_as_it_is_printed():
    """Each write reaches the page at once and in order, standard error too; the value is last."""
    page = Page()
    page.cell("import sys\nprint('a')\nprint('b', file=sys.stderr)\n1 + 1")
    assert "".join(page.text) == "a\nb\n2\n"
    assert len(page.text) > 2


def test_endless_text_is_cut():
    """A page receives no more than a cell may show, and a note."""
    page = Page()
    page.cell(f"print('x' * {2 * OUTPUT_LIMIT})")
    assert len("".join(page.text)) < OUTPUT_LIMIT + 100
    assert "cut here" in "".join(page.text)


def test_figures_stream():
    """A figure reaches the page as its number, its SVG and its text."""
    pytest.importorskip("matplotlib")
    page = Page()
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('a line');"
    assert page.cell(source)["failure"] is None
    number, kind, svg, text, delay = page.figures[-1]
    assert (number, kind, delay) == (1, "svg", 0)
    assert svg.startswith("<svg") and "a line" in text


def test_what_a_cell_answers():
    """The answer has the fields of a `CellResult`, whatever came of the cell."""
    page = Page()
    assert page.cell("print(0.5)", "0.5") == {
        "failure": None,
        "same": True,
        "statements": [],
        "parts": [],
    }
    assert page.cell("x = 1\nx / 0", "") == {
        "failure": {
            "kind": "ZeroDivisionError",
            "message": "division by zero",
            "traceback": "Traceback (most recent call last):\n  line 2, in <module>\n    x / 0\n"
            "    ~~^~~\nZeroDivisionError: division by zero",
            "line": 2,
            "advice": "",
            "link": None,
        },
        "same": False,
        "statements": [],
        "parts": [],
    }


def test_columns_are_told():
    """Of a text with a table the answer tells its parts, as JSON can hold them."""
    parts = Page().cell("print('two lines')\nprint('layer  size\\n    1  0.4\\n    2  0.5')")[
        "parts"
    ]
    assert parts[0] == "two lines"
    assert parts[1]["rows"] == [["1", "0.4"], ["2", "0.5"]]


@pytest.mark.parametrize(
    ("printed", "expected", "how", "same"),
    [
        ("loss 0.50001", "loss 0.5", {}, False),
        ("loss 0.50001", "loss 0.5", {"rtol": 1e-3}, True),
        ("cost 0.50001", "loss 0.5", {"rtol": 1e-3}, False),
        ("loss 7.0 at 3", "loss 0.5 at 4", {"varies": True}, True),
        ("cost 7.0 at 3", "loss 0.5 at 4", {"varies": True}, False),
    ],
)
def test_output_is_compared_as_the_page_asks(printed, expected, how, same):
    """The tolerance and the freedom of a page's output fence are those of the comparison."""
    assert Page().cell(f"print({printed!r})", expected, **how)["same"] is same


def test_statements_are_judged_on_what_the_reader_has():
    """They see the page's variables and what was printed; an error judges none of them."""
    page = Page()
    holds = (
        'assert x > 1, "x is large"\nassert shown == [3], "three"\nassert missing, "unknown"'
        '\nassert printed == "3\\n", "in words"'
    )
    statements = page.cell("x = 0\nprint(3)", holds=holds)["statements"]
    assert [(s["text"], s["holds"]) for s in statements] == [
        ("x is large", False), ("three", True), ("unknown", None), ("in words", True),
    ]  # fmt: skip
    assert all(set(s) == {"text", "holds", "why"} for s in statements)
    assert "missing" in statements[2]["why"]
    assert page.cell("1 / 0", holds=holds)["statements"] == []


def test_each_page_has_its_own_variables():
    """The cells of a page share them, and no other page sees them."""
    shared = Bridge()
    one, two = Page(shared, "/one/"), Page(shared, "/two/")
    one.cell("x = 3")
    assert one.cell("print(x, __name__)", "3 __main__")["same"]
    assert two.cell("x")["failure"]["kind"] == "NameError"


def test_an_exercise_leaves_no_trace():
    """An answer is tried in a copy of the page's variables; the verdict has its fields."""
    page = Page()
    page.cell("kept = [1]")
    verdict = page.exercise("kept.append(2)\nnew = 1\nprint(kept)", "assert len(kept) == 2, 'no'")
    assert verdict == {"passed": True, "why": "", "failure": None}
    assert "".join(page.text) == "[1, 2]\n"
    assert page.cell("print(kept, 'new' in globals())", "[1] False")["same"]


def test_an_exercise_that_fails_says_why():
    """The check's own words, or the reader's own error with its line."""
    page = Page()
    assert page.exercise("y = 5", "assert y == 4, f'y is {y}'") == {
        "passed": False, "why": "y is 5", "failure": None,
    }  # fmt: skip
    verdict = page.exercise("y = 5\ny / 0", "assert y == 4")
    assert not verdict["passed"]
    assert (verdict["failure"]["kind"], verdict["failure"]["line"]) == ("ZeroDivisionError", 2)


def test_what_is_pasted_asks_for_what_it_imports(monkeypatch):
    """Behind a prompt too."""
    monkeypatch.setattr(packages, "_has", lambda module: False)
    assert json.loads(Bridge.missing(">>> import pandas\n>>> pandas")) == ["pandas"]


@pytest.mark.parametrize("name", demos.NAMES)
def test_a_demo_crosses_as_flat_arrays(name):
    """The layout tells how scene and frames lie in arrays that JavaScript can copy at once."""
    ours, demo = Bridge(), demos.load(name)
    started = json.loads(ours.start("key", name, "{}"))
    assert set(started) == {"settings", "notes", "errors", "texts", "scene", "frame"}
    settings = demos.defaults(demo)
    assert started["settings"] == settings and started["notes"] == []
    truth = [demo.scene(settings), *islice(demo.frames(settings), 3)]
    flat = [ours.scene("key"), *(ours.frame("key", "{}") for _ in truth[1:])]
    layouts = [started["scene"]] + [started["frame"]] * (len(truth) - 1)
    for arrays, packed, layout in zip(truth, flat, layouts, strict=True):
        assert packed.dtype == np.float32 and packed.ndim == 1 and packed.flags.c_contiguous
        assert [field for field, _ in layout] == list(arrays)
        at = 0
        for field, shape in layout:
            part = packed[at : (at := at + int(np.prod(shape)))].reshape(shape)
            np.testing.assert_array_equal(part, np.asarray(arrays[field], np.float32))
        assert at == packed.size


def test_a_run_ends_and_runs_are_apart():
    """At its end a run gives None; another key is another run, and a start begins anew."""
    ours = Bridge()
    ours.start("one", "depth", '{"depth": 1}')
    ours.start("two", "depth", '{"depth": 2}')
    assert [ours.frame("one", "{}") is None for _ in range(5)] == [False] * 3 + [True] * 2
    assert ours.frame("two", "{}") is not None
    ours.start("one", "depth", '{"depth": 1}')
    assert ours.frame("one", "{}") is not None


def test_live_settings_cross_with_the_frame():
    """What acts at once is read with every frame."""
    ours = Bridge()
    ours.start("key", "playground", '{"speed": 1}')
    assert [ours.frame("key", live)[0] for live in ("{}", "{}", '{"speed": 7}')] == [0, 1, 8]


def test_wrong_settings_are_told():
    """Mended values come back with notes; a wrong text with its place."""
    started = json.loads(Bridge().start("key", "playground", '{"width": "1e9", "lr": "banana"}'))
    assert (started["settings"]["width"], started["settings"]["lr"]) == (24, 0.1)
    assert len(started["notes"]) == 2
    error = json.loads(Bridge().start("key", "gain", '{"phi": "2 * tanhh(x)"}'))["errors"]["phi"]
    assert (error["start"], error["end"]) == (4, 9)


def test_an_unknown_demo_is_named():
    """The error says which there are."""
    with pytest.raises(ValueError, match=r"'lost', allowed: .*'playground'"):
        Bridge().start("key", "lost", "{}")


def idx(array):
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return Buffer(gzip.compress(header + array.astype(np.uint8).tobytes()))


def test_a_reader_s_files():
    """They are the data from the next start on; what is refused changes nothing; none ends it."""
    ours, rng = Bridge(), np.random.default_rng(0)
    images, labels = rng.integers(0, 256, (60, 4, 4)), np.arange(60) % 10
    settings = '{"width": 4, "depth": 1}'

    def pixels():
        started = json.loads(ours.start("key", "digits", settings))
        return dict(started["scene"])["images"][-1]

    assert pixels() == 64
    assert ours.give("digits", {"images": idx(images), "labels": idx(labels)}) is None
    assert pixels() == 16
    assert "cat.png" in ours.give("digits", {"cat.png": Buffer(b"\x89PNG")})
    assert pixels() == 16
    assert ours.give("digits", {}) is None
    assert pixels() == 64


def test_matplotlib_is_asked_for_where_it_is_missing(monkeypatch):
    """Only a cell that draws asks, and only where there is none."""
    drawing = ("import matplotlib.pyplot as plt", "from initdocs.figures import draw")
    monkeypatch.setattr(packages, "find_spec", lambda name: None)
    monkeypatch.setattr(packages, "sys", SimpleNamespace(modules={}))
    assert all(json.loads(Bridge.missing(source))[-1] == "matplotlib" for source in drawing)
    assert json.loads(Bridge.missing("x = 'import matplotlib'")) == []
    monkeypatch.setattr(packages, "find_spec", lambda name: object())
    assert [json.loads(Bridge.missing(source)) for source in drawing] == [[], []]


LOADED = """
import sys
from initdocs import bridge
late = {"initdocs.demos", "initdocs.exercises", "initdocs.holds", "initdocs.network"}
assert "numpy" in sys.modules and not late & set(sys.modules), late & set(sys.modules)
bridge.preload()
before = set(sys.modules)
import numpy.rec, numpy.strings, numpy.fft, numpy.polynomial, numpy.lib.recfunctions, numpy.ma
from initdocs import demos, holds
from initdocs.exercises import answers
for name in demos.NAMES:
    bridge.Bridge().start("key", name, "{}")
new = {n for n in set(sys.modules) - before if n.partition(".")[0] in ("numpy", "initdocs")}
assert not new, new
"""


def test_what_is_imported_when():
    """A first cell waits for NumPy alone; after `preload` nothing of ours is left to import."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


WAKEN = """
import random, sys, zipfile
import numpy as np
wheel, folder = sys.argv[1:]
with zipfile.ZipFile(wheel, "w") as file:
    file.writestr("numpy/left_out.py", "HERE = True")
from initdocs import bridge
np.__path__.append(folder + "/numpy")
random.seed(0), np.random.seed(0)
expected = random.random(), np.random.random()
random.seed(0), np.random.seed(0)
finders = list(sys.meta_path)
bridge.wake(wheel, folder)
drawn = random.random(), np.random.random()
assert not set(drawn) & set(expected), "chance is what the snapshot left"
try:
    import nothing_of_this_name
except ImportError:
    pass
assert sys.meta_path != finders, "another module's absence has unpacked NumPy"
import numpy.left_out
assert numpy.left_out.HERE
assert sys.meta_path == finders, "the finder stays"
try:
    import numpy.nothing_of_this_name
except ImportError:
    pass
"""


def test_a_woken_interpreter_finds_the_rest_of_numpy(tmp_path):
    """What memory lacks is unpacked from the wheel, once, when it is asked for; chance is fresh."""
    arguments = [str(tmp_path / "numpy.whl"), str(tmp_path / "site")]
    done = subprocess.run(
        [sys.executable, "-c", WAKEN, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_reader_s_file_is_examined():
    """HTML for a file with tensors, words for what cannot be read or does not fit; no exception."""
    state = {"fc.weight": np.zeros((4, 4), np.float32)}
    file = io.BytesIO()
    np.savez(file, **state)
    told = json.loads(Bridge.examine("a.npz", Buffer(file.getvalue()), ""))
    assert "fc.<wbr>weight" in told["html"]
    assert json.loads(Bridge.examine("a.npz", Buffer(b"x"), ""))["error"].startswith("a.npz: ")

    class Full:
        def to_bytes(self):
            raise MemoryError

    assert "memory" in json.loads(Bridge.examine("a.npz", Full(), ""))["error"]
