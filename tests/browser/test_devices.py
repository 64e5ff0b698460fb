"""Paper, a magnified window, a phone with its keyboard: the page is whole there too."""

import pytest
from tests.browser.test_cells import DONE, FIRST, begin, run, write
from tests.browser.test_isolation import isolated
from tests.conftest import DOCS, place

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
LONG = "text = '" + "0123456789 " * 14 + "'"
SHOWN = "all => all.filter((e) => e.checkVisibility({ visibilityProperty: true })).length"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


# Paper


@pytest.mark.parametrize("editor", [False, True], ids=["text area", "editor"])
def test_print_during_a_run(open_page, address, editor):
    """Code and output so far, to the end of each line; nothing to press, no question, no queue."""
    page = isolated(open_page(address + GUIDE, save_data=False, color_scheme="dark"))
    if not editor:
        page.add_init_script("Object.defineProperty(navigator, 'connection', "
                             "{value: {saveData: true}})")  # fmt: skip
        page.reload()
    write(page, FIRST, f"print('on')\n{LONG}\ninput('Your name? ')")
    if editor:
        page.wait_for_selector(f"{FIRST} .prism-code-editor")
    page.click(f"{FIRST} [data-run]")
    page.wait_for_selector(f"{FIRST} .cell-ask")
    page.click("[data-cell=zero-never-moves] [data-run]")
    page.wait_for_selector("[data-queue]")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})  # A4 at its usual margins
    for gone in (".cell-bar", ".cell-ask", "[data-queue]", ".foot", "[data-run]", ".voice"):
        assert page.eval_on_selector_all(gone, SHOWN) == 0, gone
    assert page.locator(f"{FIRST} [data-output]").inner_text() == "on\nYour name? "
    cut = page.locator(f"{FIRST} [data-code]").evaluate(
        "(code) => [code, ...code.querySelectorAll('*')].filter((e) => e.checkVisibility() &&"
        " (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1"
        " && !['visible'].includes(getComputedStyle(e).overflowX)"
        " || e.matches('textarea') && e.scrollHeight > e.clientHeight + 1)).map((e) => e.outerHTML)"
    )
    assert cut == []
    page.emulate_media(media="screen")
    page.click(f"{FIRST} [data-stop]")
    page.wait_for_function(DONE.format(FIRST))


def test_long_lines_are_whole_on_paper(open_page, address):
    """Whatever code a page shows, no line of it ends at the edge of the paper."""
    page = open_page(address + GUIDE)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 500, "height": 700})
    cut = page.eval_on_selector_all(
        ".md-content pre, .md-content pre > code",
        "all => all.filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)"
        ".map((e) => e.textContent.slice(0, 80))",
    )
    assert cut == []


# A window at 200 %

#: how much of what has the focus is seen, of nine points of it
SEEN = """() => {
  const active = document.activeElement;
  if (!active || active === document.body) return null;
  const target = active.matches("[type=radio], [type=checkbox], [type=file]")
    ? (active.closest("label") ?? active.labels?.[0] ?? active) : active;
  const box = target.getBoundingClientRect();
  let seen = 0;
  for (const across of [0.1, 0.5, 0.9]) for (const down of [0.1, 0.5, 0.9]) {
    const [x, y] = [box.left + across * box.width, box.top + down * box.height];
    const hit = document.elementFromPoint(x, y);
    if (hit && (target.contains(hit) || hit.contains(target))) seen += 1;
  }
  return [active.outerHTML.slice(0, 120), seen];
}"""


@pytest.mark.parametrize(
    "path", [GUIDE, *(place(p) for p in sorted((DOCS / "tools").glob("*.md")))]
)
def test_at_200_percent_every_control_is_reached_by_keyboard(open_page, address, path):
    """A window of 1280 × 900 shows 640 × 450: nothing is wider, and Tab leads to what is seen."""
    page = open_page(address + path, viewport={"width": 640, "height": 450})
    page.wait_for_function("document.documentElement.dataset.runtime")  # what it gives the keyboard
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.add_style_tag(
        content="* { scroll-behavior: auto !important; transition: none !important }"
    )
    hidden, stops = [], 0
    for _ in range(400):
        page.keyboard.press("Tab")
        page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
        found = page.evaluate(SEEN)
        if found is None:
            break
        stops += 1
        if found[1] < 3:
            hidden.append(found)
    assert hidden == []
    assert stops > 10


def test_the_navigation_opens_by_keyboard(open_page, address):
    """Where it is a drawer Enter opens it and Tab goes through it; closed, it is not in the way."""
    page = open_page(address, viewport={"width": 640, "height": 450})
    button = page.get_by_role("button", name="Navigation")
    # of another page: where one stands a drawer lists the page's own sections
    other = ".md-sidebar--primary .md-nav__item:not(.md-nav__item--active) > .md-nav__link[href]"
    link = page.locator(other).first
    assert button.get_attribute("aria-expanded") == "false"
    assert not link.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    link.wait_for()
    assert button.get_attribute("aria-expanded") == "true"
    page.wait_for_function("document.querySelector('.md-sidebar--primary')"
                           ".getBoundingClientRect().left >= 0")  # fmt: skip
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null"):
            break
    else:
        pytest.fail("Tab does not come to the navigation")


# A phone

#: what a phone does with what is typed: each of these spoils code
AS_TYPED = {"autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}


@pytest.mark.parametrize("save_data", [True, False], ids=["text area", "editor"])
def test_editing_on_a_phone(open_page, address, save_data):
    """A touch puts the caret where it was; nothing zooms in or mends words; Run can be reached."""
    page = open_page(address + GUIDE, save_data=save_data, **PHONE)
    code = page.locator(f"{FIRST} [data-code]")
    code.scroll_into_view_if_needed()
    line = code.locator("code")
    box = line.bounding_box()
    height = float(line.evaluate("(e) => parseFloat(getComputedStyle(e).lineHeight)"))
    pad = float(line.evaluate("(e) => parseFloat(getComputedStyle(e).paddingTop)"))
    lines = line.text_content().split("\n")
    page.touchscreen.tap(box["x"] + 40, box["y"] + pad + 2.5 * height)  # the third line
    text = page.locator(f"{FIRST} textarea")
    text.wait_for()
    if not save_data:
        page.wait_for_selector(f"{FIRST} .prism-code-editor")
    before = text.evaluate("(e) => e.value.slice(0, e.selectionStart)")
    assert before.count("\n") == 2 and 0 < len(before.split("\n")[2]) < len(lines[2]) + 1
    assert text.evaluate("(e) => e === document.activeElement")
    assert float(text.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")) >= 16
    for name, value in AS_TYPED.items():
        assert text.get_attribute(name) == value
    page.set_viewport_size({"width": 390, "height": 400})  # the keyboard takes the rest
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("print(6 * 7)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(f"{FIRST} [data-run]").tap()
    page.wait_for_function(DONE.format(FIRST))
    assert page.locator(f"{FIRST} [data-output]").inner_text() == "42\n"
    assert page.errors == []


TYPED = (
    ".md-typeset :is(textarea, select,"
    " input:not([type=radio], [type=checkbox], [type=range], [type=file]))"
)


@pytest.mark.parametrize("path", [GUIDE, "tools/digits/", "tools/gain/", "reference/initializers/"])
def test_nothing_on_a_phone_zooms_in(open_page, address, path):
    """iOS magnifies the page for a field whose type is below 16 px, and leaves it so."""
    page = open_page(address + path, **PHONE)
    sizes = page.eval_on_selector_all(
        TYPED, "all => all.map((e) => [e.outerHTML, parseFloat(getComputedStyle(e).fontSize)])"
    )
    assert sizes
    assert [field for field in sizes if field[1] < 16] == []


def test_a_line_for_python_on_a_phone(open_page, address):
    """The field that `input()` opens takes names and code as they are typed."""
    page = isolated(open_page(address + GUIDE, save_data=False, **PHONE))
    write(page, FIRST, "input('? ')")
    page.locator(f"{FIRST} [data-run]").tap()
    field = page.locator(f"{FIRST} .cell-ask input")
    field.wait_for()
    for name, value in AS_TYPED.items():
        assert field.get_attribute(name) == value
    assert float(field.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")) >= 16
    field.fill("x")
    page.locator(f"{FIRST} .cell-ask button").tap()
    page.wait_for_function(DONE.format(FIRST))


def test_memory_that_goes_to_an_end_is_told(open_page, address):
    """Above 1.5 GB Python is near what it can address: the cell says so, and Restart mends it."""
    page = open_page(address + GUIDE)
    assert "GB" not in status_after(page, "1 + 1")
    grown = "import numpy as np\nhoard = [np.ones(2**25) for _ in range(6)]\ndel hoard"
    assert "Restart Python gives it back" in status_after(page, grown)
    page.click("[data-restart]")
    assert "GB" not in status_after(page, "1 + 1")


def status_after(page, source):
    assert run(page, FIRST, source)[0] == "done"
    return page.locator(f"{FIRST} [data-status]").inner_text()


def test_a_run_and_a_page_that_is_touched(open_page, address):
    """A finger on Stop ends a run, as a pointer does; the focus stays in the cell."""
    page = open_page(address + GUIDE, **PHONE)
    begin(page, FIRST, "print('on')\nwhile True: print(end='')")
    page.locator(f"{FIRST} [data-stop]").tap()
    page.wait_for_function(DONE.format(FIRST))
    assert page.evaluate(f"document.querySelector('{FIRST}').contains(document.activeElement)")
