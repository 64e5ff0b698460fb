"""Live cells: real Pyodide and real NumPy in a real browser, at the CDN's own addresses."""

import contextlib

import pytest
from tests.conftest import ONE_PAGE, SOURCES, heard, mount, opener, place

from initdocs_site.page.pages import exercises
from initdocs_site.page.scanner import scan
from initdocs_site.publish import cdn

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"

DONE = "['done', 'error', 'stopped'].includes(document.querySelector('{}').dataset.state)"
FIRST = "[data-cell=first-training]"
#: whether Python has started from what the device keeps
WOKEN = "document.documentElement.dataset.woken"
#: whether the device keeps a started Python
MADE = "localStorage.getItem('initdocs:snapshot')"
#: says that it is under way, and never ends
LOOP = "print('on')\nwhile True: print(end='')"


def write(page, selector, source):
    """Put `source` in the place of a cell's code, by keyboard."""
    cell = page.locator(selector)
    if cell.locator("textarea").count() == 0:
        cell.locator("[data-code]").focus()
        page.keyboard.press("Enter")
    cell.locator("textarea").fill(source)


def begin(page, selector, source):
    """Run `source` in a cell, and come back when it is under way and has printed “on”."""
    write(page, selector, source)
    page.click(f"{selector} [data-run]")
    page.wait_for_function(
        f"document.querySelector('{selector} [data-output]').textContent.startsWith('on\\n')"
    )


def run(page, selector, source=None, timeout=90_000):
    """Run a cell, with `source` in place of its code if given; return its state and output."""
    cell = page.locator(selector)
    if source is not None:
        write(page, selector, source)
    cell.locator("[data-run]").click()
    page.wait_for_function(DONE.format(selector), timeout=timeout)
    return cell.get_attribute("data-state"), cell.locator("[data-output]").inner_text()


LIVE = [p for p in SOURCES if p.suffix == ".py" or "```python live" in p.read_text("utf-8")]
EXERCISES = {
    place(path): found
    for path in SOURCES
    if path.suffix == ".md" and (found := exercises(scan(path.read_text("utf-8"))[0]))
}


def check(page, selector, source=None):
    """Press Check, with `source` in place of the code if given; return verdict and reason."""
    if source is not None:
        write(page, selector, source)
    page.click(f"{selector} [data-check]")
    page.wait_for_function(
        "(s) => ['done', 'error', 'stopped'].includes(document.querySelector(s).dataset.state)",
        arg=selector,
    )
    exercise = page.locator(selector)
    return exercise.get_attribute("data-verdict"), exercise.locator("[data-why]").inner_text()


@contextlib.contextmanager
def been_here(browser, pyodide, address):
    """A page in a browser that keeps a started Python, as that of a reader who was here before."""
    with opener(browser, pyodide) as open_:
        page = open_(address + GUIDE, save_data=False)
        assert run(page, FIRST)[0] == "done"
        assert page.evaluate(WOKEN) == "false"
        page.wait_for_function(MADE)
        yield page


@pytest.fixture(scope="session")
def device(browser, pyodide, address):
    """Such a browser, for pages that are opened one after the other."""
    with been_here(browser, pyodide, address) as page:
        page.goto("about:blank")
        yield page.context


@pytest.fixture(scope="module", params=map(place, LIVE), ids=ONE_PAGE.format)
def live(device, address, request):
    """A page with cells, its folds open, Python its own: for the tests that run all of it."""
    page = heard(device.new_page())
    page.goto(address + request.param)
    mount(page)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    yield page, request.param
    page.close()


def test_every_cell_gives_its_documented_output(live):
    """Every cell of every page prints in the browser what the page says, and all of it holds."""
    page, _ = live
    names = page.eval_on_selector_all("[data-cell]", "all => all.map((e) => e.dataset.cell)")
    assert names
    for name in names:
        # a training of a lab takes a minute, and several where other tests run beside it
        state, output = run(page, f"[data-cell={name}]", timeout=300_000)
        assert state == "done", (name, output)
        cell = page.locator(f"[data-cell={name}]")
        assert cell.get_attribute("data-same") == "true", (name, output)
        for statements in cell.locator("[data-holds]").all():
            assert statements.get_attribute("data-holds") == "true", (name, output)
    assert page.errors == []


def test_solutions_pass_and_starters_fail(live):
    """In the browser as natively: the starter is told why, the solution is right."""
    page, path = live
    asked = EXERCISES.get(path, [])
    assert page.locator("[data-exercise]").count() == len(asked)
    for exercise in asked:
        selector = f"[data-exercise={exercise.starter.options['id']}]"
        verdict, why = check(page, selector)
        assert verdict == "fail" and len(why) > len("✗ Not yet. "), (selector, why)
        verdict, why = check(page, selector, exercise.solution.body)
        assert verdict == "pass", (selector, why)
    assert page.errors == []


def test_a_cell_runs_those_above_it_first(open_page, address):
    """A cell that needs an earlier one is not an error: the cells above run before it."""
    page = open_page(address + GUIDE)
    state, _ = run(page, "[data-cell=zero-never-moves]")
    assert state == "done"
    assert page.locator(FIRST).get_attribute("data-state") == "done"


def test_edited_code_runs_and_reset_brings_it_back(shared):
    """What runs is what the reader wrote; reset restores code and output."""
    before = shared.locator(f"{FIRST} [data-output]").inner_text()
    state, output = run(shared, FIRST, "import sys\nprint(sys.platform)\n6 * 7")
    assert (state, output.strip()) == ("done", "emscripten\n42")
    shared.click(f"{FIRST} [data-reset]")
    assert shared.locator(f"{FIRST} [data-output]").inner_text() == before
    assert shared.locator(f"{FIRST} textarea").count() == 0


def test_output_streams(shared):
    """What a cell prints is there while the cell still runs."""
    cell = shared.locator(FIRST)
    source = (
        "import time\nprint('early')\nt = time.time()\n"
        "while time.time() < t + 3: print(end='')\nprint('late')"
    )
    write(shared, FIRST, source)
    shared.keyboard.press("Control+Enter")
    shared.wait_for_function(
        f"document.querySelector('{FIRST} [data-output]').textContent == 'early\\n'"
    )
    assert cell.get_attribute("data-state") == "running"
    shared.wait_for_function(DONE.format(FIRST))
    assert cell.locator("[data-output]").inner_text() == "early\nlate\n"


@pytest.mark.parametrize(
    ("source", "line", "last"),
    [
        ("x = 1\n\ny = x / 0\n", 3, "ZeroDivisionError: division by zero"),
        (
            "import numpy as np\nnp.linalg.inv(np.zeros((2, 3)))",
            2,
            "LinAlgError: Last 2 dimensions",
        ),
        ("a = 1\nb = (", 2, "SyntaxError: '(' was never closed"),
        ("def f():\n    return f()\nf()", 2, "RecursionError: "),
        ("import sys\nsys.exit()", 2, "SystemExit"),
    ],
)
def test_an_error_marks_its_line(shared, source, line, last):
    """The traceback has the reader's frames only, and the failing line is marked."""
    state, output = run(shared, FIRST, source)
    assert state == "error"
    assert last in output.strip().splitlines()[-1]
    assert "site-packages" not in output and "_pyodide" not in output
    code = shared.locator(f"{FIRST} [data-code]")
    assert code.get_attribute("data-error-line") == str(line)
    mark = code.evaluate("(e) => getComputedStyle(e, '::after').top")
    step = code.evaluate(
        "(e) => parseFloat(getComputedStyle(e.querySelector('textarea')).lineHeight)"
    )
    pad = code.evaluate("""(e) => {
      const text = e.querySelector("textarea");
      const inside = parseFloat(getComputedStyle(text).paddingTop);
      return text.getBoundingClientRect().top - e.getBoundingClientRect().top + inside;
    }""")
    assert float(mark.removesuffix("px")) == pytest.approx(pad + (line - 1) * step, abs=1.5)
    assert f"line {line}" in shared.locator(f"{FIRST} [data-status]").inner_text()


def test_output_is_text(shared):
    """HTML in the output is shown, not made."""
    _, output = run(shared, FIRST, "print('<img src=x onerror=alert(1)><script>1</script>')")
    assert output.strip() == "<img src=x onerror=alert(1)><script>1</script>"
    assert shared.locator(f"{FIRST} [data-output] img").count() == 0


def test_ten_million_lines(open_page, address):
    """Printing without measure is cut with a note; the page answers all the while."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "for i in range(10_000_000):\n    print(i)")
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function(
        f"document.querySelector('{FIRST} [data-output]').textContent.includes('cut here')"
    )
    assert len(page.locator(f"{FIRST} [data-output]").text_content()) < 101_000
    if page.locator(FIRST).get_attribute("data-state") == "running":
        page.click(f"{FIRST} [data-stop]")
    page.wait_for_function(DONE.format(FIRST))
    assert run(page, FIRST, "1 + 1")[1].strip() == "2"


def test_stop_ends_an_endless_loop(open_page, address):
    """Stop ends a loop that never would, says what is lost, and Python comes back."""
    page = open_page(address + GUIDE)
    begin(page, FIRST, LOOP)
    page.click(f"{FIRST} [data-stop]")
    page.wait_for_function(DONE.format(FIRST))
    assert page.locator(FIRST).get_attribute("data-state") == "stopped"
    assert "variables are gone" in page.locator(f"{FIRST} [data-status]").inner_text()
    page.wait_for_function("document.documentElement.dataset.runtime == 'ready'")
    assert run(page, FIRST, "'x' in globals()")[1].strip() == "False"


def test_memory_without_end(open_page, address):
    """Allocating without end is an error of the cell or of the interpreter; the page goes on."""
    page = open_page(address + GUIDE)
    state, output = run(page, FIRST, "hoard = []\nwhile True:\n    hoard.append(bytearray(2**28))")
    assert state in ("error", "stopped")
    status = page.locator(f"{FIRST} [data-status]").inner_text()
    assert "MemoryError" in output or "limits" in status
    page.wait_for_timeout(200)
    assert run(page, FIRST, "hoard = None\n1 + 1")[1].strip().endswith("2")


def test_interpreter_survives_navigation(open_page, address):
    """After moving to another page and back the interpreter is the same: nothing loads again."""
    page = open_page(address + GUIDE)
    run(page, FIRST, "kept = 123")
    asked = len(page.cdn.asked)
    page.click("a.md-logo")
    page.wait_for_function("document.querySelector('[data-demo=start]')")
    page.go_back()
    page.wait_for_selector(FIRST)
    assert page.evaluate("document.documentElement.dataset.runtime") == "ready"
    assert run(page, FIRST, "kept")[1].strip() == "123"
    assert len(page.cdn.asked) == asked


PLOT = """
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.set(xlabel="layer", ylabel="variance", xlim=(0, 5), ylim=(0, 5))
(line,) = axes.plot([], [])
for n in range(2, 6):
    line.set_data(range(n), range(n))
    plt.pause(0.01)
axes.set_title("</title><script>globalThis.smuggled = 1</script>");
"""


def test_a_figure_is_drawn_in_place_and_while_the_cell_runs(open_page, address):
    """matplotlib comes when a cell asks for it; its figure is an image that follows the scheme."""
    page = open_page(address + GUIDE)
    page.evaluate("""() => {
      globalThis.drawings = new Set();
      const box = document.querySelector("[data-cell=first-training] [data-figures]");
      new MutationObserver(() => drawings.add(box.querySelector("img")?.src)).observe(
        box, { childList: true, subtree: true, attributes: true });
    }""")
    assert run(page, FIRST, "1 + 1")[0] == "done"
    assert not any(name.startswith("matplotlib") for name in page.cdn.asked)
    assert run(page, FIRST, PLOT) == ("done", "")
    assert any(name.startswith("matplotlib") for name in page.cdn.asked)
    image = page.locator(f"{FIRST} [data-figures] img")
    assert image.count() == 1
    assert image.get_attribute("alt").endswith("variance against layer")
    assert image.evaluate("(i) => i.complete && i.naturalWidth > 0")
    assert page.evaluate("drawings.size") >= 4
    assert page.evaluate("globalThis.smuggled") is None
    light = image.get_attribute("src")
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert image.get_attribute("src") != light
    assert run(page, FIRST, "2 + 2") == ("done", "4\n")
    assert image.count() == 0
    assert page.errors == []


def test_a_cell_does_not_reach_what_later_visits_stand_on(shared):
    """No store of the browser, no worker without the seal, no page."""
    for source in (
        "js.caches.open('initdocs-pages')",
        "js.eval('caches')",
        "js.eval('Object.getPrototypeOf(Object.getPrototypeOf(self)).caches.open')",
        "js.indexedDB.open('x')",
        "js.eval('new Worker(\"data:text/javascript,1\")')",
        "js.localStorage",
        "js.document",
    ):
        state, output = run(shared, FIRST, f"import js\n{source}")
        assert state == "error", (source, output)
    assert run(shared, FIRST, "1 + 1") == ("done", "2\n")


def test_the_editor_comes_when_a_reader_goes_into_a_cell(open_page, address):
    """Nothing comes before; then the very bytes of the lock; the code keeps its place and text."""
    page = open_page(address + GUIDE, save_data=False)
    assert page.cdn.asked == []
    code = page.locator(f"{FIRST} [data-code]")
    before, text = code.bounding_box(), code.inner_text()
    code.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelector('{FIRST} .prism-code-editor')")
    assert set(page.cdn.asked) == set(cdn.read_lock()["editor"]["files"])
    after = code.bounding_box()
    assert all(abs(before[side] - after[side]) <= 1 for side in ("x", "width", "height"))
    assert page.locator(f"{FIRST} textarea").input_value().strip() == text.strip()
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Python code")
    page.keyboard.press("Control+A")
    page.keyboard.type("if True:\nprint(40 + 2)")  # the second line is indented by the editor
    page.keyboard.press("Control+Enter")
    page.wait_for_function(DONE.format(FIRST))
    assert page.locator(f"{FIRST} [data-output]").inner_text() == "42\n"
    assert page.locator(f"{FIRST} .token.keyword").count() >= 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hasAttribute('data-run')")
    assert page.errors == []


def test_code_of_an_earlier_visit_asks_nothing_of_the_cdn(open_page, address):
    """It is shown in a text area; the editor comes when the reader goes into it."""
    page = open_page(address + GUIDE, save_data=False)
    write(page, FIRST, "1 + 2")
    page.wait_for_function(f"document.querySelector('{FIRST} .prism-code-editor')")
    page.cdn.asked.clear()
    page.reload()
    page.wait_for_function(f"document.querySelector('{FIRST} textarea')?.value == '1 + 2'")
    page.wait_for_timeout(500)
    assert page.cdn.asked == []
    page.locator(f"{FIRST} textarea").focus()
    page.wait_for_function(f"document.querySelector('{FIRST} .prism-code-editor')")


def test_a_changed_editor_is_refused(open_page, address):
    """Where a file of the editor has other bytes the plain text area stays, and works."""
    page = open_page(address + GUIDE, save_data=False)
    page.context.route(cdn.EDITOR_BASE + "index.js", lambda route: route.fulfill(
        body="globalThis.smuggled = 1", content_type="text/javascript",
        headers={"access-control-allow-origin": "*"},
    ))  # fmt: skip
    assert run(page, FIRST, "1 + 1") == ("done", "2\n")
    assert page.locator(f"{FIRST} .prism-code-editor").count() == 0
    assert page.evaluate("globalThis.smuggled") is None
