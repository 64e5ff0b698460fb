"""The page of the doctor in a browser: examples, a reader’s files, what is wrong in words."""

import io
import json

import numpy as np
import pytest
from tests.browser.test_cells import run
from tests.browser.test_isolation import KEPT, isolated
from tests.conftest import patient

from initdocs.doctor import tensors
from initdocs.doctor.dropped import shown
from initdocs.doctor.markdown import markdown
from initdocs.recipes.patients import PATIENTS
from initdocs_site.page import examined
from initdocs_site.publish import cdn

pytestmark = pytest.mark.browser

PAGE = "tools/doctor/"
STATE = "document.querySelector('[data-doctor]').dataset.state"
READY = "document.querySelector('[data-doctor]').dataset.ready === ''"
#: whether the page shows what Python makes here, both as the browser reads it
SAME = """(html) => {
  const made = document.createElement("template");
  const there = document.createElement("template");
  made.innerHTML = html;
  there.innerHTML = document.querySelector("[data-report]").innerHTML;
  for (const { content } of [made, there]) {
    // the theme writes links out in full, and gives code a name
    for (const a of content.querySelectorAll("a"))
      a.href = new URL(a.getAttribute("href"), location);
    for (const pre of content.querySelectorAll("pre")) pre.removeAttribute("id");
  }
  return there.innerHTML === made.innerHTML;
}"""


def npz(state):
    file = io.BytesIO()
    np.savez(file, **state)
    return file.getvalue()


def safetensors(state):
    package = pytest.importorskip("safetensors.numpy")
    return package.save({name: np.ascontiguousarray(a) for name, a in state.items()})


def give(page, name, content):
    """Choose a file, and wait until it is examined or refused."""
    page.set_input_files(
        "[data-files]",
        {"name": name, "mimeType": "application/octet-stream", "buffer": content},
    )
    page.wait_for_function(f"['done', 'error'].includes({STATE})")
    return page.locator("[data-doctor] > [data-status]").inner_text()


@pytest.fixture(scope="module")
def warm(browser, pyodide, address):
    """One tab whose Python is there, for tests that only drop files."""
    from tests.conftest import opener  # noqa: PLC0415 - only where a browser is

    with opener(browser, pyodide) as open_:
        page = open_(address + PAGE)
        page.wait_for_function(READY)
        assert give(page, "a.npz", npz({"a.weight": np.eye(3)})) == ""
        yield page


def test_examples_show_at_once(open_page, address):
    """Each is there without Python, as Python makes it here, and stands in the address."""
    page = open_page(address + PAGE)
    page.wait_for_function(READY)
    assert page.evaluate(SAME, examined.report("odd"))
    names = [e.get_attribute("data-example") for e in page.locator("[data-example]").all()]
    assert names == list(PATIENTS) and len(names) >= 12
    for name in names[:3] + names[-3:]:
        page.click(f"[data-example={name}]")
        page.wait_for_function(
            f"document.querySelector('[data-example={name}]').ariaCurrent === 'true'"
        )
        assert page.evaluate(SAME, examined.report(name))
        assert page.url.endswith(f"?doctor.example={name}")
    assert page.evaluate("document.documentElement.dataset.runtime") == "off"
    assert page.cdn.asked == [] and page.errors == []
    again = open_page(address + PAGE + "?doctor.example=zeros")
    again.wait_for_function(f"({SAME})({json.dumps(examined.report('zeros'))})")


def test_a_file_is_examined_and_goes_nowhere(open_page, address):
    """Python comes with the file and not before; all else that is asked for is the site's own."""
    page = open_page(address + PAGE)
    page.wait_for_function(READY)
    state, _ = PATIENTS["depthwise"].model()
    content = npz(state)
    assert page.cdn.asked == []
    assert give(page, "model.npz", content) == ""
    assert page.evaluate(SAME, shown("model.npz", content))
    assert "python_stdlib.zip" not in page.cdn.asked  # the site's own part of it is enough
    own = (address, cdn.BASE, "blob:", "data:")
    assert [url for url in page.requests if not url.startswith(own)] == []
    before = len(page.requests)
    content = safetensors(state)
    assert give(page, "model.safetensors", content) == ""
    assert page.evaluate(SAME, shown("model.safetensors", content))
    assert page.requests[before:] == []
    assert "model.safetensors" in page.locator("[data-subject]").inner_text()
    assert page.errors == []


def test_a_file_is_examined_without_a_network(open_page, address):
    """Used once, it is used again where nothing answers: page, package and Python are kept."""
    page = isolated(open_page(address + PAGE, save_data=False))
    page.wait_for_function(READY)
    state, _ = PATIENTS["depthwise"].model()
    content = npz(state)
    assert give(page, "model.npz", content) == ""
    page.wait_for_function(KEPT)
    page.context.set_offline(True)
    asked = list(page.cdn.asked)
    again = patient(page.context.new_page())
    again.goto(address + PAGE)
    again.wait_for_function(READY)
    assert give(again, "model.npz", content) == ""
    assert again.evaluate(SAME, shown("model.npz", content))
    assert page.cdn.asked == asked


def test_the_text_of_the_model_is_read(warm):
    """With `print(model)` the same file is judged by its activations and groups."""
    state, text = PATIENTS["default"].model()
    content = npz(state)
    give(warm, "model.npz", content)
    assert warm.locator("[data-report] [data-rule=depth]").count() == 0
    warm.click(".doctor-text > summary")
    warm.fill("textarea", text)
    warm.click("[data-again]")
    warm.wait_for_function("!!document.querySelector('[data-report] [data-rule=depth]')")
    assert warm.evaluate(SAME, shown("model.npz", content, text))
    warm.fill("textarea", "not a model")
    warm.click("[data-again]")
    warm.wait_for_function(f"{STATE} === 'error'")
    assert "print(model)" in warm.locator("[data-doctor] > [data-status]").inner_text()
    warm.fill("textarea", "")


def test_a_report_from_elsewhere(warm):
    """The JSON of the command line shows as the file would."""
    report = PATIENTS["copies"].report().to_json().encode()
    assert give(warm, "report.json", report) == ""
    assert warm.evaluate(SAME, examined.report("copies"))


WHOLE = npz({"a.weight": np.ones((4, 4))})


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("model.npz", WHOLE[: len(WHOLE) // 2], "model.npz: "),
        ("cat.png", b"\x89PNG\r\n\x1a\n" * 4, "cat.png: this is neither"),
        ("model.pt", b"\x80\x02}q\x00.", "this is a pickle, which may run code"),
        ("empty.npz", b"", "empty.npz: "),
        ("report.json", b'{"verdict": "ok"}', "report.json: report: got other JSON"),
        ("<b>.npz", npz({"a": np.array(["x"])}), "state['a']: got"),
    ],
)
def test_what_cannot_be_read_is_told(warm, name, content, words):
    """In words, with the file's name; the report that was there stays."""
    give(warm, "a.npz", npz({"a.weight": np.eye(3)}))
    before = warm.locator("[data-report]").inner_html()
    told = give(warm, name, content)
    assert words in told and "Traceback" not in told
    assert warm.locator("[data-report]").inner_html() == before
    assert warm.errors == []


def test_a_file_that_is_too_large_is_not_read(warm):
    """Its size decides before a byte of it is read; what to do instead is said."""
    warm.evaluate("""() => {
      const file = new File(["x"], "big.safetensors");
      Object.defineProperty(file, "size", { value: 3e8 });
      file.arrayBuffer = () => { throw new Error("read"); };
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: [file] } });
      document.body.dispatchEvent(event);
    }""")
    warm.wait_for_function(f"{STATE} === 'error'")
    told = warm.locator("[data-doctor] > [data-status]").inner_text()
    assert "300 MB" in told and "Larger files" in told


def test_names_are_text(warm):
    """What a file calls its tensors does nothing in the page."""
    name = "<img src=x onerror=globalThis.smuggled=1>.weight"
    give(warm, "a.npz", npz({name: np.full((4, 4), np.nan)}))
    assert name in warm.locator(".doctor-where").inner_text()
    assert warm.locator("[data-report] img").count() == 0
    assert warm.evaluate("globalThis.smuggled") is None


def close(here, there):
    """Equal, numbers to a relative 1e-9."""
    if isinstance(here, float) or isinstance(there, float):
        return here == pytest.approx(there, rel=1e-9, abs=1e-15)
    if isinstance(here, dict):
        return here.keys() == there.keys() and all(close(here[k], there[k]) for k in here)
    if isinstance(here, list):
        return len(here) == len(there) and all(map(close, here, there))
    return here == there


@pytest.mark.parametrize("name", ["copies", "transposed", "scale"])
def test_reports_are_the_same_natively_and_here(warm, name):
    """Every row, strip and finding that Python makes in the browser is what it makes here."""
    source = f"from initdocs.recipes.patients import get\nprint(get('{name}').report().to_json())"
    _, printed = run(warm, "[data-cell=in-python]", source)
    assert close(json.loads(printed), json.loads(PATIENTS[name].report().to_json()))


def test_lines_open_and_are_filtered_by_keys(open_page, address):
    """Enter opens a folded line; what is typed narrows the tensors down; the box takes findings."""
    page = open_page(address + PAGE)
    page.wait_for_function(READY)
    groups = page.locator(".doctor-tensors > li")
    assert groups.count() < 25 and page.locator(".doctor-tensors li li").count() > 100
    summary = page.locator(".doctor-tensors summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".doctor-tensors li li").first.is_visible()
    page.fill("[name=filter]", "h.7. c_fc weight")
    visible = page.locator(".doctor-tensors li:not(:has(li)):visible")
    assert visible.count() == 1 and "h.7.mlp.c_fc.weight" in visible.inner_text()
    page.fill("[name=filter]", "")
    page.check("[name=found]")
    assert visible.count() == 1
    assert page.locator(".doctor-filter output").inner_text() == "1 shown"
    page.uncheck("[name=found]")
    page.fill("[name=filter]", "no such tensor")
    assert visible.count() == 0 and "0 shown" in page.locator(".doctor-filter output").inner_text()


def test_the_report_goes_along_as_markdown(open_page, address):
    """The button puts the report on the clipboard, and a finding's button its code."""
    page = open_page(address + PAGE, permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_function(READY)
    page.click("[data-copy-report]")
    report = PATIENTS["odd"].report()
    page.wait_for_function("document.querySelector('[data-copy-report]').textContent === 'Copied'")
    taken = page.evaluate("navigator.clipboard.readText()")
    assert taken == markdown(json.loads(report.to_json()))
    page.click("[data-copy-code]")
    page.wait_for_function("document.querySelector('[data-copy-code]').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == report.findings[0].mend


@pytest.mark.parametrize("name", ["odd", "unscaled", "resnet"])
def test_it_fits_a_phone(open_page, address, name):
    """Nothing is wider than the screen, whatever is opened."""
    page = open_page(
        address + PAGE + f"?doctor.example={name}", viewport={"width": 390, "height": 844}
    )
    page.wait_for_function(
        f"document.querySelector('[data-example={name}]').ariaCurrent === 'true'"
    )
    page.evaluate("document.querySelectorAll('.doctor details').forEach((e) => (e.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for line in page.locator(".doctor-row:visible").all()[:40]:
        box = line.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_it_is_whole_without_a_script(open_page, address):
    """The findings and the tensors of the first example stand in the page."""
    page = open_page(address + PAGE, java_script_enabled=False)
    finding = page.locator(".doctor-findings > li").first
    mend = tensors(*PATIENTS["odd"].model()).findings[0].mend
    assert finding.locator("code").last.inner_text() == mend
    assert page.locator(".doctor-tensors > li").count() > 10
