"""What readers do with a cell beyond the page's own code: real Pyodide, and what it cannot have."""

import json

import pytest
from tests.browser.test_cells import DONE, FIRST, run, write
from tests.browser.test_isolation import isolated

from initdocs_site.publish import cdn

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
BELOW = f"{FIRST} .cell-below"


def start(page, source):
    """Write and run a cell without waiting for its end."""
    write(page, FIRST, source)
    page.click(f"{FIRST} [data-run]")


def shows(page, text):
    """Wait until the cell's output holds `text`."""
    page.wait_for_function(
        f"(text) => document.querySelector('{FIRST} [data-output]').textContent.includes(text)",
        arg=text,
    )


# Numbers


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("np.linalg.inv(np.zeros((2, 2)))", "Singular matrix"),
        ("np.linalg.solve(np.ones((3, 3), np.float32), np.ones(3))", "Singular matrix"),
        ("np.linalg.inv(np.stack([np.eye(2), np.ones((2, 2))]))", "Singular matrix"),
        ("np.linalg.matrix_power(np.zeros((2, 2)), -1)", "Singular matrix"),
        ("np.linalg.tensorinv(np.zeros((6, 2, 3)), ind=1)", "Singular matrix"),
        ("np.linalg.cholesky(np.array([[1, 3], [3, -4]]))", "Matrix is not positive definite"),
    ],
)
def test_linear_algebra_raises_as_natively(shared, source, message):
    """Square matrices, which no check of shapes refuses: the failure is seen by value."""
    state, output = run(shared, FIRST, f"import numpy as np\n{source}")
    assert state == "error"
    assert output.strip().endswith(f"LinAlgError: {message}")


def test_what_numpy_cannot_see_is_said(shared):
    """Who asks NumPy to raise or warn is told that it cannot; the pages' own silence stays."""
    asked = (
        "import numpy as np\nwith np.errstate(over='raise'):\n    print(np.exp(np.float64(1e3)))"
    )
    state, output = run(shared, FIRST, asked)
    assert state == "done" and output.endswith("\ninf\n")
    assert "line 2: RuntimeWarning: in the browser NumPy cannot see overflow" in output
    quiet = "with np.errstate(all='ignore'):\n    print(np.log(0.0))"
    assert run(shared, FIRST, quiet) == ("done", "-inf\n")
    assert run(shared, FIRST, "np.array([1]).dtype") == ("done", "dtype('int32')\n")


EXAMPLES = """
import doctest, importlib, pkgutil, initdocs
flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
failed, tried = [], 0
for found in pkgutil.walk_packages(initdocs.__path__, "initdocs."):
    if found.name.startswith(("initdocs.figures", "initdocs.sweep", "initdocs.__main__")):
        continue  # matplotlib's and Dask's
    if found.name in ("initdocs.testing.plugin", "initdocs.doctor.torch", "initdocs.doctor.nnx"):
        continue  # pytest's, PyTorch's and JAX's
    module = importlib.import_module(found.name)
    result = doctest.testmod(module, optionflags=flags)
    tried += result.attempted
    failed += [found.name] * bool(result.failed)
print(tried, failed)
"""


def test_the_packages_examples_hold_in_the_browser(shared):
    """What its docstrings promise, errors included, needs nothing that only a processor sees."""
    state, output = run(shared, FIRST, EXAMPLES, timeout=300_000)
    tried, _, failed = output.splitlines()[-1].partition(" ")
    assert (state, failed) == ("done", "[]"), output
    assert int(tried) > 100


# Words


@pytest.mark.parametrize(
    ("source", "words", "link"),
    [
        ("import torch", "PyTorch has no version for browsers", "reference/frameworks/"),
        ("from jax import numpy", "JAX has no version for browsers", "reference/frameworks/"),
        ("import seaborn_lost", "seaborn_lost is not among", "#what-can-be-imported"),
        ("import micropip", "micropip is not needed here", "#what-can-be-imported"),
        ("!pip install numpy\nimport numpy", "Nothing has to be installed here", None),
        ("%timeit 1 + 1", "timeit.timeit", None),
        ("import threading\nthreading.Thread(target=print).start()", "no threads", None),
        ("import subprocess\nsubprocess.run(['ls'])", "no other processes", None),
        ("import urllib.request as u\nu.urlopen('https://example.org')", "no sockets", None),
        ("import multiprocessing as m\nm.Pool(2)", "has no multiprocessing", None),
        ("import tkinter", "has no tkinter", None),
    ],
)
def test_what_cannot_work_is_told_in_words(shared, source, words, link):
    """One sentence below the error, with a link where the site has something in its place."""
    state, output = run(shared, FIRST, source)
    assert state == "error"
    assert "pyodide" not in output.lower() and "micropip.install" not in output
    assert words in shared.locator(BELOW).inner_text()
    links = shared.locator(f"{BELOW} a")
    assert links.count() == bool(link)
    if link:
        href = links.get_attribute("href")
        assert link in href
        assert shared.request.get(href.partition("#")[0]).ok
    assert run(shared, FIRST, "1 + 1") == ("done", "2\n")
    assert shared.locator(BELOW).inner_text() == ""


def test_pasted_code_is_understood(shared):
    """Prompts with what was printed, a notebook's preparations, a word processor's characters."""
    assert run(shared, FIRST, ">>> x = 20\n>>> x + 1\n21")[1] == "21\n"
    assert run(shared, FIRST, "%matplotlib inline\nprint(“a”,\u00a0x)")[1] == "a 20\n"
    state, output = run(shared, FIRST, ">>> x = 1\n1\n>>> x / 0")
    assert state == "error" and "line 3" in output
    assert shared.locator(f"{FIRST} [data-code]").get_attribute("data-error-line") == "3"


def test_the_list_of_packages_is_the_distributions(pyodide, shared, address):
    """The page names what can be imported: each package of the lock, and no other."""
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["packages"].values()
    there = {
        p["name"] for p in lock
        if p["imports"] and p["package_type"] == "package" and not p["name"].endswith("-tests")
    } - {"numpy", "matplotlib", "micropip"}  # fmt: skip
    html = shared.request.get(f"{address}reference/live-pages/").text()
    listed = html[html.index("packages of the distribution</summary>") :].partition("</details>")[0]
    names = listed.rpartition("<p>")[2].partition("</p>")[0]
    assert set(names.split(", ")) == there
    assert f"The {len(there)} packages" in html


# Runs


def test_every_run_has_its_own_output(shared):
    """logging, a kept stream and what is written past Python reach the run under way."""
    assert run(shared, FIRST, "import logging; logging.warning('one')")[1].endswith("one\n")
    assert run(shared, FIRST, "logging.warning('two')")[1] == "WARNING:root:two\n"
    assert run(shared, FIRST, "import os; os.write(2, b'raw\\n');")[1] == "raw\n"


def test_a_run_that_prints_nothing_leaves_nothing(open_page, address):
    """However it ends, the output of the run before does not stand under it."""
    page = open_page(address + GUIDE)
    for end in ("raise KeyboardInterrupt", "import os\nos.abort()"):
        assert run(page, FIRST, "'before'")[1] == "'before'\n"
        assert "before" not in run(page, FIRST, end)[1]


DEEP = "import sys\nsys.setrecursionlimit(10**6)\n"


@pytest.mark.parametrize(
    "source",
    [
        "import js\njs.close()",
        "import js\njs.self.onmessage = None\njs.postMessage = None",
        f"{DEEP}def f(n): return f(n + 1)\nf(0)",
        f"{DEEP}def f(n): return g(n)\ndef g(n): return f(n)\nf(0)",
    ],
)
def test_a_worker_is_not_lost_to_a_cell(shared, source):
    """Closing it, making it deaf, filling its stack: the cell ends, and Python is still there."""
    assert run(shared, FIRST, "kept = 7")[0] == "done"
    run(shared, FIRST, source)
    assert run(shared, FIRST, "kept") == ("done", "7\n")


def test_awaiting(shared):
    """At the top of a cell, by asyncio.run, by the loop itself; the loop of the page stays away."""
    head = "import asyncio\nasync def f(n):\n    await asyncio.sleep(0.01)\n    return 2 * n\n"
    source = f"{head}print(await f(1))\nawait asyncio.gather(f(2), f(3))"
    assert run(shared, FIRST, source) == ("done", "2\n[4, 6]\n")
    assert run(shared, FIRST, "asyncio.run(f(4))") == ("done", "8\n")
    loop = "asyncio.get_event_loop().run_until_complete(f(5))"
    assert run(shared, FIRST, loop) == ("done", "10\n")
    state, output = run(shared, FIRST, "await asyncio.Event().wait()")
    assert state == "error" and "nothing is left" in output


def test_a_cell_is_a_module(shared):
    """pickle, inspect and type hints see it."""
    source = (
        "import inspect, pickle, typing\nclass A:\n    other: 'A'\n"
        "print(type(pickle.loads(pickle.dumps(A()))) is A, typing.get_type_hints(A)['other'] is A)"
        "\nprint(inspect.getsource(A))"
    )
    assert run(shared, FIRST, source)[1] == "True True\nclass A:\n    other: 'A'\n\n"


def test_failures_are_whole(shared):
    """Chained errors and groups, with the lines of every cell that is involved."""
    other = "[data-cell=zero-never-moves]"
    run(shared, FIRST, "def half(x):\n    return 1 / x")
    _, output = run(shared, other, "try:\n    half(0)\nexcept ArithmeticError as e:\n"
                    "    raise ExceptionGroup('many', [ValueError('inner')]) from e")  # fmt: skip
    parts = (
        "cell “first-training”, line 2, in half",
        "return 1 / x",
        "line 2, in <module>",
        "direct cause",
        "ExceptionGroup: many (1 sub-exception)",
        "ValueError: inner",
    )
    for part in parts:
        assert part in output
    assert "initdocs" not in output
    shared.click(f"{other} [data-reset]")


# A terminal


def test_a_terminal_is_shown(shared):
    """A carriage return goes back, a line is erased, and colours are colours and no signs."""
    source = (
        "import sys, time\nfor n in range(3):\n    print(f'\\r{n} of 2', end='')\n"
        "print('\\rlonger\\x1b[Kx\\b!\\x07')\nprint('\\x1b[1;31mred\\x1b[0m plain')"
    )
    assert run(shared, FIRST, source)[1] == "longer!\nred plain\n"
    red = shared.locator(f"{FIRST} .ansi-fore-1")
    assert red.inner_text() == "red" and "ansi-bold" in red.get_attribute("class")


CONTRAST = """(element) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...element.querySelectorAll("span")].map((span) => {
    const { color, backgroundColor } = getComputedStyle(span);
    const none = backgroundColor === "rgba(0, 0, 0, 0)";
    const own = none ? getComputedStyle(element).backgroundColor : backgroundColor;
    const [a, b] = [light(color), light(own)].sort((x, y) => y - x);
    return [span.className, (a + 0.05) / (b + 0.05)];
  });
}"""


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_a_terminals_colours_are_readable(shared, scheme):
    """Sixteen colours of ink and of paper, and any others, have contrast in each scheme."""
    others = ["38;5;226", "38;5;16", "38;2;255;255;0", "38;2;0;0;90", "48;5;21", "48;2;255;255;0"]
    codes = [*range(30, 38), *range(90, 98), *range(40, 48), *range(100, 108), 2, 7, *others]
    run(shared, FIRST, f"for code in {codes!r}: print(f'\\x1b[{{code}}mtext\\x1b[0m')")
    shared.add_style_tag(content="* { transition: none !important }")
    shared.evaluate(f"document.body.dataset.mdColorScheme = '{scheme}'")
    found = shared.locator(f"{FIRST} [data-output]").evaluate(CONTRAST)
    shared.evaluate("document.body.dataset.mdColorScheme = 'default'")
    assert len(found) == len(codes)
    assert [(name, ratio) for name, ratio in found if ratio < 4.5] == []


# What waits for the reader


def test_input_waits_for_the_reader(open_page, address):
    """On an isolated page a field takes a line, by keyboard alone; Stop ends the wait."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    start(page, "kept = 1\nname = input('Your name? ')\nprint(f'<b>{name}</b>')")
    page.wait_for_selector(f"{FIRST} .cell-ask input")
    assert page.evaluate("document.activeElement.ariaLabel") == "Your name?"
    page.keyboard.type("Ada é🙂")
    page.keyboard.press("Enter")
    page.wait_for_function(DONE.format(FIRST))
    output = page.locator(f"{FIRST} [data-output]").text_content()
    assert output == "Your name? Ada é🙂\n<b>Ada é🙂</b>\n"
    assert page.evaluate(f"document.querySelector('{FIRST}').contains(document.activeElement)")
    for wait in ("input()", "import time; print('on'); time.sleep(900)",
                 "import asyncio\nprint('on')\nawait asyncio.sleep(900)"):  # fmt: skip
        start(page, wait)
        if "input" in wait:
            page.wait_for_selector(f"{FIRST} .cell-ask input")
        else:
            shows(page, "on")
        page.click(f"{FIRST} [data-stop]")
        page.wait_for_function(DONE.format(FIRST))
        status = page.locator(f"{FIRST} [data-status]").inner_text()
        assert status == "Stopped. The variables are kept.", wait
        assert page.locator(f"{FIRST} .cell-ask").count() == 0
    assert run(page, FIRST, "kept") == ("done", "1\n")
    assert page.errors == []


def test_input_where_it_cannot_wait(open_page, address):
    """On a page that is not isolated: one sentence, and what to do."""
    page = open_page(address + GUIDE)
    state, output = run(page, FIRST, "input('name? ')")
    assert state == "error" and "reload this page once" in output


def test_a_package_is_loaded_after_one_press(open_page, address):
    """The cell tells its size and waits; the press brings it, checked and kept."""
    wheels = cdn.fetch_packages("pandas")
    page = open_page(address + GUIDE)
    recorded = page.locator(f"{FIRST} [data-output]").inner_text()
    source = "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': [0.5, None]})"
    start(page, source)
    page.wait_for_selector(f"{FIRST} [data-load]")
    size = round(sum((page.cdn.folder / name).stat().st_size for name in wheels) / 1e6)
    assert f"pandas is {size} MB to download, once" in page.locator(BELOW).inner_text()
    assert page.locator(FIRST).get_attribute("data-state") == "idle"
    assert page.locator(f"{FIRST} [data-output]").inner_text() == recorded
    page.click(f"{FIRST} [data-load]")
    page.wait_for_function(DONE.format(FIRST))
    assert page.locator(FIRST).get_attribute("data-state") == "done"
    frame = page.frame_locator(f"{FIRST} iframe.cell-table")
    assert frame.locator("td").all_inner_texts() == ["1", "0.5", "2", "NaN"]
    assert run(page, FIRST, "pd.Series([1, 2]).sum()")[1] == "np.int64(3)\n"
    asked = len(page.cdn.asked)
    page.reload()
    assert run(page, FIRST, "import pandas as pd; pd.Series([1, 2]).mean()")[0] == "done"
    assert len(page.cdn.asked) == asked
    assert page.errors == []


def test_a_changed_package_is_refused(open_page, address):
    """One changed byte, and it is not installed; the message says so, and Python goes on."""
    wheels = cdn.fetch_packages("pandas")

    def poisoned(route, name):
        if not name.startswith("pandas-") or route.request.method == "HEAD":
            return False
        content = bytearray((page.cdn.folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        route.fulfill(body=bytes(content), headers={"access-control-allow-origin": "*"})
        return True

    assert wheels
    page = open_page(address + GUIDE)
    page.cdn.answer = poisoned
    start(page, "import pandas")
    page.click(f"{FIRST} [data-load]")
    page.wait_for_function(DONE.format(FIRST))
    assert "its hash differs" in page.locator(f"{FIRST} [data-status]").inner_text()
    assert run(page, FIRST, "1 + 1") == ("done", "2\n")


def test_a_package_that_does_not_come_is_told(open_page, address):
    """Without the CDN's word on it nothing is offered: the import fails, and says why."""
    page = open_page(address + GUIDE)
    page.cdn.answer = lambda route, name: name.startswith("pandas-") and (route.abort() or True)
    state, _ = run(page, FIRST, "import pandas")
    assert state == "error"
    assert "the network did not give it" in page.locator(BELOW).inner_text()


# What is seen

SHOWN = """
class Shown:
    def __init__(self, kind, data): setattr(self, f"_repr_{kind}_", lambda: data)
"""


def test_a_table_stands_in_a_frame_without_scripts(shared):
    """It is whole and as high as it is; nothing in it runs, and it follows the scheme."""
    html = (
        "<table><tr><td>cell</td></tr></table><img src=x onerror=parent.smuggled=1>"
        "<script>parent.smuggled = 1</script><p style=height:150px>low"
    )
    assert run(shared, FIRST, f"{SHOWN}\nShown('html', {html!r})")[0] == "done"
    frame = shared.locator(f"{FIRST} iframe.cell-table")
    shared.wait_for_function(
        f"parseFloat(document.querySelector('{FIRST} iframe.cell-table').style.height) > 150"
    )
    run(shared, FIRST, f"{SHOWN}\nShown('html', '<table><tr><td>low</td></tr></table>')")
    shared.wait_for_function(
        f"parseFloat(document.querySelector('{FIRST} iframe.cell-table').style.height) < 80"
    )
    assert frame.get_attribute("sandbox") == "allow-same-origin"
    assert frame.get_attribute("title") == "Shown"
    assert shared.evaluate("globalThis.smuggled") is None
    colour = """(frame) => {
      const cell = frame.contentDocument?.querySelector("td"); // none while it loads anew
      return cell && getComputedStyle(cell.ownerDocument.body).backgroundColor;
    }"""
    light = frame.evaluate(colour)
    shared.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    shared.wait_for_function(
        f"""(light) => {{
          const now = ({colour})(document.querySelector("{FIRST} iframe"));
          return now && now !== light;
        }}""",
        arg=light,
    )
    shared.evaluate("document.body.dataset.mdColorScheme = 'default'")


def test_pictures_are_images(shared):
    """SVG and PNG of a reader's object, in an image that runs nothing."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='7'><script>1</script></svg>"
    png = (
        "import base64\npng = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
        "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')\n"
    )
    run(shared, FIRST, f"{SHOWN}{png}display(Shown('svg', {svg!r}))\nShown('png', png)")
    images = shared.locator(f"{FIRST} [data-figures] img")
    shared.wait_for_function(
        f"[...document.querySelectorAll('{FIRST} [data-figures] img')].map((i) => i.naturalWidth)"
        ".join() === '9,1'"
    )
    assert images.nth(1).get_attribute("src").startswith("data:image/png;base64,")


PLOT = "import numpy as np\nimport matplotlib.pyplot as plt\n"
FILM = f"""{PLOT}
from matplotlib.animation import FuncAnimation
figure, axes = plt.subplots()
(line,) = axes.plot([0, 1], [0, 0])
axes.set_ylim(0, 4)
film = FuncAnimation(figure, lambda n: line.set_ydata([0, n]), frames=5, interval=30)
film
"""


def test_figures_of_a_failed_run_end_with_it(shared):
    """What was drawn before the error is shown; the next run begins with none; so does style."""
    figures = shared.locator(f"{FIRST} [data-figures] img")
    assert run(shared, FIRST, f"{PLOT}plt.plot([1, 2])\n1 / 0")[0] == "error"
    assert figures.count() == 1
    assert run(shared, FIRST, "plt.plot([2, 1]); print(len(plt.gca().lines))")[1] == "1\n"
    run(shared, FIRST, "size = plt.rcParams['font.size']\nplt.style.use('dark_background')")
    run(shared, FIRST, "plt.rcParams['font.size'] = 99")
    assert run(shared, FIRST, "plt.rcParams['font.size'] == size")[1] == "True\n"


def test_many_points_and_any_letters(shared):
    """Sixty thousand points are no address of megabytes; a title in Chinese warns of nothing."""
    points = "plt.scatter(*np.random.default_rng(0).normal(size=(2, 60_000)), s=1)"
    state, output = run(shared, FIRST, f"{PLOT}{points}\nplt.title('初始化 🙂');")
    assert (state, output) == ("done", "")
    image = shared.locator(f"{FIRST} [data-figures] img")
    assert len(image.get_attribute("src")) < 400_000
    assert "初始化 🙂" in image.get_attribute("alt")
    assert image.evaluate("(i) => i.decode().then(() => i.naturalWidth > 0)")


def test_an_animation_is_played(open_page, address):
    """Its pictures come in order, then play at their pace; a reader pauses, steps, starts again."""
    page = open_page(address + GUIDE)
    assert run(page, FIRST, FILM) == ("done", "")
    film = f"{FIRST} .cell-film"
    at = f"document.querySelector('{film} input').value"
    button = page.locator(f"{film} button")
    assert button.inner_text() == "Pause"
    for value in ("4", "0"):  # it goes round
        page.wait_for_function(f"{at} === '{value}'")
    button.click()
    assert button.inner_text() == "Play"
    slider = page.locator(f"{film} input")
    slider.focus()
    page.keyboard.press("Home")
    first = page.locator(f"{film} img").get_attribute("src")
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "2 of 5"
    assert page.locator(f"{film} img").get_attribute("src") != first
    assert page.errors == []


def test_an_animation_waits_where_motion_is_not_wanted(open_page, address):
    """It stands at its last picture until the reader starts it."""
    page = open_page(address + GUIDE, reduced_motion="reduce")
    run(page, FIRST, FILM)
    assert page.locator(f"{FIRST} .cell-film button").inner_text() == "Play"
    assert page.locator(f"{FIRST} .cell-film input").input_value() == "4"
