"""What a page offers as a whole: all of its cells in order, and Python anew."""

import pytest
from tests.browser.test_cells import DONE, FIRST, LOOP, begin, run, write
from tests.browser.test_isolation import isolated

pytestmark = pytest.mark.browser
GUIDE = "guide/importance/"
SAID = "document.querySelector('[data-page-status]').textContent"


def states(page):
    return page.eval_on_selector_all("[data-cell]", "all => all.map((e) => e.dataset.state)")


def around(page, name="first-training"):
    """The states of the cells above a cell, its own, and those of the cells below."""
    names = page.eval_on_selector_all("[data-cell]", "all => all.map((e) => e.dataset.cell)")
    at, found = names.index(name), states(page)
    return set(found[:at]), found[at], set(found[at + 1 :])


def test_run_all_runs_every_cell_in_order(open_page, address):
    """One press, or its keys: it says how far it is, and at the end that all of them ran."""
    page = open_page(address + GUIDE)
    page.evaluate("""() => {
      globalThis.order = [];
      globalThis.told = new Set();
      const note = () => {
        told.add(document.querySelector("[data-page-status]").textContent);
        for (const { dataset } of document.querySelectorAll("[data-cell][data-state=running]"))
          if (order.at(-1) !== dataset.cell) order.push(dataset.cell);
      };
      new MutationObserver(note).observe(document.body,
        { subtree: true, childList: true, attributes: true, characterData: true });
    }""")
    names = page.eval_on_selector_all("[data-cell]", "all => all.map((e) => e.dataset.cell)")
    page.click("[data-run-all]")
    page.wait_for_function(f"{SAID} == 'All {len(names)} cells ran.'")
    assert states(page) == ["done"] * len(names)
    assert page.evaluate("order") == names
    said = page.evaluate("[...told]")
    assert {f"Cell {n + 1} of {len(names)}…" for n in range(len(names))} <= set(said)
    page.evaluate("order.length = 0")
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_function(
        f"order.length == {len(names)} && {SAID} == 'All {len(names)} cells ran.'"
    )
    assert page.errors == []


def test_run_all_ends_at_the_first_error(open_page, address):
    """The cells below are not run, and the page says which cell failed."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "1 / 0")
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_function(f"{SAID}.includes('ended with an error')")
    assert around(page) == ({"done"}, "error", {"idle"})
    last = page.locator("[data-cell] [data-status]").last.text_content()
    assert last == "Not run: cell 2 of “Why initialization matters” ended with an error."
    assert page.locator("[data-run-all]").is_visible()


def test_stop_all(open_page, address):
    """What runs is stopped, what waits leaves the queue, and focus stays on the button's place."""
    page = open_page(address + GUIDE)
    write(page, FIRST, "print('on')\nwhile True: print(end='')")
    page.click("[data-run-all]")
    page.wait_for_function(
        f"document.querySelector('{FIRST} [data-output]').textContent == 'on\\n'"
    )
    assert page.locator("[data-queue] li").count() > 2
    page.click("[data-stop-all]")
    page.wait_for_function(DONE.format(FIRST))
    assert around(page) == ({"done"}, "stopped", {"idle"})
    assert page.evaluate("document.activeElement.hasAttribute('data-run-all')")
    assert page.locator("[data-queue]").count() == 0


def restarted(page):
    page.wait_for_function(f"{SAID} == 'Python was restarted: every variable is gone.'")
    page.wait_for_function("document.documentElement.dataset.runtime == 'ready'")


def test_restart_clears_every_variable(open_page, address):
    """By button and by key, with what was run before marked as such."""
    page = open_page(address + GUIDE)
    page.click("[data-restart]")
    assert page.evaluate(SAID) == "Python is not running: there are no variables."
    for press in (lambda: page.click("[data-restart]"), lambda: page.keyboard.type("00")):
        assert run(page, FIRST, "kept = 123")[0] == "done"
        page.locator("[data-restart]").focus()
        press()
        restarted(page)
        assert "Python has started anew since" in page.locator(
            f"{FIRST} [data-status]").inner_text()  # fmt: skip
        assert run(page, FIRST, "'kept' in globals()") == ("done", "False\n")
    write(page, FIRST, "x = 00")
    page.locator(f"{FIRST} textarea").press("0")
    page.keyboard.press("0")
    assert run(page, FIRST, "kept = 5\nkept")[1] == "5\n"


def test_restart_ends_the_queue(open_page, address):
    """While one cell runs and others wait; on an isolated page too variables go."""
    page = isolated(open_page(address + GUIDE, save_data=False))
    write(page, FIRST, "kept = 1\nprint('on')\nwhile True: print(end='')")
    page.click("[data-run-all]")
    page.wait_for_function(
        f"document.querySelector('{FIRST} [data-output]').textContent == 'on\\n'"
    )
    page.click("[data-restart]")
    restarted(page)
    assert around(page) == ({"done"}, "stopped", {"idle"})
    assert run(page, FIRST, "'kept' in globals()") == ("done", "False\n")


def test_restart_is_anywhere(open_page, address):
    """A page without code has it at its foot: a loop of a page that was left ends."""
    page = open_page(address + GUIDE)
    begin(page, FIRST, LOOP)
    page.evaluate("globalThis.tab = 1")
    page.locator("a[href$='reference/glossary/']").first.evaluate("(a) => a.click()")
    page.wait_for_function("document.querySelector('h1').innerText.startsWith('Glossary')")
    assert page.evaluate("tab") == 1
    assert page.locator("[data-run-all]").count() == 0
    assert page.locator("[data-queue] li").count() == 1
    page.click("[data-restart]")
    restarted(page)
    assert page.locator("[data-queue]").count() == 0


@pytest.mark.parametrize(
    ("keys", "focus", "said"),
    [
        ("00", "document.body", "Python is not running: there are no variables."),
        ("00", "document.querySelector('[data-demo] input[type=text]')", ""),
        ("0t0", "document.body", ""),
    ],
    ids=["pressed", "typed", "parted"],
)
def test_keys_wait_where_no_cell_is(open_page, address, keys, focus, said):
    """What is pressed before their module has come is told to it alone, and means the same."""
    page = open_page("about:blank", service_workers="block")  # a route sees no worker's requests
    held = []

    def hold(route):
        held.append(route)

    page.route("**/cell/cells.js", hold)
    page.goto(address + "tools/gain/")
    page.wait_for_function("document.querySelector('.demo-view--drawn')")
    page.evaluate("globalThis.heard = []")
    page.evaluate("addEventListener('keydown', ({ key }) => heard.push(key))")
    page.evaluate(f"{focus}.focus()")
    with page.expect_request("**/cell/cells.js"):
        page.keyboard.type(keys)
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_function(f"{SAID} == {said!r}")
    assert page.evaluate("heard") == list(keys)
